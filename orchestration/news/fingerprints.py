"""Fingerprints of bodies, by which exact and near copies find each other.

Source: bottom-k sketches of word shingles, Broder, "On the resemblance and containment of documents", 1997.
"""

import hashlib

import polars as pl

# Three words: an editor who changes one word in eight spares most of them, where he breaks most runs of six.
# Sixty-four hashes tell texts that share seven tenths from those that share a half; sixteen do not.
_SHINGLE_WORDS, _SKETCH_SIZE, _FEWEST_WORDS = 3, 64, 20
_SEED, _MULTIPLIER = 20170224, 0x100000001B3


def describe_bodies(lower_bodies: pl.Series) -> pl.DataFrame:
    """Count and fingerprint the words of each body.

    Takes: the bodies, folded and in lower case.
    Returns: one row per body, in order: `words_count`, `body_fingerprint` (SHA-256 of the folded words) and
    `body_sketch` (the 64 least hashes of its shingles of three words, sorted; null under 20 words).
    """
    words = lower_bodies.to_frame("body").select(words=pl.col("body").str.extract_all(r"[\p{L}\p{N}]+"))
    counts = words.select(
        row=pl.int_range(pl.len(), dtype=pl.UInt32), words_count=pl.col("words").list.len().cast(pl.Int64)
    )
    # One call of a C function per article: Polars has no SHA-256.
    joined = words["words"].list.join(" ").to_list()
    digests = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in joined]
    return (
        counts.with_columns(body_fingerprint=pl.Series(digests, dtype=pl.String))
        .join(_sketches(words), on="row", how="left")
        .with_columns(body_sketch=pl.when(pl.col("words_count") >= _FEWEST_WORDS).then("body_sketch"))
        .sort("row")
        .drop("row")
    )


def _sketches(words: pl.DataFrame) -> pl.DataFrame:
    """The least hashes of each row's shingles; a shingle's hash is a polynomial of its words' hashes."""
    exploded = words.with_row_index("row").explode("words").drop_nulls()
    shingle = pl.lit(0, dtype=pl.UInt64)
    for distance in range(_SHINGLE_WORDS):
        shingle = shingle * _MULTIPLIER + pl.col("word").shift(-distance)
    is_whole = pl.col("row") == pl.col("row").shift(1 - _SHINGLE_WORDS)
    return (
        exploded.select("row", word=pl.col("words").hash(_SEED))
        .select("row", shingle=shingle.hash(_SEED).reinterpret(signed=True), is_whole=is_whole)
        .filter("is_whole")
        .group_by("row")
        .agg(body_sketch=pl.col("shingle").unique().bottom_k(_SKETCH_SIZE).sort())
    )
