import polars as pl
import pytest

from orchestration.news.aliases import known_aliases, patterns_in
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text
from orchestration.news.tokens import tokenise


def patterns_of(text: str) -> set[str]:
    return set(patterns_in(tokenise(pl.Series([fold_text(text)]))).explode())


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
    assert known["joined_word"].null_count() == 0


def test_a_joined_form_of_fewer_than_ten_letters_is_not_known() -> None:
    joined = known_aliases().drop_nulls("joined_word")
    assert joined["joined_word"].str.len_chars().min() >= 10
    assert known_aliases().filter(pl.col("folded") == "عبدالله").filter(pl.col("joined_word").is_not_null()).is_empty()


def test_a_joined_form_is_no_word_and_no_listed_form() -> None:
    joined, listed = (
        set(known_aliases().filter(pl.col("joined_word").is_null() != is_joined)["folded"])
        for is_joined in (True, False)
    )
    assert not joined & listed
    assert not joined & set(read_lexicon("common_words")["word"])
    assert not joined & set(read_lexicon("surnames")["name_folded"])


def test_patterns_hold_every_listed_form_and_of_the_joined_ones_those_whose_word_stands_there() -> None:
    always, with_one = patterns_of("لا شيء هنا"), patterns_of("وبالمحكمةالجنائية الدولية اليوم")
    assert {"ليبيا", "المحكمه الجنائيه الدوليه"} <= always
    assert always < with_one
    assert with_one - always >= {"المحكمهالجنائيه الدوليه"}
    assert all("المحكمهالجنائيه" in form.split(" ") for form in with_one - always)
