"""What the result looks like without a gold standard: figures of a run's articles, held against earlier runs.

A rule that broke, a lexicon that was cut off or an outlet that changed its pages rarely breaks a row; it moves
these. What is out of the ordinary may also be the news, so it warns and never stops a run.
"""

import statistics
from typing import NamedTuple

from orchestration.quality import Result, record_results
from orchestration.settings import Settings
from orchestration.warehouse import open_build

_LEAST_READ = 30  # articles or files that a run must have read to be compared, or to be compared with
_EARLIER_RUNS = 20  # published ones
_TOLERANCE = 0.25  # of the usual figure, for what differs between any two days of news
_NOISE = 3.0  # standard deviations

ASSET = "published_warehouse"


class Measure(NamedTuple):
    """A figure of a run: how it is named, what the check says, and how it is had from `_COUNTS`."""

    name: str
    check_name: str
    description: str
    counted: str
    among: str
    per: float
    read: str  # whose number tells how far the figure can be trusted


MEASURES = (
    Measure(
        "files_loaded_share",
        "files_load_as_usual",
        "Of the new files, the share that loads, the others being quarantined, is what it is in other runs.",
        "loaded",
        "files",
        1.0,
        "files",
    ),
    Measure(
        "articles_dated_share",
        "articles_have_dates_as_usual",
        "The share of articles that get a day of publication is what it is in other runs.",
        "dated",
        "articles",
        1.0,
        "articles",
    ),
    Measure(
        "mentions_per_1000_words",
        "texts_have_names_as_usual",
        "As many names are found in a thousand words as in other runs.",
        "mentions",
        "words",
        1000.0,
        "articles",
    ),
    Measure(
        "meetings_per_100_articles",
        "articles_have_meetings_as_usual",
        "As many meetings are found in a hundred articles as in other runs.",
        "meetings",
        "articles",
        100.0,
        "articles",
    ),
)


def measure_run(settings: Settings, run_id: str) -> dict[str, Result]:
    """Measure what this run read, compare it with earlier runs, and record both.

    Returns: for each measure its result; figures of runs that read too little are recorded, but not compared.
    """
    with open_build(settings) as connection:
        row = connection.execute(_COUNTS, {"run_id": run_id})
        names = [column[0] for column in row.description or []]
        counts = dict(zip(names, row.fetchone() or (0,) * len(names), strict=True))
        earlier = {
            measure.name: [value for (value,) in connection.execute(_EARLIER, [measure.check_name, run_id]).fetchall()]
            for measure in MEASURES
        }
    results = {measure.name: _judge(measure, counts, earlier[measure.name]) for measure in MEASURES}
    record_results(settings, run_id, list(results.values()))
    return results


def _judge(measure: Measure, counts: dict[str, int], earlier: list[float]) -> Result:
    read = counts[measure.read]
    value = round(counts[measure.counted] * measure.per / counts[measure.among], 4) if counts[measure.among] else None
    passed, note = compare(value, read, earlier, is_share=measure.per == 1)
    return Result(
        check_name=measure.check_name,
        asset=ASSET,
        is_blocking=False,
        passed=passed,
        failed_rows=0,
        checked_rows=read,
        note=f"{measure.name}: {note}",
        measured=value,
    )


def compare(value: float | None, read: int, earlier: list[float], *, is_share: bool) -> tuple[bool, str]:
    """Whether a figure is what it usually is, and why one says so.

    Takes: the figure, how many articles or files it is of, the figures of earlier runs.
    Rules: it may lie off their median by a quarter of it, and by what chance does to so few: to a share as in draws
    from an urn, to a rate as to the count of a rare thing.
    """
    if value is None or read < _LEAST_READ:
        return True, f"not compared, as the run read {read} and it takes {_LEAST_READ}"
    if not earlier:
        return True, f"{value:.3g} of {read} read; not compared, as no earlier run read {_LEAST_READ}"
    usual = statistics.median(earlier)
    chance = (usual * (1 - usual) / read) ** 0.5 if is_share else usual / read**0.5
    margin = _TOLERANCE * usual + _NOISE * chance
    low, high = max(usual - margin, 0), min(usual + margin, 1) if is_share else usual + margin
    told = f"{value:.3g} of {read} read, {low:.3g} to {high:.3g} expected (runs compared with: {len(earlier)})"
    return low <= value <= high, told


_COUNTS = """
    with read as (select distinct article_id from landing.stage_outputs where run_id = $run_id)
    select
        runs.loaded,
        runs.loaded + runs.quarantined as files,
        (select count(*) from read) as articles,
        (select count(published_at) from landing.articles semi join read using (article_id)) as dated,
        (select coalesce(sum(words_count), 0) from landing.articles semi join read using (article_id)) as words,
        (select count(*) from landing.mentions semi join read using (article_id)) as mentions,
        (select count(distinct meeting_id) from marts.fct_meeting_reports semi join read using (article_id)) as meetings
    from landing.runs where run_id = $run_id
"""
_EARLIER = f"""
    select results.measured
    from landing.quality_results as results
    join landing.runs on runs.run_id = results.run_id and runs.outcome = 'published'
    where results.check_name = $1 and results.run_id <> $2 and results.measured is not null
        and results.checked_rows >= {_LEAST_READ}
    order by runs.started_at desc limit {_EARLIER_RUNS}
"""  # noqa: S608 - numbers of ours
