import functools

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.news.aliases import known_aliases
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold
from orchestration.news.spellings import MOST_PER_FORM, spell

Listed = tuple[str, str, str, bool]  # actor, name, country, whether the name stands for its actor alone


def listed(*names: Listed, kind: str = "person") -> pl.DataFrame:
    columns = ["actor_id", "alias", "country_iso3", "is_standalone"]
    return pl.DataFrame(names, schema=columns, orient="row").with_columns(
        mention_type=pl.lit(kind), folded=fold(pl.col("alias"))
    )


def spellings_of(name: str, country: str = "RUS", *, kind: str = "person") -> set[str]:
    return set(spell(listed(("one", name, country, True), kind=kind))["alias"])


@functools.cache
def spelled() -> pl.DataFrame:
    return known_aliases().filter(origin="spelled")


@pytest.mark.parametrize(
    ("pattern", "replacement", "changes", "leaves_alone"),
    read_lexicon("spelling_rules").select("pattern", "replacement", "changes", "leaves_alone").rows(),
)
def test_a_rule_changes_its_word_and_leaves_the_other_alone(
    pattern: str, replacement: str | None, changes: str, leaves_alone: str
) -> None:
    words = pl.Series([changes, leaves_alone]).str.replace_all(pattern, replacement or "")
    assert words[0] != changes
    assert words[1] == leaves_alone


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("أوليغ غريتسكين", "أوليج غريتسكين"),
        ("أوليغ غريتسكين", "أوليج جريتسكين"),
        ("أوليغ غريتسكين", "أوليغ غريتسكن"),
        ("أوليغ غريتسكين", "أوليغ جريتسكن"),
        ("سيرغي غريتسكين", "سيرجي غريتسكين"),
        ("رافائيل دومينغيز", "رافاييل دومينغيز"),
        ("أنتوليو ميللران", "أنطوليو ميللران"),
        ("أنتوليو ميللران", "أنتوليو ميلران"),
        ("أرنو لو غرونيك", "أرنو لوغرونيك"),
        ("أرنو-بيار فيكرون", "أرنو بيار فيكرون"),
    ],
)
def test_a_name_that_came_by_ear_is_known_in_other_spellings(name: str, spelling: str) -> None:
    assert spelling in spellings_of(name)


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("عبد الله القنبوري", "عبدالله القنبوري"),
        ("عبدالرزاق القنبوري", "عبد الرزاق القنبوري"),
        ("فائز القنبوري", "فايز القنبوري"),
        ("فايز القنبوري", "فائز القنبوري"),
        ("حمد أبو قنبور", "حمد بو قنبور"),
        ("حمد بن قنبور", "حمد ابن قنبور"),
        ("حمد بن سالم القنبوري", "حمد سالم القنبوري"),
        ("حمد القنبوري", "حمد قنبوري"),
        ("حمد قنبوري", "حمد القنبوري"),
    ],
)
def test_an_arabic_name_is_known_in_its_orthographies(name: str, spelling: str) -> None:
    assert spelling in spellings_of(name, "JOR")


@pytest.mark.parametrize("spelling", ["جاسم القنبوري", "كاسم القنبوري", "قاسم القمبوري", "قسم القنبوري"])
def test_an_arabic_name_keeps_its_letters(spelling: str) -> None:
    assert spelling not in spellings_of("قاسم القنبوري", "IRQ")


def test_an_arabic_word_keeps_its_letters_in_a_foreign_name_too() -> None:
    forms = listed(("one", "قاسم القنبوري", "IRQ", True), ("two", "قاسم غريتسكين", "IRN", True))
    assert {name.split(" ")[0] for name in spell(forms).filter(actor_id="two")["alias"]} == {"قاسم"}


def test_a_son_stays_one_where_a_pair_of_given_names_would_be_left() -> None:
    assert "محمد سلمان" not in spellings_of("محمد بن سلمان", "SAU")


def test_what_stands_for_a_word_in_one_form_stands_for_it_in_another_form_of_the_actor() -> None:
    forms = listed(
        ("one", "أوليغ غريتسكين", "RUS", True),
        ("one", "أولاغو غريتسكين", "RUS", True),
        ("one", "أوليغ بيتروفيتش", "RUS", True),
    )
    assert "أولاغو بيتروفيتش" in set(spell(forms)["alias"])


def test_another_given_name_of_an_arab_is_no_spelling_of_the_first() -> None:
    forms = listed(
        ("one", "محمد القنبوري", "JOR", True),
        ("one", "محمود القنبوري", "JOR", True),
        ("one", "محمد الزمردي", "JOR", True),
    )
    assert "محمود الزمردي" not in set(spell(forms)["alias"])


def test_a_name_of_one_word_loses_no_vowel_where_few_letters_are_left() -> None:
    assert "غرتين" not in spellings_of("غريتين")
    assert "جريتين" in spellings_of("غريتين")


def test_a_title_before_one_name_makes_it_no_longer_name() -> None:
    assert "الملك غريتن" not in spellings_of("الملك غريتين")


def test_a_spelling_stands_alone_as_its_form_does() -> None:
    forms = listed(("one", "غريتسكين", "RUS", False), ("one", "أوليغ غريتسكين", "RUS", True))
    by_form = spell(forms).filter(pl.col("alias").is_in(["جريتسكين", "أوليغ جريتسكين"]))
    assert dict(by_form.select("alias", "is_standalone").rows()) == {"جريتسكين": False, "أوليغ جريتسكين": True}


def test_the_words_of_an_organization_that_are_arabic_stay_as_they_are() -> None:
    made = spellings_of("شركة غريتسكين", kind="organization")
    assert "شركة جريتسكين" in made
    assert {name.split(" ")[0] for name in made} == {"شركة"}


def test_two_actors_never_have_one_spelling() -> None:
    forms = listed(("one", "أوليغ غريتسكين", "RUS", True), ("two", "أوليغ غريتيسكين", "RUS", True))
    made = spell(forms)
    assert made.group_by("folded").agg(pl.col("actor_id").n_unique()).filter(pl.col("actor_id") > 1).is_empty()
    assert "اوليغ غريتسكين" not in set(made.filter(actor_id="two")["folded"])


def test_no_spelling_of_the_registry_is_a_form_of_another_name() -> None:
    others = known_aliases().filter(pl.col("origin") != "spelled").select("folded")
    assert spelled().height > 50_000
    assert spelled().join(others, on="folded", how="semi").is_empty()
    assert spelled().group_by("folded").agg(pl.col("actor_id").n_unique()).filter(pl.col("actor_id") > 1).is_empty()


@pytest.mark.parametrize(
    ("lexicon", "column"),
    [
        ("common_words", "word"),
        ("function_words", "word"),
        ("given_names", "name_folded"),
        ("surnames", "name_folded"),
        ("nisbas", "nisba"),
    ],
)
def test_no_spelling_of_one_word_is_a_word_of_a_lexicon(lexicon: str, column: str) -> None:
    words = read_lexicon(lexicon).select(folded=fold(pl.col(column)))
    assert spelled().join(words, on="folded", how="semi").is_empty()


_LETTERS = st.text("ابتجدرزسشغفقكلمنوي", min_size=3, max_size=9)
_NAMES = st.lists(st.tuples(_LETTERS, _LETTERS), min_size=1, max_size=5, unique=True)


@settings(max_examples=30, deadline=None)
@given(names=_NAMES)
def test_spellings_belong_to_one_actor_are_bounded_and_come_in_one_order(names: list[tuple[str, str]]) -> None:
    forms = listed(*((f"a{number}", " ".join(words), "RUS", True) for number, words in enumerate(names)))
    made = spell(forms)
    assert made["folded"].is_unique().all()
    assert not set(made["folded"]) & set(forms["folded"])
    assert made.group_by("actor_id").len()["len"].max() in {None, *range(1, MOST_PER_FORM + 1)}
    assert made.equals(spell(forms))
