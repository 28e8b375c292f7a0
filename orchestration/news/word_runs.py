"""Runs of words: from the word that opens a name over those that go on behind it."""

import hashlib

import polars as pl

from orchestration.news.spelling_keys import spelling_key

CANDIDATE = ["row", "article_id", "start_byte", "end_byte", "folded"]


def stretch(words: pl.DataFrame, opens: pl.Expr, longest: int, trailing: str | None = None) -> pl.DataFrame:
    """Stretch each opening word over the words that go on (flag `goes_on`) behind it, one space apart.

    Takes: words of `classify`.
    Returns: the opening words with `words` (how many), `last` (which of all words is the last), and `start_byte`,
    `end_byte`, `folded` of the stretch; a stretch never ends in a word that has the flag `trailing`.
    """
    place = pl.int_range(pl.len(), dtype=pl.Int64)
    goes_on = (pl.col("goes_on") & pl.col("is_adjacent").shift(1)).fill_null(value=False)
    may_end = pl.lit(value=True) if trailing is None else ~pl.col(trailing)
    marked = words.select(
        place=place,
        # How far the words go on, and back from there to one that may end a name.
        reach=(pl.when(~goes_on).then(place).shift(-1).backward_fill().fill_null(pl.len()) - 1).cast(pl.Int64),
        ending=pl.when(may_end).then(place).forward_fill().fill_null(-1),
        opens=opens.fill_null(value=False),
    )
    runs = marked.filter("opens").select("place", last=pl.min_horizontal("reach", pl.col("place") + longest - 1))
    runs = runs.with_columns(last=marked["ending"].gather(runs["last"])).with_columns(
        last=pl.max_horizontal("last", "place")
    )
    later = runs.with_columns(at=pl.int_ranges(pl.col("place") + 1, pl.col("last") + 1)).explode("at").drop_nulls("at")
    rest = (
        later.with_columns(token=words["token"].gather(later["at"]))
        .group_by("place", maintain_order=True)
        .agg(rest=pl.col("token").str.join(" "))
    )
    return (
        words[runs["place"]]
        .with_columns(
            runs["place"],
            runs["last"],
            words=runs["last"] - runs["place"] + 1,
            end_byte=words["end_byte"].gather(runs["last"]),
        )
        .join(rest, on="place", how="left", maintain_order="left")
        .with_columns(
            start_byte=pl.col("start_byte") + pl.col("clitic"),
            folded=pl.concat_str("word", "rest", separator=" ", ignore_nulls=True),
        )
        .drop("place", "rest")
    )


def name_ids(prefix: str) -> pl.Expr:
    """An id that is a function of the folded name alone, one for all spellings, in every article and every run."""
    # One hash per distinct name: few, and the only stable hash there is lies in the standard library.
    return spelling_key(pl.col("folded")).map_batches(
        lambda names: names.replace_strict(
            {name: f"{prefix}_{hashlib.sha256(name.encode()).hexdigest()[:12]}" for name in names.unique()},
            return_dtype=pl.String,
        ),
        return_dtype=pl.String,
    )
