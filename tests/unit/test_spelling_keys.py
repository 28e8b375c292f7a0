import polars as pl
import pytest

from orchestration.news.normalise import fold
from orchestration.news.spelling_keys import spelling_key


def key(name: str) -> str:
    return str(pl.select(spelling_key(fold(pl.lit(name)))).item())


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("سالم عبد الغفور", "سالم عبدالغفور"),
        ("عبد رب النبي سالم", "عبدرب النبي سالم"),
        ("سالم أبو الريش", "سالم ابوالريش"),
        ("أبو زيد سالم", "أبوزيد سالم"),
        ("سالم بن عمار", "سالم بنعمار"),
        ("سالم ابن عمار", "سالم بن عمار"),
        ("عبد الغفور بن عبد الستار", "عبدالغفور بن عبدالستار"),
        ("سالم الفائز", "سالم الفايز"),
        ("رؤوف سالم", "رووف سالم"),
        ("داوود سالم", "داود سالم"),
        ("جان مونييه", "جان مونيه"),
        ("هيئة الطوارئ", "هيئة الطواريء"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(name: str, other: str) -> None:
    assert key(name) == key(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("محمد قاسم", "محمد جاسم"),
        ("علاء سالم", "علا سالم"),
        ("سالم وفاء", "سالم وفا"),
        ("محمد آل سعود", "محمد السعود"),
        ("سالم بن عمار", "سالم عمار"),
        ("ابن سينا", "بن سينا"),
        ("سالم العبد", "سالم عبد"),
        ("عابد علي", "عابدعلي"),
        ("سالم عمر", "سالم عمرو"),
        ("سعيد سالم", "سعد سالم"),
        ("كيم جون", "كيم غون"),
    ],
)
def test_two_names_keep_two_keys(name: str, other: str) -> None:
    assert key(name) != key(other)


@pytest.mark.parametrize("name", ["سالم الزمردي", "فلاديمير بوتين", "وزاره الدفاع الليبيه", "محمد عبده"])
def test_a_name_with_one_spelling_is_its_own_key(name: str) -> None:
    assert key(name) == name


@pytest.mark.parametrize("name", ["عبد الغفور بن ابن عبد الستار", "ابن عبد ابو بن سالم", "داؤوود ابن يحييي", "يئيء"])
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)
