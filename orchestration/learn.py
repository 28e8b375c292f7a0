"""Lexicons that are counted in real text rather than written by hand.

`marsad learn-words FOLDER...` counts words over folders of articles and writes `common_words.csv`: words that
are seen often, and seldom behind a given name or where the recogniser sees a person («فرناندو»), so that they are no
part of an unlisted name. Rows of another source stay: words that names are too (curated), and rarer ones that are seen
in three forms or more (inflected).
"""

from pathlib import Path

import numpy as np
import polars as pl

from orchestration.news.files import list_files, read_files
from orchestration.news.lexicon import FOLDER
from orchestration.news.normalise import fold_words
from orchestration.news.recogniser import label_tokens, read_model
from orchestration.news.tokens import tokenise
from orchestration.news.word_classes import classify

_BATCH_FILES = 2_000
_LEAST_COUNT = 40
_MOST_BEHIND_NAMES = 0.25  # share of the places in which the word follows a given name
_MOST_IN_PERSONS = 0.7  # share of the places in which the recogniser takes the word for a person's name


def learn_common_words(corpora: list[Path], max_bytes: int) -> int:
    """Count the words of folders of articles and write the lexicon; returns its number of words."""
    counts = [
        _count(read_files(corpus, batch, max_bytes))
        for corpus in corpora
        for batch in list_files(corpus, max_bytes).iter_slices(_BATCH_FILES)
    ]
    kept = pl.read_csv(FOLDER / "common_words.csv").filter(pl.col("source") != "counted")
    counted = (
        pl.concat(counts)
        .group_by("word")
        .sum()
        .filter(
            pl.col("count") >= _LEAST_COUNT,
            pl.col("behind_names") <= _MOST_BEHIND_NAMES * pl.col("count"),
            pl.col("in_persons") < _MOST_IN_PERSONS * pl.col("count"),
        )
        .select("word", source=pl.lit("counted"))
    )
    words = pl.concat([kept, counted]).unique("word", keep="first").sort("word")
    words.write_csv(FOLDER / "common_words.csv")
    return words.height


def _count(files: pl.DataFrame) -> pl.DataFrame:
    texts = files.filter(state="loaded").select(fold_words(pl.col("raw_text")))["raw_text"]
    tokens = tokenise(texts)
    words = classify(tokens.with_columns(article_id=pl.lit("")))
    model = read_model()
    person = [number for number, label in enumerate(model.labels) if label.endswith("PER")]
    named = pl.any_horizontal("is_given", "is_surname", "is_place", "is_particle")
    behind = (pl.col("is_given") & pl.col("is_adjacent")).shift(1, fill_value=False)
    return (
        words.with_columns(behind_names=behind, in_persons=np.isin(label_tokens(tokens, model)[0], person))
        .filter(~named, pl.col("word").str.contains("^[\u0621-\u064a]{2,}$"))
        .group_by("word")
        .agg(count=pl.len(), behind_names=pl.col("behind_names").sum(), in_persons=pl.col("in_persons").sum())
    )
