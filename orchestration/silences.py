"""Which sources have been silent for longer than they usually are.

A source's rhythm is that of the days (UTC) on which its articles arrived, not of those on which they were published:
what an operator can mend is a feed that brings nothing, many articles state no day, and an old corpus would count as
silent for years. A backlog loaded at once is one such day, so that a source has no rhythm until files have come on
several. A file that was only moved, or that comes back, arrives on the day when its article was first seen.
"""

import datetime as dt
from typing import NamedTuple

from orchestration.quality import Result, record_results
from orchestration.settings import Settings
from orchestration.warehouse import open_build

CHECK_NAME = "sources_arrive_as_usual"
_LEAST_DAYS = 8  # with files, of which a rhythm is told
_RECENT_GAPS = 60  # that tell it: a source may change its rhythm
_USUAL_SHARE = 0.95  # of its gaps are no longer than what is usual


class Silence(NamedTuple):
    """One source: how long it has been silent, and how long it usually is (null where too little is known)."""

    source_id: str
    last_day: dt.date
    silent_days: int
    usual_days: int | None
    days_with_files: int
    days_without_files: int

    @property
    def is_long(self) -> bool:
        """Whether it has been silent for longer than usual."""
        return self.usual_days is not None and self.silent_days > self.usual_days

    @property
    def verdict(self) -> str:
        """What follows, for people."""
        if self.usual_days is None:
            return f"left out: files came on {self.days_with_files} days, and {_LEAST_DAYS} tell a rhythm"
        return "silent for longer than usual" if self.is_long else "as usual"


def check_silences(settings: Settings, run_id: str, now: dt.datetime) -> list[Silence]:
    """Look at the arrivals in the build file and record the check.

    Takes: the time, in UTC.
    Returns: one row per source, the longest unusual silence first.
    """
    with open_build(settings) as connection:
        parameters = {"today": now.date(), "least": _LEAST_DAYS, "recent": _RECENT_GAPS, "share": _USUAL_SHARE}
        silences = [Silence(*row) for row in connection.execute(_SOURCES, parameters).fetchall()]
        judged = [silence for silence in silences if silence.usual_days is not None]
    long = [silence for silence in judged if silence.is_long]
    result = Result(
        check_name=CHECK_NAME,
        asset="landing_articles",
        is_blocking=False,
        passed=not long,
        failed_rows=len(long),
        checked_rows=len(judged),
        note="no source has been silent for longer than it usually is",
        rows=[silence._asdict() for silence in long],
    )
    record_results(settings, run_id, [result])
    return sorted(silences, key=lambda silence: (not silence.is_long, silence.usual_days is None, -silence.silent_days))


_SOURCES = """
    with arrivals as (
        select articles.source_id, min(files.first_seen_at)::date as day
        from landing.files join landing.articles using (article_id)
        where articles.source_id is not null
        group by articles.source_id, article_id
    ),
    days as (select distinct source_id, day from arrivals),
    gaps as (
        select source_id, day, day - lag(day) over (partition by source_id order by day) as gap_days,
            row_number() over (partition by source_id order by day desc) as recency
        from days
    )
    select source_id, max(day), greatest($today::date - max(day), 0),
        if(count(*) >= $least, quantile_disc(gap_days, $share) filter (recency <= $recent), null),
        count(*), greatest($today::date, max(day)) - min(day) + 1 - count(*)
    from gaps
    group by source_id
    order by source_id
"""
