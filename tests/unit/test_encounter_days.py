import datetime as dt
from typing import Any

import pytest
from sentences_with_names import tokens_of, trigger_at, unmark

from orchestration.news.circumstances import Day
from orchestration.news.encounter_days import merge_days, read_day, read_last_time

_THURSDAY = dt.date(2020, 1, 2)


def day_of(
    marked: str, word: str, number: int = 0, *, until: dt.date = _THURSDAY, precision: str = "day"
) -> Day | None:
    """The day of the numbered trigger where `word` is the sentence's date expression, Thursday the second."""
    tokens, (text, _) = tokens_of(marked), unmark(marked)
    start = text.index(word)
    row: dict[str, Any] = {"start_char": start, "end_char": start + len(word), "date_precision": precision}
    return read_day([row | {"date_from": _THURSDAY, "date_to": until}], tokens, trigger_at(tokens, number))


def bounds(day: Day | None) -> tuple[int, int] | None:
    return (day.date_from.day, day.date_to.day) if day and day.date_from and day.date_to else None


def test_day_of_the_clause_is_the_day_of_meeting() -> None:
    assert bounds(day_of("التقى الخميس {p:رامي سالم} {p:هند ناصر}", "الخميس")) == (2, 2)


@pytest.mark.parametrize(
    ("marked", "number"),
    [
        ("قالت الخميس إن {p:رامي سالم} التقى {p:هند ناصر}", 0),
        ("{p:رامي سالم} في {l:أوسلو} الخميس، وقمة {p:هند ناصر} معلقة", 0),
        ("التقى {p:رامي سالم} {p:هند ناصر} التي عادت الخميس", 0),
        ('قال {p:رامي سالم} الخميس "لدينا اليوم وغدا محادثات مثمرة مع {p:هند ناصر}"', 0),
        ('"قررنا إجراء هذه الانتخابات يوم الخميس"، وذلك إثر لقاء {p:رامي سالم} و{p:هند ناصر}', 0),
        ("توقفت الخميس المبادرة التي أعلنت عقب لقاء {p:رامي سالم} و{p:هند ناصر}", 0),
        ("وصل {p:رامي سالم} الخميس للقاء {p:هند ناصر}", 1),
        ("التقى {p:رامي سالم} {p:هند ناصر} بعد إقرار القانون الخميس", 0),
        ("محادثات بين {p:رامي سالم} و{p:هند ناصر} على هدنة ابتداء من الخميس", 0),
        ("محادثات بين {p:رامي سالم} و{p:هند ناصر} على هدنة حتى الخميس", 0),
        ("نفى {p:سعاد أمين}، الخميس، ما تردد عن لقاء {p:رامي سالم} و{p:هند ناصر}", 0),
    ],
)
def test_day_of_something_else_is_left_out(marked: str, number: int) -> None:
    assert bounds(day_of(marked, "الخميس", number)) is None


def test_day_belongs_to_the_nearest_encounter() -> None:
    marked = "بدأت محادثات الخميس عقب لقاء {p:رامي سالم} و{p:هند ناصر}"
    assert bounds(day_of(marked, "الخميس")) == (2, 2)
    assert bounds(day_of("محادثات بعد لقاء في الخميس", "الخميس")) is None


def last_time_of(marked: str, word: str) -> Day | None:
    """The day of the meeting before, where the date expression goes from `word` to the end."""
    tokens, (text, _) = tokens_of(marked), unmark(marked)
    row = {"start_char": text.index(word), "end_char": len(text), "date_precision": "day"}
    return read_last_time([row | {"date_from": _THURSDAY, "date_to": _THURSDAY}], tokens, trigger_at(tokens))


@pytest.mark.parametrize("first", ["اللقاء الأول", "أول لقاء"])
def test_first_meeting_since_a_day_tells_of_one_on_that_day(first: str) -> None:
    assert bounds(last_time_of(f"{first} بين {{p:رامي سالم}} و{{p:هند ناصر}} منذ الخميس", "منذ")) == (2, 2)


@pytest.mark.parametrize(
    "marked",
    [
        "اللقاء الأول بين {p:رامي سالم} و{p:هند ناصر} الخميس",
        "لقاء {p:رامي سالم} و{p:هند ناصر} منذ الخميس",
        "أول لقاء بين {p:رامي سالم} و{p:هند ناصر} منذ توليه المنصب في الخميس",
    ],
)
def test_other_days_tell_of_no_meeting_before(marked: str) -> None:
    assert last_time_of(marked, "الخميس") is None


def test_year_since_which_nobody_met_is_no_day() -> None:
    marked = "اللقاء الأول بين {p:رامي سالم} و{p:هند ناصر} منذ عام 2012"
    assert day_of(marked, "عام 2012", until=dt.date(2020, 12, 31), precision="year") is None


def test_day_for_which_it_is_planned_comes_first() -> None:
    marked = "لوحت الأربعاء {p:هند ناصر} بترك القمة المقررة في {l:أوسلو} يوم 2 يناير مع {p:رامي سالم}"
    tokens, (text, _) = tokens_of(marked), unmark(marked)
    rows = [
        {"start_char": text.index(word), "end_char": text.index(word) + 4, "date_precision": "day"}
        | {"date_from": day, "date_to": day}
        for word, day in (("الأربعاء", dt.date(2020, 1, 1)), ("يوم 2", _THURSDAY))
    ]
    assert bounds(read_day(rows, tokens, trigger_at(tokens))) == (2, 2)


@pytest.mark.parametrize(
    ("words", "day"),
    [("غداة", 1), ("عشية", 3), ("قبل يومين من", 4), ("قبل ثلاثة أيام من", 5), ("بعد يوم من", 1)],
)
def test_day_is_counted_from_another_event(words: str, day: int) -> None:
    assert bounds(day_of(f"وقع الخميس بيان {words} لقاء {{p:رامي سالم}} و{{p:هند ناصر}}", "الخميس")) == (day, day)


def test_days_that_nobody_counts_fix_no_day() -> None:
    assert day_of("وقع الخميس بيان بعد أيام من لقاء {p:رامي سالم} و{p:هند ناصر}", "الخميس") is None


@pytest.mark.parametrize(
    ("words", "last"),
    [("تستمر ثلاثة أيام", 4), ("تستغرق يومين", 3), ("لمدة 5 أيام", 6), ("تستمر أسبوعا", 8), ("تستمر أياما", 2)],
)
def test_visit_lasts_as_long_as_is_said(words: str, last: int) -> None:
    assert bounds(day_of(f"وصل {{p:رامي سالم}} الخميس إلى {{l:أوسلو}} في زيارة {words}", "الخميس")) == (2, last)


def test_meeting_lasts_no_days_of_a_journey() -> None:
    marked = "التقى {p:رامي سالم} {p:هند ناصر} الخميس في جولة تستمر ثلاثة أيام"
    assert bounds(day_of(marked, "الخميس")) == (2, 2)


def test_arrival_is_only_the_start_of_a_visit() -> None:
    day = day_of("وصل {p:رامي سالم} الخميس إلى {l:أوسلو}", "الخميس")
    assert day is not None
    assert day.is_start
    visit = day_of("زار {p:رامي سالم} {l:أوسلو} الخميس", "الخميس")
    assert visit is not None
    assert not visit.is_start


@pytest.mark.parametrize(
    ("marked", "is_ahead"),
    [
        ("يلتقي {p:رامي سالم} {p:هند ناصر} الخميس", True),
        ("يجري {p:رامي سالم} الخميس محادثات مع {p:هند ناصر}", True),
        ("ينقل الوزير الخميس رسالة خلال زيارة إلى {l:أوسلو}", True),
        ("كان يلتقي {p:رامي سالم} {p:هند ناصر} الخميس", False),
        ("التقى {p:رامي سالم} {p:هند ناصر} الخميس", False),
        ("أجرى {p:رامي سالم} الخميس محادثات مع {p:هند ناصر}", False),
        ("رفعت جمعية يمنية الخميس دعوى خلال زيارة إلى {l:أوسلو}", False),
    ],
)
def test_day_of_the_present_tense_is_ahead(marked: str, *, is_ahead: bool) -> None:
    day = day_of(marked, "الخميس")
    assert day is not None
    assert day.is_ahead is is_ahead


def _on(first: int, last: int, **traits: Any) -> Day:
    return Day(0, 1, dt.date(2020, 1, first), dt.date(2020, 1, last), "day", **traits)


def test_more_exact_day_is_kept() -> None:
    assert bounds(merge_days(_on(1, 31), _on(5, 5))) == (5, 5)
    assert bounds(merge_days(_on(5, 5), None)) == (5, 5)


def test_length_told_elsewhere_lengthens_the_day() -> None:
    length = Day(9, 10, None, None, None, days=3)
    assert bounds(merge_days(_on(5, 5), length)) == (5, 7)
    assert bounds(merge_days(length, _on(5, 5))) == (5, 7)


def test_count_of_months_since_a_meeting_dates_it_and_not_the_news() -> None:
    marked = "بعد شهرين من تنظيمه لقاء بين {p:رامي سالم} و{p:هند ناصر}، زار {p:سعاد أمين} {l:أوسلو}"
    days = [day_of(marked, "بعد شهرين من", number) for number in (0, 1)]
    assert [bounds(day) for day in days] == [(2, 2), None]
