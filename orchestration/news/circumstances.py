"""Where, when and by what means: what stands beside a trigger besides its sides."""

import datetime as dt
from typing import Any, NamedTuple

from orchestration.news.clauses import Token

_INDIRECT = ("غير مباشر", "علي حده", "علي حدي")
_REACH_MODE = 8


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

    Rules: a place is a name behind «في», «إلى» or «ب», or right behind a visit; the head noun before it
    («قصر», «مدينة») belongs to its text.
    """
    trigger = tokens[at].trigger
    is_visit = trigger is not None and trigger.meeting_type == "visit"
    after = [here for here in range(at + 1, _clause_end(tokens, at)) if _is_place(tokens, here, at, is_visit=is_visit)]
    before = [
        here for here in range(at - 1, _clause_begin(tokens, at), -1) if _is_place(tokens, here, at, is_visit=False)
    ]
    if trigger is not None and trigger.frame == "arrive":
        after, before = [here for here in after if _is_goal(tokens, here)], []
    for here in (*after, *before):
        name = tokens[here].name
        if name is not None:
            return Place(
                _head_start(tokens, here), tokens[here].end, name.location_id or name.actor_id, name.kind == "country"
            )
    return None


def read_mode(folded: str, tokens: list[Token], at: int, default: str) -> tuple[str, Token | None]:
    """Phone, video or indirect where the words near the trigger say so."""
    for token in tokens[max(0, at - 3) : at + _REACH_MODE]:
        for mode in ("phone", "video"):
            if mode in token.roles:
                return mode, token
    if any(cue in folded for cue in _INDIRECT):
        return "indirect", None
    return default, None


def read_day(days: list[dict[str, Any]], tokens: list[Token], at: int) -> Day | None:
    """Find the date expression nearest to the trigger in its sentence."""
    place = tokens[at].start
    known = [day for day in days if day["date_from"] is not None and not _is_cut_off(tokens, place, day["start_char"])]
    if not known:
        return None
    near = min(known, key=lambda day: abs(day["start_char"] - place))
    return Day(near["start_char"], near["end_char"], near["date_from"], near["date_to"], near["date_precision"])


def _is_cut_off(tokens: list[Token], first: int, second: int) -> bool:
    """Whether another clause begins between two places: the day of saying is not the day of meeting."""
    low, high = min(first, second), max(first, second)
    between = [token for token in tokens if low < token.start < high]
    return any(token.roles & {"stop", "boundary", "say"} or _is_encounter(token) for token in between)


def _is_encounter(token: Token) -> bool:
    return token.trigger is not None and token.trigger.kind != "light"


def _clause_end(tokens: list[Token], at: int) -> int:
    for here in range(at + 1, len(tokens)):
        token = tokens[here]
        if token.roles & {"stop", "boundary", "say"} or (token.trigger and token.trigger.kind == "verb"):
            return here
    return len(tokens)


def _clause_begin(tokens: list[Token], at: int) -> int:
    for here in range(at - 1, -1, -1):
        if tokens[here].roles & {"stop", "boundary", "say"}:
            return here
    return -1


def _is_place(tokens: list[Token], here: int, at: int, *, is_visit: bool) -> bool:
    token = tokens[here]
    if token.name is None or token.name.kind not in {"place", "country"}:
        return False
    if token.preposition == "ب" or (token.preposition == "ل" and is_visit):
        return True
    back = here - 1
    while back >= 0 and back > here - 4 and tokens[back].name is None:
        if tokens[back].roles & {"title", "honorific"} or tokens[back].text.startswith("رئيس"):
            return False
        if tokens[back].text in {"في", "الي", "داخل"}:
            return not _is_posting(tokens, back)
        if "locative" in tokens[back].roles and tokens[back].preposition == "ب":
            return True
        back -= 1
    return (
        is_visit
        and here > at
        and not tokens[here - 1].roles & {"title", "honorific", "role_noun", "organization", "locative"}
    )


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
