import datetime as dt

import pytest
from sentences_with_names import tokens_of, trigger_at, unmark

from orchestration.news.circumstances import read_day, read_mode, read_place


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("التقى {p:رامي سالم} {p:هند ناصر} في {l:أوسلو}", "أوسلو"),
        ("التقى {p:رامي سالم} {p:هند ناصر} ب{l:أوسلو}", "أوسلو"),
        ("وصل {p:رامي سالم} إلى العاصمة النرويجية {l:أوسلو}", "أوسلو"),
        ("زار {p:رامي سالم} {l:أوسلو}", "أوسلو"),
        ("زيارة {p:رامي سالم} ل{l:أوسلو}", "أوسلو"),
        ("اجتمع {p:رامي سالم} مع {p:هند ناصر} في العاصمة النرويجية", "العاصمة النرويجية"),
        ("التقى {p:رامي سالم} {p:هند ناصر} في {o:البيت الأبيض}", "البيت الأبيض"),
        ("لقاء بين {p:رامي سالم} و{p:هند ناصر} في {l:أوسلو}", "أوسلو"),
        ("وصل {p:رامي سالم} إلى {l:أوسلو}", "أوسلو"),
        ("التقى {p:رامي سالم} {p:هند ناصر} خلال زيارة إلى {l:أوسلو}", "أوسلو"),
        ("كان في {l:أوسلو} حيث التقى {p:رامي سالم} {p:هند ناصر}", "أوسلو"),
        ("عقدت في {l:أوسلو} محادثات بين {p:رامي سالم} و{p:هند ناصر} لدعم السلم في {c:السودان}", "أوسلو"),
        ("لقاء {p:رامي سالم} مع {p:هند ناصر} الذي كان مقررا في {l:أوسلو}", "أوسلو"),
    ],
)
def test_place_is_found(marked: str, place: str) -> None:
    tokens, (text, _) = tokens_of(marked), unmark(marked)
    found = read_place(tokens, trigger_at(tokens))
    assert found is not None
    assert text[found.start : found.end] == place


def test_country_of_a_title_is_no_place() -> None:
    tokens = tokens_of("التقى {p:رامي سالم} رئيس {c:النرويج}")
    assert read_place(tokens, trigger_at(tokens)) is None


def test_place_of_another_clause_is_left_out() -> None:
    tokens = tokens_of("قالت {p:هند ناصر} في {l:أوسلو} إن {p:رامي سالم} التقى {p:سعاد علي}")
    assert read_place(tokens, trigger_at(tokens)) is None


def test_phone_beats_the_default_mode() -> None:
    tokens = tokens_of("مشاورات هاتفية مع {p:رامي سالم}")
    assert read_mode("", tokens, trigger_at(tokens), "in_person")[0] == "phone"


def test_day_of_saying_is_not_the_day_of_meeting() -> None:
    day = dt.date(2020, 1, 3)
    marked = "قالت الجمعة إن {p:رامي سالم} التقى {p:هند ناصر}"
    days = [{"start_char": 5, "end_char": 11, "date_from": day, "date_to": day, "date_precision": "day"}]
    tokens = tokens_of(marked)
    assert read_day(days, tokens, trigger_at(tokens)) is None
    assert read_day(days, tokens_of("التقى الجمعة {p:رامي سالم}"), 0) is not None


def test_country_of_an_embassy_is_no_place() -> None:
    tokens = tokens_of("التقى {p:رامي سالم} سفير {l:أوسلو} في {c:السويد}")
    assert read_place(tokens, trigger_at(tokens)) is None


def test_day_belongs_to_the_nearest_encounter() -> None:
    day = dt.date(2020, 1, 3)
    tokens = tokens_of("بدأت محادثات الجمعة عقب لقاء {p:رامي سالم} و{p:هند ناصر}")
    days = [{"start_char": 13, "end_char": 19, "date_from": day, "date_to": day, "date_precision": "day"}]
    assert read_day(days, tokens, trigger_at(tokens)) is not None
    late = tokens_of("محادثات بعد لقاء في الجمعة")
    assert read_day([days[0] | {"start_char": 20, "end_char": 26}], late, 0) is None


@pytest.mark.parametrize(
    "marked",
    [
        "بعدما اجتمع {p:رامي سالم} و{p:هند ناصر} عقب لقاء أول في {l:أوسلو}",
        "التقى {p:رامي سالم} {p:هند ناصر} لبحث الأوضاع في {c:السودان}",
        "التقى {p:رامي سالم} {p:هند ناصر} التي تعمل في {l:أوسلو}",
        "التقى {p:رامي سالم} {p:هند ناصر} بعد إقرار القانون في {l:أوسلو}",
        "التقى {p:رامي سالم} {p:هند ناصر} حول الأزمة في {c:السودان}",
    ],
)
def test_place_of_something_else_is_left_out(marked: str) -> None:
    tokens = tokens_of(marked)
    assert read_place(tokens, trigger_at(tokens)) is None


def test_capital_is_the_place_of_its_country() -> None:
    tokens = tokens_of("اجتمع {p:رامي سالم} مع {p:هند ناصر} في العاصمة المصرية")
    found = read_place(tokens, trigger_at(tokens))
    assert found is not None
    assert found.location_id == "cairo"


def test_talks_through_others_are_indirect() -> None:
    tokens = tokens_of("المفاوضات غير المباشرة بين {p:رامي سالم} و{p:هند ناصر}")
    assert read_mode("المفاوضات غير المباشره", tokens, trigger_at(tokens), "in_person")[0] == "indirect"


def test_meeting_each_alone_is_direct() -> None:
    tokens = tokens_of("التقى {p:رامي سالم} كلا منهما على حدة")
    assert read_mode("التقي كلا منهما علي حده", tokens, trigger_at(tokens), "in_person")[0] == "in_person"


def test_year_since_which_nobody_met_is_no_day() -> None:
    marked = "اللقاء الأول بين {p:رامي سالم} و{p:هند ناصر} منذ عام 2012"
    tokens, (text, _) = tokens_of(marked), unmark(marked)
    start = text.index("عام")
    year = {"date_from": dt.date(2012, 1, 1), "date_to": dt.date(2012, 12, 31), "date_precision": "year"}
    assert read_day([year | {"start_char": start, "end_char": len(text)}], tokens, trigger_at(tokens)) is None


def test_day_of_the_clause_before_is_not_that_of_the_next_noun() -> None:
    marked = "{p:رامي سالم} في {l:أوسلو} الخميس، وقمة {p:هند ناصر} معلقة"
    tokens, (text, _) = tokens_of(marked), unmark(marked)
    start, day = text.index("الخميس"), dt.date(2020, 1, 2)
    thursday = {"start_char": start, "end_char": start + 6, "date_from": day, "date_to": day, "date_precision": "day"}
    assert read_day([thursday], tokens, trigger_at(tokens)) is None
