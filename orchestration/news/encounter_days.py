"""When an encounter takes place: the date expression of its own clause, and how many days it lasts.

Does not belong here: what dates mean (date_resolution.py), and squaring them with the day of publication
(surroundings.py).
"""

import datetime as dt
import functools
from typing import Any

from orchestration.news.circumstances import Day
from orchestration.news.clause_bounds import (
    closes_speech,
    is_after_another,
    is_clause_of_its_own,
    is_clause_on_side,
    is_encounter,
    opens_clause,
    opens_sentence,
    opens_speech,
)
from orchestration.news.clauses import Token
from orchestration.news.cues import find_cue
from orchestration.news.date_phrases import UNITS, counting_words
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

_FARTHEST_YEAR, _REACH_DURATION, _REACH_RELATION, _REACH_PLAN = 10, 3, 5, 3
_MOST_DAYS, _REACH_BOUND = 31, 5
_PLANNED = ("المقرر", "المزمع", "المرتقب", "المنتظر", "مقرر")
_FIRST = frozenset({"اول", "الاول", "الاولي"})
_WAS = frozenset({"كان", "كانت", "كانا", "كانوا", "لم"})
_ENDS = frozenset({"حتي", "لغايه", "بحلول"})
_STARTS = frozenset({"ابتداء", "اعتبار", "بدء"})
_DAYS_OF_UNIT = {"day": 1, "week": 7}

Row = dict[str, Any]


def read_day(days: list[Row], tokens: list[Token], at: int) -> Day | None:
    """Find the day that the trigger's clause states, of the date expressions of its sentence.

    Rules: the nearest one that no other clause cuts off; the day for which a noun is planned before any other («القمة
    المقررة يوم 12 يونيو»). «غداة اللقاء» and «قبل يومين من اللقاء» tell another day, from which its own is counted.
    «الأول منذ عام 2019» dates another. «زيارة تستمر ثلاثة أيام» lasts from that day on.
    """
    relation = _relation(tokens, at)
    if relation:
        start, end, shift = relation
        counted = next((day for day in days if day["start_char"] == tokens[start].start), None)
        base = next((day for day in reversed(days) if day["start_char"] < tokens[start].start), None)
        if base is None and counted and counted["date_from"] is not None:
            return _as_day(counted)
        if base is None or shift is None or base["date_from"] is None or base["date_from"] != base["date_to"]:
            return None
        day = base["date_from"] + dt.timedelta(shift)
        return Day(tokens[start].start, tokens[end].end, day, day, "day", _is_start(tokens, at, tokens[start].start))
    near, lasts = _nearest(_own_days(days, tokens, at), tokens, at), _duration(tokens, at)
    if near is None:
        return Day(tokens[at].start, tokens[at].end, None, None, None, days=lasts) if lasts else None
    day = _as_day(near)
    is_ahead = _is_ahead(tokens, at) or _is_verb_ahead(tokens, day.start)
    return _lasting(day._replace(is_start=_is_start(tokens, at, day.start), is_ahead=is_ahead), lasts)


def read_last_time(days: list[Row], tokens: list[Token], at: int) -> Day | None:
    """«اللقاء الأول بين فلان وفلان منذ عام 2019», «أول لقاء بينهما منذ»: when the one before it took place."""
    near = {token.text for token in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    if tokens[at].trigger is None or near.isdisjoint(_FIRST):
        return None
    since = (
        day
        for day in days
        if day["start_char"] > tokens[at].start
        and day["date_from"] is not None
        and _is_since(tokens, day["start_char"])
        and not _is_cut_off(tokens, at, day["start_char"])
    )
    return next((_as_day(day) for day in since), None)


def _as_day(row: Row) -> Day:
    return Day(row["start_char"], row["end_char"], row["date_from"], row["date_to"], row["date_precision"])


def merge_days(known: Day | None, new: Day | None) -> Day | None:
    """The more exact of two statements on one encounter's day, lasting as long as either says."""
    if known is None or new is None:
        return known or new
    if known.date_from is None or new.date_from is None:
        dated = known if known.date_from else new
    else:
        dated = new if _span(new) < _span(known) else known
    return _lasting(dated, known.days or new.days)


def _span(day: Day) -> dt.timedelta:
    return (day.date_to or dt.date.max) - (day.date_from or dt.date.min)


def _own_days(days: list[Row], tokens: list[Token], at: int) -> list[Row]:
    return [
        day
        for day in days
        if day["date_from"] is not None
        and not _opens_relation(tokens, day["start_char"])
        and not _is_cut_off(tokens, at, day["start_char"])
        and not _is_bound(tokens, at, day["start_char"])
        and not _is_day_of_denial(tokens, at, day["start_char"])
        and not (day["date_precision"] in {"month", "year"} and _is_since(tokens, day["start_char"]))
        and not (day["date_precision"] == "year" and _is_far(tokens, tokens[at].start, day["start_char"]))
    ]


def _is_day_of_denial(tokens: list[Token], at: int, start: int) -> bool:
    """«نفى رامي، الاثنين، ما تردد عن لقاء»: it was denied on that day."""
    before = [token for token in tokens if token.start < start < tokens[at].start]
    for token in reversed(before):
        if token.roles & {"stop", "boundary"}:
            return False
        cue = find_cue(token)
        if cue and cue.status == "denied" and cue.certainty == "attributed":
            return True
    return False


def _opens_relation(tokens: list[Token], start: int) -> bool:
    """«بعد يومين من»: what a count from another event says of that one alone."""
    return any(token.start == start and token.text == "بعد" for token in tokens)


def _nearest(days: list[Row], tokens: list[Token], at: int) -> Row | None:
    place = tokens[at].start
    planned = [day for day in days if day["start_char"] > place and _is_day_of_plan(tokens, day["start_char"])]
    return min(planned or days, key=lambda day: abs(day["start_char"] - place), default=None)


def _is_day_of_plan(tokens: list[Token], start: int) -> bool:
    """«المقررة في أوسلو يوم 12 يونيو»: a participle of planning stands shortly before the day."""
    before = [token for token in tokens if token.start < start][-_REACH_PLAN - 1 :]
    return any(token.text.startswith(_PLANNED) for token in before)


def _is_ahead(tokens: list[Token], at: int) -> bool:
    """«يلتقي رامي هند الاثنين»: a trigger that is a verb of the present, and not «كان يلتقي», «لم يلتق»."""
    trigger = tokens[at].trigger
    is_present = trigger is not None and trigger.tense in {"imperfect", "future"}
    return is_present and not any(token.text in _WAS for token in tokens[max(0, at - _REACH_PLAN) : at])


def _is_verb_ahead(tokens: list[Token], start: int) -> bool:
    """«يجري الاثنين محادثات»: whether the nearest verb before the day is one of the present."""
    for here in reversed([here for here, token in enumerate(tokens) if token.start < start]):
        token = tokens[here]
        is_told = token.trigger is not None and token.trigger.tense == "perfect"
        if is_told or token.text in _WAS or token.roles & {"stop", "boundary", "comma", "relative"}:
            return False
        if "verb" in token.roles and "say" not in token.roles and token.trigger is None and not _is_nisba(token):
            return not any(token.text in _WAS for token in tokens[max(0, here - _REACH_PLAN) : here])
        if token.trigger is not None and token.trigger.kind != "noun":
            return _is_ahead(tokens, here)
    return False


def _is_nisba(token: Token) -> bool:
    """«يمنية» is spelt like a verb of the present."""
    return token.text in _nisbas()


@functools.cache
def _nisbas() -> frozenset[str]:
    return frozenset(fold_text(nisba) for nisba in read_lexicon("nisbas")["nisba"])


def _is_far(tokens: list[Token], first: int, second: int) -> bool:
    """A year alone far from the trigger dates what else the sentence tells."""
    low, high = min(first, second), max(first, second)
    return sum(low < token.start < high for token in tokens) > _FARTHEST_YEAR


def _is_bound(tokens: list[Token], at: int, start: int) -> bool:
    """«حتى 5 مايو», «ابتداء من الأحد»: until when, or from when on, something holds; a journey begins then."""
    trigger = tokens[at].trigger
    bounds = _ENDS if trigger is not None and trigger.meeting_type == "visit" else _ENDS | _STARTS
    return bool(_words_before(tokens, start) & bounds)


def _words_before(tokens: list[Token], start: int) -> set[str]:
    words = [token.text for token in tokens if token.start <= start][-_REACH_BOUND:]
    return {word.removesuffix("ا") for word in words}


def _is_since(tokens: list[Token], start: int) -> bool:
    """Whether «منذ» stands in front of a date, or opens it."""
    before = [token for token in tokens if token.start <= start][-2:]
    return any(token.text == "منذ" for token in before)


def _is_cut_off(tokens: list[Token], at: int, start: int) -> bool:
    """Whether another clause begins between trigger and day: the day of saying is not the day of meeting.

    Rules: nor is the day on which a side arrived («التقى رامي هند التي وصلت أمس»), nor that of an event which the
    meeting only led to («توقفت اليوم المبادرة التي أعلنت بعد لقائهما»), nor of what leads to it («وصل أمس للقاء هند»).
    """
    place = tokens[at].start
    if start < place and _is_purpose(tokens, at):
        return True
    low, high = min(place, start), max(place, start)
    if any(opens_sentence(tokens, here) for here, token in enumerate(tokens) if low < token.start <= high):
        return True
    inside = [here for here, token in enumerate(tokens) if low < token.start < high]
    if any(opens_clause(tokens, here) or is_encounter(tokens, here) for here in inside):
        return True
    if any(opens_speech(tokens, here) or closes_speech(tokens, here) for here in inside):
        return True
    if start > place:
        is_other = any(is_clause_on_side(tokens, at, here) or is_after_another(tokens, here) for here in inside)
        return is_other or any(tokens[here].text == "منذ" for here in inside[:-1])  # «منذ توليه المنصب في فبراير»
    return any(is_clause_of_its_own(tokens, here, at) for here in inside)


def _is_purpose(tokens: list[Token], at: int) -> bool:
    trigger = tokens[at].trigger
    return trigger is not None and trigger.kind == "noun" and trigger.preposition == "ل" and not trigger.is_definite


def _relation(tokens: list[Token], at: int) -> tuple[int, int, int | None] | None:
    """«غداة اللقاء», «عشية زيارته», «قبل يومين من اللقاء»: first and last word, and how many days later it takes place.

    Returns: null days where the words count none («بعد أيام من اللقاء»).
    """
    if at and tokens[at - 1].text in {"غداه", "عشيه"}:
        return at - 1, at - 1, 1 if tokens[at - 1].text == "عشيه" else -1
    last = at - 2 if at > 2 and not tokens[at - 1].roles - {"carrying"} else at - 1  # «من تنظيمه لقاء»
    if last < 1 or tokens[last].text not in {"من", "علي"}:
        return None
    for here in range(last - 1, max(-1, last - 1 - _REACH_RELATION), -1):
        if tokens[here].text in {"قبل", "بعد"} and tokens[here + 1].text != "ظهر":
            days = _count_days(tokens[here + 1 : last])
            return here, last - 1, days if days is None or tokens[here].text == "قبل" else -days
    return None


def _count_days(words: list[Token]) -> int | None:
    """«يومين» 2, «ثلاثة أيام» 3, «أسبوع» 7, «ساعات» 0; null for «أيام» alone and for more words than a count."""
    if not words or len(words) > 2:
        return None
    unit = words[-1].text
    if unit.startswith("ساع"):
        return 0
    size = next((size for name, size in _DAYS_OF_UNIT.items() if unit in UNITS[name]), None)
    if size is None:
        return None
    if len(words) == 2:
        count = words[0].text
        number = int(count) if count.isdigit() else counting_words().get(count)
        return number * size if number else None
    return None if unit in {"ايام", "اسابيع"} else size * (2 if unit.endswith("ين") else 1)


def _is_start(tokens: list[Token], at: int, start: int) -> bool:
    """«وصل», «زيارة بدأها الاثنين», «ابتداء من الاثنين»: when a journey begins, and not when it ends."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.meeting_type != "visit":
        return False
    near = tokens[max(0, at - _REACH_RELATION) : at + 2 * _REACH_RELATION]
    is_begun = any(token.trigger and token.trigger.lemma == "بدأ" for token in near)
    return trigger.frame == "arrive" or is_begun or bool(_words_before(tokens, start) & _STARTS)


def _duration(tokens: list[Token], at: int) -> int | None:
    """«زيارة تستمر ثلاثة أيام», «وصل في زيارة لمدة يومين»: for how many days; a verb of meeting lasts no days."""
    trigger = tokens[at].trigger
    if trigger is None or (trigger.kind == "verb" and trigger.meeting_type != "visit"):
        return None
    for here in range(at + 1, len(tokens)):
        if opens_clause(tokens, here) or is_encounter(tokens, here):
            return None
        if "lasting" in tokens[here].roles:
            ends = range(here + 2, min(len(tokens), here + 1 + _REACH_DURATION) + 1)
            return next((days for end in ends if (days := _count_days(tokens[here + 1 : end]))), None)
    return None


def _lasting(day: Day, days: int | None) -> Day:
    if not days or days > _MOST_DAYS or day.date_from is None or day.date_from != day.date_to:
        return day._replace(days=days)
    last = day.date_from + dt.timedelta(days - 1)
    return day._replace(date_to=last, precision="range" if days > 1 else day.precision, days=days)
