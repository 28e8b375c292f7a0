"""Where, when and by what means: what stands beside a trigger besides its sides."""

import datetime as dt
import functools
from typing import Any, NamedTuple

from orchestration.news.clauses import Token, read_word
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

_TIMES = frozenset({"بعد", "عقب", "قبل", "قبيل", "اثر", "غداه"})
_FARTHEST_YEAR = 10
_REACH_MODE, _REACH_SIDELINE, _REACH_CARRIER = 8, 3, 7


class Place(NamedTuple):
    """Where it is: the words as they stand, and the name's place."""

    start: int
    end: int
    location_id: str | None
    is_country: bool


class Day(NamedTuple):
    """When it is: one date expression."""

    start: int
    end: int
    date_from: dt.date | None
    date_to: dt.date | None
    precision: str | None


def read_place(tokens: list[Token], at: int) -> Place | None:
    """Find the nearest place after the trigger, else the nearest before it in the clause.

    Rules: a place is a name behind «في», «إلى» or «ب», or right behind a visit, or a capital told by its country's
    adjective («العاصمة النرويجية»); the head noun before it («قصر», «مدينة») belongs to its text. The clause of another
    encounter has its own place; a visit's place is that of the meeting during it («التقى فلانا خلال زيارة إلى أوسلو»),
    and «حيث» points back at the place before it («في أوسلو حيث التقى فلانا»).
    """
    trigger = tokens[at].trigger
    is_visit = trigger is not None and trigger.meeting_type == "visit"
    after = [here for here in range(at + 1, _clause_end(tokens, at)) if _is_place(tokens, here, at, is_visit=is_visit)]
    before = [
        here for here in range(at - 1, _clause_begin(tokens, at), -1) if _is_place(tokens, here, at, is_visit=False)
    ]
    if trigger is not None and trigger.frame == "arrive":
        after, before = [here for here in after if _is_goal(tokens, here)], []
    carried = [here for here in before if here > _carrier(tokens, at)]
    return next((_place(tokens, here) for here in (*carried, *after, *before)), None)


def _carrier(tokens: list[Token], at: int) -> int:
    """«عقدت في أوسلو جلسة مباحثات»: where the verb that carries the noun stands, else the noun itself."""
    for here in range(at - 1, max(-1, at - _REACH_CARRIER), -1):
        trigger = tokens[here].trigger
        if trigger is not None and trigger.kind == "light":
            return here
    return at


def _place(tokens: list[Token], here: int) -> Place:
    name = tokens[here].name
    if name is None:
        return Place(tokens[here].start, tokens[here + 1].end, _capitals().get(tokens[here + 1].text), is_country=False)
    identity = name.location_id if name.kind == "organization" else name.location_id or name.actor_id
    return Place(_head_start(tokens, here), tokens[here].end, identity, name.kind == "country")


@functools.cache
def _capitals() -> dict[str, str | None]:
    """«النرويجية» -> the place of Norway's capital, for every adjective of a country; null where no list has it."""
    cities = {
        fold_text(name): identity
        for identity, name in read_lexicon("cities").select("location_id", "name_ar").iter_rows()
    }
    countries = read_lexicon("countries").select("country_iso3", "capital_ar").iter_rows()
    capitals = {country: cities.get(fold_text(capital or "")) for country, capital in countries}
    nisbas = read_lexicon("nisbas").select("nisba", "country_iso3").iter_rows()
    return {"ال" + fold_text(nisba): capitals.get(country) for nisba, country in nisbas}


def read_mode(folded: str, tokens: list[Token], at: int, default: str) -> tuple[str, Token | None]:
    """Phone, video or indirect where the words near the trigger say so.

    Rules: only a noun is held in separate rooms («مفاوضات غير مباشرة»); «التقى كلا منهم على حدة» is one with each.
    """
    for token in tokens[max(0, at - 3) : at + _REACH_MODE]:
        for mode in ("phone", "video"):
            if mode in token.roles:
                return mode, token
    trigger = tokens[at].trigger
    if trigger is not None and trigger.kind == "noun" and any(cue in folded for cue in _indirect_phrases()):
        return "indirect", None
    return default, None


@functools.cache
def _indirect_phrases() -> tuple[str, ...]:
    rows = read_lexicon("grammar_words").filter(role="indirect")["word"]
    return tuple(fold_text(phrase) for phrase in rows)


def read_day(days: list[dict[str, Any]], tokens: list[Token], at: int) -> Day | None:
    """Find the date expression nearest to the trigger in its sentence; «الأول منذ عام 2019» dates another."""
    place = tokens[at].start
    known = [
        day
        for day in days
        if day["date_from"] is not None
        and not _is_cut_off(tokens, place, day["start_char"])
        and not (day["date_precision"] in {"month", "year"} and _is_since(tokens, day["start_char"]))
        and not (day["date_precision"] == "year" and _is_far(tokens, place, day["start_char"]))
    ]
    if not known:
        return None
    near = min(known, key=lambda day: abs(day["start_char"] - place))
    return Day(near["start_char"], near["end_char"], near["date_from"], near["date_to"], near["date_precision"])


def _is_far(tokens: list[Token], first: int, second: int) -> bool:
    """A year alone far from the trigger dates what else the sentence tells."""
    low, high = min(first, second), max(first, second)
    return sum(low < token.start < high for token in tokens) > _FARTHEST_YEAR


def _is_since(tokens: list[Token], start: int) -> bool:
    """Whether «منذ» stands in front of a date, or opens it."""
    before = [token for token in tokens if token.start <= start][-2:]
    return any(token.text == "منذ" for token in before)


def _is_cut_off(tokens: list[Token], first: int, second: int) -> bool:
    """Whether another clause begins between two places: the day of saying is not the day of meeting."""
    low, high = min(first, second), max(first, second)
    inside = [here for here, token in enumerate(tokens) if low < token.start < high]
    if any(_opens_sentence(tokens, here) for here, token in enumerate(tokens) if low < token.start <= high):
        return True
    return any(_opens_clause(tokens, here) or _is_encounter(tokens, here) for here in inside)


def _opens_sentence(tokens: list[Token], here: int) -> bool:
    """«فلان في أوسلو الخميس، وقمة فلان وفلان معلقة»: «و» before a noun of encounter behind a comma."""
    trigger = tokens[here].trigger
    is_noun = trigger is not None and trigger.kind == "noun" and trigger.is_joined and not trigger.preposition
    return is_noun and here > 0 and "comma" in tokens[here - 1].roles


def _opens_clause(tokens: list[Token], here: int) -> bool:
    """A full stop, a subordinator but «حيث», or a verb of saying; «بين» and «عبر» are prepositions."""
    token = tokens[here]
    if "boundary" in token.roles:
        return token.text != "حيث"
    return "stop" in token.roles or ("say" in token.roles and not token.roles & {"between", "topic"})


def _is_encounter(tokens: list[Token], here: int) -> bool:
    """Whether another encounter is told here; not one on whose margin this one takes place («على هامش قمة»)."""
    trigger = tokens[here].trigger
    if trigger is None or trigger.kind == "light" or trigger.meeting_type == "visit":
        return False
    return not any(token.text == "هامش" for token in tokens[max(0, here - _REACH_SIDELINE) : here])


def _clause_end(tokens: list[Token], at: int) -> int:
    for here in range(at + 1, len(tokens)):
        trigger = tokens[here].trigger
        is_verb = trigger is not None and trigger.kind == "verb"
        is_matter = "matter" in tokens[here].roles and "topic" in tokens[here].roles  # «لبحث الأوضاع في», «حول»
        is_matter = is_matter or _is_after_another(tokens, here) or _is_clause_on_side(tokens, at, here)
        if _opens_clause(tokens, here) or is_verb or is_matter or _is_encounter(tokens, here):
            return here
    return len(tokens)


def _is_after_another(tokens: list[Token], here: int) -> bool:
    """«التقى فلانا بعد إقرار القانون في أوسلو»: what came before has a place of its own; «بعد ظهر» is a time."""
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    return tokens[here].text in _TIMES and after is not None and not after.roles & {"adverb", "name"}


def _is_clause_on_side(tokens: list[Token], at: int, here: int) -> bool:
    """«التقى رامي هند التي تعمل في أوسلو»: a clause that only tells who a side is.

    Rules: «اللقاء مع هند الذي كان مقررا في أوسلو» and «الذي عقد في أوسلو» tell of the encounter.
    """
    if "relative" not in tokens[here].roles or not any(token.name for token in tokens[at + 1 : here]):
        return False
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    carrier = after.trigger if after else None
    is_carried = carrier is not None and carrier.kind == "light" and carrier.lemma not in {"شارك", "حضر"}
    return not is_carried and (after is None or after.text not in {"كان", "كانت"})


def _clause_begin(tokens: list[Token], at: int) -> int:
    if _opens_sentence(tokens, at):
        return at - 1
    for here in range(at - 1, -1, -1):
        if _opens_clause(tokens, here) or _is_encounter(tokens, here):
            return here
    return -1


def _is_place(tokens: list[Token], here: int, at: int, *, is_visit: bool) -> bool:
    token = tokens[here]
    if token.name is None:
        return _is_capital(tokens, here)
    if token.name.kind == "organization":  # «في البيت الأبيض», «في مقر الحزب»: a body that is named by its seat
        return _is_seat(token.text) and here > 0 and (tokens[here - 1].text == "في" or token.preposition == "ب")
    if token.name.kind not in {"place", "country"}:
        return False
    if token.preposition == "ب" or (token.preposition == "ل" and is_visit):
        return True
    is_led = _is_led_by_preposition(tokens, here)
    return _is_bare_goal(tokens, here, at, is_visit=is_visit) if is_led is None else is_led


def _is_led_by_preposition(tokens: list[Token], here: int) -> bool | None:
    """«في مدينة أوسلو»: whether the words before a place make it one; null where no preposition stands there."""
    for back in range(here - 1, max(-1, here - 4), -1):
        token = tokens[back]
        if token.name is not None:
            return None
        if token.roles & {"title", "honorific"} or token.text.startswith("رئيس"):
            return False
        if token.text in {"في", "الي", "داخل"}:
            return not _is_posting(tokens, back) and not (back and "matter" in tokens[back - 1].roles)
        if "locative" in token.roles and token.preposition == "ب":
            return True
    return None


def _is_bare_goal(tokens: list[Token], here: int, at: int, *, is_visit: bool) -> bool:
    """«زار رامي أوسلو»: a place right behind a visit."""
    before = tokens[here - 1].roles
    return is_visit and here > at and not before & {"title", "honorific", "role_noun", "organization", "locative"}


def _is_capital(tokens: list[Token], here: int) -> bool:
    """«في العاصمة النرويجية», without the city's name behind it."""
    if (
        here < 1
        or here + 1 >= len(tokens)
        or tokens[here].text != "العاصمه"
        or tokens[here + 1].text not in _capitals()
    ):
        return False
    is_named = here + 2 < len(tokens) and tokens[here + 2].name is not None and not tokens[here + 2].is_joined
    is_placed = tokens[here - 1].text in {"في", "الي"} or tokens[here].preposition in {"ب", "ل"}
    return is_placed and not is_named


def _is_seat(name: str) -> bool:
    """«البيت الأبيض», «قصر الرئاسة»: a name that opens with a word for a building."""
    return "locative" in read_word(name.split(" ", maxsplit=1)[0]).roles


def _is_posting(tokens: list[Token], here: int) -> bool:
    """«سفير النرويج في السويد»: where an office is held is not where one meets."""
    return any("posting" in token.roles for token in tokens[max(0, here - 2) : here])


def _is_goal(tokens: list[Token], here: int) -> bool:
    """«وصل إلى العاصمة النرويجية أوسلو»: one arrives where «إلى» or «ل» points; not «إلى السلطة في النرويج»."""
    if tokens[here].preposition == "ل" or tokens[here].text.startswith("لل"):
        return True
    for token in reversed(tokens[max(0, here - 4) : here]):
        if token.text in {"الي", "نحو"}:
            return True
        if not (token.text.startswith("ال") or "locative" in token.roles):
            return False
    return False


def _head_start(tokens: list[Token], here: int) -> int:
    """«قصر» right before the name belongs to the place's text; «في» and «العاصمة الروسية» do not."""
    before = tokens[here - 1] if here else None
    if before is not None and "locative" in before.roles and before.name is None and not before.text.startswith("ال"):
        return before.end - len(before.text) if before.preposition else before.start
    return tokens[here].start
