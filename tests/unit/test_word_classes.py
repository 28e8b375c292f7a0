import polars as pl
import pytest

from orchestration.news.normalise import fold_words
from orchestration.news.tokens import tokenise
from orchestration.news.word_classes import classify


def read(text: str) -> pl.DataFrame:
    return classify(tokenise(fold_words(pl.Series([text]))).with_columns(article_id=pl.lit("a1")))


@pytest.mark.parametrize(
    ("token", "word", "clitic"),
    [
        ("بأن", "ان", 2),  # before it is a rare name
        ("والإنقاذ", "الانقاذ", 2),  # before it is a word without a part
        ("للانتخابات", "الانتخابات", 0),
        ("وبمحمد", "محمد", 4),
        ("وليد", "وليد", 0),
        ("زمهرير", "زمهرير", 0),
    ],
)
def test_particles_are_cut_off_where_that_makes_a_word_that_plays_a_part(token: str, word: str, clitic: int) -> None:
    assert read(token).select("word", "clitic").row(0) == (word, clitic)


def test_lam_melted_with_the_article_is_told() -> None:
    assert read("للانتخابات الانتخابات")["is_fused"].to_list() == [True, False]


def test_a_word_of_foreign_letters_is_unknown_and_a_listed_one_is_not() -> None:
    assert read("كازنبول محمد")["is_unknown"].to_list() == [True, False]


@pytest.mark.parametrize(
    ("flag", "word", "other"),
    [
        ("looks_relational", "الزمهريرية", "زمهرير"),
        ("looks_joined", "والزمهريري", "زمهرير"),
        ("looks_feminine", "الزمهريرات", "الزمهرير"),
        ("looks_inflected", "زمهريرون", "زمهرير"),
    ],
)
def test_letters_of_a_word_tell_how_it_looks(flag: str, word: str, other: str) -> None:
    assert read(f"{word} {other}")[flag].to_list() == [True, False]
