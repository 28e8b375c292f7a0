import datetime as dt
from typing import Any

import pytest
from drafts_of_actors import day_of, draft_of

from orchestration.news.circumstances import Day, Place
from orchestration.news.cues import Status
from orchestration.news.surroundings import agree_with_publication, fill_from_surroundings, look_ahead
from orchestration.news.told import Draft

_OSLO = Place(0, 1, "oslo", is_country=False)
_MUSEUM = Place(0, 1, "bardo_museum", is_country=False)
_PLANNED = Status("planned", "asserted", 1, None)
_CANCELLED = Status("cancelled", "asserted", 1, None)
_FRIDAY = dt.date(2020, 1, 10)
_TEXT = "الاثنين"


def _day(number: int) -> Day:
    return day_of(number, len(_TEXT))


def _visit(**traits: Any) -> Draft:
    return draft_of("a", **{"role": "visitor", "meeting_type": "visit", "place": _OSLO, "day": _day(5)} | traits)


def _during(visit: Draft, meeting: Draft) -> tuple[Place | None, Day | None]:
    found = fill_from_surroundings([visit, meeting], None, None)[1]
    return found.place, found.day


def test_meeting_takes_place_and_day_of_its_visit() -> None:
    assert _during(_visit(), draft_of("a", "b", sentence=1)) == (_OSLO, _day(5))


def test_meeting_planned_while_one_is_there_is_there() -> None:
    assert _during(_visit(), draft_of("a", "b", sentence=1, status=_PLANNED)) == (_OSLO, _day(5))


def test_meeting_called_off_while_one_is_there_has_no_day_of_the_visit() -> None:
    assert _during(_visit(), draft_of("a", "b", sentence=1, status=_CANCELLED)) == (_OSLO, None)


def test_visit_told_again_nearby_is_the_nearest() -> None:
    visit = _visit(sentences=frozenset({0, 8}))
    assert _during(visit, draft_of("a", "b", sentence=9)) == (_OSLO, _day(5))


@pytest.mark.parametrize("traits", [{"sentence": 9}, {"is_recalled": True}, {"mode": "phone"}])
def test_other_meetings_of_a_visitor_take_nothing_of_the_visit(traits: dict[str, Any]) -> None:
    assert _during(_visit(), draft_of("a", "b", **{"sentence": 1} | traits)) == (None, None)


def test_building_that_was_visited_is_not_where_one_meets_next() -> None:
    assert _during(_visit(place=_MUSEUM), draft_of("a", "b", sentence=1)) == (None, None)


def test_held_meeting_is_none_of_a_planned_visit() -> None:
    assert _during(_visit(status=_PLANNED), draft_of("a", "b", sentence=1)) == (None, None)


def test_lead_takes_the_place_of_the_dateline() -> None:
    lead, later = fill_from_surroundings([draft_of("a", "b"), draft_of("a", "c", sentence=5)], _OSLO, 0)
    assert (lead.place, later.place) == (_OSLO, None)


def test_planned_meeting_takes_no_dateline() -> None:
    (draft,) = fill_from_surroundings([draft_of("a", "b", status=_PLANNED)], _OSLO, 0)
    assert draft.place is None


def test_day_after_publication_is_still_ahead() -> None:
    draft = draft_of("a", "b", status=Status("held", "asserted", 0, None), day=_day(20))
    assert agree_with_publication(draft, _FRIDAY, _FRIDAY).status.status == "planned"


def test_plan_has_no_day_that_is_gone() -> None:
    draft = draft_of("a", "b", status=_PLANNED, day=_day(5))
    assert agree_with_publication(draft, _FRIDAY, _FRIDAY).day is None


@pytest.mark.parametrize(("arrival", "last"), [(8, None), (10, dt.date(2020, 1, 10))])
def test_visit_that_began_before_has_no_known_end(arrival: int, last: dt.date | None) -> None:
    draft = _visit(day=_day(arrival)._replace(is_start=True))
    found = agree_with_publication(draft, _FRIDAY, _FRIDAY).day
    assert found is not None
    assert found.date_to == last


@pytest.mark.parametrize("text", ["الاثنين", "يوم الاثنين", "مساء الاثنين"])
def test_weekday_of_a_plan_is_the_next_one(text: str) -> None:
    draft = draft_of("a", "b", status=_PLANNED, day=day_of(6, len(text)))
    found = look_ahead(draft, _FRIDAY, text).day
    assert found is not None
    assert found.date_from == dt.date(2020, 1, 13)


def test_weekdays_of_the_present_tense_are_the_next_ones() -> None:
    text = "يومي الاثنين والثلاثاء"
    day = day_of(6, len(text))._replace(date_to=dt.date(2020, 1, 7), is_ahead=True)
    found = look_ahead(draft_of("a", "b", day=day), _FRIDAY, text).day
    assert found is not None
    assert (found.date_from, found.date_to) == (dt.date(2020, 1, 13), dt.date(2020, 1, 14))


def test_date_of_a_plan_is_left_as_it_stands() -> None:
    text = "6 يناير"
    draft = draft_of("a", "b", status=_PLANNED, day=day_of(6, len(text)))
    assert look_ahead(draft, _FRIDAY, text) == draft


def test_weekday_of_a_headline_may_be_either() -> None:
    draft = draft_of("a", "b", section="title", day=_day(6))
    assert look_ahead(draft, _FRIDAY, _TEXT).day is None
    yesterday = draft._replace(day=_day(9))
    assert look_ahead(yesterday, _FRIDAY, "الخميس") == yesterday


@pytest.mark.parametrize(
    ("traits", "is_dated"),
    [({}, True), ({"is_recalled": True}, False), ({"status": Status("ongoing", "asserted", 0, None)}, False)],
)
def test_what_is_said_to_go_on_goes_on_at_publication(traits: dict[str, Any], *, is_dated: bool) -> None:
    ongoing = draft_of("a", "b", **{"status": Status("ongoing", "asserted", 1, None)} | traits)
    day = agree_with_publication(ongoing, _FRIDAY, _FRIDAY).day
    assert (day is not None and day.date_from == day.date_to == _FRIDAY) is is_dated
    assert agree_with_publication(ongoing, None, _FRIDAY).day is None
