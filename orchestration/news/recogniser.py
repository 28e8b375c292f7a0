"""Names by a trained recogniser: persons, places and organizations told by the words around them.

A conditional random field whose features each look at one word at one place (two before to two behind). So a word
has one row of label scores per place, whatever surrounds it, and a sentence is labelled by adding rows and finding
the best path. `orchestration/training` makes the model file.
"""

import functools
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from orchestration.news.word_features import Numbers, WordTables, number_features

MODEL = Path(__file__).with_name("recogniser.npz")
LAST_GAP = 4  # the kind of gap behind a sentence's last word
WINDOW = 2  # words before and behind that have a say
_CHUNK_SENTENCES = 4_096
_CHUNK_WORDS = 8_192
_STEPS_BETWEEN_RESCALING = 64  # sums that grow over thousands of words would lose their last digits
_WIDEST_GAP_BYTES = 2  # between two words of a name: a blank and perhaps a quotation mark
_KIND_OF_LABEL = {"PER": "person", "LOC": "place", "ORG": "organization"}
_RECOGNISED = {
    "row": pl.Int64,
    "first": pl.Int64,
    "last": pl.Int64,
    "start_byte": pl.Int64,
    "end_byte": pl.Int64,
    "label": pl.String,
    "confidence": pl.Float64,
}

Scores = npt.NDArray[np.float32]


class Model(NamedTuple):
    """A trained recogniser."""

    labels: list[str]  # O, B-PER, I-PER ...
    words: WordTables
    weights: Scores  # feature, place in the window, label; the last feature is none
    gaps: Scores  # place in the window, kind of gap behind the word there, label
    edges: Scores  # place in the window, label: there is no word there
    transitions: Scores  # label, next label
    frequent: pl.DataFrame  # token, known: the number of its ready row
    frequent_rows: Scores  # place in the window, word, label


def recognise(tokens: pl.DataFrame) -> pl.DataFrame:
    """Find names in sentences.

    Takes: tokens of `tokenise` on sentences folded by `fold_words`; perhaps with `opens_person`, a score that is added
    to a word's own for opening the name of a person.
    Returns: row, first and last (which of the tokens), start_byte, end_byte, label (person|place|organization),
    confidence (0-1: how clearly the words of the name speak for it), in reading order; spans never overlap.
    """
    if tokens.is_empty():
        return pl.DataFrame(schema=_RECOGNISED)
    model = read_model()
    labels, margins = label_tokens(tokens, model)
    return _spans(tokens, labels, margins, model.labels)


@functools.cache
def read_model() -> Model:
    """Read the trained recogniser and make the rows of frequent words ready."""
    with np.load(MODEL, allow_pickle=False) as stored:
        return unpack_model(dict(stored))


def unpack_model(stored: dict[str, npt.NDArray[np.generic]]) -> Model:
    """Make a model of the arrays that training leaves."""
    arrays: dict[str, np.ndarray] = {name: np.asarray(array) for name, array in stored.items()}
    features_count = len(arrays["weights"]) - 1
    columns = np.concatenate([arrays["known_columns"], np.zeros((1, arrays["known_columns"].shape[1]), np.uint16)])
    words = WordTables(arrays["known_keys"], columns, arrays["column_starts"], arrays["spelling_keys"], features_count)
    frequent = pl.Series("token", bytes(arrays["frequent"]).decode().split(), pl.String)
    return Model(
        labels=bytes(arrays["labels"]).decode().split(),
        words=words,
        weights=arrays["weights"],
        gaps=arrays["gaps"],
        edges=arrays["edges"],
        transitions=arrays["transitions"],
        frequent=pl.DataFrame({"token": frequent, "known": np.arange(len(frequent))}),
        frequent_rows=_build_rows(frequent, words, arrays["weights"]),
    )


def label_tokens(tokens: pl.DataFrame, model: Model) -> tuple[Numbers, Scores]:
    """Label each token of each sentence.

    Returns: the number of the best label, and by how much the token alone speaks for it.
    """
    numbers, rows = _rows_of_types(tokens["token"], model)
    kinds = gap_kinds(tokens)
    rank = tokens["row"].rle_id().to_numpy().astype(np.int64)
    starts = np.flatnonzero(np.diff(rank, prepend=-1))
    lengths = np.diff(starts, append=len(rank))
    places = np.arange(len(rank)) + WINDOW * (rank + 1)
    outside = rows.shape[1] - 1
    words = np.full(places[-1] + 1 + WINDOW, outside)
    words[places] = numbers
    gaps = np.full(len(words), model.gaps.shape[1] - 1)
    gaps[places] = kinds
    labels, margins = np.empty(len(rank), np.int64), np.empty(len(rank), np.float32)
    scores = _score_places(rows, words, model.gaps, gaps)[places - WINDOW]
    opens_person = _scores_from_outside(tokens)
    if opens_person is not None:
        scores[:, model.labels.index("B-PER")] += opens_person
    longest_first = np.argsort(-lengths, kind="stable")
    # A loop over chunks of sentences of about one length, which keeps the working set in the cache.
    for first in range(0, len(starts), _CHUNK_SENTENCES):
        chosen = longest_first[first : first + _CHUNK_SENTENCES]
        steps = np.arange(lengths[chosen[0]])
        active = len(chosen) - np.searchsorted(lengths[chosen[::-1]], steps, "right")
        packed = np.concatenate([starts[chosen[:count]] + step for step, count in enumerate(active)])
        emissions = scores.take(packed, axis=0)
        best = _best_paths(emissions, active, model.transitions)
        labels[packed] = best
        margins[packed] = _margins(emissions, best)
    return labels, margins


def _score_places(rows: Scores, words: Numbers, gap_rows: Scores, gaps: Numbers) -> Scores:
    """Add up what the words and gaps around each place say: place (without the outermost), label.

    `take` gathers rows in a quarter of the time that indexing takes.
    """
    count = len(words) - 2 * WINDOW
    scores = np.zeros((count, rows.shape[2]), np.float32)
    for place in range(2 * WINDOW + 1):
        here = slice(place, place + count)
        scores += rows[place].take(words[here], axis=0) + gap_rows[place].take(gaps[here], axis=0)
    return scores


def _scores_from_outside(tokens: pl.DataFrame) -> Scores | None:
    """What others know of the words, as scores to add."""
    if "opens_person" not in tokens.columns:
        return None
    scores: Scores = tokens["opens_person"].cast(pl.Float32).fill_null(0).to_numpy()
    return scores


def gap_kinds(tokens: pl.DataFrame) -> Numbers:
    """What follows each word: 0 a blank, 1 one more character («, »), 2 two («، »), 3 more, 4 the sentence's end."""
    kinds: Numbers = (
        tokens.select((pl.col("gap") - 1).clip(0, 3).fill_null(LAST_GAP))["gap"].to_numpy().astype(np.int64)
    )
    return kinds


def _rows_of_types(tokens: pl.Series, model: Model) -> tuple[Numbers, Scores]:
    """Number the words, and give the rows of all numbers; the last row stands for the sentence's edges."""
    types = tokens.unique().to_frame("token").join(model.frequent, on="token", how="left")
    new = types.filter(pl.col("known").is_null())["token"]
    known_count = model.frequent_rows.shape[1]
    numbers = pl.concat(
        [
            types.drop_nulls("known").with_columns(pl.col("known").cast(pl.Int64)),
            pl.DataFrame({"token": new, "known": np.arange(known_count, known_count + len(new))}),
        ]
    )
    rows = np.concatenate(
        [model.frequent_rows, _build_rows(new, model.words, model.weights), model.edges[:, None]], axis=1
    )
    numbered = tokens.to_frame("token").join(numbers, on="token", how="left", maintain_order="left")["known"]
    return numbered.to_numpy(), rows


def _build_rows(words: pl.Series, tables: WordTables, weights: Scores) -> Scores:
    """Add up the weights of each word's features: place in the window, word, label."""
    places, labels = weights.shape[1:]
    flat = weights.reshape(len(weights), places * labels)
    rows = np.zeros((len(words), places * labels), np.float32)
    for first in range(0, len(words), _CHUNK_WORDS):
        features = number_features(words[first : first + _CHUNK_WORDS], tables)
        part = rows[first : first + _CHUNK_WORDS]
        for kind in features.T:  # the weights of no feature are zero
            part += flat.take(kind, axis=0)
    return np.ascontiguousarray(rows.reshape(len(words), places, labels).transpose(1, 0, 2))


def _best_paths(emissions: Scores, active: Numbers, transitions: Scores) -> Numbers:
    """Viterbi over sentences side by side, the longest first.

    Takes: scores of all first words, then of all second words ...; how many sentences have an n-th word.
    Returns: the labels in the same order.
    """
    ends = np.cumsum(active)
    forward = [np.ascontiguousarray(emissions[: active[0]].T)]
    for step in range(1, len(active)):
        before = forward[-1][:, : active[step]]
        best = before[0] + transitions[0][:, None]
        for label in range(1, len(transitions)):
            np.maximum(best, before[label] + transitions[label][:, None], out=best)
        best += emissions[ends[step - 1] : ends[step]].T
        if step % _STEPS_BETWEEN_RESCALING == 0:
            best -= best.max(axis=0)
        forward.append(best)
    labels = np.empty(ends[-1], np.int64)
    behind = np.empty(0, np.int64)
    # Back without stored pointers: the best label before is found again from the scores.
    for step in range(len(active) - 1, -1, -1):
        scores = forward[step]
        scores[:, : len(behind)] += transitions[:, behind]
        behind = scores.argmax(axis=0)
        labels[ends[step] - active[step] : ends[step]] = behind
    return labels


def _margins(emissions: Scores, labels: Numbers) -> Scores:
    """How far each token's own score for its label stands above its best other label."""
    rows = np.arange(len(labels))
    chosen = emissions[rows, labels]
    others = emissions.copy()
    others[rows, labels] = -np.inf
    margins: Scores = chosen - others.max(axis=1)
    return margins


def _spans(tokens: pl.DataFrame, labels: Numbers, margins: Scores, names: list[str]) -> pl.DataFrame:
    """Join labelled tokens to names: a name goes on where a token continues the kind before it, not over a comma."""
    kind_of = pl.Series([name[2:] for name in names])
    opens_of = pl.Series([name[:1] == "B" for name in names])
    return (
        tokens.select("row", "start_byte", "end_byte", "gap")
        .with_columns(
            at=pl.int_range(pl.len()),
            kind=kind_of.gather(pl.Series(labels)),
            opens=opens_of.gather(pl.Series(labels)),
            margin=pl.Series(margins).cast(pl.Float64),
        )
        .with_columns(
            name=(
                pl.col("opens")
                | (pl.col("kind") != pl.col("kind").shift(1))
                | (pl.col("gap").shift(1).fill_null(_WIDEST_GAP_BYTES + 1) > _WIDEST_GAP_BYTES)
            ).cum_sum()
        )
        .filter(pl.col("kind").is_in(list(_KIND_OF_LABEL)))
        .group_by("name", maintain_order=True)
        .agg(
            pl.col("row", "start_byte").first(),
            first=pl.col("at").first(),
            last=pl.col("at").last(),
            end_byte=pl.col("end_byte").last(),
            label=pl.col("kind").first().replace_strict(_KIND_OF_LABEL, return_dtype=pl.String),
            confidence=1 / (1 + (-pl.col("margin").mean()).exp()),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in _RECOGNISED.items())
    )
