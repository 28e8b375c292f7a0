"""Known names in their places: every form that the lexicons know, on the borders of words.

Names are looked up word by word rather than letter by letter: a form is a row by its first two words, so that what
hundreds of thousands of forms cost is one join, whatever their number.
"""

import functools

import polars as pl

from orchestration.news.aliases import known_aliases
from orchestration.news.tokens import BETWEEN_WORDS, WORD, look_up, written_forms

_LEAST_BYTES = 6  # three letters, of what is left of a word behind a particle and is a name by itself
_NAMED, _NAMED_BEHIND_PARTICLE = 0.95, 0.9  # confidence


def match_known(texts: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Find every known form in the texts, particles allowed in front.

    Takes: sentences with row, article_id and folded; tokens of `tokenise` with article_id.
    Returns: row, article_id, start_byte, end_byte, clitic (bytes of the particles), confidence and the columns of
    `known_aliases`, a row per form and actor or location that it may mean.
    """
    numbered = tokens.filter(pl.col("token").str.contains("[0-9]$"))
    starts = _starts(tokens, numbered)
    is_word = pl.col("folded") == pl.col("first")
    is_long_enough = (pl.col("clitic") == 0) | (pl.col("end_byte") - pl.col("start_byte") >= _LEAST_BYTES)
    short = (
        starts.filter(is_long_enough)
        .join(_forms().filter(is_word).drop("second"), on="first")
        .with_columns(matched_end=pl.col("start_byte") + pl.col("bytes"))
    )
    ala = pl.col("first").replace("علا", "علي")  # «على عبد الله صالح», as some write the name
    long = (
        starts.with_columns(first=ala)
        .join(_forms().filter(~is_word), on=["first", "second"], nulls_equal=True)
        .with_columns(matched_end=pl.col("start_byte") + pl.col("bytes"))
    )
    ends_in_mark = pl.col("folded").str.contains(f"{BETWEEN_WORDS}$")
    at_ends = long.join(_word_ends(tokens, numbered), left_on=["row", "matched_end"], right_on=["row", "end_byte"])
    long = pl.concat([at_ends, long.filter(ends_in_mark)])
    texts_of_long = texts["folded"].gather(long["row"]).cast(pl.Binary)
    stands_there = pl.col("text").bin.slice("start_byte", "bytes").cast(pl.String, strict=False)
    # «#بنيامين_نتنياهو»: a tag joins its words by a line, which is one byte as the blank is.
    is_there = stands_there.str.replace_all("_", " ", literal=True) == pl.col("folded")
    long = long.with_columns(text=texts_of_long).filter(is_there).drop("text")
    return (
        pl.concat([short, long], how="diagonal")
        .select("row", "article_id", "start_byte", "folded", "clitic", end_byte="matched_end")
        .unique(["row", "start_byte", "end_byte"], maintain_order=True)
        .join(known_aliases(), on="folded")
        .with_columns(confidence=pl.when(pl.col("clitic") == 0).then(_NAMED).otherwise(_NAMED_BEHIND_PARTICLE))
    )


@functools.cache
def _forms() -> pl.DataFrame:
    """The known forms by their words: folded, first, second (null of one word), bytes."""
    word = f"({WORD})"
    return (
        known_aliases()
        .select(pl.col("folded").unique(maintain_order=True))
        .with_columns(
            # A form that opens with a mark has no word to be looked up by.
            first=pl.col("folded").str.extract(f"^{word}"),
            second=pl.col("folded").str.extract(f"^{WORD}{BETWEEN_WORDS}{word}"),
            bytes=pl.col("folded").str.len_bytes().cast(pl.Int64),
        )
        .drop_nulls("first")
    )


@functools.cache
def _written_first_words() -> pl.DataFrame:
    """How the first words of the known forms are written, particles in front or not."""
    return written_forms(pl.concat([_forms()["first"].unique(maintain_order=True), pl.Series(["علا"])]))


def _starts(tokens: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Where a name may start: each word that opens one, with the word that follows."""
    following = pl.when(pl.col("gap").is_not_null()).then(pl.col("token").shift(-1))
    second = pl.when(following == "علا").then(pl.lit("علي")).otherwise(following)  # `fold_words` sets them apart
    bare = pl.col("token").str.replace("[0-9]+$", "")
    places = pl.concat(
        [
            tokens.with_columns(second=second),
            numbered.with_columns(token=bare, second=pl.lit(None, pl.String)).filter(pl.col("token") != ""),
        ]
    )
    return (
        look_up(places, _written_first_words())
        .filter(~(pl.col("token").str.starts_with("لل") & pl.col("word").str.starts_with("ال")))  # those are forms too
        .select("row", "article_id", "start_byte", "end_byte", "clitic", "second", first="word")
    )


def _word_ends(tokens: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Where words end; a number may be glued to them («جنيف2»)."""
    digits = pl.col("token").str.extract("[0-9]+$").str.len_bytes().cast(pl.Int64)
    return pl.concat([tokens.select("row", "end_byte"), numbered.select("row", end_byte=pl.col("end_byte") - digits)])
