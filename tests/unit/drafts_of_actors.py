"""Drafts for the tests of encounters: who met, with everything else plain unless a test says otherwise."""

import datetime as dt
from typing import Any

from orchestration.news.circumstances import Day
from orchestration.news.cues import Status
from orchestration.news.told import Draft, Participant

HELD = Status("held", "asserted", 0, None)


def draft_of(*actors: str, sentence: int = 0, role: str = "participant", **traits: Any) -> Draft:
    plain = Draft(
        sentences=frozenset({sentence}),
        section="body",
        meeting_type="meeting",
        mode="in_person",
        status=HELD,
        is_recalled=False,
        participants=tuple(Participant(actor, f"m{sentence}", role, "named") for actor in actors),
        unnamed=(),
        place=None,
        day=None,
        trigger=(sentence, sentence + 1),
        evidence=(sentence, sentence + 1),
        mode_span=None,
        speaker=None,
        frame="noun",
    )
    return plain._replace(**traits)


def day_of(number: int, end_char: int = 1) -> Day:
    day = dt.date(2020, 1, number)
    return Day(0, end_char, day, day, "day")
