import polars as pl

from orchestration.news.word_runs import name_ids, stretch

WORDS = pl.DataFrame(
    {
        "row": [0, 0, 0, 0],
        "article_id": ["a1"] * 4,
        "token": ["باب", "جد", "هو", "زح"],
        "word": ["اب", "جد", "هو", "زح"],
        "clitic": [2, 0, 0, 0],
        "start_byte": [0, 7, 12, 18],
        "end_byte": [6, 11, 16, 22],
        "is_adjacent": [True, True, False, False],
        "goes_on": [False, True, True, True],
        "opening": [True, False, False, False],
        "hangs": [False, False, True, False],
    }
)


def test_a_run_goes_on_over_adjacent_words_and_starts_behind_the_particle() -> None:
    run = stretch(WORDS, pl.col("opening"), 4)
    assert run.select("start_byte", "end_byte", "folded", "words").rows() == [(2, 16, "اب جد هو", 3)]


def test_a_run_never_ends_in_a_trailing_word() -> None:
    assert stretch(WORDS, pl.col("opening"), 4, trailing="hangs")["folded"].to_list() == ["اب جد"]


def test_a_run_is_no_longer_than_told() -> None:
    assert stretch(WORDS, pl.col("opening"), 2)["words"].to_list() == [2]


def test_an_id_is_a_function_of_the_name_and_the_kind() -> None:
    names = pl.DataFrame({"folded": ["اب", "اب", "جد"]})
    first, again, other = names.select(name_ids("p"))["folded"].to_list()
    assert first == again != other
    assert names.select(name_ids("o"))["folded"].to_list()[0] != first
