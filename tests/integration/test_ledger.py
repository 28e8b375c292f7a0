"""What the ledger says of every change that a file can undergo: the real ledger and stages, without Dagster and dbt."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from orchestration.ledger import has_news, load_files
from orchestration.runs import begin_run
from orchestration.settings import read_settings
from orchestration.warehouse import open_build
from tests.faults.invariants import broken
from tests.faults.stage_load import load

TEXT = "التقى الرئيس المصري عبد الفتاح السيسي نظيره الفرنسي إيمانويل ماكرون في باريس يوم الثلاثاء."
OTHER = "استقبل وزير الخارجية الروسي سيرغي لافروف نظيره التركي في موسكو أمس."


class Warehouse:
    """An inbox and a build file that a test may load."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.settings = replace(read_settings(), inbox=self.inbox, warehouse=folder / "warehouse", settle_seconds=0)
        self.runs = 0

    def write(self, path: str, content: str | bytes, sidecar: dict[str, object] | None = None) -> None:
        file = self.inbox / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        if sidecar is not None:
            file.with_suffix(".json").write_text(json.dumps(sidecar, ensure_ascii=False))

    def load(self) -> dict[str, int]:
        """Load what is new; returns the run's counts that are not 0."""
        self.runs += 1
        counts = load(self.settings, f"run{self.runs}")
        with open_build(self.settings) as connection:
            assert broken(connection, at_rest=True) == []
        return {name: count for name, count in counts.items() if count and name != "files_seen"}

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with open_build(self.settings) as connection:
            return connection.execute(sql).fetchall()

    def states(self) -> list[tuple[object, ...]]:
        return self.ask("select file_path, state, is_current from landing.files order by first_seen_at, file_path")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path)


def test_an_edited_file_is_a_new_article_behind_the_old_one_whose_text_is_kept(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT)
    warehouse.load()
    ((old,),) = warehouse.ask("select article_id from landing.texts")
    warehouse.write("a.txt", OTHER)
    assert warehouse.load() == {"loaded": 1, "superseded": 1}
    assert warehouse.states() == [("a.txt", "superseded", False), ("a.txt", "loaded", True)]
    ((new, previous),) = warehouse.ask(
        "select article_id, previous_article_id from landing.article_versions where valid_to is null"
    )
    assert (previous, new != old) == (old, True)
    assert warehouse.ask("select raw_text from landing.article_versions where valid_to is not null") == [(TEXT,)]


def test_a_content_that_comes_back_takes_its_row_up_again(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT)
    warehouse.load()
    ((first_seen,),) = warehouse.ask("select first_seen_at from landing.files")
    warehouse.write("a.txt", OTHER)
    warehouse.load()
    warehouse.write("a.txt", TEXT)
    assert warehouse.load() == {"loaded": 1, "superseded": 1}
    rows = warehouse.ask("select state, first_seen_at from landing.files order by first_seen_at")
    assert [state for state, _ in rows] == ["loaded", "superseded"]
    assert rows[0][1] == first_seen
    assert warehouse.ask("select count(*) from landing.article_versions") == [(3,)]


def test_a_deleted_file_leaves_a_tombstone_and_takes_its_rows_with_it(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT)
    warehouse.load()
    assert warehouse.ask("select count(*) > 0 from landing.reports") == [(True,)]
    (warehouse.inbox / "a.txt").unlink()
    assert warehouse.load() == {"deleted": 1}
    assert warehouse.states() == [("a.txt", "deleted", False)]
    tables = ("texts", "articles", "sections", "sentences", "mentions", "roles", "quotes", "reports", "stage_outputs")
    for table in tables:
        assert warehouse.ask(f"select count(*) from landing.{table}") == [(0,)]
    assert warehouse.ask("select raw_text from landing.article_versions") == [(TEXT,)]


def test_a_renamed_file_keeps_its_article_and_its_tombstone_says_where_it_lies(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT)
    warehouse.load()
    before = warehouse.ask("select article_id from landing.texts")
    (warehouse.inbox / "a.txt").rename(warehouse.inbox / "b.txt")
    assert warehouse.load() == {"loaded": 1, "deleted": 1}
    assert warehouse.ask("select article_id from landing.texts") == before
    assert warehouse.ask("select detail from landing.files where state = 'deleted'") == [
        ("the same text now lies at b.txt",)
    ]
    outputs = warehouse.ask("select distinct run_id from landing.stage_outputs where stage <> 'texts'")
    assert outputs == [("run1",)]  # nothing was extracted anew


def test_the_same_content_at_two_paths_is_one_article_of_the_least_path(warehouse: Warehouse) -> None:
    warehouse.write("b.txt", TEXT, {"author": "الثاني"})
    warehouse.load()
    warehouse.write("a.txt", TEXT, {"author": "الأول"})
    assert warehouse.load() == {"loaded": 1, "unchanged": 1}
    assert warehouse.ask("select file_path, sidecar_author from landing.texts") == [("a.txt", "الأول")]
    (warehouse.inbox / "a.txt").unlink()
    warehouse.load()
    assert warehouse.ask("select file_path, sidecar_author from landing.texts") == [("b.txt", "الثاني")]


def test_the_same_content_of_two_outlets_is_two_articles(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT, {"source": "وكالة الأنباء"})
    warehouse.write("b.txt", TEXT, {"source": "الصحيفة"})
    warehouse.load()
    assert warehouse.ask("select count(*) from landing.texts") == [(2,)]


def test_a_changed_sidecar_alone_reloads_its_article(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT, {"published_at": "2020-01-01"})
    warehouse.load()
    warehouse.write("a.txt", TEXT, {"published_at": "2020-01-02"})
    assert warehouse.load() == {"loaded": 1, "superseded": 1}
    assert warehouse.ask("select published_at::date::varchar from landing.articles") == [("2020-01-02",)]
    ((article, previous),) = warehouse.ask(
        "select article_id, previous_article_id from landing.article_versions where valid_to is null"
    )
    assert article == previous


def test_a_quarantined_file_loads_once_it_is_repaired_and_follows_what_stood_there(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT)
    warehouse.load()
    ((old,),) = warehouse.ask("select article_id from landing.texts")
    warehouse.write("a.txt", b"%PDF-1.7")
    assert warehouse.load() == {"quarantined": 1, "superseded": 1}
    warehouse.write("a.txt", OTHER)
    assert warehouse.load() == {"loaded": 1, "superseded": 1}
    assert warehouse.ask("select previous_article_id from landing.article_versions where valid_to is null") == [(old,)]


def test_a_file_that_a_higher_limit_admits_is_loaded(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT * 100)
    warehouse.settings = replace(warehouse.settings, max_bytes=1000)
    assert warehouse.load() == {"quarantined": 1}
    warehouse.settings = replace(warehouse.settings, max_bytes=1_000_000)
    assert warehouse.load() == {"loaded": 1, "superseded": 1}
    assert [row[1:] for row in warehouse.states()] == [("superseded", False), ("loaded", True)]


def test_a_second_load_of_the_same_inbox_changes_no_row(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT)
    warehouse.write("b.txt", b"")
    warehouse.load()
    before = warehouse.ask("select * exclude (fingerprint, last_seen_at) from landing.files order by all")
    assert warehouse.load() == {"unchanged": 2}
    assert warehouse.ask("select * exclude (fingerprint, last_seen_at) from landing.files order by all") == before


def test_counts_are_those_of_what_was_committed_also_when_the_run_dies(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT)
    begin_run(warehouse.settings, "dies")
    load_files(warehouse.settings, "dies", lambda _: None)
    warehouse.load()
    rows = warehouse.ask("select outcome, files_seen, loaded, unchanged from landing.runs order by started_at")
    assert rows == [("killed", 1, 1, 0), ("published", 1, 0, 1)]


CHANGES: dict[str, Callable[[Path], object]] = {
    "a new file": lambda inbox: (inbox / "b.txt").write_text(OTHER),
    "an edit": lambda inbox: (inbox / "a.txt").write_text(OTHER),
    "a deletion": lambda inbox: (inbox / "a.txt").unlink(),
    "a sidecar": lambda inbox: (inbox / "a.json").write_text("{}"),
}


@pytest.fixture
def loaded(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setattr("orchestration.news.files._RACY_NANOSECONDS", 0)  # or each test waits for two seconds
    warehouse.write("a.txt", TEXT)
    warehouse.write("bad.txt", b"")
    warehouse.load()
    return warehouse


@pytest.mark.parametrize("change", CHANGES)
def test_the_sensor_sees_what_a_load_would_change(loaded: Warehouse, change: str) -> None:
    CHANGES[change](loaded.inbox)
    assert has_news(loaded.settings)


def test_the_sensor_sees_nothing_where_a_load_would_change_nothing(loaded: Warehouse) -> None:
    (loaded.inbox / "notes.md").write_text("no article")
    (loaded.inbox / ".hidden.txt").write_text(TEXT)
    assert not has_news(loaded.settings)


def test_every_row_of_the_ledger_has_the_columns_of_its_kind(warehouse: Warehouse) -> None:
    warehouse.write("a.txt", TEXT, {"url": "https://outlet.example/1"})
    warehouse.write("b.txt", b"%PDF-1.7")
    warehouse.load()
    with open_build(warehouse.settings) as connection:
        rows = connection.execute("select * from landing.files order by file_path").pl()
    assert rows.select(
        pl.col("content_sha256").str.len_chars(), "reason", pl.col("article_id", "sidecar_sha256").is_null()
    ).rows() == [(64, None, False, False), (64, "not_text", True, True)]


def test_files_below_a_folder_that_cannot_be_opened_are_gone_until_it_can_and_say_why(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse.write("closed/a.txt", TEXT)
    warehouse.load()
    shut = os.scandir

    def scandir(
        path: str | bytes | os.PathLike[str],
    ) -> Iterator[os.DirEntry[bytes]]:  # as for a user without the right; root has it
        if os.fsencode(path).endswith(b"closed"):
            raise PermissionError(13, "Permission denied")
        return shut(path)

    monkeypatch.setattr("orchestration.news.files.os.scandir", scandir)
    assert warehouse.load() == {"quarantined": 1, "deleted": 1}
    assert warehouse.ask("select detail from landing.files where file_path = 'closed/a.txt'") == [
        ("the folder closed cannot be opened",)
    ]
    monkeypatch.undo()
    assert warehouse.load() == {"loaded": 1, "deleted": 1}
    assert warehouse.ask("select raw_text from landing.texts") == [(TEXT,)]
