import polars as pl

from orchestration.news.fingerprints import describe_bodies

WORDS = [f"كلمة{number}" for number in range(60)]


def describe(*bodies: str) -> pl.DataFrame:
    return describe_bodies(pl.Series(bodies, dtype=pl.String))


def test_copy_in_another_spelling_has_the_same_fingerprint() -> None:
    frame = describe("إلى القاهــرة، وصل", "الى  القاهره وصل")
    assert frame["body_fingerprint"].n_unique() == 1


def test_other_word_gives_another_fingerprint() -> None:
    assert describe("وصل الوفد", "غادر الوفد")["body_fingerprint"].n_unique() == 2


def test_near_copies_share_most_of_their_sketch() -> None:
    first, second = describe(" ".join(WORDS), " ".join([*WORDS, "وكالات"]))["body_sketch"].to_list()
    assert len({*first} & {*second}) >= 12


def test_strangers_share_nothing() -> None:
    first, second = describe(" ".join(WORDS), " ".join(reversed(WORDS)))["body_sketch"].to_list()
    assert not {*first} & {*second}


def test_sketch_is_sixteen_sorted_hashes() -> None:
    sketch = describe(" ".join(WORDS))["body_sketch"][0].to_list()
    assert (len(sketch), sketch) == (16, sorted({*sketch}))


def test_short_body_has_no_sketch() -> None:
    frame = describe(" ".join(WORDS[:19]), "")
    assert frame.select("words_count", "body_sketch").rows() == [(19, None), (0, None)]


def test_sketch_does_not_depend_on_the_batch() -> None:
    alone, body = describe(" ".join(WORDS))["body_sketch"][0], " ".join(WORDS)
    assert describe("قبل", body, "بعد " * 30)["body_sketch"][1].to_list() == alone.to_list()
