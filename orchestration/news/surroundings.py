"""What an encounter that states no place or day takes from what is told around it.

Belongs here: the visit during which it takes place, the dateline of the lead, the day of publication.
Does not belong here: the trigger's own clause (circumstances.py), other words on the encounter (encounters.py).
"""

import datetime as dt

from orchestration.news.circumstances import Day, Place, country_of
from orchestration.news.date_resolution import parse_phrase
from orchestration.news.normalise import fold_text
from orchestration.news.told import GROUPS, Draft

_FARTHEST_SENTENCE = 2
_WEEK, _YESTERDAY, _NEWS = dt.timedelta(days=7), dt.timedelta(days=1), dt.timedelta(days=3)


def fill_from_surroundings(drafts: list[Draft], dateline: Place | None, lead: int | None) -> list[Draft]:
    """Give each encounter the place and day of the visit that it belongs to, and the lead's the dateline's place.

    Takes: the encounters of one article; the place that opens its dateline; the number of its first body sentence.
    Rules: «وصل رامي إلى أوسلو الأحد. والتقى هند»: the meeting is in Oslo, on Sunday; so is one that is still
    planned, or that he called off, while he is there. One that is recalled, or told far from the visit, is none of it.
    """
    visits = [draft for draft in drafts if draft.meeting_type == "visit" and _is_area(draft.place)]
    filled = []
    for draft in drafts:
        visit = next((visit for visit in visits if _is_during(draft, visit)), None)
        if visit:
            place, day = draft.place or visit.place, draft.day or _day_of_visit(draft, visit)
            filled.append(draft._replace(place=place, day=day))
        elif dateline and draft.place is None and lead in draft.sentences and _is_news(draft):
            filled.append(draft._replace(place=dateline))
        else:
            filled.append(draft)
    return filled


def _is_area(place: Place | None) -> bool:
    """A country or a city: what is told next need not be in the building that was visited."""
    if place is None or place.location_id is None:
        return False
    return place.is_country or country_of(place.location_id) is not None


def _day_of_visit(draft: Draft, visit: Draft) -> Day | None:
    """The days of the visit, or the one on which it began; what is called off has only a day that is stated."""
    return visit.day._replace(is_start=False) if visit.day and _group(draft) != "off" else None


def look_ahead(draft: Draft, since: dt.date | None, raw: str) -> Draft:
    """Take a weekday told in the present tense, or of a plan, for the next one: «يلتقي رامي هند الاثنين».

    Rules: a headline that only names the encounter («لقاء رامي وهند الاثنين») leaves it open which one it means.
    """
    day = draft.day
    if day is None or since is None or day.date_to is None or day.date_to >= since:
        return draft
    later = _next_weekday(day, since, raw)
    if later and (day.is_ahead or (_group(draft) == "future" and draft.status.weight > 0)):
        return draft._replace(day=later)
    is_open = draft.section == "title" and draft.status.weight == 0 and since - day.date_to > _YESTERDAY
    return draft._replace(day=None) if later and is_open else draft


def agree_with_publication(draft: Draft, since: dt.date | None, until: dt.date | None) -> Draft:
    """Square an encounter's status and day with the days between which the article came out.

    Rules: «يلتقي رامي هند يوم 12 يونيو» in an article of May is planned; the day of a plan is none that is gone («يضع
    إكليلا لضحايا هجوم 18 مارس» tells when the attack was); the day on which a journey began tells not when it ended.
    """
    start = draft.day.date_from if draft.day else None
    end = (draft.day.date_to if draft.day else None) or start
    if start and until and start > until and _group(draft) == "occurred" and draft.status.weight == 0:
        return draft._replace(status=draft.status._replace(status="planned"))
    if end and since and end < since and _group(draft) == "future":
        return draft._replace(day=None)
    if draft.day and draft.day.is_start and start == end and since and start and start < since:
        return draft._replace(day=draft.day._replace(date_to=None))
    if start is None and draft.status.status == "ongoing" and since == until and _is_told_of(draft):
        return draft._replace(day=Day(*draft.trigger, since, until, "day"))
    return draft


def _is_told_of(draft: Draft) -> bool:
    """«يزور أوسلو حاليا», «الذي يزور أوسلو»: it goes on, on the day that the article came out."""
    return (draft.status.weight > 0 or draft.meeting_type == "visit") and not draft.is_recalled


def is_bygone(draft: Draft, since: dt.date | None) -> bool:
    """Whether an encounter was over days before its article came out: «التقيا الشهر الماضي»."""
    end = (draft.day.date_to or draft.day.date_from) if draft.day else None
    return bool(end and since and _group(draft) == "occurred" and since - end > _NEWS)


def _next_weekday(day: Day, since: dt.date, raw: str) -> Day | None:
    """The days a week later, where weekdays are all that the text says and those are still ahead."""
    phrase = parse_phrase(fold_text(raw[day.start : day.end]))
    is_weekday = phrase is not None and phrase.kind in {"weekday", "weekdays"} and "side" not in phrase.parts
    if not is_weekday or day.date_from is None or day.date_to is None:
        return None
    later = day._replace(date_from=day.date_from + _WEEK, date_to=day.date_to + _WEEK)
    return later if later.date_to and later.date_to >= since else None


def _is_during(draft: Draft, visit: Draft) -> bool:
    if draft is visit or draft.meeting_type in {"visit", "call"} or draft.mode in {"phone", "video"}:
        return False
    visitors = {person.actor_id for person in visit.participants if person.role == "visitor"}
    is_same_news = draft.is_recalled == visit.is_recalled and _is_told_with(draft, visit)
    is_near = any(0 <= own - told <= _FARTHEST_SENTENCE for own in draft.sentences for told in visit.sentences)
    return is_same_news and is_near and any(person.actor_id in visitors for person in draft.participants)


def _is_told_with(draft: Draft, visit: Draft) -> bool:
    """What is planned, or called off, in the visit that has begun, or in the one that is planned."""
    return _group(draft) == _group(visit) or (_group(visit) == "occurred" and _group(draft) in {"future", "off"})


def _group(draft: Draft) -> str:
    return GROUPS[draft.status.status]


def _is_news(draft: Draft) -> bool:
    """Held in the article's own news, face to face: a plan or a recalled meeting has a place of its own."""
    return _group(draft) == "occurred" and not draft.is_recalled and draft.mode in {"in_person", "indirect"}
