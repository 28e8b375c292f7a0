"""What a date phrase means when it is said on a given day."""

import contextlib
import datetime as dt
import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from orchestration.news.calendars import Bounds, Day, date_in, month_bounds, near_years, period_bounds, year_bounds
from orchestration.news.date_phrases import (
    DAY_SHIFTS,
    ENGLISH_MONTHS,
    LAST,
    PARTS_OF_MONTH,
    SIDES,
    UNITS,
    WEEKDAYS,
    counting_words,
    month_numbers,
    ordinal_days,
    phrase_patterns,
)

Parts = dict[str, str]
_MOST_AHEAD = dt.timedelta(90)  # a day and month without a year is a coming one only when it is this near
_PERIODS = {"الاسبوع": "week", "الشهر": "month", "العام": "year", "السنه": "year"}
_UNCOUNTED = {"اكثر من", "اقل من", "بضعه", "بضع", "عده"}
_PLURALS = {"ايام", "اسابيع", "اشهر", "شهور", "اعوام", "سنوات"}


class Interval(NamedTuple):
    """The first and the last day that a phrase covers, both null where the words fix none."""

    date_from: Day | None
    date_to: Day | None
    precision: str  # day|week|month|year|range


class Phrase(NamedTuple):
    """One date phrase: its kind, its parts, and how many characters in front do not belong to it."""

    kind: str
    parts: Parts
    lead_chars: int


@functools.lru_cache(maxsize=100_000)
def parse_phrase(folded: str) -> Phrase | None:
    """Take a folded date phrase apart; null for what only looks like one."""
    for kind, pattern in phrase_patterns().items():
        if found := pattern.fullmatch(folded):
            lead = len(found.groupdict().get("lead") or "")
            parts = {name: re.sub(r"\s+", " ", part).strip() for name, part in found.groupdict().items() if part}
            return None if kind == "noise" else Phrase(kind, parts, lead)
    return None


def resolve_phrase(phrase: Phrase, earliest: Day | None, latest: Day | None) -> Interval:
    """Resolve a phrase that was published between two days.

    Rules: its dates are those that it has on both days; without a year it takes the year that both share. Otherwise,
    and without a publication day, only absolute dates have any.
    """
    said_first, said_last = _resolve_on(phrase, earliest), _resolve_on(phrase, latest)
    if said_first == said_last:
        return said_first
    if earliest and latest and earliest.year == latest.year and "month" in phrase.parts:
        return _resolve_on(phrase._replace(parts=phrase.parts | {"year": str(earliest.year)}), latest)
    return Interval(None, None, said_last.precision)


def _resolve_on(phrase: Phrase, today: Day | None) -> Interval:
    """Resolve a phrase on one day; an impossible date (31 February) and an unknown day give none."""
    resolver, precision = _resolvers()[phrase.kind]
    precision = _precision_of_unit(phrase.parts) or precision
    try:
        bounds = resolver(phrase.parts, today)
    except (LookupError, ValueError, OverflowError):
        return Interval(None, None, precision)
    return Interval(*bounds, precision)


@functools.cache
def _resolvers() -> dict[str, tuple[Callable[[Parts, Day | None], Bounds], str]]:
    return {
        "iso": (_numeric, "day"),
        "numeric": (_numeric, "day"),
        "english": (_english, "day"),
        "part_of_month": (_part_of_month, "range"),
        "between": (_between, "range"),
        "days": (_days, "range"),
        "day": (_day, "day"),
        "month_first": (_day, "day"),
        "numbers": (_numbers, "range"),
        "day_of_month": (_day_of_month, "day"),
        "day_of_this": (_day_of_month, "day"),
        "month": (_month, "month"),
        "month_tail": (_month, "month"),
        "weekdays": (_weekdays, "range"),
        "night": (_weekdays, "range"),
        "shift": (_shift, "day"),
        "shifts": (_shifts, "range"),
        "weekday": (_weekday, "day"),
        "this": (_period, "day"),
        "period": (_period, "day"),
        "vague": (_vague, "range"),
        "ago": (_ago, "day"),
        "after": (_ago, "day"),  # of what came before the news: «بعد يومين من لقائهما»
        "years": (_years, "range"),
        "year": (_years, "year"),
        "named_year": (_years, "year"),
    }


def _precision_of_unit(parts: Parts) -> str | None:
    if "unit" in parts:
        return next(unit for unit, words in UNITS.items() if parts["unit"] in words)
    return _PERIODS.get(parts.get("period", ""))


def _known(today: Day | None) -> Day:
    if today is None:
        raise LookupError("a relative phrase without a publication day")
    return today


def _side_of(parts: Parts, name: str = "side") -> int | None:
    """-1 for al-madi and its likes, 0 for al-jari, 1 for al-muqbil, in any gender; null without one."""
    word = parts.get(name)
    return next((side for stem, side in SIDES.items() if word.startswith(stem)), None) if word else None


def _numeric(parts: Parts, _today: Day | None) -> Bounds:
    """Day before month, as the region writes, unless only the other order is a date (12/25/2016)."""
    day, month = int(parts["day"]), int(parts["number"])
    day, month = (month, day) if month > 12 else (day, month)
    return (dt.date(int(parts["year"]), month, day),) * 2


def _english(parts: Parts, _today: Day | None) -> Bounds:
    name = parts.get("english") or parts["english2"]
    month = next(number for number, full in enumerate(ENGLISH_MONTHS, 1) if full.startswith(name[:3]))
    return (dt.date(int(parts["year"]), month, int(parts.get("day") or parts["day2"])),) * 2


def _day(parts: Parts, today: Day | None) -> Bounds:
    return (_dated(parts, _day_number(parts["day"]), today),) * 2


def _days(parts: Parts, today: Day | None) -> Bounds:
    numbers = [int(number) for number in re.findall(r"\d+", parts["days"])]
    return _up_to(_dated(parts, numbers[-1], today), numbers[0], numbers[-1])


def _up_to(end: Day, first: int, last: int) -> Bounds:
    """From the first to the last of a month's days, of which the last is `end`."""
    if first > last:
        raise ValueError("days that run backwards")
    return end - dt.timedelta(last - first), end


def _between(parts: Parts, today: Day | None) -> Bounds:
    """From a day of one month to a day of another: the latest such first day before the last."""
    last = _dated(parts, int(parts["day"]), today)
    calendar, month = month_numbers()[parts["firstmonth"]]
    if "firstyear" in parts:
        return date_in(calendar, int(parts["firstyear"]), month, int(parts["first"])), last
    starts = _days_near(calendar, month, int(parts["first"]), last)
    return max(start for start in starts if start <= last), last


def _dated(parts: Parts, day: int, today: Day | None) -> Day:
    """The day of a named month in the year that is stated, else in the one that fits the side and weekday."""
    calendar, month = month_numbers()[parts["month"]]
    if (year := _stated_year(parts, today)) is not None:
        return date_in(calendar, year, month, day)
    said, side = _known(today), _side_of(parts)
    options = _days_near(calendar, month, day, said)
    if "weekday" in parts:
        options = [option for option in options if option.weekday() == WEEKDAYS[parts["weekday"]]] or options
    if side == -1:
        return max(option for option in options if option <= said)
    if side == 1:
        return min(option for option in options if option >= said)
    near = [option for option in options if side == 0 or option <= said + _MOST_AHEAD] or options
    return min(near, key=lambda option: abs(option - said))


def _days_near(calendar: str, month: int, day: int, today: Day) -> list[Day]:
    options = []
    for year in near_years(calendar, today):
        with contextlib.suppress(ValueError, OverflowError):  # 29 February exists in some years alone
            options.append(date_in(calendar, year, month, day))
    return options


def _month(parts: Parts, today: Day | None) -> Bounds:
    """A month without a year or side is the latest that has begun ("fi mars"); "bi-hulul" looks ahead."""
    calendar, month = month_numbers()[parts["month"]]
    if (year := _stated_year(parts, today)) is not None:
        return month_bounds(calendar, year, month)
    said, side = _known(today), _side_of(parts)
    options = [month_bounds(calendar, year, month) for year in near_years(calendar, said)]
    if side == -1:
        return max(option for option in options if option[1] < said)
    if side == 1:
        return min(option for option in options if option[0] > said)
    if side == 0:
        return min(options, key=lambda option: abs(option[0] - said))
    if parts.get("lead") == "بحلول":
        return min(option for option in options if option[1] >= said)
    return max(option for option in options if option[0] <= said)


def _part_of_month(parts: Parts, today: Day | None) -> Bounds:
    """The second half of March, the first week of June; what a month has over belongs to the last half or third."""
    if "month" in parts:
        first, last = _month(parts, today)
    else:
        first, last = period_bounds("month", _side_of(parts, "monthside") or 0, _known(today))
    size = PARTS_OF_MONTH[parts["part"]]
    count = 30 // size
    if parts["nth"] == LAST and size == PARTS_OF_MONTH["الاسبوع"]:
        return last - dt.timedelta(size - 1), last
    number = count if parts["nth"] == LAST else ordinal_days()[parts["nth"]]
    if number > count:
        raise ValueError("a month has no such part")
    start = first + dt.timedelta(size * (number - 1))
    return start, last if number == count and size * count == 30 else start + dt.timedelta(size - 1)


def _stated_year(parts: Parts, today: Day | None) -> int | None:
    if "year" in parts:
        return int(parts["year"])
    if "thisyear" in parts:
        return _known(today).year
    side = _side_of(parts, "yearside")
    return None if side is None else _known(today).year + side


def _numbers(parts: Parts, today: Day | None) -> Bounds:
    """The second and the third of August, the 17th to the 19th of this month."""
    first, last = _day_number(parts["first"]), _day_number(parts["day"])
    end = _dated(parts, last, today) if "month" in parts else _day_of_month(parts, today)[0]
    return _up_to(end, first, last)


def _day_of_month(parts: Parts, today: Day | None) -> Bounds:
    """The fifth of this, last or next month."""
    month = period_bounds("month", _side_of(parts, "monthside") or 0, _known(today))
    return (month[0].replace(day=_day_number(parts["day"])),) * 2


def _day_number(word: str) -> int:
    return ordinal_days().get(word) or int(word.removeprefix("ال"))


def _weekday(parts: Parts, today: Day | None) -> Bounds:
    return (_weekday_near(WEEKDAYS[parts["weekday"]], _side_of(parts), _known(today)),) * 2


def _weekdays(parts: Parts, today: Day | None) -> Bounds:
    first, second, side = WEEKDAYS[parts["weekday"]], WEEKDAYS[parts["second"]], _side_of(parts)
    between = dt.timedelta((second - first) % 7)
    if side == -1:
        last = _weekday_near(second, side, _known(today))
        return last - between, last
    start = _weekday_near(first, side, _known(today))
    return start, start + between


def _weekday_near(weekday: int, side: int | None, today: Day) -> Day:
    """The latest such day, today included; strictly past, coming or of this week where the words say so."""
    back, ahead = (today.weekday() - weekday) % 7, (weekday - today.weekday()) % 7
    if side == -1:
        return today - dt.timedelta(back or 7)
    if side == 1:
        return today + dt.timedelta(ahead or 7)
    if side == 0:
        return period_bounds("week", 0, today)[0] + dt.timedelta((weekday + 1) % 7)
    return today - dt.timedelta(back)


def _shift(parts: Parts, today: Day | None) -> Bounds:
    """Yesterday, today, tomorrow; a weekday named beside it corrects a late publication."""
    day = _known(today) + dt.timedelta(DAY_SHIFTS[parts["shift"]])
    if "weekday" in parts:
        day += dt.timedelta((WEEKDAYS[parts["weekday"]] - day.weekday() + 3) % 7 - 3)
    return day, day


def _shifts(parts: Parts, today: Day | None) -> Bounds:
    first, last = DAY_SHIFTS[parts["shift"]], DAY_SHIFTS[parts["nextshift"]]
    return _up_to(_known(today) + dt.timedelta(last), first, last)


def _period(parts: Parts, today: Day | None) -> Bounds:
    return period_bounds(_PERIODS[parts["period"]], _side_of(parts) or 0, _known(today))


def _ago(parts: Parts, today: Day | None) -> Bounds:
    """The day, week, month or year that lies so many of them back."""
    word, counted = parts["unit"], parts.get("count")
    if parts.get("about") in _UNCOUNTED or (not counted and word in _PLURALS):
        raise LookupError("a number of days that is not stated")
    number = 2 if word.endswith("ين") else 1
    if counted:
        number = counting_words().get(counted) or int(counted)
    return period_bounds(str(_precision_of_unit(parts)), -number, _known(today))


def _years(parts: Parts, _today: Day | None) -> Bounds:
    return year_bounds(int(parts.get("first") or parts["year"]))[0], year_bounds(int(parts["year"]))[1]


def _vague(_parts: Parts, _today: Day | None) -> Bounds:
    raise LookupError("words that fix no day")
