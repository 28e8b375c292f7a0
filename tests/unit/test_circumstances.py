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
