import polars as pl
import pytest

from orchestration.news.sentences import split_sentences


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
