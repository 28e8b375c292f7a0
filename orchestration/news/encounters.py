"""The distinct encounters of one article: when two drafts tell the same one, and what each adds.

Does not belong here: comparing articles (that is SQL).
"""

import datetime as dt
from collections.abc import Iterable

from orchestration.news.circumstances import Day, merge_places
from orchestration.news.cues import Status
from orchestration.news.encounter_days import merge_days
from orchestration.news.told import CALLERS, GROUPS, RECEPTIONS, Draft

_WITNESSES = frozenset({"guarantor", "observer"})  # roles of those who stand by where others meet
# Frames of sentences that tell more of an encounter spoken of before them.
_DETAILS = frozenset({"attendance", "guests", "anaphor", "delegation", "company"})
Index = dict[str | None, set[int]]  # an actor -> where drafts stand that name it; None: those that name nobody


def merge_drafts(drafts: list[Draft]) -> list[Draft]:
    """Merge the drafts of one article into distinct encounters, in text order."""
    merged: list[Draft] = []
    index: Index = {}
    for draft in sorted(drafts, key=_after_its_journey):
        if draft.frame in _DETAILS:
            _add_details(merged, index, draft)
        else:
            _add(merged, index, draft)
    again: list[Draft] = []  # once more: later drafts may have made earlier ones alike
    index = {}
    for draft in merged:
        _add(again, index, draft)
    return [draft for draft in again if _is_complete(draft) and not _is_absorbed(draft, again)]


def _after_its_journey(draft: Draft) -> tuple[int, bool]:
    """«ورافقت هند رامي في زيارته»: who came along adds to the journey that the sentence tells of behind."""
    return min(draft.sentences), draft.frame == "company"


def _add(merged: list[Draft], index: Index, draft: Draft) -> None:
    place = next((place for place in _candidates(merged, index, draft) if _is_same(merged[place], draft)), None)
    if place is None:
        _put(merged, index, len(merged), draft)
    else:
        _put(merged, index, place, _join(merged[place], draft))


def _put(merged: list[Draft], index: Index, place: int, draft: Draft) -> None:
    merged[place : place + 1] = [draft]
    for actor_id in _actors(draft) or (None,):
        index.setdefault(actor_id, set()).add(place)


def _candidates(merged: list[Draft], index: Index, draft: Draft) -> Iterable[int]:
    """Where a draft may stand that is the same one, in order: it shares an actor, or one of them names none."""
    actors = _actors(draft)
    if not actors:
        return range(len(merged))
    return sorted(set().union(*(index.get(actor_id, ()) for actor_id in (*actors, None))))


def _add_details(merged: list[Draft], index: Index, detail: Draft) -> None:
    """«حضر اللقاء فلان», «وجرى اللقاء الأربعاء», «لم يتم اللقاء»: what is told of the encounter last spoken of.

    Rules: «حضر الاستقبال فلان» tells of whom somebody received; an attendance with nothing before it that it could tell
    of is an encounter of its own, if its words say of what kind: «حضرها» does not.
    """
    alike = [place for place, known in enumerate(merged) if _is_alike(known, detail)]
    alike.sort(key=lambda place: (max(merged[place].sentences), place), reverse=True)
    received = [place for place in alike if merged[place].frame in RECEPTIONS] if detail.frame == "guests" else []
    if alike:
        place = (received or alike)[0]
        _put(merged, index, place, _with_details(merged[place], detail))
    elif len(detail.participants) > 1 and detail.frame in {"attendance", "guests"} and detail.meeting_type:
        _put(merged, index, len(merged), detail._replace(frame="noun"))


def _is_alike(known: Draft, detail: Draft) -> bool:
    if detail.frame == "anaphor" and not _is_complete(known):
        return False
    if detail.participants and known.status.status == "denied":
        return False  # «لم يتم أي لقاء بينهما. وتعقد المحادثات برعاية النرويج»
    is_next = detail.status.weight > 0 and GROUPS[detail.status.status] == "future"
    if detail.frame == "anaphor" and is_next and GROUPS[known.status.status] == "occurred":
        return False  # «مباحثات فلان وفلان تمهد للاجتماع المقبل»
    if detail.meeting_type == "call" and known.mode == "unknown":  # «يبحثان»: the call that told what stood open
        return True
    return all((known.meeting_type == kind) == (detail.meeting_type == kind) for kind in ("visit", "call"))


def _with_details(known: Draft, detail: Draft) -> Draft:
    actors = _actors(known)
    extra = tuple(person for person in detail.participants if person.actor_id not in actors)
    is_call = detail.meeting_type == "call"
    return known._replace(
        participants=known.participants + extra,
        status=detail.status if _is_overruled(known.status, detail.status) else known.status,
        meeting_type="call" if is_call else known.meeting_type,
        mode=detail.mode if is_call or detail.mode == "indirect" else known.mode,
        mode_span=known.mode_span or detail.mode_span,
        place=None if is_call else merge_places(known.place, detail.place),
        day=merge_days(known.day, detail.day) if _days_meet(known.day, detail.day) else known.day,
    )


def _is_overruled(known: Status, detail: Status) -> bool:
    """«اللقاء لم يتم», «ألغي الاجتماع» overrule what a tense or a plan said, not a verb of the past («التقى»).

    Rules: a refusal does not: whoever refuses to attend leaves the meeting to the others.
    """
    if detail.status not in {"cancelled", "postponed", "denied"} or detail.weight == 0:
        return False
    return known.weight == 0 or GROUPS[known.status] == "future"


def _is_complete(draft: Draft) -> bool:
    """At least two actors, or a visitor and a place."""
    roles = {person.role for person in draft.participants}
    if roles <= CALLERS or (roles <= CALLERS | _WITNESSES and not draft.unnamed):
        return False
    return len(draft.participants) > 1 or (draft.meeting_type == "visit" and draft.place is not None)


def _actors(draft: Draft) -> frozenset[str]:
    return frozenset(person.actor_id for person in draft.participants)


def _is_same(known: Draft, new: Draft) -> bool:
    first, second = _actors(known), _actors(new)
    if not (first <= second or second <= first) or not (_can_widen(known, new) or first == second):
        return False
    if _is_visit(known) != _is_visit(new) and GROUPS[known.status.status] != GROUPS[new.status.status]:
        return False  # «استقبله الوزير فلان في المطار. ومن المقرر أن يجري محادثات مع الوزير»
    is_elsewhere = _places_differ(known, new) and not _is_arrival(known, new)
    if _is_other_journey(known, new) or (min(len(first), len(second)) < 2 and is_elsewhere):
        return False
    if "phone" in (known.mode, new.mode) and known.mode != new.mode and "unknown" not in (known.mode, new.mode):
        return False
    return _statuses_agree(known, new) and _days_agree(known, new)


def _is_visit(draft: Draft) -> bool:
    return draft.meeting_type == "visit"


def _is_other_journey(known: Draft, new: Draft) -> bool:
    """«دعا رامي هند لزيارة أوسلو»: not the meeting of the two, nor the journey that he is invited to in return."""
    first, second = _travellers(known), _travellers(new)
    if first and second:
        return not first & second
    return any(person.role == "invited" for person in (*known.participants, *new.participants))


def _is_arrival(known: Draft, new: Draft) -> bool:
    """«وصل رامي إلى أوسلو وكان في استقباله في المطار»: the reception tells where in the city he arrived."""
    is_received = new.frame == "reception" and known.frame == "arrive"
    return is_received and max(known.sentences) + 1 >= min(new.sentences)


def _travellers(draft: Draft) -> frozenset[str]:
    return frozenset(person.actor_id for person in draft.participants if person.role in {"visitor", "invited"})


def _can_widen(known: Draft, new: Draft) -> bool:
    """Whether one draft may name more sides than the other: two are named at least, or both tell a visit."""
    if min(len(known.participants), len(new.participants)) > 1:
        return True
    small, large = sorted((known, new), key=lambda draft: len(draft.participants))
    is_hosted = large.meeting_type == "visit"
    is_off = GROUPS[known.status.status] == GROUPS[new.status.status] == "off"
    return small.meeting_type == "visit" and (is_hosted or is_off)


def _places_differ(known: Draft, new: Draft) -> bool:
    """A city may lie in the country that the other names."""
    first, second = known.place, new.place
    if first is None or second is None or first.is_country != second.is_country:
        return False
    return first.location_id != second.location_id


def _statuses_agree(known: Draft, new: Draft) -> bool:
    first, second = known.status, new.status
    if {first.status, second.status} == {"cancelled", "refused"} and first.weight and second.weight:
        return bool(known.sentences & new.sentences)  # what fell through, and what somebody refuses still
    if GROUPS[first.status] == GROUPS[second.status]:
        return True
    groups = {GROUPS[first.status], GROUPS[second.status]}
    if groups == {"occurred", "denied"} and _is_hearsay(first, second):
        return True
    return first.weight == 0 or second.weight == 0 or groups <= {"future", "off", "denied"}


def _is_vague_headline(draft: Draft) -> bool:
    """A headline's month or year («منتصف يونيو») keeps it apart from no encounter of the body."""
    is_vague = draft.day is not None and draft.day.precision != "day"
    return draft.section == "title" and draft.status.weight == 0 and is_vague


def _is_hearsay(first: Status, second: Status) -> bool:
    """What one reports and another denies («نفى») is one encounter, denied."""
    denial, claim = (first, second) if first.status == "denied" else (second, first)
    return denial.certainty == "attributed" and claim.certainty != "asserted"


def _days_agree(known: Draft, new: Draft) -> bool:
    """One day, or one that was given up: what is postponed has two."""
    first, second = known.day, new.day
    statuses = {known.status.status, new.status.status}
    if any(_is_vague_headline(draft) for draft in (known, new)):
        return True
    if statuses <= {"postponed", "cancelled", "refused"} or statuses == {"postponed", "planned"}:
        return True
    if known.is_recalled and new.is_recalled and (first is None) != (second is None):
        return bool(known.sentences & new.sentences)
    if first is None or second is None or first.date_from is None or second.date_from is None:
        return known.is_recalled == new.is_recalled or not (known.is_recalled or new.is_recalled)
    return _days_meet(first, second)


def _days_meet(first: Day | None, second: Day | None) -> bool:
    if first is None or second is None or first.date_from is None or second.date_from is None:
        return True
    return max(first.date_from, second.date_from) <= min(_end(first), _end(second))


def _end(day: Day) -> dt.date:
    return day.date_to or day.date_from or dt.date.max


def _join(known: Draft, new: Draft) -> Draft:
    larger = max(known, new, key=lambda draft: len(draft.participants))  # one holds all sides of the other
    is_stronger = _is_stronger(known, new)
    is_better_told = _is_better_told(known, new)
    return known._replace(
        section=new.section if is_better_told else known.section,
        participants=larger.participants,
        status=new.status if is_stronger else known.status,
        meeting_type=larger.meeting_type if _is_cut_short(known, new) else _more_telling(known, new),
        mode=new.mode if known.mode == "unknown" or new.mode == "phone" else known.mode,
        mode_span=known.mode_span or new.mode_span,
        place=merge_places(known.place, new.place),
        day=merge_days(known.day, new.day),
        unnamed=known.unnamed or new.unnamed,
        evidence=new.evidence if is_better_told else known.evidence,
        trigger=new.trigger if is_better_told else known.trigger,
        sentences=known.sentences | new.sentences,
        speaker=new.speaker if is_stronger else known.speaker,
    )


def _is_better_told(known: Draft, new: Draft) -> bool:
    """The body proves better than its headline; what tells it all, or its status outright, than what only names it."""
    is_lacking = known.section == "title" or (_is_complete(new) and not _is_complete(known))
    return is_lacking and new.section != "title"


def _is_stronger(known: Draft, new: Draft) -> bool:
    """A cue beats a tense, what is off beats what was planned, the body beats its headline."""
    if _is_cut_short(known, new):
        return len(new.participants) > 1
    if known.status.weight != new.status.weight:
        return new.status.weight > known.status.weight
    is_from_title = known.section == "title" and new.section != "title"
    known_group, new_group = GROUPS[known.status.status], GROUPS[new.status.status]
    if is_from_title and new.frame != "noun":  # «قمة رامي وهند ... يلتقي رامي هند»
        return True
    if {known_group, new_group} == {"occurred", "denied"}:
        return new_group == "denied"
    if known_group != new_group and "future" in {known_group, new_group}:
        return known_group == "future"
    return is_from_title


def _more_telling(known: Draft, new: Draft) -> str:
    order = ["visit", "call", "conference", "meeting"]
    return min((known.meeting_type, new.meeting_type), key=order.index)


def _is_cut_short(known: Draft, new: Draft) -> bool:
    """«تأجل لقاؤهما بسبب تعذر وصول فلان»: the journey that failed only tells why the meeting is off."""
    small, large = sorted((known, new), key=lambda draft: len(draft.participants))
    is_arrival = small.frame == "arrive" and len(small.participants) == 1 < len(large.participants)
    return is_arrival and GROUPS[known.status.status] == GROUPS[new.status.status] == "off"


def _is_absorbed(draft: Draft, all_drafts: list[Draft]) -> bool:
    """A visit told beside the meeting that it serves, in one sentence, is that meeting."""
    if len(draft.participants) != 1:
        return False
    return any(
        other is not draft
        and len(other.participants) > 1
        and _actors(draft) <= _actors(other)
        and bool(other.sentences & draft.sentences)
        and GROUPS[other.status.status] == GROUPS[draft.status.status]
        and other.mode != "phone"
        and not (other.place and _places_differ(other, draft))
        for other in all_drafts
    )
