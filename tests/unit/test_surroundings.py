import datetime as dt
from typing import Any

import pytest

from orchestration.news.circumstances import Day, Place
from orchestration.news.cues import Status
from orchestration.news.encounters import Draft, Participant
from orchestration.news.surroundings import agree_with_publication, fill_from_surroundings

_OSLO = Place(0, 1, "oslo", is_country=False)
_TEXT = "الاثنين"


def _day(number: int) -> Day:
    day = dt.date(2020, 1, number)
    return Day(0, len(_TEXT), day, day, "day")


def _draft(*actors: str, sentence: int = 0, role: str = "participant", **traits: Any) -> Draft:
    plain = Draft(
        sentences=frozenset({sentence}),
        section="body",
        meeting_type="meeting",
        mode="in_person",
        status=Status("held", "asserted", 1, None),
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


def test_meeting_takes_place_and_day_of_its_visit() -> None:
    visit = _draft("a", role="visitor", meeting_type="visit", place=_OSLO, day=_day(5))
    _, meeting = fill_from_surroundings([visit, _draft("a", "b", sentence=1)], None, None)
    assert (meeting.place, meeting.day) == (_OSLO, _day(5))


@pytest.mark.parametrize(
    "traits",
    [{"sentence": 9}, {"is_recalled": True}, {"status": Status("planned", "asserted", 1, None)}, {"mode": "phone"}],
)
def test_other_meetings_of_a_visitor_take_nothing_of_the_visit(traits: dict[str, Any]) -> None:
    visit = _draft("a", role="visitor", meeting_type="visit", place=_OSLO, day=_day(5))
    _, meeting = fill_from_surroundings([visit, _draft("a", "b", **{"sentence": 1} | traits)], None, None)
    assert (meeting.place, meeting.day) == (None, None)


def test_lead_takes_the_place_of_the_dateline() -> None:
    lead, later = fill_from_surroundings([_draft("a", "b"), _draft("a", "c", sentence=5)], _OSLO, 0)
    assert (lead.place, later.place) == (_OSLO, None)


def test_planned_meeting_takes_no_dateline() -> None:
    (draft,) = fill_from_surroundings([_draft("a", "b", status=Status("planned", "asserted", 1, None))], _OSLO, 0)
    assert draft.place is None


def test_day_after_publication_is_still_ahead() -> None:
    draft = _draft("a", "b", status=Status("held", "asserted", 0, None), day=_day(20))
    published = dt.date(2020, 1, 10)
    assert agree_with_publication(draft, published, published, _TEXT).status.status == "planned"


def test_plan_has_no_day_that_is_gone() -> None:
    draft = _draft("a", "b", status=Status("planned", "asserted", 1, None), day=_day(5))
    assert agree_with_publication(draft, dt.date(2020, 1, 10), dt.date(2020, 1, 10), "يوم 5 يناير").day is None


def test_weekday_of_a_plan_is_the_next_one() -> None:
    draft = _draft("a", "b", status=Status("planned", "asserted", 1, None), day=_day(6))
    found = agree_with_publication(draft, dt.date(2020, 1, 10), dt.date(2020, 1, 10), _TEXT).day
    assert found is not None
    assert found.date_from == dt.date(2020, 1, 13)
