import polars as pl
import pytest

from orchestration.news.aliases import known_aliases
from orchestration.news.lexicon import read_lexicon


@pytest.mark.parametrize(
    ("form", "alias"),
    [
        ("المحكمهالجنائيهالدوليه", "المحكمة الجنائية الدولية"),
        ("المحكمهالجنائيه الدوليه", "المحكمة الجنائية الدولية"),
        ("المحكمه الجنائيهالدوليه", "المحكمة الجنائية الدولية"),
        ("للمحكمهالجنائيهالدوليه", "المحكمة الجنائية الدولية"),
        ("مجلس التعاونالخليجي", "مجلس التعاون الخليجي"),
    ],
)
def test_a_name_is_known_with_a_blank_before_its_article_lost(form: str, alias: str) -> None:
    known = known_aliases().filter(folded=form)
    assert alias in known["alias"].to_list()
    assert known["origin"].unique().to_list() == ["joined"]


def test_a_joined_word_has_ten_letters_or_more() -> None:
    assert known_aliases().filter(folded="عبدالله", origin="joined").is_empty()
    assert known_aliases().filter(folded="شيالمهد", origin="joined").is_empty()


def test_a_joined_form_is_no_word_and_no_listed_form() -> None:
    joined, listed = (
        set(known_aliases().filter((pl.col("origin") == "joined") == is_joined)["folded"])
        for is_joined in (True, False)
    )
    assert not joined & listed
    assert not joined & set(read_lexicon("common_words")["word"])
    assert not joined & set(read_lexicon("surnames")["name_folded"])


@pytest.mark.parametrize("form", ["Fayez al-Sarraj", "Fayez el-Sarraj", "Fayez Al Sarraj"])
def test_a_person_is_known_in_latin_letters_with_any_article(form: str) -> None:
    assert known_aliases().filter(folded=form)["actor_id"].to_list() == ["fayez_al_sarraj"]


def test_a_city_is_known_in_latin_letters_and_one_of_two_by_its_surroundings() -> None:
    cities = known_aliases().filter(pl.col("folded").is_in(["Brussels", "Palma"]))
    assert set(cities.select("folded", "needs_place_context").rows()) == {("Brussels", False), ("Palma", True)}
