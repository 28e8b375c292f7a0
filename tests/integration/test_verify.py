from pathlib import Path

import duckdb

from orchestration.verify import _compare


def warehouse(file: Path, *tables: str) -> Path:
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema marts")
        for table in tables:
            connection.execute(f"create table marts.{table}")
    return file


def test_table_that_one_side_lacks_is_told_and_counts(tmp_path: Path) -> None:
    published = warehouse(tmp_path / "a.duckdb", "same as select 1 as x")
    rebuilt = warehouse(tmp_path / "b.duckdb", "same as select 1 as x", "added as select 1 as x")
    found = _compare(published, rebuilt)
    assert found.rows == 1
    assert "added" in found.text
    assert "missing on one" in found.text


def test_row_that_one_side_lacks_is_shown(tmp_path: Path) -> None:
    published = warehouse(tmp_path / "a.duckdb", "t as select 1 as x")
    rebuilt = warehouse(tmp_path / "b.duckdb", "t as select unnest([1, 7]) as x")
    found = _compare(published, rebuilt)
    assert found.rows == 1
    assert "only rebuilt: (7,)" in found.text
