"""When a source counts as silent: arrivals written into a build file, looked at on a given day."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from orchestration.settings import Settings, read_settings
from orchestration.silences import Silence, check_silences
from orchestration.warehouse import TABLES, insert_frame, make_landing_tables, open_build

TODAY = dt.datetime(2024, 3, 31, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    settings = replace(read_settings(), warehouse=tmp_path)
    with open_build(settings) as connection:
        make_landing_tables(connection)
    return settings


def arrive(settings: Settings, source: str, *days_ago: int, path: str = "") -> None:
    """Land one article of a source on each of these days."""
    rows = [
        {
            "article_id": f"{source}{number}",
            "file_path": f"{path or source}/{number}.txt",
            "source_id": source,
            "first_seen_at": (TODAY - dt.timedelta(days=ago)).replace(tzinfo=None),
            "is_current": True,
        }
        for number, ago in enumerate(days_ago)
    ]
    with open_build(settings) as connection:
        for table in ("files", "articles"):
            frame = pl.DataFrame([dict.fromkeys(TABLES[table]) | row for row in rows], infer_schema_length=None)
            insert_frame(connection, table, frame)


def look(settings: Settings) -> dict[str, Silence]:
    return {silence.source_id: silence for silence in check_silences(settings, "run", TODAY)}


def test_a_daily_source_is_silent_on_the_second_day_without_an_article(here: Settings) -> None:
    arrive(here, "daily", *range(1, 12))
    arrive(here, "late", *range(2, 13))
    found = look(here)
    assert (found["daily"].silent_days, found["daily"].usual_days, found["daily"].is_long) == (1, 1, False)
    assert (found["late"].silent_days, found["late"].is_long) == (2, True)


def test_a_weekly_source_is_not_silent_after_six_days(here: Settings) -> None:
    arrive(here, "weekly", *range(6, 90, 7))
    assert not look(here)["weekly"].is_long


def test_a_backlog_loaded_at_once_tells_no_rhythm_however_many_articles_it_has(here: Settings) -> None:
    arrive(here, "backlog", *[40] * 500)
    (silence,) = look(here).values()
    assert (silence.days_with_files, silence.days_without_files, silence.is_long) == (1, 40, False)
    assert silence.verdict == "left out: files came on 1 days, and 8 tell a rhythm"


def test_a_source_that_became_slower_is_judged_by_its_later_pauses(here: Settings) -> None:
    arrive(here, "slower", *range(4, 400, 5), *range(400, 500))
    assert not look(here)["slower"].is_long


def test_a_file_that_was_moved_arrived_when_its_article_was_first_seen(here: Settings) -> None:
    arrive(here, "moved", *range(20, 30))
    arrive(here, "moved", *[0] * 10, path="elsewhere")
    assert look(here)["moved"].silent_days == 20


def test_the_check_is_recorded_as_a_warning(here: Settings) -> None:
    arrive(here, "late", *range(20, 40))
    arrive(here, "young", 3)
    look(here)
    with open_build(here) as connection:
        rows = connection.execute(
            "select severity, passed, failed_rows, checked_rows from landing.quality_results"
        ).fetchall()
    assert rows == [("warn", False, 1, 1)]
