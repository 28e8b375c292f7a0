import polars as pl

from orchestration.news.tokens import clitic_bytes, look_up, tokenise, written_forms


def test_tokenise_gives_each_word_its_bytes() -> None:
    words = tokenise(pl.Series(["زار موسكو", "", "قال: نعم"]))
    assert words.select("row", "token", "start_byte", "end_byte").rows() == [
        (0, "زار", 0, 6),
        (0, "موسكو", 7, 17),
        (2, "قال", 0, 6),
        (2, "نعم", 8, 14),
    ]


def test_tokenise_measures_the_gap_to_the_next_word_of_the_same_text() -> None:
    assert tokenise(pl.Series(["وزير، سابق", "آخر"]))["gap"].to_list() == [3, None, None]


def test_tokenise_ends_words_at_arabic_punctuation() -> None:
    assert tokenise(pl.Series(["نعم،لا؟بلى؛ثم"]))["token"].to_list() == ["نعم", "لا", "بلى", "ثم"]


def test_tokenise_keeps_latin_names_and_digits() -> None:
    assert tokenise(pl.Series(["CNN في 2017"]))["token"].to_list() == ["CNN", "في", "2017"]


def test_clitic_bytes_allow_one_conjunction_and_one_preposition() -> None:
    words = pl.DataFrame({"token": ["ليبيا", "وليبيا", "وبليبيا", "روسيا"]})
    found = words.select(clitic_bytes(pl.col("token"))).to_series().to_list()
    assert found == [[0, 2], [0, 2, 4], [0, 2, 4], [0]]


def test_written_forms_allow_one_conjunction_and_one_preposition() -> None:
    forms = written_forms(pl.Series(["ليبيا"])).select("written", "clitic").rows()
    assert {("ليبيا", 0), ("وليبيا", 2), ("لليبيا", 2), ("وبليبيا", 4)} <= set(forms)
    assert ("بوليبيا", 4) not in forms


def test_written_forms_melt_lam_with_the_article() -> None:
    forms = written_forms(pl.Series(["الامم"])).select("written", "clitic").rows()
    assert ("للامم", 0) in forms


def test_look_up_finds_a_word_behind_its_particles() -> None:
    found = look_up(tokenise(pl.Series(["زار وبليبيا"])), written_forms(pl.Series(["ليبيا"])))
    assert found.select("start_byte", "end_byte", "clitic", "word").rows() == [(11, 21, 4, "ليبيا")]
