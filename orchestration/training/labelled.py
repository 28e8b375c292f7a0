"""Labelled sentences: words with their labels, read as the recogniser will read running text."""

from pathlib import Path
from typing import NamedTuple

import polars as pl

from orchestration.news.normalise import fold_text, fold_words
from orchestration.news.tokens import tokenise

_KINDS = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG"}
_NO_BLANK_BEFORE, _NO_BLANK_BEHIND = set(".,،؛;:!?؟)»]%"), set("(«[")


class Labelled(NamedTuple):
    """Tokens of `tokenise`, and for each its label: O, B-PER, I-PER, B-LOC ..."""

    tokens: pl.DataFrame
    labels: list[str]


def read_labelled(path: Path, *, restore_preposition: bool) -> Labelled:
    """Read a file of `word label` lines with a blank line between sentences.

    Rules: sentences are written as print has them (no blank before a comma), folded and split into words; a word of
    the file that is split in two takes its label along, one without letters is dropped. Kinds of names other than
    persons, places and organizations are none.
    With `restore_preposition`, an unlabelled «علي» is the preposition على, which the file's spelling hides.
    """
    texts: list[str] = []
    names: list[list[tuple[int, int, str]]] = []
    for sentence in path.read_text("utf-8").strip().split("\n\n"):
        pairs = [(word, label) for word, _, label in (line.rpartition(" ") for line in sentence.splitlines() if line)]
        text, spans = _write(pairs, restore_preposition=restore_preposition)
        texts.append(text)
        names.append(spans)
    folded = pl.Series("text", texts).to_frame().select(fold_words(pl.col("text"))).to_series()
    if not (folded.str.len_chars() == pl.Series(texts).str.len_chars()).all():
        raise ValueError(f"{path.name} holds characters that folding removes or expands")
    tokens = tokenise(folded)
    return Labelled(tokens, _labels(folded, tokens, names))


def _write(pairs: list[tuple[str, str]], *, restore_preposition: bool) -> tuple[str, list[tuple[int, int, str]]]:
    """Join words to a text, and give the names' spans in it."""
    text, is_quoted, joins = "", False, True
    spans: list[tuple[int, int, str]] = []
    for written, label in pairs:
        word = _one_to_one(written)
        if restore_preposition and label == "O" and word in {"علي", "وعلي"}:
            word = word[:-1] + "ى"
        closes = word[:1] in _NO_BLANK_BEFORE or (word == '"' and is_quoted)
        if text and not joins and not closes:
            text += " "
        start = len(text)
        text += word
        joins = word[-1:] in _NO_BLANK_BEHIND or (word == '"' and not is_quoted)
        is_quoted ^= word == '"'
        kind = _KINDS.get(label[2:])
        if kind is None:
            continue
        goes_on = label[0] == "I" and spans and spans[-1][2] == kind and text[spans[-1][1] : start].strip() == ""
        if goes_on:
            spans[-1] = (spans[-1][0], len(text), kind)
        else:
            spans.append((start, len(text), kind))
    return text, spans


def _one_to_one(word: str) -> str:
    """Leave out the characters that folding would remove or expand, so that offsets hold in the folded text."""
    folded = fold_text(word)
    return word if len(folded) == len(word) else folded


def _labels(folded: pl.Series, tokens: pl.DataFrame, names: list[list[tuple[int, int, str]]]) -> list[str]:
    labels: list[str] = []
    place = dict(enumerate(names))
    bytes_at = [[0, *_cumulated(text)] for text in folded]
    open_name: tuple[int, int, int] | None = None
    for row, start, end in tokens.select("row", "start_byte", "end_byte").iter_rows():
        found = next(
            (
                (first, last, kind)
                for first, last, kind in place[row]
                if bytes_at[row][first] <= start < bytes_at[row][last]
            ),
            None,
        )
        if found is None or end > bytes_at[row][found[1]]:
            labels.append("O")
            open_name = None
            continue
        identity = (row, found[0], found[1])
        labels.append(("I-" if identity == open_name else "B-") + found[2])
        open_name = identity
    return labels


def _cumulated(text: str) -> list[int]:
    total, sums = 0, []
    for letter in text:
        total += len(letter.encode())
        sums.append(total)
    return sums
