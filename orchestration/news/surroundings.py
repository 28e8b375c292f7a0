"""What an encounter that states no place or day takes from what is told around it.

Belongs here: the visit during which it takes place, the dateline of the lead, the day of publication.
Does not belong here: the trigger's own clause (circumstances.py), other words on the encounter (encounters.py).
"""

import datetime as dt

from orchestration.news.circumstances import Day, Place
from orchestration.news.date_phrases import WEEKDAYS
from orchestration.news.encounters import GROUPS, Draft
from orchestration.news.normalise import fold_text

_FARTHEST_SENTENCE = 2
_NEWS = dt.timedelta(days=3)
_WEEK = dt.timedelta(days=7)


def fill_from_surroundings(drafts: list[Draft], dateline: Place | None, lead: int | None) -> list[Draft]:
    """Give each encounter the place and day of the visit that it belongs to, and the lead's the dateline's place.

    Takes: the encounters of one article; the place that opens its dateline; the number of its first body sentence.
    Rules: «وصل رامي إلى أوسلو الأحد. والتقى هند»: the meeting is in Oslo, on Sunday; a meeting that is recalled, or of
    another status, or told far from the visit, is none of it.
    """
    visits = [draft for draft in drafts if draft.meeting_type == "visit" and draft.place]
    filled = []
    for draft in drafts:
        visit = next((visit for visit in visits if _is_during(draft, visit)), None)
        if visit:
            place, day = draft.place or visit.place, draft.day or visit.day
            filled.append(draft._replace(place=place, day=day))
        elif dateline and draft.place is None and lead in draft.sentences and _is_news(draft):
            filled.append(draft._replace(place=dateline))
        else:
            filled.append(draft)
    return filled


def agree_with_publication(draft: Draft, since: dt.date | None, until: dt.date | None, raw: str) -> Draft:
    """Square an encounter's status and day with the days between which the article came out.

    Rules: «يلتقي رامي هند يوم 12 يونيو» in an article of May is planned; the day of a plan is none that is gone («يضع
    إكليلا لضحايا هجوم 18 مارس» tells when the attack was), but a weekday alone is the next one («القمة المرتقبة
    الاثنين»).
    """
    start = draft.day.date_from if draft.day else None
    end = (draft.day.date_to if draft.day else None) or start
    if start and until and start > until and _group(draft) == "occurred" and draft.status.weight == 0:
        return draft._replace(status=draft.status._replace(status="planned"))
    if end and since and end < since and _group(draft) == "future":
        is_stated = draft.status.weight > 0
        return draft._replace(day=_next_weekday(draft.day, since, raw) if draft.day and is_stated else None)
    return draft


def is_bygone(draft: Draft, since: dt.date | None) -> bool:
    """Whether an encounter was over days before its article came out: «التقيا الشهر الماضي»."""
    end = (draft.day.date_to or draft.day.date_from) if draft.day else None
    return bool(end and since and _group(draft) == "occurred" and since - end > _NEWS)


def _next_weekday(day: Day, since: dt.date, raw: str) -> Day | None:
    """The day a week later, where a weekday is all that the text says and that day is still ahead."""
    is_weekday = fold_text(raw[day.start : day.end]).removeprefix("يوم ") in WEEKDAYS
    later = day.date_from + _WEEK if is_weekday and day.date_from else None
    return day._replace(date_from=later, date_to=later) if later and later >= since else None


def _is_during(draft: Draft, visit: Draft) -> bool:
    if draft is visit or draft.meeting_type in {"visit", "call"} or draft.mode in {"phone", "video"}:
        return False
    visitors = {person.actor_id for person in visit.participants if person.role == "visitor"}
    is_same_news = draft.is_recalled == visit.is_recalled and _group(draft) == _group(visit)
    gap = min(draft.sentences) - min(visit.sentences)
    is_near = 0 <= gap <= _FARTHEST_SENTENCE
    return is_same_news and is_near and any(person.actor_id in visitors for person in draft.participants)


def _group(draft: Draft) -> str:
    return GROUPS[draft.status.status]


def _is_news(draft: Draft) -> bool:
    """Held in the article's own news, face to face: a plan or a recalled meeting has a place of its own."""
    return _group(draft) == "occurred" and not draft.is_recalled and draft.mode in {"in_person", "indirect"}
