"""Whole names right or wrong, as the shared task of CoNLL-2003 counts them."""

from typing import NamedTuple

import polars as pl

from orchestration.training.labelled import Labelled

Name = tuple[int, int, int, str]  # row, first token, end, kind


class Score(NamedTuple):
    """Shares of exact names."""

    precision: float
    recall: float
    f1: float


def score_names(labelled: Labelled, found: list[str]) -> dict[str, Score]:
    """Score labels against those given, by kind of name and over all."""
    rows = labelled.tokens["row"]
    given, ours = names_of(rows, labelled.labels), names_of(rows, found)
    scores = {}
    for kind in ("PER", "LOC", "ORG", "all"):
        wanted, got = ({name for name in names if kind in {"all", name[3]}} for names in (given, ours))
        right = len(wanted & got)
        precision, recall = right / max(len(got), 1), right / max(len(wanted), 1)
        scores[kind] = Score(precision, recall, 2 * right / max(len(wanted) + len(got), 1))
    return scores


def names_of(rows: pl.Series, labels: list[str]) -> set[Name]:
    """Join labels to names: one goes on where the same kind follows in the same row without opening anew."""
    names: set[Name] = set()
    start: tuple[int, int, str] | None = None
    for at, (row, label) in enumerate(zip([*rows.to_list(), -1], [*labels, "O"], strict=True)):
        goes_on = start is not None and label == f"I-{start[2]}" and row == start[0]
        if start is not None and not goes_on:
            names.add((start[0], start[1], at, start[2]))
        if not goes_on:
            start = None if label == "O" else (row, at, label[2:])
    return names
