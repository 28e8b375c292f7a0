"""What the lexicons know of a word, frozen when the recogniser is trained."""

import numpy as np
import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold
from orchestration.news.word_classes import classify


def describe_listed(words: pl.Series) -> pl.DataFrame:
    """Give words, and all words of the lexicons of names, their columns.

    Returns: token, then one small whole number per column: 0 says nothing, 1 marks a role that the word can play
    (a title, a given name, the last word of an organization's name ...); counts of namesakes in powers of four.
    """
    places = _places_in_names()
    counts = [_namesakes(name) for name in ("given_names", "surnames")]
    listed = pl.concat([words.alias("token"), *(frame["token"] for frame in (places, *counts))]).unique(
        maintain_order=True
    )
    columns = listed.to_frame()
    for frame in (_roles(listed), places, *counts):
        columns = columns.join(frame, on="token", how="left", maintain_order="left")
    return columns.fill_null(0)


def _roles(words: pl.Series) -> pl.DataFrame:
    """The roles by which names are told without training, particles cut off where that makes a known word."""
    tokens = pl.DataFrame({"row": np.arange(len(words)), "token": words, "start_byte": 0, "end_byte": 0}).with_columns(
        gap=pl.lit(None, pl.Int64)
    )
    roles = pl.selectors.boolean() - pl.selectors.starts_with("looks_")  # the field sees the letters itself
    return classify(tokens).select("token", roles.cast(pl.UInt16))


def _places_in_names() -> pl.DataFrame:
    """Where a word stands in the names of the registry and the gazetteers: alone, first, inside or last."""
    actors = read_lexicon("actor_aliases").join(read_lexicon("actors"), on="actor_id").select("alias", kind="kind")
    cities, countries = (
        read_lexicon(f"{name}_aliases").select("alias", kind=pl.lit(name)) for name in ("city", "country")
    )
    words = (
        pl.concat([actors, cities, countries])
        .with_columns(token=fold(pl.col("alias")).str.split(" "))
        .with_columns(size=pl.col("token").list.len())
        .with_row_index("name")
        .explode("token")
        .with_columns(number=pl.int_range(pl.len()).over("name"))
    )
    where = (
        pl.when(pl.col("size") == 1)
        .then(pl.lit("alone"))
        .when(pl.col("number") == 0)
        .then(pl.lit("first"))
        .when(pl.col("number") == pl.col("size") - 1)
        .then(pl.lit("last"))
        .otherwise(pl.lit("inside"))
    )
    return (
        words.select("token", role=pl.format("{}_{}", "kind", where))
        .filter(pl.col("token") != "")
        .unique()
        .sort("role", "token")
        .with_columns(flag=pl.lit(1, pl.UInt16))
        .pivot("role", index="token", values="flag", aggregate_function="first")
        .fill_null(0)
    )


def _namesakes(lexicon: str) -> pl.DataFrame:
    bearers = pl.col("count").cast(pl.Float64, strict=False).fill_null(1.0).clip(1)
    return (
        read_lexicon(lexicon)
        .select(pl.col("name_folded").alias("token"), steps=(bearers.log(4).floor().clip(0, 6) + 1).cast(pl.UInt16))
        .group_by("token", maintain_order=True)
        .agg(pl.col("steps").max().alias(lexicon))
    )
