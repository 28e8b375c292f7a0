from pathlib import Path

import polars as pl

from orchestration.news.tokens import tokenise
from orchestration.training.labelled import label_words, read_labelled, read_sentences
from orchestration.training.scores import names_of, score_names


def read(folder: Path, *lines: str, restore_preposition: bool = False) -> list[tuple[str, int | None, str]]:
    file = folder / "labelled.txt"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    labelled = read_labelled(file, restore_preposition=restore_preposition)
    return [
        (token, gap, label)
        for (token, gap), label in zip(labelled.tokens.select("token", "gap").iter_rows(), labelled.labels, strict=True)
    ]


def test_words_are_folded_and_punctuation_stands_as_in_print(tmp_path: Path) -> None:
    assert read(tmp_path, "أحمد B-PERS", "، O", "قال O") == [("احمد", 3, "B-PER"), ("قال", None, "O")]


def test_a_word_that_is_split_takes_its_label_along(tmp_path: Path) -> None:
    assert read(tmp_path, "سان-جرمان B-ORG", "فاز O") == [
        ("سان", 1, "B-ORG"),
        ("جرمان", 1, "I-ORG"),
        ("فاز", None, "O"),
    ]


def test_a_name_that_opens_as_a_continuation_is_a_name(tmp_path: Path) -> None:
    assert [label for *_, label in read(tmp_path, "قال O", "سامي I-PERS", "حسن I-PERS")] == ["O", "B-PER", "I-PER"]


def test_names_side_by_side_stay_apart(tmp_path: Path) -> None:
    assert [label for *_, label in read(tmp_path, "روما B-LOC", "باريس B-LOC")] == ["B-LOC", "B-LOC"]


def test_other_kinds_of_names_are_none(tmp_path: Path) -> None:
    assert [label for *_, label in read(tmp_path, "العربية B-MISC")] == ["O"]


def test_two_of_three_hidden_prepositions_are_restored(tmp_path: Path) -> None:
    lines = ["علي O", "علي O", "وعلي O", "علي B-PERS"]
    found = [token for token, *_ in read(tmp_path, *lines, restore_preposition=True)]
    assert found == ["علي", "علا", "وعلا", "علي"]
    assert [token for token, *_ in read(tmp_path, *lines)] == ["علي", "علي", "وعلي", "علي"]


def test_names_end_with_their_row() -> None:
    rows = pl.Series([0, 0, 1])
    assert names_of(rows, ["B-PER", "I-PER", "I-PER"]) == {(0, 0, 2, "PER"), (1, 2, 3, "PER")}


def test_a_name_cut_short_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "labelled.txt"
    file.write_text("سامي B-PERS\nحسن I-PERS\nفي O\nروما B-LOC\n", "utf-8")
    scores = score_names(read_labelled(file, restore_preposition=False), ["B-PER", "O", "O", "B-LOC"])
    assert (scores["PER"].f1, scores["LOC"].f1, scores["all"].f1) == (0, 1, 0.5)


def test_words_take_the_label_of_the_name_that_reaches_into_them() -> None:
    tokens = tokenise(pl.Series(["وليبيا في جنيف2"]))
    spans = {"row": [0, 0], "start_byte": [2, 18], "end_byte": [12, 26], "kind": ["LOC", "LOC"]}
    assert label_words(tokens, pl.DataFrame(spans)) == ["B-LOC", "O", "B-LOC"]


def test_sentences_are_written_as_in_print(tmp_path: Path) -> None:
    file = tmp_path / "labelled.txt"
    file.write_text('قال O\n" O\nأحمد B-PERS\n" O\n، O\n\nثم O\n', "utf-8")
    assert read_sentences(file) == ['قال "أحمد"،', "ثم"]
