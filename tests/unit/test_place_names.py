import pytest

from tests.unit.mentions_in import surfaces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقع انفجار في منطقة الزيرقانة", "الزيرقانة"),
        ("وصل إلى جزيرة لانغدوبي", "جزيرة لانغدوبي"),
        ("سيطر على قاعدة السويلحة", "قاعدة السويلحة"),
    ],
)
def test_an_unknown_name_behind_a_word_for_a_place_is_a_place(text: str, name: str) -> None:
    assert surfaces("place", text) == [name]


@pytest.mark.parametrize("text", ["في مدينة جديدة", "عاصمة دولتهم المستقبلية", "في منطقة الحدود", "في القرية السويلحة"])
def test_ordinary_words_behind_it_are_none(text: str) -> None:
    assert surfaces("place", text) == []
