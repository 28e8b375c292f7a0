"""Days, weeks, months and years of the Gregorian and the Umm al-Qura calendar, as first and last day.

Weeks run from Sunday to Saturday: the working week of most Arab countries begins on Sunday, and "last week"
in their press is the seven days that end with Saturday.
"""

import datetime as dt
from calendar import monthrange

from hijridate import Gregorian, Hijri

_HIJRI_YEARS, _FIRST_TABLED = range(1300, 1501), 1343

Day = dt.date
Bounds = tuple[Day, Day]


def period_bounds(unit: str, shift: int, today: Day) -> Bounds:
    """The day, week, month or year that lies `shift` of them after the one of today."""
    if unit == "day":
        return (today + dt.timedelta(shift),) * 2
    if unit == "week":
        start = today - dt.timedelta((today.weekday() + 1) % 7 - 7 * shift)
        return start, start + dt.timedelta(6)
    if unit == "month":
        years, month = divmod(today.year * 12 + today.month - 1 + shift, 12)
        return month_bounds("gregorian", years, month + 1)
    return dt.date(today.year + shift, 1, 1), dt.date(today.year + shift, 12, 31)


def year_bounds(year: int) -> Bounds:
    """The first and last day of a year that a text names by its number: 1436 is Hijri, 1546 and 2015 are not.

    Raises:
        LookupError: a Hijri year before the tables of Umm al-Qura begin.
    """
    if year not in _HIJRI_YEARS:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if year < _FIRST_TABLED:
        raise LookupError(f"no table covers the Hijri year {year}")
    return month_bounds("hijri", year, 1)[0], month_bounds("hijri", year, 12)[1]


def month_bounds(calendar: str, year: int, month: int) -> Bounds:
    """The first and last day of a month of either calendar."""
    days = Hijri(year, month, 1).month_length() if calendar == "hijri" else monthrange(year, month)[1]
    return date_in(calendar, year, month, 1), date_in(calendar, year, month, days)


def date_in(calendar: str, year: int, month: int, day: int) -> Day:
    """The Gregorian day of a date of either calendar."""
    if calendar == "hijri":
        return dt.date(*Hijri(year, month, day).to_gregorian().datetuple())
    return dt.date(year, month, day)


def near_years(calendar: str, today: Day) -> range:
    """Last year, this year and the next, in either calendar."""
    year = today.year
    if calendar == "hijri":
        year = Gregorian(today.year, today.month, today.day).to_hijri().year
    return range(year - 1, year + 2)
