r"""Encounters that an English sentence tells: the captions that agencies write under their pictures.

They have one form: who does what with whom, where, and on which day. Names and days are found as in any other sentence.
Does not belong here: Arabic (drafts.py), and which drafts are one encounter (encounters.py).
"""

import functools
import re
from typing import Any

from orchestration.news.circumstances import Day, Place
from orchestration.news.cues import Status
from orchestration.news.lexicon import read_lexicon
from orchestration.news.told import Draft, Participant

Row = dict[str, Any]

# What was still to come when the picture was taken: "ahead of their meeting", "is expected to meet".
_AHEAD = re.compile(r"\b(?:ahead of|before|prior to|will|due to|expected to)(?: (?:an?|the|their|his|her))?\s$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|being|been)\s$")
_AGENT = re.compile(r"\bby\b")
_NEXT_CLAUSE = re.compile(r"\b(?:as|while|after|before|following|ahead)\b|;")
_WHERE = re.compile(r"\b(?:in|at|near|outside)(?: the)?\s$")
_VISITED = re.compile(r"^(?: the)?\s$")


@functools.cache
def caption_triggers() -> tuple[str, ...]:
    """The words, in lower case, one of which such a caption holds."""
    return tuple(_triggers())


def draft_captions(raw: str, sentence: Row, mentions: list[Row], days: list[Row]) -> list[Draft]:
    """Draft the encounters of a sentence in English, one a trigger with two sides or a visitor and a place.

    Takes: the mentions and the days of that sentence, in text order.
    """
    found = _pattern().finditer(raw, sentence["start_char"], sentence["end_char"])
    drafts = (_draft(raw, match, sentence, mentions, days) for match in found)
    return [draft for draft in drafts if draft]


def _draft(raw: str, match: re.Match[str], sentence: Row, mentions: list[Row], days: list[Row]) -> Draft | None:
    trigger, (start, end) = _triggers()[match[0]], match.span()
    people = [row for row in mentions if row["mention_type"] == "person" and row["actor_id"]]
    clause_end = _first(_NEXT_CLAUSE, raw, end, sentence["end_char"])
    left = [row for row in people if row["end_char"] <= start]
    right = [row for row in people if end <= row["start_char"] < clause_end]
    place = _place(raw, mentions, end, is_visited=trigger["frame"] == "visit")
    if trigger["frame"] == "visit":
        roles, right = ("visitor", ""), []
        is_told = bool(left) and place is not None
    else:
        roles = ("participant", "participant") if trigger["frame"] == "with" else _hosts(raw, start, end, right)
        is_told = len({row["actor_id"] for row in (*left, *right)}) > 1
    if not is_told:
        return None
    sides = [*((row, roles[0]) for row in left), *((row, roles[1]) for row in right)]
    persons = {row["actor_id"]: Participant(row["actor_id"], row["mention_id"], role, "named") for row, role in sides}
    day = next((_day(row) for row in days if row["start_char"] >= end and row["date_from"]), None)
    status = "planned" if _AHEAD.search(raw, sentence["start_char"], start) else "held"
    return Draft(
        sentences=frozenset({sentence["sentence_number"]}),
        section=sentence["section"],
        meeting_type=trigger["meeting_type"],
        mode=trigger["mode"],
        status=Status(status, "asserted", 0, None),
        is_recalled=False,
        participants=tuple(persons.values()),
        unnamed=(),
        place=None if trigger["meeting_type"] == "call" else place,
        day=day,
        trigger=(start, end),
        evidence=(sentence["start_char"], sentence["end_char"]),
        mode_span=None,
        speaker=None,
        frame="noun",
    )


def _hosts(raw: str, start: int, end: int, right: list[Row]) -> tuple[str, str]:
    """Who receives whom: "is greeted by Rami" turns it around."""
    is_passive = bool(_PASSIVE.search(raw, max(0, start - 6), start))
    is_told = bool(right) and bool(_AGENT.search(raw, end, right[0]["start_char"]))
    return ("visitor", "host") if is_passive and is_told else ("host", "visitor")


def _place(raw: str, mentions: list[Row], end: int, *, is_visited: bool) -> Place | None:
    """The first place behind the trigger that a preposition introduces, or that is visited; a city before a country."""
    for row in mentions:
        before = raw[max(end, row["start_char"] - 12) : row["start_char"]]
        is_where = _WHERE.search(before) or (is_visited and _VISITED.search(before))
        if row["start_char"] >= end and row["location_id"] and is_where:
            is_country = row["mention_type"] == "country"
            return Place(row["start_char"], row["end_char"], row["location_id"], is_country)
    return None


def _day(row: Row) -> Day:
    return Day(row["start_char"], row["end_char"], row["date_from"], row["date_to"], row["date_precision"])


def _first(pattern: re.Pattern[str], raw: str, start: int, end: int) -> int:
    match = pattern.search(raw, start, end)
    return match.start() if match else end


@functools.cache
def _triggers() -> dict[str, Row]:
    return {row["trigger"]: row for row in read_lexicon("caption_triggers").iter_rows(named=True)}


@functools.cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_triggers(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")
