import datetime as dt
from typing import Any

import pytest
from sentences_with_names import unmark

from orchestration.news.captions import draft_captions
from orchestration.news.told import Draft

DAY = dt.date(2020, 1, 2)


def drafts_of(marked: str, day: str | None = None) -> list[Draft]:
    """What a caption tells in which `day`, if given, is the date expression, the second of January."""
    text, mentions = unmark(marked)
    sentence = {"sentence_number": 0, "section": "caption", "start_char": 0, "end_char": len(text)}
    start = text.index(day) if day else 0
    row: dict[str, Any] = {"start_char": start, "end_char": start + len(day or ""), "date_precision": "day"}
    return draft_captions(text, sentence, mentions, [row | {"date_from": DAY, "date_to": DAY}] if day else [])


def sides(draft: Draft) -> dict[str, str]:
    return {person.actor_id: person.role for person in draft.participants}


@pytest.mark.parametrize(
    "marked",
    [
        "{c:Norway}'s {p:Rami} holds a news conference after a meeting with Minister {p:Hind} in {l:Oslo}",
        "{p:Rami} meets with {p:Hind} in {l:Oslo}",
        "{p:Rami} (R) shakes hands with {p:Hind} in {l:Oslo}",
        "{p:Rami} and {p:Hind} meet at the palace in {l:Oslo}",
        "{p:Rami} and {p:Hind} attend a summit in {l:Oslo}, {c:Norway}",
        "{p:Rami} holds talks with {p:Hind} as {p:Suad} looks on in {l:Oslo}",
    ],
)
def test_caption_tells_who_met_whom_and_where(marked: str) -> None:
    (draft,) = drafts_of(marked)
    assert sides(draft) == {"Rami": "participant", "Hind": "participant"}
    assert (draft.meeting_type, draft.mode, draft.status.status) == ("meeting", "in_person", "held")
    assert draft.place is not None
    assert draft.place.location_id == "Oslo"


def test_caption_tells_the_day() -> None:
    (draft,) = drafts_of("{p:Rami} after a meeting with {p:Hind} in {l:Oslo}, January 2, 2020", "January 2, 2020")
    assert draft.day is not None
    assert (draft.day.date_from, draft.day.precision) == (DAY, "day")


@pytest.mark.parametrize(
    "marked",
    [
        "{p:Rami} arrives ahead of a meeting with {p:Hind}",
        "{p:Rami} before his meeting with {p:Hind}",
        "{p:Rami} who will meet {p:Hind}",
    ],
)
def test_what_is_still_to_come_is_planned(marked: str) -> None:
    assert [draft.status.status for draft in drafts_of(marked)] == ["planned"]


@pytest.mark.parametrize(
    "marked", ["{p:Rami} welcomes {p:Hind} in {l:Oslo}", "{p:Hind} is greeted by {p:Rami} in {l:Oslo}"]
)
def test_who_receives_is_the_host(marked: str) -> None:
    (draft,) = drafts_of(marked)
    assert sides(draft) == {"Rami": "host", "Hind": "visitor"}


def test_visitor_needs_a_place() -> None:
    (draft,) = drafts_of("{p:Rami} visits {l:Oslo}")
    assert (draft.meeting_type, sides(draft)) == ("visit", {"Rami": "visitor"})
    assert drafts_of("{p:Rami} visits wounded soldiers") == []


def test_call_has_no_place() -> None:
    (draft,) = drafts_of("{p:Rami} in {l:Oslo} during a phone call with {p:Hind} in {l:Berne}")
    assert (draft.meeting_type, draft.mode, draft.place) == ("call", "phone", None)


@pytest.mark.parametrize(
    "marked",
    [
        "{p:Rami} chairs a meeting of his cabinet in {l:Oslo}",
        "{p:Rami} talks to reporters with {p:Hind}",
        "{p:Rami} meets reporters as {p:Hind} arrives",
    ],
)
def test_caption_without_a_second_side_tells_no_encounter(marked: str) -> None:
    assert drafts_of(marked) == []
