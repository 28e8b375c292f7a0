import datetime as dt
from typing import Any

import polars as pl
import pytest

from orchestration.news.articles import build_articles
from orchestration.news.publication import parse_moment
from orchestration.news.schemas import RAW_ARTICLE

TITLE = "عودة الملاحة إلى ميناء المدينة"
BODY = "قال مدير الميناء إن السفن عادت إلى الأرصفة بعد ثلاثة أسابيع من الإغلاق الذي فرضته العاصفة على الساحل."


def publish(*lines: str, **sidecar: str) -> dict[str, Any]:
    row = dict.fromkeys(RAW_ARTICLE) | {"article_id": "a", "raw_text": "\n".join(lines)}
    row |= {f"sidecar_{name}": value for name, value in sidecar.items()}
    articles = build_articles(pl.DataFrame([row], schema=pl.Schema(RAW_ARTICLE))).articles
    return articles.row(0, named=True)


def day(article: dict[str, Any]) -> tuple[str | None, str]:
    return article["published_at"] and article["published_at"].date().isoformat(), article["published_method"]


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2017-02-03", dt.datetime.fromisoformat("2017-02-03"), "day"),
        ("2017-02-03T00:30:00+02:00", dt.datetime.fromisoformat("2017-02-02T22:30"), "second"),
        ("2017-02-03T10:30Z", dt.datetime.fromisoformat("2017-02-03T10:30"), "second"),
        ("2017-02", None, "month"),
    ],
)
def test_moment_is_read_in_utc(text: str, moment: dt.datetime | None, precision: str) -> None:
    assert parse_moment(text)[:2] == (moment, precision)


def test_days_of_a_moment_are_those_of_its_place() -> None:
    assert parse_moment("2017-02-03T00:30:00+02:00")[2] == dt.date(2017, 2, 3)


def test_december_ends_with_its_last_day() -> None:
    assert parse_moment("2017-12")[3] == dt.date(2017, 12, 31)


def test_words_are_no_moment() -> None:
    assert parse_moment("yesterday") is None


def test_sidecar_wins_over_the_page() -> None:
    article = publish(TITLE, "نشر في: 5 مايو 2016", BODY, published_at="2016-05-06")
    assert day(article) == ("2016-05-06", "sidecar")


def test_date_under_the_headline_is_the_articles_own() -> None:
    assert day(publish(TITLE, "الخميس 5 مايو 2016", BODY)) == ("2016-05-05", "header")


def test_date_above_the_breadcrumbs_only_bounds_the_article() -> None:
    article = publish("الثلاثاء , 22 يونيو 2021", f"الرئيسية / مقالات / {TITLE}", TITLE, BODY)
    assert (day(article), article["published_to"]) == ((None, "interval"), dt.date(2021, 6, 22))


def test_source_line_above_the_text_states_the_day() -> None:
    assert day(publish(TITLE, "المصدر: الوسط - وكالات 25/07/2017", BODY)) == ("2017-07-25", "source_line")


def test_dateline_states_the_day() -> None:
    assert day(publish(TITLE, "الرياض 27 رجب 1437 هـ الموافق 5 مايو 2016 م واس", BODY)) == (
        "2016-05-05",
        "dateline",
    )


def test_today_with_its_date_states_the_day() -> None:
    assert day(publish(TITLE, BODY, "وفُتح الميناء اليوم الخميس 5 مايو 2016.")) == (
        "2016-05-05",
        "body_relative",
    )


def test_fifth_of_a_month_is_not_yesterday() -> None:
    assert day(publish(TITLE, BODY, "وفُتح الميناء في الخامس من مايو 2016.")) == (None, "interval")


def test_address_states_the_day() -> None:
    assert day(publish(TITLE, BODY, url="http://example.org/2016/05/05/port")) == ("2016-05-05", "sidecar")


def test_latest_past_date_begins_the_interval() -> None:
    article = publish(TITLE, BODY, "ويعمل الميناء منذ عام 2011.", "ويتسع بحلول عام 2030.", retrieved_at="2016-08-01")
    assert (article["published_from"], article["published_to"]) == (dt.date(2011, 1, 1), dt.date(2016, 8, 1))


def test_running_month_ends_the_interval() -> None:
    article = publish(TITLE, BODY, "وصلت سفينة في 5 مايو 2016.", "وتبدأ الصيانة في مايو الجاري.")
    assert (article["published_from"], article["published_to"]) == (dt.date(2016, 5, 5), dt.date(2016, 5, 31))


@pytest.mark.parametrize(
    "line",
    [
        "الخميس 05/مايو/2016 - 03:48 م",
        "مايو 5, 2016",
        "تاريخ النشر: الخميس 27/7/1437 هـ - الموافق5/5/2016 م",
        "٥ أيار / مايو ٢٠١٦",
    ],
)
def test_printed_date_is_read_in_its_many_forms(line: str) -> None:
    assert day(publish(TITLE, line, BODY)) == ("2016-05-05", "header")


@pytest.mark.parametrize("line", ["الخميس 5 مايو 2016 - العدد 1234", "2016-05-05 14:30", "الخميس 5 مايو 2016"])
def test_day_of_an_issue_or_a_clock_above_the_headline_is_the_articles_own(line: str) -> None:
    assert day(publish(line, TITLE, BODY))[0] == "2016-05-05"


def test_bare_date_above_a_menu_is_the_day_of_crawling() -> None:
    article = publish("الخميس 5 مايو 2016", "الرئيسية", "رياضة", TITLE, BODY)
    assert (day(article)[0], article["published_to"]) == (None, dt.date(2016, 5, 5))


def test_issue_above_a_menu_is_the_articles_own() -> None:
    assert day(publish("الخميس 5 مايو 2016 - العدد 1234", "الرئيسية", TITLE, BODY))[0] == "2016-05-05"


def test_date_below_the_last_paragraph_is_the_articles_own() -> None:
    assert day(publish(TITLE, *[BODY] * 4, "الخميس 5-5-2016")) == ("2016-05-05", "source_line")


def test_date_among_comments_is_not() -> None:
    assert day(publish(TITLE, BODY, BODY, "تعليقات (1)", "سالم", "الخميس 5-5-2016"))[0] is None


def test_dateline_within_the_first_paragraph_states_the_day() -> None:
    assert day(publish(TITLE, f"الرياض 5 مايو 2016 (واس) - {BODY}", BODY)) == ("2016-05-05", "dateline")


def test_office_holders_bound_a_text_without_dates() -> None:
    article = publish(TITLE, "قال الرئيس الأمريكي باراك أوباما إن الميناء مفتوح أمام السفن كلها منذ صباح اليوم.", BODY)
    days = article["published_from"], article["published_to"]
    assert days == (dt.date(2008, 12, 21), dt.date(2017, 4, 20))
    assert article["published_evidence"] == "الرئيس الأمريكي باراك أوباما"


def test_month_of_an_anniversary_does_not_end_the_interval() -> None:
    said = "قال الرئيس الأمريكي باراك أوباما إن السفينة غرقت في 5 مايو 1988، وتحيى ذكراها في مايو الجاري."
    assert publish(TITLE, said, BODY)["published_to"] == dt.date(2017, 4, 20)


def test_what_is_to_come_does_not_begin_the_interval() -> None:
    assert publish(TITLE, BODY, "وتجري الصيانة في 5 مايو 2016.")["published_from"] is None


def test_text_without_any_date_has_none() -> None:
    article = publish(TITLE, BODY)
    assert (article["published_method"], article["published_precision"]) == ("none", "unknown")
