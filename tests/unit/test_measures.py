import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from orchestration.measures import compare, measure_run
from orchestration.quality import Result
from orchestration.settings import Settings
from orchestration.warehouse import insert_frame, make_landing_tables, open_build

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("value", "read", "earlier", "passed"),
    [
        (20.0, 400, [20.0, 22.0, 18.0], True),
        (13.0, 400, [20.0, 22.0, 18.0], True),  # 20 less a quarter and 15 in the hundred is 12
        (11.0, 400, [20.0, 22.0, 18.0], False),
        (29.0, 400, [20.0, 22.0, 18.0], False),
        (0.0, 400, [20.0], False),
        (0.0, 400, [0.0, 0.0], True),
        (11.0, 36, [20.0, 22.0, 18.0], True),  # of so few articles chance gives that
        (11.0, 400, [20.0, 11.0, 90.0, 21.0, 19.0], False),  # one odd run moves no median
    ],
)
def test_a_rate_far_from_the_usual_one_does_not_pass(
    value: float, read: int, earlier: list[float], *, passed: bool
) -> None:
    assert compare(value, read, earlier, is_share=False)[0] is passed


@pytest.mark.parametrize(
    ("value", "read", "earlier", "passed"),
    [
        (1.0, 100, [0.9], True),
        (0.6, 100, [0.9], True),  # 0.9 less a quarter and 0.09 is 0.585
        (0.55, 100, [0.9], False),
        (0.7, 100, [1.0], False),  # where all were, chance takes none away
    ],
)
def test_a_share_far_from_the_usual_one_does_not_pass(
    value: float, read: int, earlier: list[float], *, passed: bool
) -> None:
    assert compare(value, read, earlier, is_share=True)[0] is passed


def test_a_figure_of_too_few_articles_passes_and_says_so() -> None:
    assert compare(0.0, 29, [20.0], is_share=False) == (True, "not compared, as the run read 29 and it takes 30")


def test_the_first_figure_passes_and_says_so() -> None:
    assert compare(20.0, 400, [], is_share=False) == (True, "20 of 400 read; not compared, as no earlier run read 30")


def test_what_is_expected_is_told_with_the_figure() -> None:
    told = compare(11.0, 400, [20.0], is_share=False)[1]
    assert told == "11 of 400 read, 12 to 28 expected (runs compared with: 1)"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse in which one published run read forty articles with a meeting and ten mentions each."""
    settings = Settings(inbox=tmp_path, warehouse=tmp_path)
    with open_build(settings) as connection:
        make_landing_tables(connection)
        connection.execute("create schema marts")
        connection.execute("create table marts.fct_meeting_reports (article_id varchar, meeting_id varchar)")
    read(settings, "first", mentions=10, meetings=1)
    with open_build(settings) as connection:
        connection.execute("update landing.runs set outcome = 'published'")
    return settings


def read(settings: Settings, run_id: str, *, mentions: int, meetings: int) -> dict[str, Result]:
    """Land forty dated articles of a hundred words each in a run, and measure it."""
    ids = [f"{run_id}_{number}" for number in range(40)]
    counts = {"files_seen": 40, "loaded": 40, "unchanged": 0, "superseded": 0, "deleted": 0, "quarantined": 0}
    run = {"run_id": run_id, "started_at": START, "ended_at": None, "outcome": "running", "note": None}
    tables = {
        "runs": pl.DataFrame([run | counts | {"stage_versions": "{}"}]),
        "stage_outputs": pl.DataFrame({"article_id": ids}).with_columns(run_id=pl.lit(run_id)),
        "articles": pl.DataFrame({"article_id": ids}).with_columns(published_at=pl.lit(START), words_count=pl.lit(100)),
        "mentions": pl.DataFrame({"article_id": ids * mentions}),
    }
    with open_build(settings) as connection:
        for table, rows in tables.items():
            standing = connection.execute(f"select * from landing.{table} limit 0").pl()
            insert_frame(connection, table, pl.concat([standing, rows], how="diagonal_relaxed"))
        connection.executemany(
            "insert into marts.fct_meeting_reports values (?, ?)",
            [(one, one) for one in ids[: 40 * meetings]] or [("", "")],
        )
    return measure_run(settings, run_id)


def test_figures_are_those_of_the_articles_that_the_run_read(settings: Settings) -> None:
    found = read(settings, "second", mentions=11, meetings=1)
    assert {name: result.measured for name, result in found.items()} == {
        "files_loaded_share": 1.0,
        "articles_dated_share": 1.0,
        "mentions_per_1000_words": 110.0,
        "meetings_per_100_articles": 100.0,
    }
    assert all(result.passed for result in found.values())


def test_a_run_that_finds_no_meetings_any_more_is_warned_of(settings: Settings) -> None:
    found = read(settings, "second", mentions=10, meetings=0)
    assert [name for name, result in found.items() if not result.passed] == ["meetings_per_100_articles"]
    assert not any(result.is_blocking for result in found.values())


def test_figures_are_kept_for_later_runs(settings: Settings) -> None:
    with open_build(settings) as connection:
        kept = connection.execute("select check_name, measured, checked_rows, severity from landing.quality_results")
        assert ("texts_have_names_as_usual", 100.0, 40, "warn") in kept.fetchall()
