"""Between which days a text without a printed date was written, from everything in it that bounds them."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

Day = dt.date
ENDLESS = dt.date.max  # the end of what still goes on
# A text may call somebody by an office that he is about to take or has just left.
_BEFORE_TERM, _AFTER_TERM = dt.timedelta(30), dt.timedelta(90)
_DAY = dt.timedelta(1)
_LEAD_SENTENCES = 3  # the headline and what it opens with: there a text names those of its own time
_SHORTEST_GAP = dt.timedelta(550)


class Term(NamedTuple):
    """A time in which a person held the office that the text gives him, with the words that do."""

    actor_id: str
    first: Day
    last: Day
    text: str
    sentence_number: int


class Interval(NamedTuple):
    """The first and the last possible day, null where nothing bounds it, and the words that say so."""

    first: Day | None
    last: Day | None
    evidence: str | None


class _Stretch(NamedTuple):
    """Days in which the same terms run, as many as anywhere."""

    first: Day
    last: Day
    holders: list[Term]


def narrow(earliest: tuple[Day, str] | None, latest: Day | None, terms: Iterable[Term]) -> Interval:
    """Intersect what the text tells of its own time.

    Takes: the latest past day that the text names, with its words; the last possible day (of crawling); the terms of
    the office-holders that it names with their office.
    Rules: the days that lie in the terms of the most persons, at least two in three of them: a text recalls former
    holders beside those of its own time. One person alone counts where the headline or the lead names him. Of times
    that lie far apart it is the first after the day that the text names; where it names none, all of them with what
    lies between.
    """
    start, quotes = earliest or (dt.date.min, "")
    end = latest or ENDLESS
    possible = [term for term in _merge(terms) if _later(term.last) >= start and _sooner(term.first) <= end]
    stretches = _best_stretches(possible, start)
    if stretches:
        near = [stretch for stretch in stretches if stretch.first - stretches[0].last <= _SHORTEST_GAP]
        first, last = stretches[0], (near if earliest else stretches)[-1]
        if _sooner(first.first) > start:
            start, quotes = _sooner(first.first), max(first.holders, key=lambda term: term.first).text
        if _later(last.last) < end:
            end = _later(last.last)
            quotes = _joined(quotes, min(last.holders, key=lambda term: term.last).text)
    return Interval(start if start > dt.date.min else None, end if end < ENDLESS else None, quotes or None)


def _sooner(day: Day) -> Day:
    return max(day, dt.date.min + _BEFORE_TERM) - _BEFORE_TERM


def _later(day: Day) -> Day:
    return min(day, ENDLESS - _AFTER_TERM) + _AFTER_TERM


def _merge(terms: Iterable[Term]) -> list[Term]:
    """Terms of one person that nearly touch become one."""
    merged: list[Term] = []
    for term in sorted(terms, key=lambda term: (term.actor_id, term.first)):
        if merged and merged[-1].actor_id == term.actor_id and _sooner(term.first) <= _later(merged[-1].last):
            merged[-1] = merged[-1]._replace(last=max(term.last, merged[-1].last))
        else:
            merged.append(term)
    return merged


def _best_stretches(terms: list[Term], start: Day) -> list[_Stretch]:
    """The times that lie in the terms of the most persons, in order; none where less than two in three agree.

    A holder and his successor share no day: the last day of a term counts as the first of the next.
    """
    stretches = []
    for day in sorted({max(term.first, min(start, term.last - _DAY)) for term in terms}):
        holders = [term for term in terms if term.first <= day < term.last]
        if holders:
            stretches.append(_Stretch(day, min(term.last for term in holders), holders))
    most = max((_persons(stretch.holders) for stretch in stretches), default=0)
    is_alone = most == 1 and min(term.sentence_number for term in terms) > _LEAD_SENTENCES
    if is_alone or 3 * most < 2 * _persons(terms):
        return []
    return [stretch for stretch in stretches if _persons(stretch.holders) == most]


def _persons(terms: Iterable[Term]) -> int:
    return len({term.actor_id for term in terms})


def _joined(first: str, second: str) -> str:
    return f"{first} | {second}" if first and second not in first else second
