"""Labelled sentences: words with their labels, read as the recogniser will read running text."""

import itertools
from pathlib import Path
from typing import NamedTuple

import polars as pl

from orchestration.news.normalise import fold_text, fold_words, folded_spans
from orchestration.news.tokens import tokenise

_KINDS = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG"}
_NO_BLANK_BEFORE, _NO_BLANK_BEHIND = set(".,،؛;:!?؟)»]%"), set("(«[")


class Labelled(NamedTuple):
    """Tokens of `tokenise`, and for each its label: O, B-PER, I-PER, B-LOC ..."""

    tokens: pl.DataFrame
    labels: list[str]


Name = tuple[int, int, str]  # first character, end, kind


def read_labelled(path: Path, *, restore_preposition: bool) -> Labelled:
    """Read a file of `word label` lines with a blank line between sentences.

    Rules: sentences are written as print has them (no blank before a comma), folded and split into words again; a
    word of the file that is split in two takes its label along, one without letters is dropped. Kinds of names other
    than persons, places and organizations are none.
    With `restore_preposition`, two of three unlabelled «علي» are the preposition على, which the file's spelling hides;
    the third stays, as some sites spell so too.
    """
    written = _read_written(path, restore_preposition=restore_preposition)
    texts = pl.Series("text", [text for text, _ in written], pl.String)
    tokens = tokenise(texts.to_frame().select(fold_words(pl.col("text")))["text"])
    return Labelled(tokens, _labels(tokens, texts, [names for _, names in written]))


def read_sentences(path: Path) -> list[str]:
    """Read the sentences of such a file as print has them, in whose words `read_labelled` splits them."""
    return [text for text, _ in _read_written(path, restore_preposition=False)]


def _read_written(path: Path, *, restore_preposition: bool) -> list[tuple[str, list[Name]]]:
    pairs = [line.rpartition(" ") for line in path.read_text("utf-8").strip().splitlines()]
    words, labels = [word for word, _, _ in pairs], [label for _, _, label in pairs]
    if restore_preposition:
        hidden = [at for at, word in enumerate(words) if labels[at] == "O" and word in {"علي", "وعلي"}]
        for at in (at for number, at in enumerate(hidden) if number % 3):
            words[at] = words[at][:-1] + "ى"
    breaks = [-1, *(at for at, label in enumerate(labels) if not label), len(words)]
    return [
        _write(words[before + 1 : behind], labels[before + 1 : behind]) for before, behind in itertools.pairwise(breaks)
    ]


def _write(words: list[str], labels: list[str]) -> tuple[str, list[Name]]:
    """Join words to a text, and give the names in it."""
    text, is_quoted, joins = "", False, True
    names: list[Name] = []
    for word, label in zip(words, labels, strict=True):
        folded = fold_text(word)
        is_mark = folded == '"'
        closes = folded[:1] in _NO_BLANK_BEFORE or (is_mark and is_quoted)
        text += "" if joins or closes else " "
        start = len(text)
        text += word
        joins = folded[-1:] in _NO_BLANK_BEHIND or (is_mark and not is_quoted)
        is_quoted ^= is_mark
        kind = _KINDS.get(label[2:])
        if kind is None:
            continue
        goes_on = label[0] == "I" and names and names[-1][2] == kind and start - names[-1][1] <= 1
        first = names.pop()[0] if goes_on else start
        names.append((first, len(text), kind))
    return text, names


def _labels(tokens: pl.DataFrame, texts: pl.Series, names: list[list[Name]]) -> list[str]:
    """Label the words that lie in names."""
    spans = pl.DataFrame(
        [(row, *name) for row, found in enumerate(names) for name in found],
        schema={"row": pl.Int64, "start_char": pl.Int64, "end_char": pl.Int64, "kind": pl.String},
        orient="row",
    )
    return label_words(tokens, folded_spans(texts, spans))


def label_words(tokens: pl.DataFrame, names: pl.DataFrame) -> list[str]:
    """Label each word by the name that reaches into it: a particle in front belongs to the word.

    Takes: tokens of `tokenise`; names with row, start_byte, end_byte and kind, which do not overlap.
    """
    numbered = names.sort("row", "start_byte").select(
        "row", "kind", last_byte="start_byte", name_end="end_byte", name=pl.int_range(pl.len())
    )
    reached = (
        tokens.select("row", "start_byte", last_byte=pl.col("end_byte") - 1)
        .join_asof(numbered, on="last_byte", by="row", check_sortedness=False)
        .with_columns(name=pl.when(pl.col("name_end") > pl.col("start_byte")).then("name"))
    )
    goes_on = pl.col("name") == pl.col("name").shift(1)
    label = pl.when(goes_on).then(pl.format("I-{}", "kind")).otherwise(pl.format("B-{}", "kind"))
    is_named = pl.col("name").is_not_null()
    return reached.select(label=pl.when(is_named).then(label).otherwise(pl.lit("O")))["label"].to_list()
