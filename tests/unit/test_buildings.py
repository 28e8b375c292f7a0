import pytest
from sentences_with_names import tokens_of, trigger_at, unmark

from orchestration.news.buildings import read_building


@pytest.mark.parametrize(
    ("marked", "building"),
    [
        ("استقبل {p:رامي سالم} {p:هند ناصر} في القصر الرئاسي أمس", "القصر الرئاسي"),
        ("استقبل {p:رامي سالم} {p:هند ناصر} بقاعة الاجتماعات", "قاعة"),
        ("استقبل {p:رامي سالم} {p:هند ناصر} في سفارة {c:النرويج}", "سفارة النرويج"),
    ],
)
def test_building_reaches_to_the_word_that_completes_it(marked: str, building: str) -> None:
    tokens = tokens_of(marked)
    found = read_building(tokens, trigger_at(tokens))
    assert found is not None
    assert unmark(marked)[0][found.start : found.end] == building
    assert found.location_id is None


@pytest.mark.parametrize(
    "marked",
    ["التقى {p:رامي سالم} مدير مكتب {p:هند ناصر}", "التقى {p:رامي سالم} {p:هند ناصر} حول قصف في مطار المدينة"],
)
def test_building_of_something_else_is_left_out(marked: str) -> None:
    tokens = tokens_of(marked)
    assert read_building(tokens, trigger_at(tokens)) is None
