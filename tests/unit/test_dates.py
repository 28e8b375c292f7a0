import datetime as dt

import polars as pl
import pytest

from orchestration.news.dates import find_dates
from orchestration.news.schemas import DATE_EXPRESSION

FRIDAY = dt.date(2017, 2, 24)
DATES = {"published_from": pl.Date, "published_to": pl.Date}


def find(
    text: str,
    published_from: dt.date | None = FRIDAY,
    published_to: dt.date | None = FRIDAY,
    start_char: int = 0,
) -> pl.DataFrame:
    sentences = pl.DataFrame(
        {
            "article_id": ["a"],
            "sentence_number": [1],
            "section": ["body"],
            "start_char": [start_char],
            "text": [text],
        }
    )
    articles = pl.DataFrame(
        {"article_id": ["a"], "published_from": [published_from], "published_to": [published_to]},
        schema_overrides=DATES,
    )
    return find_dates(sentences, articles)


def days(
    text: str, published_from: dt.date | None = FRIDAY, published_to: dt.date | None = FRIDAY
) -> list[tuple[str | None, ...]]:
    rows = find(text, published_from, published_to).select("date_from", "date_to").rows()
    return [tuple(day and day.isoformat() for day in row) for row in rows]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("وصل في 22 فيفري 2017", "2017-02-22", "2017-02-22"),
        ("وصل في 3 شباط/ فبراير 2016", "2016-02-03", "2016-02-03"),
        ("بعد سبتمبر (أيلول) 2015", "2015-09-01", "2015-09-30"),
        ("في تشرين الأول/أكتوبر 2016", "2016-10-01", "2016-10-31"),
        ("يوم ١٢/٣/٢٠١٦", "2016-03-12", "2016-03-12"),
        ("يوم 12/25/2016", "2016-12-25", "2016-12-25"),
        ("يوم 2016-03-12", "2016-03-12", "2016-03-12"),
        ("on February 1, 2017", "2017-02-01", "2017-02-01"),
        ("صباح اليوم الأربعاء 22 فيفري 2017", "2017-02-22", "2017-02-22"),
        ("الخامس والعشرين من يناير 2011", "2011-01-25", "2011-01-25"),
        ("5 و6 جوان 2016", "2016-06-05", "2016-06-06"),
        ("من 5 إلى 7 يونيو 2016", "2016-06-05", "2016-06-07"),
        ("25 ــ 28 مايو 2016", "2016-05-25", "2016-05-28"),
        ("من 28 يونيو إلى 3 يوليو 2016", "2016-06-28", "2016-07-03"),
        ("15 رمضان 1436", "2015-07-02", "2015-07-02"),
        ("منذ عام 2011", "2011-01-01", "2011-12-31"),
        ("بين عامي 2011 و2014", "2011-01-01", "2014-12-31"),
    ],
)
def test_absolute_date_needs_no_publication_day(text: str, first: str, last: str) -> None:
    assert days(text, None, None) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("التقيا أمس", "2017-02-23", "2017-02-23"),
        ("التقيا أول أمس", "2017-02-22", "2017-02-22"),
        ("يلتقيان غدا", "2017-02-25", "2017-02-25"),
        ("يلتقيان بعد غد", "2017-02-26", "2017-02-26"),
        ("وصل اليوم (الجمعة)", "2017-02-24", "2017-02-24"),
        ("وصل الجمعة", "2017-02-24", "2017-02-24"),
        ("وصل الجمعة الماضي", "2017-02-17", "2017-02-17"),
        ("وصل مساء الأحد", "2017-02-19", "2017-02-19"),
        ("يصل الخميس المقبل", "2017-03-02", "2017-03-02"),
        ("يومي الاثنين والثلاثاء", "2017-02-20", "2017-02-21"),
        ("الأسبوع الماضي", "2017-02-12", "2017-02-18"),
        ("الأسبوع المقبل", "2017-02-26", "2017-03-04"),
        ("هذا الشهر", "2017-02-01", "2017-02-28"),
        ("الشهر الماضي", "2017-01-01", "2017-01-31"),
        ("العام الماضي", "2016-01-01", "2016-12-31"),
        ("قبل يومين", "2017-02-22", "2017-02-22"),
        ("قبل ثلاثة أيام", "2017-02-21", "2017-02-21"),
        ("منذ أسبوعين", "2017-02-05", "2017-02-11"),
        ("قبل شهر", "2017-01-01", "2017-01-31"),
        ("الثاني عشر من الشهر الماضي", "2017-01-12", "2017-01-12"),
        ("يومي 5 و 6 جوان المقبل", "2017-06-05", "2017-06-06"),
        ("22 مايو الماضي", "2016-05-22", "2016-05-22"),
        ("مارس من العام الماضي", "2016-03-01", "2016-03-31"),
        ("وصلت في مارس", "2016-03-01", "2016-03-31"),
        ("تصل في 12 مارس", "2017-03-12", "2017-03-12"),
        ("في 12 أغسطس", "2016-08-12", "2016-08-12"),
    ],
)
def test_relative_date_is_counted_from_the_publication_day(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


def test_weekday_beside_yesterday_corrects_a_late_publication() -> None:
    assert days("التقيا أمس الأربعاء") == [("2017-02-22", "2017-02-22")]


@pytest.mark.parametrize(
    "text",
    [
        "مارس اللاعب هوايته",
        "قالت تيريزا ماي",
        "ذكرت اليوم السابع",
        "مليون برميل في اليوم",
        "الصحف اليومية",
        "قبل يومين من الاقتراع",
        "بيع خمسة ملايين",
    ],
)
def test_word_that_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize("text", ["الأيام المقبلة", "قبل أيام", "31 فبراير 2017"])
def test_words_that_fix_no_day_have_null_dates(text: str) -> None:
    assert days(text) == [(None, None)]


def test_relative_day_is_unknown_within_a_wide_interval() -> None:
    assert days("أمس الخميس", dt.date(2017, 2, 1), dt.date(2017, 2, 28)) == [(None, None)]


def test_running_month_is_known_within_an_interval_inside_it() -> None:
    assert days("الشهر الجاري", dt.date(2017, 2, 1), dt.date(2017, 2, 28)) == [("2017-02-01", "2017-02-28")]


def test_day_without_a_year_takes_the_year_of_the_interval() -> None:
    assert days("5 مايو", dt.date(2017, 1, 1), dt.date(2017, 12, 31)) == [("2017-05-05", "2017-05-05")]


def test_span_counts_code_points_of_the_raw_text() -> None:
    text = "وصل\u00a0\u064bالأَحَدَ المُقْبِل."
    row = find(text, start_char=100).row(0, named=True)
    assert (row["text"], text[row["start_char"] - 100 : row["end_char"] - 100]) == ("الأَحَدَ المُقْبِل",) * 2


def test_cue_in_front_of_a_year_is_not_part_of_it() -> None:
    assert find("سقطت في 2011 الحكومة")["text"].to_list() == ["2011"]


def test_sentence_without_a_date_gives_an_empty_frame() -> None:
    assert find("لا شيء هنا").schema == pl.Schema(DATE_EXPRESSION)


def test_text_with_the_scan_marks_in_it_is_skipped() -> None:
    assert days("أمس \ufdd0\ufdd1") == []
