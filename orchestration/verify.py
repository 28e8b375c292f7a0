"""`make verify`: rebuild from scratch beside the published file and print what differs."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse import open_published

# What only grows and remembers what a rebuild cannot know.
_HISTORY = ("fct_files", "fct_article_versions", "fct_runs", "fct_quality_results", "fct_id_redirects")


class Differences(NamedTuple):
    """How many rows differ between the published state tables and a rebuild, and a table of them."""

    rows: int
    text: str


def compare_with_rebuild(settings: Settings) -> Differences:
    """Load the whole inbox into a scratch warehouse and compare every state table, row for row.

    Raises:
        FileNotFoundError: nothing has been published yet.
    """
    with open_published(settings):
        pass
    with tempfile.TemporaryDirectory(prefix="marsad-verify-") as folder:
        scratch = replace(settings, warehouse=Path(folder))
        _rebuild(scratch)
        return _compare(settings.published_file, scratch.published_file)


def _rebuild(scratch: Settings) -> None:
    """Run the job in a process of its own: dbt's paths are fixed once per process."""
    import os  # noqa: PLC0415
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    environment = os.environ | {
        "MARSAD_INBOX": str(scratch.inbox),
        "MARSAD_WAREHOUSE": str(scratch.warehouse),
    }
    for variable in ("MARSAD_BUILD_FILE", "MARSAD_TEMP", "DBT_LOG_PATH", "DAGSTER_HOME"):
        environment.pop(variable, None)
    subprocess.run([sys.executable, "-m", "orchestration.cli", "run"], env=environment, check=True, capture_output=True)


def _compare(published: Path, rebuilt: Path) -> Differences:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published}' as published (read_only)")
        connection.execute(f"attach '{rebuilt}' as rebuilt (read_only)")
        tables = connection.execute(
            """
            select distinct table_name from information_schema.tables
            where table_schema = 'marts' and table_catalog in ('published', 'rebuilt') order by table_name
            """
        ).fetchall()
        differing = {
            table: [_only_in(connection, table, *pair) for pair in (("published", "rebuilt"), ("rebuilt", "published"))]
            for (table,) in tables
            if table not in _HISTORY
        }
    rows = sum(sum(pair) for pair in differing.values())
    lines = [
        f"  {table:<34} {pair[0]:>6} only published  {pair[1]:>6} only rebuilt" for table, pair in differing.items()
    ]
    return Differences(rows, "\n".join([*lines, f"{rows} rows differ between the published tables and a rebuild."]))


def _only_in(connection: duckdb.DuckDBPyConnection, table: str, left: str, right: str) -> int:
    query = f"select count(*) from (from {left}.marts.{table} except all from {right}.marts.{table})"  # noqa: S608
    (count,) = connection.execute(query).fetchone() or (0,)
    return int(count)
