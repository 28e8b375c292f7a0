import polars as pl

from orchestration.news.fingerprints import describe_bodies
from orchestration.news.normalise import fold

WORDS = [f"كلمة{number}" for number in range(200)]


def describe(*bodies: str) -> pl.DataFrame:
    frame = pl.DataFrame({"body": bodies}, {"body": pl.String})
    return describe_bodies(frame.select(fold(pl.col("body")).str.to_lowercase()).to_series())


def sketches(*texts: list[str]) -> list[list[int]]:
    return describe(*(" ".join(words) for words in texts))["body_sketch"].to_list()


def test_copy_in_another_spelling_has_the_same_fingerprint() -> None:
    frame = describe("إلى القاهــرة، وصل", "الى  القاهره وصل")
    assert frame["body_fingerprint"].n_unique() == 1


def test_other_word_gives_another_fingerprint() -> None:
    assert describe("وصل الوفد", "غادر الوفد")["body_fingerprint"].n_unique() == 2


def test_copy_with_another_word_in_every_ten_shares_most_of_its_sketch() -> None:
    edited = ["غيره" if place % 10 == 9 else word for place, word in enumerate(WORDS[:60])]
    whole, other = sketches(WORDS[:60], edited)
    assert len({*whole} & {*other}) / len(whole) > 0.6


def test_copy_with_an_added_paragraph_keeps_the_hashes_below_the_last() -> None:
    whole, longer = sketches(WORDS[:100], WORDS)
    assert {number for number in whole if number <= longer[-1]} <= {*longer}


def test_cut_copy_has_every_hash_of_the_whole_that_its_own_words_give() -> None:
    whole, start, end = sketches(WORDS, WORDS[:102], WORDS[100:])
    assert {*whole} <= {*start, *end}


def test_strangers_share_nothing() -> None:
    first, second = sketches(WORDS, WORDS[::-1])
    assert not {*first} & {*second}


def test_words_in_another_order_are_no_copy() -> None:
    pairs = [WORDS[place : place + 2] for place in range(0, 60, 2)]
    first, second = sketches(WORDS[:60], [word for pair in pairs[::-1] for word in pair])
    assert not {*first} & {*second}


def test_sketch_is_sixty_four_sorted_hashes() -> None:
    (sketch,) = sketches(WORDS)
    assert (len(sketch), sketch) == (64, sorted({*sketch}))


def test_sketch_of_a_short_body_has_every_shingle_once() -> None:
    (sketch,) = sketches(WORDS[:30] * 2)
    assert len(sketch) == 30


def test_body_under_twenty_words_has_no_sketch() -> None:
    frame = describe(" ".join(WORDS[:19]), "", " ".join(WORDS[:20]))
    assert frame["words_count"].to_list() == [19, 0, 20]
    assert frame["body_sketch"].list.len().to_list() == [None, None, 18]


def test_sketch_does_not_depend_on_the_batch_or_its_order() -> None:
    other = WORDS[::-1]
    (alone,) = sketches(WORDS)
    assert sketches(other, WORDS, ["بعد"] * 30)[1] == alone
    assert sketches(WORDS, other) == sketches(other, WORDS)[::-1]
