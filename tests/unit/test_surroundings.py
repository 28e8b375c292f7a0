import datetime as dt
from typing import Any

import pytest
from drafts_of_actors import day_of, draft_of

from orchestration.news.circumstances import Day, Place
from orchestration.news.cues import Status
from orchestration.news.surroundings import agree_with_publication, fill_from_surroundings

_OSLO = Place(0, 1, "oslo", is_country=False)
_TEXT = "الاثنين"


def _day(number: int) -> Day:
    return day_of(number, len(_TEXT))


def test_meeting_takes_place_and_day_of_its_visit() -> None:
    visit = draft_of("a", role="visitor", meeting_type="visit", place=_OSLO, day=_day(5))
    _, meeting = fill_from_surroundings([visit, draft_of("a", "b", sentence=1)], None, None)
    assert (meeting.place, meeting.day) == (_OSLO, _day(5))


@pytest.mark.parametrize(
    "traits",
    [{"sentence": 9}, {"is_recalled": True}, {"status": Status("planned", "asserted", 1, None)}, {"mode": "phone"}],
)
def test_other_meetings_of_a_visitor_take_nothing_of_the_visit(traits: dict[str, Any]) -> None:
    visit = draft_of("a", role="visitor", meeting_type="visit", place=_OSLO, day=_day(5))
    _, meeting = fill_from_surroundings([visit, draft_of("a", "b", **{"sentence": 1} | traits)], None, None)
    assert (meeting.place, meeting.day) == (None, None)


def test_lead_takes_the_place_of_the_dateline() -> None:
    lead, later = fill_from_surroundings([draft_of("a", "b"), draft_of("a", "c", sentence=5)], _OSLO, 0)
    assert (lead.place, later.place) == (_OSLO, None)


def test_planned_meeting_takes_no_dateline() -> None:
    (draft,) = fill_from_surroundings([draft_of("a", "b", status=Status("planned", "asserted", 1, None))], _OSLO, 0)
    assert draft.place is None


def test_day_after_publication_is_still_ahead() -> None:
    draft = draft_of("a", "b", status=Status("held", "asserted", 0, None), day=_day(20))
    published = dt.date(2020, 1, 10)
    assert agree_with_publication(draft, published, published, _TEXT).status.status == "planned"


def test_plan_has_no_day_that_is_gone() -> None:
    draft = draft_of("a", "b", status=Status("planned", "asserted", 1, None), day=_day(5))
    assert agree_with_publication(draft, dt.date(2020, 1, 10), dt.date(2020, 1, 10), "يوم 5 يناير").day is None


def test_weekday_of_a_plan_is_the_next_one() -> None:
    draft = draft_of("a", "b", status=Status("planned", "asserted", 1, None), day=_day(6))
    found = agree_with_publication(draft, dt.date(2020, 1, 10), dt.date(2020, 1, 10), _TEXT).day
    assert found is not None
    assert found.date_from == dt.date(2020, 1, 13)
