import datetime as dt

import pytest

from orchestration.news.calendars import date_in, month_bounds, near_years, period_bounds, year_bounds

SUNDAY = dt.date(2017, 2, 19)


def test_week_runs_from_sunday_to_saturday() -> None:
    assert period_bounds("week", 0, SUNDAY) == (SUNDAY, dt.date(2017, 2, 25))


def test_saturday_ends_the_week_before_sunday() -> None:
    assert period_bounds("week", 0, dt.date(2017, 2, 18)) == (dt.date(2017, 2, 12), dt.date(2017, 2, 18))


def test_month_before_january_is_in_the_year_before() -> None:
    assert period_bounds("month", -1, dt.date(2017, 1, 31)) == (dt.date(2016, 12, 1), dt.date(2016, 12, 31))


def test_hijri_month_has_gregorian_bounds() -> None:
    assert month_bounds("hijri", 1436, 9) == (dt.date(2015, 6, 18), dt.date(2015, 7, 16))


def test_hijri_day_is_a_gregorian_day() -> None:
    assert date_in("hijri", 1436, 10, 1) == dt.date(2015, 7, 17)


def test_years_near_a_day_are_of_its_calendar() -> None:
    assert list(near_years("hijri", dt.date(2015, 7, 1))) == [1435, 1436, 1437]


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (1436, dt.date(2014, 10, 25), dt.date(2015, 10, 13)),
        (1546, dt.date(1546, 1, 1), dt.date(1546, 12, 31)),
        (2015, dt.date(2015, 1, 1), dt.date(2015, 12, 31)),
    ],
)
def test_year_by_its_number_is_of_the_calendar_that_has_it_now(year: int, first: dt.date, last: dt.date) -> None:
    assert year_bounds(year) == (first, last)


def test_hijri_year_before_the_tables_has_no_bounds() -> None:
    with pytest.raises(LookupError):
        year_bounds(1320)
