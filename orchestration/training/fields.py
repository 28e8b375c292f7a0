"""Conditional random fields: trained by crfsuite, then written as the arrays that the recogniser reads."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pycrfsuite

from orchestration.news.recogniser import LAST_GAP, WINDOW, gap_kinds
from orchestration.news.word_features import WordTables, hash_words, number_features
from orchestration.training.labelled import Labelled

_PLACES = range(-WINDOW, WINDOW + 1)
Arrays = dict[str, np.ndarray]


def make_tables(columns: pl.DataFrame, labelled: Labelled) -> WordTables:
    """Number the features: every spelling in the labelled words, every value of the columns.

    Takes: token, then one column of small whole numbers per kind.
    """
    _, (keys, *_) = hash_words(columns["token"])
    order = np.argsort(keys)
    values = columns.drop("token").to_numpy().astype(np.uint16)
    spelled, _ = hash_words(labelled.tokens["token"].unique())
    found = np.unique(spelled)
    sizes = values.max(axis=0).astype(np.int64)
    starts = len(found) + np.concatenate([[0], np.cumsum(sizes)])
    return WordTables(
        known_keys=keys[order],
        known_columns=np.concatenate([values[order], np.zeros((1, values.shape[1]), np.uint16)]),
        column_starts=starts[:-1] - 1,
        spelling_keys=found,
        features_count=int(starts[-1]),
    )


def train(labelled: Labelled, tables: WordTables, model: Path, **settings: Any) -> None:
    """Train a field on labelled sentences and leave crfsuite's file."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(settings)
    labels = pl.Series(labelled.labels)
    rows = labelled.tokens["row"]
    for sentence, names in zip(
        sentences_for_crfsuite(labelled.tokens, tables),
        pl.DataFrame({"row": rows, "label": labels}).group_by("row", maintain_order=True).agg("label")["label"],
        strict=True,
    ):
        trainer.append(sentence, names.to_list())
    trainer.train(str(model))


def sentences_for_crfsuite(tokens: pl.DataFrame, tables: WordTables) -> list[list[list[str]]]:
    """Write each token of each sentence as crfsuite takes it: "place:feature" for every word of the window."""
    types = tokens["token"].unique(maintain_order=True)
    features = [
        [number for number in row if number != tables.features_count] for row in number_features(types, tables).tolist()
    ]
    names = {
        place: dict(zip(types, ([f"{place}:{number}" for number in row] for row in features), strict=True))
        for place in _PLACES
    }
    gaps = tokens.select("row", "token").with_columns(gap=pl.Series(gap_kinds(tokens)))
    sentences = []
    for words, kinds in (
        gaps.group_by("row", maintain_order=True).agg("token", "gap").select("token", "gap").iter_rows()
    ):
        sentences.append([_token_in_place(words, kinds, at, names) for at in range(len(words))])
    return sentences


def _token_in_place(words: list[str], kinds: list[int], at: int, names: dict[int, dict[str, list[str]]]) -> list[str]:
    found: list[str] = []
    for place in _PLACES:
        if 0 <= at + place < len(words):
            found += names[place][words[at + place]]
            found.append(f"{place}:gap{kinds[at + place]}")
        else:
            found.append(f"{place}:edge")
    return found


def compile_model(model: Path, tables: WordTables, frequent: pl.Series) -> Arrays:
    """Write a trained field as arrays: the weight of each feature at each place, and the transitions."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    info = tagger.info()
    labels = sorted(info.labels, key=lambda label: int(info.labels[label]))
    attributes = {int(number): name for name, number in info.attributes.items()}
    weights = np.zeros((tables.features_count + 1, len(_PLACES), len(labels)), np.float32)
    gaps = np.zeros((len(_PLACES), LAST_GAP + 2, len(labels)), np.float32)
    edges = np.zeros((len(_PLACES), len(labels)), np.float32)
    transitions = np.zeros((len(labels), len(labels)), np.float32)
    for kind, source, target, weight in _read_weights(model):
        if kind == _TRANSITION:
            transitions[source, target] = weight
            continue
        place, _, name = attributes[source].partition(":")
        at = int(place) + WINDOW
        if name == "edge":
            edges[at, target] = weight
        elif name.startswith("gap"):
            gaps[at, int(name[3:]), target] = weight
        else:
            weights[int(name), at, target] = weight
    spellings = len(tables.spelling_keys)
    used = weights[:spellings].any(axis=(1, 2))
    return {
        "labels": np.frombuffer("\n".join(labels).encode(), np.uint8),
        "frequent": np.frombuffer("\n".join(frequent).encode(), np.uint8),
        "known_keys": tables.known_keys,
        "known_columns": tables.known_columns[:-1],
        "column_starts": tables.column_starts - int((~used).sum()),
        "spelling_keys": tables.spelling_keys[used],
        "weights": np.concatenate([weights[:spellings][used], weights[spellings:]]),
        "gaps": gaps,
        "edges": edges,
        "transitions": transitions,
    }


_TRANSITION = 1  # the other kind, 0, is a feature with a label
_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_CHUNK = struct.Struct("<4sII")
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])


def _read_weights(model: Path) -> list[tuple[int, int, int, float]]:
    """Read kind, source, target and weight of each feature out of crfsuite's file.

    crfsuite prints six decimals of them only; the file holds all.
    Source: crf1d_model.c of CRFsuite 0.12 (header_t, featureref_t, FEATURE_SIZE).
    """
    content = model.read_bytes()
    magic, *_, features_at, _, _, _, _ = _HEADER.unpack_from(content)
    chunk, _, count = _CHUNK.unpack_from(content, features_at)
    if magic != b"lCRF" or chunk != b"FEAT":
        raise ValueError(f"{model} is no model of crfsuite")
    read = np.frombuffer(content, _FEATURE, count, features_at + _CHUNK.size)
    return [(int(kind), int(source), int(target), float(weight)) for kind, source, target, weight in read.tolist()]
