import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.news.normalise import fold, fold_text, folding_rules, raw_spans

ARABIC_TEXT = st.text(
    st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
        st.sampled_from("\u200f\u200b\u00a0 \nab«»—"),
    ),
    max_size=40,
)


def folded(text: str) -> str:
    return pl.Series("text", [text]).to_frame().select(fold(pl.col("text"))).item()


@pytest.mark.parametrize(
    ("rule", "raw", "expected"),
    [
        ("hamza on alef", "أإآٱ", "اااا"),
        ("alef maqsura", "مصطفى", "مصطفي"),
        ("ta marbuta", "القاهرة", "القاهره"),
        ("marks", "السّراجُ", "السراج"),
        ("tatweel", "حفــتر", "حفتر"),
        ("Farsi ya and kaf", "ایران کابل", "ايران كابل"),
        ("foreign letters", "ڤلاديمير پوتين", "فلاديمير بوتين"),
        ("Arabic-Indic digits", "٢٠١٧ ۱۴۰۰", "2017 1400"),
        ("ligature", "ﻻ ﷲ", "لا الله"),
        ("no-break space", "بن\u00a0غازي", "بن غازي"),
        ("zero-width and bidi marks", "طرا\u200bبلس\u200f", "طرابلس"),
        ("quotes", "«نعم» “لا”", '"نعم" "لا"'),
        ("dashes", "موسكو – القاهرة", "موسكو - القاهره"),
    ],
)
def test_fold_changes_what_the_rule_says(rule: str, raw: str, expected: str) -> None:
    assert folded(raw) == expected, rule


@pytest.mark.parametrize("text", ["مؤتمر", "رئيس", "سوء", "REUTERS 2017", "؟ ، ؛", "سطر\nسطر"])
def test_fold_leaves_alone_what_it_should(text: str) -> None:
    assert folded(text) == text


@given(ARABIC_TEXT)
def test_fold_is_idempotent(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(ARABIC_TEXT)
def test_fold_of_a_column_equals_fold_of_a_string(text: str) -> None:
    assert folded(text) == fold_text(text)


def test_fold_leaves_no_presentation_form() -> None:
    forms = "".join(map(chr, [*range(0xFB50, 0xFBB2), *range(0xFE80, 0xFEFD)]))
    assert not [c for c in fold_text(forms) if unicodedata.decomposition(c).startswith("<")]


def test_folding_rules_end_in_characters_that_stay() -> None:
    rules = folding_rules()
    assert not {target for target in rules.values() if any(letter in rules for letter in target)}


@given(st.lists(ARABIC_TEXT, min_size=1, max_size=4), st.data())
def test_raw_spans_fold_to_the_characters_they_map(texts: list[str], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(texts) - 1))
    whole = fold_text(texts[row])
    if not whole:
        return
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    spans = pl.DataFrame(
        {"row": [row], "start_byte": [len(whole[:start].encode())], "end_byte": [len(whole[:end].encode())]}
    )
    found = raw_spans(pl.Series(texts), spans).row(0, named=True)
    back = fold_text(texts[row][found["start_char"] : found["end_char"]])
    # A ligature stands for several letters: the raw span may be wider by its other letters, never narrower.
    assert whole[start:end] in back
    assert len(back) - (end - start) <= 34


def test_raw_spans_take_in_the_mark_on_the_last_letter_and_not_the_next_tatweel() -> None:
    spans = pl.DataFrame({"row": [0, 1], "start_byte": [0, 0], "end_byte": [8, 8]})
    found = raw_spans(pl.Series(["حفترُ قال", "حفترـ قال"]), spans)
    assert found["end_char"].to_list() == [5, 4]


def test_raw_spans_count_within_their_own_text() -> None:
    texts = pl.Series(["أوّل", "", "ثانٍ"])
    spans = pl.DataFrame({"row": [2], "start_byte": [2], "end_byte": [6]})
    assert raw_spans(texts, spans).row(0) == (2, 1, 4)
