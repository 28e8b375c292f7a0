"""Labelled sentences: words with their labels, read as the recogniser will read running text."""

import itertools
from pathlib import Path
from typing import NamedTuple

import polars as pl

from orchestration.news.normalise import fold_words
from orchestration.news.tokens import tokenise

_KINDS = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG"}
_NO_BLANK_BEFORE, _NO_BLANK_BEHIND = set(".,،؛;:!?؟)»]%"), set("(«[")


class Labelled(NamedTuple):
    """Tokens of `tokenise`, and for each its label: O, B-PER, I-PER, B-LOC ..."""

    tokens: pl.DataFrame
    labels: list[str]


Span = tuple[int, int, str]  # first byte, end, kind


def read_labelled(path: Path, *, restore_preposition: bool) -> Labelled:
    """Read a file of `word label` lines with a blank line between sentences.

    Rules: words are folded and sentences written as print has them (no blank before a comma), then split into words
    again; a word of the file that is split in two takes its label along, one without letters is dropped. Kinds of
    names other than persons, places and organizations are none.
    With `restore_preposition`, two of three unlabelled «علي» are the preposition على, which the file's spelling hides;
    the third stays, as some sites spell so too.
    """
    pairs = [line.rpartition(" ") for line in path.read_text("utf-8").strip().splitlines()]
    words = pl.DataFrame({"word": [word for word, _, _ in pairs]}).select(fold_words(pl.col("word")))["word"].to_list()
    labels = [label for _, _, label in pairs]
    if restore_preposition:
        hidden = [at for at, word in enumerate(words) if labels[at] == "O" and word in {"علي", "وعلي"}]
        for at in (at for number, at in enumerate(hidden) if number % 3):
            words[at] = words[at][:-1] + "ا"
    breaks = [-1, *(at for at, label in enumerate(labels) if not label), len(words)]
    written = [
        _write(words[before + 1 : behind], labels[before + 1 : behind]) for before, behind in itertools.pairwise(breaks)
    ]
    tokens = tokenise(pl.Series([text for text, _ in written]))
    return Labelled(tokens, _labels(tokens, [spans for _, spans in written]))


def _write(words: list[str], labels: list[str]) -> tuple[str, list[Span]]:
    """Join words to a text, and give the names' spans in it."""
    text, is_quoted, joins = "", False, True
    spans: list[Span] = []
    for word, label in zip(words, labels, strict=True):
        closes = word[:1] in _NO_BLANK_BEFORE or (word == '"' and is_quoted)
        text += "" if joins or closes else " "
        start = len(text.encode())
        text += word
        joins = word[-1:] in _NO_BLANK_BEHIND or (word == '"' and not is_quoted)
        is_quoted ^= word == '"'
        kind = _KINDS.get(label[2:])
        if kind is None:
            continue
        goes_on = label[0] == "I" and spans and spans[-1][2] == kind and start - spans[-1][1] <= 1
        first = spans.pop()[0] if goes_on else start
        spans.append((first, len(text.encode()), kind))
    return text, spans


def _labels(tokens: pl.DataFrame, names: list[list[Span]]) -> list[str]:
    """Label the tokens that lie in names."""
    labels: list[str] = []
    open_name: tuple[int, Span] | None = None
    for row, start in tokens.select("row", "start_byte").iter_rows():
        span = next((span for span in names[row] if span[0] <= start < span[1]), None)
        name = span and (row, span)
        labels.append("O" if span is None else ("I-" if name == open_name else "B-") + span[2])
        open_name = name
    return labels
