import datetime as dt
import re
from pathlib import Path

import polars as pl
import pytest

from orchestration.quality import Result, record_results
from orchestration.quality_pages import page_of, write_pages
from orchestration.settings import Settings
from orchestration.warehouse import insert_frame, make_landing_tables, open_build

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
HOSTILE = "<script>alert(1)</script>\u202e&amp;"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(inbox=tmp_path, warehouse=tmp_path)
    with open_build(settings) as connection:
        make_landing_tables(connection)
    return settings


def run(settings: Settings, number: int, outcome: str, *results: Result) -> None:
    row = {"run_id": f"run_{number:03}", "started_at": START + dt.timedelta(hours=number), "ended_at": None}
    counts = {"files_seen": 0, "loaded": 0, "unchanged": 0, "superseded": 0, "deleted": 0, "quarantined": 0}
    row |= counts | {"outcome": outcome, "stage_versions": "{}", "note": None}
    with open_build(settings) as connection:
        insert_frame(connection, "runs", pl.DataFrame([row]))
    record_results(settings, f"run_{number:03}", results)


def found(name: str, *, passed: bool, is_blocking: bool = True, rows: list[dict[str, object]] | None = None) -> Result:
    return Result(name, "landing_roles", is_blocking, passed, 0 if passed else 3, 9, "sector is known", rows or [])


SECTOR, LENGTH = "roles_are_spans: expect_in_set sector", "roles_are_spans: expect_equal length"


def page(settings: Settings, group: str) -> str:
    write_pages(settings)
    return page_of(settings, group).read_text("utf-8")


def cells(text: str) -> list[str]:
    return re.findall(r'<i class="(\w+)"', text)


def test_each_run_is_a_cell_from_the_oldest_to_the_newest(settings: Settings) -> None:
    run(settings, 1, "published", found(SECTOR, passed=True))
    run(settings, 2, "unpublished", found(SECTOR, passed=False))
    run(settings, 3, "unpublished")
    run(settings, 4, "published", found(SECTOR, passed=False, is_blocking=False))
    assert cells(page(settings, "roles_are_spans")) == ["pass", "fail", "none", "warn"]


def test_a_failure_names_its_run_and_shows_its_rows(settings: Settings) -> None:
    run(settings, 1, "unpublished", found(SECTOR, passed=False, rows=[{"article_id": "0a1b", "file_path": "a.txt"}]))
    text = page(settings, "roles_are_spans")
    assert 'title="failed in run run_001 of 2026-01-01 01:00 UTC, unpublished"' in text
    assert "0a1b" in text
    assert "a.txt" in text


def test_rows_of_a_past_failure_stay_on_its_page(settings: Settings) -> None:
    run(settings, 1, "unpublished", found(SECTOR, passed=False, rows=[{"article_id": "0a1b"}]))
    run(settings, 2, "published", found(SECTOR, passed=True))
    assert "0a1b" in page(settings, "roles_are_spans")


def test_texts_of_articles_stay_texts(settings: Settings) -> None:
    run(settings, 1, "unpublished", found(SECTOR, passed=False, rows=[{HOSTILE: HOSTILE}]))
    text = page(settings, "roles_are_spans")
    assert "<script" not in text
    assert "\u202e" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202e&amp;amp;" in text


def test_the_index_begins_with_what_fails(settings: Settings) -> None:
    run(settings, 1, "unpublished", found(SECTOR, passed=False), found(LENGTH, passed=True))
    text = page(settings, "index")
    assert "1 passed, 0 warned, 1 failed" in text
    failing = text.partition("What fails or warns")[2].partition("Landed rows")[0]
    assert "expect_in_set sector" in failing
    assert "expect_equal length" not in failing


def test_a_suite_shows_its_worst_expectation_in_the_index(settings: Settings) -> None:
    run(settings, 1, "published", found(SECTOR, passed=True), found(LENGTH, passed=False, is_blocking=False))
    assert cells(page(settings, "index").partition("Landed rows")[2]) == ["warn"]


def test_fifty_runs_are_shown_and_the_first_failure_ever(settings: Settings) -> None:
    run(settings, 0, "unpublished", found(SECTOR, passed=False))
    for number in range(1, 52):
        run(settings, number, "published", found(SECTOR, passed=True))
    text = page(settings, "roles_are_spans")
    assert cells(text) == ["pass"] * 50
    assert "1 in all" in text


def test_a_check_that_no_longer_runs_leaves_the_pages(settings: Settings) -> None:
    run(settings, 1, "published", found("gone_suite: expect_nothing", passed=False))
    assert "gone_suite" in page(settings, "index")
    run(settings, 2, "published", found(SECTOR, passed=True))
    assert "gone_suite" not in page(settings, "index")
    assert not page_of(settings, "gone_suite").exists()


def test_a_page_takes_nothing_from_elsewhere(settings: Settings) -> None:
    run(settings, 1, "published", found(SECTOR, passed=True))
    for group in ("index", "roles_are_spans"):
        assert re.findall(r"https?:|//|src=|@import|url\(", page(settings, group)) == []


def test_pages_are_written_before_anything_ran(settings: Settings) -> None:
    assert "Nothing has run yet" in page(settings, "index")
