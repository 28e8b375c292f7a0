import pytest
from drafts_of_actors import day_of, draft_of

from orchestration.news.circumstances import Place
from orchestration.news.cues import Status
from orchestration.news.encounters import merge_drafts
from orchestration.news.told import Participant


def _status(status: str, weight: int = 1) -> Status:
    return Status(status, "asserted", weight, None)


def test_same_sides_are_one_encounter() -> None:
    assert len(merge_drafts([draft_of("a", "b"), draft_of("b", "a", sentence=1)])) == 1


def test_larger_circle_of_sides_is_kept() -> None:
    (merged,) = merge_drafts([draft_of("a", "b"), draft_of("a", "b", "c", sentence=1)])
    assert len(merged.participants) == 3


def test_two_days_are_two_encounters() -> None:
    assert len(merge_drafts([draft_of("a", "b", day=day_of(1)), draft_of("a", "b", sentence=1, day=day_of(3))])) == 2


def test_call_and_meeting_are_two_encounters() -> None:
    assert len(merge_drafts([draft_of("a", "b"), draft_of("a", "b", mode="phone", meeting_type="call")])) == 2


def test_held_and_planned_by_cues_are_two_encounters() -> None:
    drafts = [draft_of("a", "b", status=_status("held")), draft_of("a", "b", status=_status("planned"))]
    assert len(merge_drafts(drafts)) == 2


def test_cue_beats_the_tense() -> None:
    (merged,) = merge_drafts([draft_of("a", "b"), draft_of("a", "b", status=_status("denied"))])
    assert merged.status.status == "denied"


def test_what_is_called_off_was_planned() -> None:
    drafts = [draft_of("a", "b", status=_status("planned")), draft_of("a", "b", status=_status("cancelled"))]
    assert [draft.status.status for draft in merge_drafts(drafts)] == ["cancelled"]


def test_visit_without_a_place_is_dropped() -> None:
    assert merge_drafts([draft_of("a", meeting_type="visit", frame="visit")]) == []


def test_visit_is_absorbed_by_its_meeting_in_one_sentence() -> None:
    visit = draft_of("a", meeting_type="visit", frame="visit", place=Place(0, 1, "oslo", is_country=False))
    assert [len(draft.participants) for draft in merge_drafts([visit, draft_of("a", "b")])] == [2]
    assert len(merge_drafts([visit, draft_of("a", "b", sentence=1)])) == 2


def test_attendance_adds_to_the_encounter_spoken_of_last() -> None:
    (merged,) = merge_drafts([draft_of("a", "b"), draft_of("c", sentence=1, frame="attendance")])
    assert len(merged.participants) == 3


def test_mediators_alone_are_no_encounter() -> None:
    people = tuple(Participant(actor, "m", "mediator", "named") for actor in "ab")
    assert merge_drafts([draft_of("a", "b", participants=people)]) == []


@pytest.mark.parametrize(("unnamed", "encounters"), [((), 0), (("الوفدين",), 1)])
def test_guarantors_tell_an_encounter_where_others_meet(unnamed: tuple[str, ...], encounters: int) -> None:
    assert len(merge_drafts([draft_of("a", "b", role="guarantor", unnamed=unnamed)])) == encounters


def test_meeting_that_fell_through_overrules_its_headline() -> None:
    headline = draft_of("a", "b", section="title")
    (merged,) = merge_drafts([headline, draft_of(sentence=1, frame="anaphor", status=_status("denied"))])
    assert merged.status.status == "denied"


def test_meeting_that_a_verb_told_is_not_overruled() -> None:
    (merged,) = merge_drafts(
        [draft_of("a", "b", status=_status("held")), draft_of(sentence=1, frame="anaphor", status=_status("cancelled"))]
    )
    assert merged.status.status == "held"


def test_refusal_to_attend_leaves_the_meeting() -> None:
    (merged,) = merge_drafts(
        [
            draft_of("a", "b", status=_status("planned")),
            draft_of(sentence=1, frame="anaphor", status=_status("refused")),
        ]
    )
    assert merged.status.status == "planned"


def test_what_fell_through_is_not_what_somebody_refuses_still() -> None:
    cancelled = draft_of("a", "b", status=_status("cancelled"))
    refused = draft_of("a", "b", sentence=1, status=_status("refused"))
    assert len(merge_drafts([cancelled, refused])) == 2


def test_claim_that_is_denied_is_denied() -> None:
    claim = draft_of("a", "b", status=Status("held", "attributed", 1, None))
    denial = draft_of("a", "b", sentence=1, status=Status("denied", "attributed", 1, None))
    (merged,) = merge_drafts([claim, denial])
    assert merged.status.status == "denied"


def test_postponed_meeting_has_two_days() -> None:
    drafts = [
        draft_of("a", "b", status=_status("postponed"), day=day_of(3)),
        draft_of("a", "b", sentence=1, status=_status("planned"), day=day_of(9)),
    ]
    assert len(merge_drafts(drafts)) == 1


def test_attendance_with_nothing_before_it_is_an_encounter() -> None:
    assert len(merge_drafts([draft_of("a", "b", frame="attendance", meeting_type="conference")])) == 1


def test_attendance_of_what_nobody_told_is_no_encounter() -> None:
    assert merge_drafts([draft_of("a", "b", frame="attendance", meeting_type="")]) == []


def test_call_spoken_of_tells_what_a_headline_left_open() -> None:
    headline = draft_of("a", "b", section="title", mode="unknown", frame="discuss")
    (merged,) = merge_drafts([headline, draft_of(sentence=1, frame="anaphor", meeting_type="call", mode="phone")])
    assert (merged.meeting_type, merged.mode) == ("call", "phone")


def test_first_sentence_of_the_body_proves_better_than_the_headline() -> None:
    drafts = [draft_of("a", "b", section="title"), draft_of("a", "b", sentence=1), draft_of("a", "b", sentence=2)]
    assert [merged.evidence for merged in merge_drafts(drafts)] == [(1, 2)]


def test_visit_is_proved_where_its_place_is_told() -> None:
    oslo = Place(0, 1, "oslo", is_country=False)
    visit = draft_of("a", role="visitor", meeting_type="visit")
    told = draft_of("a", sentence=1, role="visitor", meeting_type="visit", place=oslo)
    assert [merged.evidence for merged in merge_drafts([visit, told])] == [(1, 2)]


def test_guests_of_a_reception_join_whom_somebody_received() -> None:
    received = draft_of("رامي", "هند", frame="receive")
    later = draft_of("سعاد", "أمين", sentence=1)
    guests = draft_of("نور", sentence=2, frame="guests")
    found = merge_drafts([received, later, guests])
    assert [[person.actor_id for person in draft.participants] for draft in found] == [
        ["رامي", "هند", "نور"],
        ["سعاد", "أمين"],
    ]


def test_companion_named_before_the_journey_travels_too() -> None:
    company = draft_of("b", "c", frame="company", meeting_type="visit", role="visitor")
    oslo = Place(0, 1, "oslo", is_country=False)
    journey = draft_of("a", frame="visit", meeting_type="visit", role="visitor", place=oslo)
    (visit,) = merge_drafts([company, journey])
    assert sorted(person.actor_id for person in visit.participants) == ["a", "b", "c"]


def test_reception_at_the_airport_is_the_arrival_in_the_city() -> None:
    arrival = draft_of("a", frame="arrive", meeting_type="visit", place=Place(0, 1, "oslo", is_country=False))
    airport = Place(2, 3, None, is_country=False)
    reception = draft_of("a", "b", sentence=1, frame="reception", meeting_type="visit", place=airport)
    assert len(merge_drafts([arrival, reception])) == 1


def test_companion_alone_is_no_encounter() -> None:
    assert merge_drafts([draft_of("رامي", "هند", frame="company", meeting_type="visit")]) == []


def test_next_meeting_tells_nothing_of_the_one_held() -> None:
    planned = Status("planned", "asserted", 1, None)
    (found,) = merge_drafts(
        [draft_of("رامي", "هند"), draft_of(sentence=1, frame="anaphor", status=planned, day=day_of(9))]
    )
    assert found.day is None


def test_planned_talks_are_not_the_reception_at_the_airport() -> None:
    planned = Status("planned", "asserted", 1, None)
    visit = draft_of("رامي", "هند", "سعاد", meeting_type="visit")
    assert len(merge_drafts([visit, draft_of("رامي", "هند", sentence=1, status=planned)])) == 2


def test_dated_and_undated_meetings_of_the_past_are_two() -> None:
    dated = draft_of("رامي", "هند", is_recalled=True, day=day_of(3))
    assert len(merge_drafts([dated, draft_of("رامي", "هند", sentence=4, is_recalled=True)])) == 2


def test_patrons_join_the_talks_that_take_place_not_those_denied() -> None:
    denied = draft_of("رامي", "هند", sentence=1, status=Status("denied", "asserted", 1, None))
    patrons = draft_of("النرويج", sentence=2, role="mediator", frame="anaphor")
    took_place = draft_of("رامي", "هند", "سعاد", status=Status("held", "asserted", 1, None))
    held, _ = merge_drafts([took_place, denied, patrons])
    assert {person.actor_id for person in held.participants} == {"رامي", "هند", "سعاد", "النرويج"}
