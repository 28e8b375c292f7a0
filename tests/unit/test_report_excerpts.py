from typing import Any

from orchestration.report.excerpts import cut_excerpts

BEFORE = "وصل الوزير إلى تونس مساء الأحد. "
EVIDENCE = "والتقى رئيس البرلمان في القصر."
AFTER = " ثم غادر إلى بلاده."
TEXT = BEFORE + EVIDENCE + AFTER


def span(text: str, kind: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"kind": kind, "start_char": start, "end_char": start + len(words)}


def place_of(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_short_sentence_of_evidence_comes_with_the_one_before_it_and_no_other() -> None:
    (excerpt,) = cut_excerpts(TEXT, place_of(TEXT, EVIDENCE), [])
    assert "".join(segment.text for segment in excerpt.segments) == BEFORE + EVIDENCE
    assert (excerpt.is_cut_before, excerpt.is_cut_after) == (False, False)


def test_spans_are_told_apart_by_what_they_prove() -> None:
    spans = [span(TEXT, "trigger", "والتقى"), span(TEXT, "place", "القصر")]
    (excerpt,) = cut_excerpts(TEXT, place_of(TEXT, EVIDENCE), spans)
    assert [(segment.text, segment.kinds) for segment in excerpt.segments if segment.kinds] == [
        ("والتقى", ("trigger",)),
        ("القصر", ("place",)),
    ]


def test_words_that_prove_two_things_are_one_segment_of_two_kinds() -> None:
    spans = [span(TEXT, "status", "والتقى"), span(TEXT, "trigger", "والتقى رئيس")]
    (excerpt,) = cut_excerpts(TEXT, place_of(TEXT, EVIDENCE), spans)
    kinds = [(segment.text, segment.kinds) for segment in excerpt.segments if segment.kinds]
    assert kinds == [("والتقى", ("status", "trigger")), (" رئيس", ("trigger",))]


def test_span_in_another_sentence_brings_that_sentence_alone() -> None:
    far = "عقد اللقاء يوم الخميس. " + "وقال متحدث إن الجميع رحب به. " * 30 + TEXT
    first, second = cut_excerpts(far, place_of(far, EVIDENCE), [span(far, "date", "يوم الخميس")])
    assert "".join(segment.text for segment in first.segments) == "عقد اللقاء يوم الخميس."
    assert "".join(segment.text for segment in second.segments).endswith(EVIDENCE)


def test_sentence_without_an_end_is_cut_between_two_words_and_says_so() -> None:
    endless = "كلمة " * 200 + "والتقى الوزير " + "كلمة " * 200
    spans = [span(endless, "trigger", "والتقى")]
    excerpt = cut_excerpts(endless, (0, 10), spans)[-1]
    text = "".join(segment.text for segment in excerpt.segments)
    assert (excerpt.is_cut_before, excerpt.is_cut_after) == (True, True)
    assert len(text) < 460
    assert text.startswith("كلمة")
    assert text.endswith("كلمة")


def test_offsets_are_code_points_also_after_letters_outside_the_basic_plane() -> None:
    text = "😀😀 " + TEXT
    (excerpt,) = cut_excerpts(text, place_of(text, EVIDENCE), [span(text, "trigger", "والتقى")])
    assert [segment.text for segment in excerpt.segments if segment.kinds] == ["والتقى"]
