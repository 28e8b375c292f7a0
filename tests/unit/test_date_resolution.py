import datetime as dt

import pytest

from orchestration.news.date_resolution import Interval, parse_phrase, resolve_phrase

TUESDAY = dt.date(2019, 12, 31)


def resolve(folded: str, earliest: dt.date | None = TUESDAY, latest: dt.date | None = TUESDAY) -> Interval:
    return resolve_phrase(parse_phrase(folded), earliest, latest)


def test_name_of_a_newspaper_is_no_phrase() -> None:
    assert parse_phrase("اليوم السابع") is None


def test_cue_before_a_month_is_counted_as_lead() -> None:
    assert parse_phrase("في مايو").lead_chars == len("في ")


def test_weekday_decides_the_year_of_a_day() -> None:
    assert resolve("الثلاثاء 5 مايو").date_from == dt.date(2020, 5, 5)


@pytest.mark.parametrize(("phrase", "day"), [("ديسمبر الماضي", "2018-12-01"), ("ديسمبر الجاري", "2019-12-01")])
def test_side_chooses_the_month_around_a_year_end(phrase: str, day: str) -> None:
    assert resolve(phrase).date_from.isoformat() == day


def test_month_ahead_of_its_year_is_the_coming_one_after_bi_hulul() -> None:
    assert resolve("بحلول مارس").date_from == dt.date(2020, 3, 1)


def test_leap_day_is_the_nearest_that_exists() -> None:
    assert resolve("29 فبراير").date_from == dt.date(2020, 2, 29)


def test_days_that_run_backwards_have_no_dates() -> None:
    assert resolve("7 الي 5 يونيو").date_from is None


def test_unknown_day_leaves_the_precision() -> None:
    assert resolve("الشهر الماضي", None, None) == (None, None, "month")


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("يومي الثاني والثالث من يناير", "2020-01-02", "2020-01-03"),
        ("من الخامس الي السابع من يناير", "2020-01-05", "2020-01-07"),
        ("17 و19 من الشهر المقبل", "2020-01-17", "2020-01-19"),
        ("اليوم وغدا", "2019-12-31", "2020-01-01"),
        ("من الاحد الي الثلاثاء", "2019-12-29", "2019-12-31"),
        ("ليل الاحد الاثنين", "2019-12-29", "2019-12-30"),
        ("ال15 من يناير", "2020-01-15", "2020-01-15"),
        ("20 الجاري", "2019-12-20", "2019-12-20"),
        ("النصف الثاني من كانون الاول", "2019-12-16", "2019-12-31"),
        ("الاسبوع الاول من الشهر المقبل", "2020-01-01", "2020-01-07"),
        ("الاسبوع الاخير من نوفمبر", "2019-11-24", "2019-11-30"),
        ("الثلث الاخير من فبراير 2020", "2020-02-21", "2020-02-29"),
        ("غدا في 1 يناير", "2020-01-01", "2020-01-01"),
    ],
)
def test_days_told_in_several_words_are_resolved(phrase: str, first: str, last: str) -> None:
    found = resolve(phrase)
    assert (found.date_from.isoformat(), found.date_to.isoformat()) == (first, last)


def test_compound_ordinal_is_one_day() -> None:
    assert resolve("الثاني والعشرين من يناير").date_from == resolve("22 يناير").date_from


def test_shifts_that_run_backwards_have_no_dates() -> None:
    assert resolve("غدا واليوم").date_from is None
