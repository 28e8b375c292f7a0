import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.news.normalise import fold, fold_text, fold_words, folded_spans, folding_rules, lower_case, raw_spans

ARABIC_TEXT = st.text(
    st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
        st.sampled_from("\u200f\u200b\u200d\u00a0 \nab«»—ـ👩🚀❤\ufe0f"),
    ),
    max_size=40,
)
CHANGED = [
    ("hamza on alef", "أإآٱ", "اااا"),
    ("alef maqsura", "مصطفى", "مصطفي"),
    ("ta marbuta", "القاهرة", "القاهره"),
    ("marks", "السّراجُ", "السراج"),
    ("marks", "هٰذا قُرۡءان", "هذا قرءان"),
    ("tatweel", "حفــتر", "حفتر"),
    ("tatweel", "هـ 1436 هـ", "ه 1436 ه"),
    ("tatweel between words", "القاهرة ـ رويترز", "القاهره - رويترز"),
    ("tatweel between words", "القاهرة\u00a0ـرويترز", "القاهره -رويترز"),
    ("Farsi ya and kaf", "ایران کابل", "ايران كابل"),
    ("Urdu ya and ha", "لاہور ے ھنا", "لاهور ي هنا"),
    ("foreign letters", "ڤلاديمير پوتين گوگل چاد ژنيف", "فلاديمير بوتين كوكل جاد زنيف"),
    ("digits", "٢٠١٧ ۱۴۰۰", "2017 1400"),
    ("digits", "٣٫٥", "3٫5"),
    ("presentation forms", "ﻻ ﷲ ﻭﺍﺷﻨﻄﻦ", "لا الله واشنطن"),
    ("no-break and other spaces", "بن\u00a0غازي\u2009قال\u3000نعم", "بن غازي قال نعم"),
    ("zero-width and bidi marks", "طرا\u200bبلس\u200f \u202bنعم\u202c \ufeffلا", "طرابلس نعم لا"),
    ("joiners between letters", "مي\u200cخواهم ه\u200d", "ميخواهم ه"),
    ("quotes", "«نعم» “لا” ‘ربما’", '"نعم" "لا" \'ربما\''),
    ("dashes", "موسكو – القاهرة — دمشق", "موسكو - القاهره - دمشق"),
]
LEFT_ALONE = [
    ("hamza on alef", "سؤال رئيس سوء"),
    ("alef maqsura", "علي شيء بيئي"),
    ("ta marbuta", "وقت بنت تونس"),
    ("marks", "٪ ؟ ، ؛ ۞ ۩ é"),
    ("tatweel", "القاهره - رويترز _ ~"),
    ("Farsi and Urdu letters", "ٻڀٺٽڄڃڇڌڏڊڻڦڳڱ"),  # Sindhi
    ("Farsi and Urdu letters", "ێۆڵڕ ټډړښځ ۇۈۋ ٹڈڑ"),  # Kurdish, Pashto, Uyghur, Urdu
    ("digits", "3.5 1,000 12:30 2017-05-01 ½ ² Ⅷ"),
    ("presentation forms", "ﬁ ℃ ㎞ Å"),  # forms of other scripts
    ("spaces", "سطر\nسطر\r\nسطر\tسطر\u2028سطر"),
    ("joiners", "👩\u200d🚀 👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈 👍🏽 🧑🏽\u200d🎓"),
    ("quotes", "\"نعم\" 'لا' `ربما`"),
    ("dashes", "موسكو - دمشق / بيروت"),
    ("any", "REUTERS Çelik naïve Łódź Ελλάς Москва"),
]


def folded(text: str) -> str:
    return pl.Series("text", [text]).to_frame().select(fold(pl.col("text"))).item()


@pytest.mark.parametrize(("rule", "raw", "expected"), CHANGED)
def test_fold_changes_what_the_rule_says(rule: str, raw: str, expected: str) -> None:
    assert folded(raw) == expected, rule


@pytest.mark.parametrize(("rule", "text"), LEFT_ALONE)
def test_fold_leaves_alone_what_it_should(rule: str, text: str) -> None:
    assert folded(text) == text, rule


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("على وعلى فعلى", "علا وعلا فعلا"), ("علي عليه أعلى", "علي عليه اعلي")],
)
def test_fold_words_tells_the_preposition_from_the_name(raw: str, expected: str) -> None:
    assert pl.DataFrame({"text": [raw]}).select(fold_words(pl.col("text"))).item() == expected


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


def forth(texts: list[str], row: int, start: int, end: int) -> tuple[int, int]:
    """A span of a raw text as one of its folded text, in characters."""
    spans = pl.DataFrame({"row": [row], "start_char": [start], "end_char": [end]})
    found = folded_spans(pl.Series(texts), spans).row(0, named=True)
    whole = fold_text(texts[row]).encode()
    return len(whole[: found["start_byte"]].decode()), len(whole[: found["end_byte"]].decode())


def back(texts: list[str], row: int, start: int, end: int) -> tuple[int, int]:
    """A span of a folded text, in characters, as one of its raw text."""
    whole = fold_text(texts[row])
    spans = pl.DataFrame(
        {"row": [row], "start_byte": [len(whole[:start].encode())], "end_byte": [len(whole[:end].encode())]}
    )
    found = raw_spans(pl.Series(texts), spans).row(0, named=True)
    return found["start_char"], found["end_char"]


def folded_lengths(text: str) -> list[int]:
    """How many folded characters stand in front of each raw one: no rule looks further back than one character."""
    return [len(fold_text(text[:position])) for position in range(len(text) + 1)]


@given(st.lists(ARABIC_TEXT, min_size=1, max_size=3), st.data())
def test_a_raw_span_of_kept_characters_comes_back_the_same(texts: list[str], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(texts) - 1))
    before = folded_lengths(texts[row])
    kept = [place for place in range(len(texts[row])) if before[place + 1] > before[place]]
    if not kept:
        return
    start, last = sorted((data.draw(st.sampled_from(kept)), data.draw(st.sampled_from(kept))))
    there = forth(texts, row, start, last + 1)
    assert there == (before[start], before[last + 1])
    returned = back(texts, row, *there)
    marks = texts[row][last + 1 : returned[1]]
    assert (returned[0], fold_text(marks)) == (start, ""), "behind the last letter only its marks are taken in"
    assert not set(marks) & set("ـ\u200f\u200b\u200d")


@given(st.lists(ARABIC_TEXT, min_size=1, max_size=3), st.data())
def test_a_folded_span_comes_back_the_same_unless_it_cuts_a_ligature(texts: list[str], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(texts) - 1))
    before = folded_lengths(texts[row])
    if not before[-1]:
        return
    start = data.draw(st.integers(0, before[-1] - 1))
    end = data.draw(st.integers(start + 1, before[-1]))
    returned = forth(texts, row, *back(texts, row, start, end))
    # A ligature stands for several letters: where the span cuts one, all its letters come back.
    around = (max(place for place in before if place <= start), min(place for place in before if place >= end))
    assert returned == around


def test_raw_spans_take_in_the_mark_on_the_last_letter_and_not_the_next_tatweel() -> None:
    spans = pl.DataFrame({"row": [0, 1], "start_byte": [0, 0], "end_byte": [8, 8]})
    found = raw_spans(pl.Series(["حفترُ قال", "حفترـ قال"]), spans)
    assert found["end_char"].to_list() == [5, 4]


def test_raw_spans_count_a_dash_of_tatweel_and_the_joiner_of_an_emoji() -> None:
    texts = ["القاهرة ـ رويترز", "👩\u200d🚀 رويترز", "ـ رويترز"]
    for row, text in enumerate(texts):
        start = fold_text(text).index("رويترز")
        assert text[slice(*back(texts, row, start, start + 6))] == "رويترز"


def test_raw_spans_count_within_their_own_text() -> None:
    texts = pl.Series(["أوّل", "", "ثانٍ"])
    spans = pl.DataFrame({"row": [2], "start_byte": [2], "end_byte": [6]})
    assert raw_spans(texts, spans).row(0) == (2, 1, 4)


@given(st.text(st.characters(max_codepoint=0x6FF), max_size=30))
def test_lower_case_is_the_engine_s_own(text: str) -> None:
    frame = pl.DataFrame({"x": [text]})
    assert frame.select(lower_case(pl.col("x"))).item() == frame["x"].str.to_lowercase().item()
