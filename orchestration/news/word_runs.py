"""Runs of words: from the word that opens a name over those that go on behind it."""

import hashlib

import polars as pl

CANDIDATE = ["row", "article_id", "start_byte", "end_byte", "folded"]
# A verb with its object, a possessed noun or a sound plural ends so; a foreign name seldom does.
ENDS_AS_NO_NAME = "(?:ته|تها|تهم|هم|هما|ناها|نا|تم|ين|ون|ات|وا|وها)$"


def stretch(words: pl.DataFrame, opens: pl.Expr, longest: int, trailing: str | None = None) -> pl.DataFrame:
    """Stretch each opening word over the words that go on (flag `goes_on`) behind it, one space apart.

    Takes: words of `classify`.
    Returns: the opening words with `words` (how many), and `start_byte`, `end_byte`, `folded` of the stretch;
    a stretch never ends in a word that has the flag `trailing`.
    """
    reach = pl.lit(value=True)
    length = pl.lit(1, pl.Int64)
    for ahead in range(1, longest):
        reach = reach & pl.col("goes_on").shift(-ahead) & pl.col("is_adjacent").shift(1 - ahead)
        is_end = pl.lit(value=True) if trailing is None else ~pl.col(trailing).shift(-ahead)
        length = pl.when(reach & is_end).then(ahead + 1).otherwise(length)
    later = [pl.col("token").shift(-ahead) for ahead in range(1, longest)]
    name = [pl.col("word"), *later]
    index = pl.col("words")
    end_byte, folded = pl.col("end_byte"), pl.col("word")
    for ahead in range(1, longest):
        end_byte = pl.when(index == ahead + 1).then(pl.col("end_byte").shift(-ahead)).otherwise(end_byte)
        joined = pl.concat_str(name[: ahead + 1], separator=" ")
        folded = pl.when(index == ahead + 1).then(joined).otherwise(folded)
    return (
        words.with_columns(words=length, opens=opens)
        .with_columns(
            start_byte=pl.col("start_byte") + pl.col("clitic"),
            end_byte=end_byte,
            folded=folded,
        )
        .filter("opens")
    )


def name_ids(prefix: str) -> pl.Expr:
    """An id that is a function of the folded name alone, the same in every article and every run."""
    return pl.col("folded").map_batches(
        # One hash per distinct name: few, and the only stable hash there is lies in the standard library.
        lambda names: names.replace_strict(
            {name: f"{prefix}_{hashlib.sha256(name.encode()).hexdigest()[:12]}" for name in names.unique()},
            return_dtype=pl.String,
        ),
        return_dtype=pl.String,
    )
