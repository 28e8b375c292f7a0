"""What stands beside a trigger besides its sides: the shapes of a place and a day, and by what means one meets.

Does not belong here: where (venues.py) and when (encounter_days.py).
"""

import datetime as dt
import functools
from typing import NamedTuple

from orchestration.news.clauses import Token
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

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
    is_start: bool = False  # the day on which a journey begins; when it ends is not told
    is_ahead: bool = False  # told in the present tense: a weekday is the next one
    days: int | None = None  # how long it lasts, where that is told


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


def merge_places(known: Place | None, new: Place | None) -> Place | None:
    """The place told first; a city rather than the country that it lies in."""
    if known is None or new is None:
        return known or new
    is_inside = known.is_country and new.location_id is not None and country_of(new.location_id) == known.location_id
    return new if is_inside else known


def country_of(location_id: str) -> str | None:
    """The country of a city, by the key that it has as a place; null for a building, and where no list has it."""
    return _countries_of_cities().get(location_id)


@functools.cache
def _countries_of_cities() -> dict[str, str]:
    keys = dict(read_lexicon("countries").select("country_iso3", "actor_id").iter_rows())
    cities = read_lexicon("cities").filter(kind="city").select("location_id", "country_iso3").iter_rows()
    return {city: keys[country] for city, country in cities if country in keys}
