import polars as pl
import pytest

from orchestration.news.sentences import columns_by_article, slice_spans, split_sentences


def split(text: str, start_char: int = 0) -> list[str]:
    rows = split_sentences(pl.DataFrame({"text": [text], "start_char": [start_char]}))
    return [text[start - start_char : end - start_char] for start, end in rows.rows()]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("وصل الوفد. ثم غادر.", ["وصل الوفد.", "ثم غادر."]),
        ("هل وصل؟ نعم!", ["هل وصل؟", "نعم!"]),
        ("وصل الوفد.وأوضح أنه متفائل.", ["وصل الوفد.", "وأوضح أنه متفائل."]),
        ("قال «وصل الوفد.» ثم غادر.", ["قال «وصل الوفد.»", "ثم غادر."]),
        ("وصل الوفد . ثم غادر .", ["وصل الوفد .", "ثم غادر ."]),
    ],
)
def test_stop_ends_a_sentence(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "نقلت أ.ف.ب عن الوزير قوله",
        "نقلت أ. ف. ب. عن الوزير قوله",
        "قال د. سالم إنه وصل",
        "بلغت النسبة 3.5 في المئة",
        "غير موجودين... كل في غرفة",
    ],
)
def test_stop_inside_a_sentence_is_left_alone(text: str) -> None:
    assert split(text) == [text]


def test_sentence_has_no_outer_white_space() -> None:
    assert split("\u00a0 وصل.\u00a0  غادر. ", start_char=40) == ["وصل.", "غادر."]


def test_columns_of_the_fragment_stay_with_each_sentence() -> None:
    rows = split_sentences(pl.DataFrame({"text": ["وصل. غادر."], "start_char": [0], "section": ["body"]}))
    assert rows["section"].to_list() == ["body", "body"]


def test_a_text_without_a_stop_is_cut_between_two_words() -> None:
    text = "وصل " * 5_000
    sentences = split(text)
    assert [len(sentence) for sentence in sentences] == [4_999] * 4
    assert " ".join(sentences) == text.strip()


def test_a_word_without_an_end_is_cut_all_the_same() -> None:
    assert [len(sentence) for sentence in split("و" * 12_000 + " ثم غادر.")] == [5_000, 5_000, 2_009]


def test_a_sentence_as_long_as_any_is_left_alone() -> None:
    text = "وصل " * 1_249 + "هنا."
    assert split(text) == [text]


def test_slice_spans_counts_code_points_and_keeps_the_order() -> None:
    texts = pl.DataFrame({"row": [0, 1], "raw_text": ["أبًا🙂ج", "دهو"]})
    spans = pl.DataFrame({"row": [1, 0, 0], "start_char": [0, 3, 1], "end_char": [1, 5, 3]})
    assert slice_spans(texts, spans, "row").to_list() == ["د", "ا🙂", "بً"]


def test_columns_by_article_are_in_text_order() -> None:
    frame = pl.DataFrame({"article_id": ["b", "a", "b"], "start_char": [7, 3, 0], "word": ["ثم", "في", "قال"]})
    found = columns_by_article(frame, ["start_char", "word"])
    assert found == {
        "a": {"start_char": [3], "word": ["في"]},
        "b": {"start_char": [0, 7], "word": ["قال", "ثم"]},
    }
