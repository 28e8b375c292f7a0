"""The few sentences of an article that prove a report, cut so that what proves it can be shown in its place.

Texts belong to their outlets: never more than the sentence of evidence, one before it where it is short, and the
sentences of the spans that stand elsewhere.
"""

import re
from itertools import pairwise
from typing import Any, NamedTuple

_SHORT_CHARS = 160  # a sentence of evidence that is shorter gets the one before it
_REACH_CHARS = 220  # how far a sentence is followed on either side before it is cut between two words
_SENTENCE_END = re.compile(r"[.!?؟…][\"'”’»)\]]*\s+|\n+\s*")


class Segment(NamedTuple):
    """Some words, and what they prove: several things, or nothing."""

    text: str
    kinds: tuple[str, ...]


class Excerpt(NamedTuple):
    """A stretch of an article, and whether it leaves out words of the sentence on either side."""

    segments: list[Segment]
    is_cut_before: bool
    is_cut_after: bool


class _Window(NamedTuple):
    start: int
    end: int
    is_cut_before: bool = False
    is_cut_after: bool = False


def cut_excerpts(text: str, evidence: tuple[int, int], spans: list[dict[str, Any]]) -> list[Excerpt]:
    """Cut the stretches that hold the evidence and its spans, in the article's order.

    Takes: the raw text; the span of the sentence of evidence; the spans in it, with `kind`, `start_char`, `end_char`.
    Units: code points of the raw text, end exclusive.
    """
    start, end = evidence
    main = _Window(start, end)
    if end - start < _SHORT_CHARS and start > 0:
        before = len(text[:start].rstrip())
        main = _sentence_around(text, max(before - 1, 0), before)._replace(end=end, is_cut_after=False)
    outside = [
        _sentence_around(text, span["start_char"], span["end_char"])
        for span in spans
        if span["start_char"] < main.start or span["end_char"] > main.end
    ]
    return [
        Excerpt(_cut_segments(text, window, spans), window.is_cut_before, window.is_cut_after)
        for window in _merge([main, *outside])
    ]


def _sentence_around(text: str, start: int, end: int) -> _Window:
    reach = max(0, start - _REACH_CHARS)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, reach, start)]
    is_cut_before = not ends and reach > 0
    first = ends[-1] if ends else text.find(" ", reach, start) + 1 if is_cut_before else 0
    found = _SENTENCE_END.search(text, end, end + _REACH_CHARS)
    is_cut_after = found is None and end + _REACH_CHARS < len(text)
    last = found.end() if found else max(text.rfind(" ", end, end + _REACH_CHARS), end) if is_cut_after else len(text)
    return _Window(max(first, reach), last, is_cut_before, is_cut_after)


def _merge(windows: list[_Window]) -> list[_Window]:
    merged: list[_Window] = []
    for window in sorted(windows):
        if not merged or window.start > merged[-1].end:
            merged.append(window)
        elif window.end > merged[-1].end:
            merged[-1] = merged[-1]._replace(end=window.end, is_cut_after=window.is_cut_after)
    return merged


def _cut_segments(text: str, window: _Window, spans: list[dict[str, Any]]) -> list[Segment]:
    places = {window.start, window.end}
    for span in spans:
        places |= {min(max(span[name], window.start), window.end) for name in ("start_char", "end_char")}
    cuts = sorted(places)
    segments = []
    for start, end in pairwise(cuts):
        kinds = sorted({span["kind"] for span in spans if span["start_char"] <= start and end <= span["end_char"]})
        segments.append(Segment(text[start:end], tuple(kinds)))
    if segments:
        segments[-1] = segments[-1]._replace(text=segments[-1].text.rstrip())
    return segments
