"""Words with their places: the frame that every rule on word order reads."""

import functools

import numpy as np
import polars as pl

# Arabic letters and digits, Latin, Greek and Cyrillic letters, ASCII digits; folded text has no marks left.
# Leaves out the Arabic comma U+060C, semicolon U+061B, question mark U+061F and full stop U+06D4.
_WORD_RANGES = (
    (0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x370, 0x52F),
    (0x620, 0x64A), (0x66E, 0x6D3), (0x6D5, 0x6D5), (0x6EE, 0x6FF),
)  # fmt: skip
_LETTERS = "".join(f"{chr(low)}-{chr(high)}" for low, high in _WORD_RANGES)
WORD, BETWEEN_WORDS = f"[{_LETTERS}]+", f"[^{_LETTERS}]+"
_CONJUNCTIONS, _PREPOSITIONS = "وف", "بلك"


def tokenise(folded: pl.Series) -> pl.DataFrame:
    """Split folded texts into words.

    Returns: `row` (index into `folded`), `token`, `start_byte`, `end_byte` (within the text), and `gap`
    (the characters up to the next word of the same text; null after the last), in reading order.
    """
    codes = np.frombuffer("\n".join([*folded.to_list(), ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    inside = np.concatenate([[False], _is_word()[codes], [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    byte_at = np.concatenate([[0], np.cumsum(_byte_widths(codes), dtype=np.int64)])
    text_starts = byte_at[np.concatenate([[0], np.cumsum(folded.str.len_chars().to_numpy() + 1)]).astype(int)]
    words = (
        pl.DataFrame({"row": np.arange(len(folded)), "token": folded.str.extract_all(WORD)})
        .explode("token")
        .drop_nulls("token")
        .with_columns(start_byte=pl.Series(byte_at[starts]), end_byte=pl.Series(byte_at[ends]))
    )
    row_start = text_starts[words["row"].to_numpy()]
    return words.with_columns(
        pl.col("start_byte") - row_start,
        pl.col("end_byte") - row_start,
    ).with_columns(
        gap=pl.when(pl.col("row") == pl.col("row").shift(-1)).then(pl.col("start_byte").shift(-1) - pl.col("end_byte"))
    )


def clitic_bytes(token: pl.Expr) -> pl.Expr:
    """Give the lengths that attached particles may take up in front of a word: [0], [0, 2] or [0, 2, 4].

    Rules: at most one conjunction (و ف), then at most one preposition (ب ل ك). «وبليبيا» -> 0, 2, 4.
    """
    first, second = token.str.slice(0, 1), token.str.slice(1, 1)
    conjunction = first.is_in(list(_CONJUNCTIONS))
    preposition = first.is_in(list(_PREPOSITIONS))
    return (
        pl.when(conjunction & second.is_in(list(_PREPOSITIONS)))
        .then(pl.lit([0, 2, 4]))
        .when(conjunction | preposition)
        .then(pl.lit([0, 2]))
        .otherwise(pl.lit([0]))
    )


def look_up(tokens: pl.DataFrame, wanted: pl.Series) -> pl.DataFrame:
    """Find words in texts: as they stand, and behind particles.

    Takes: tokens of `tokenise`; words without particles.
    Returns: a row per place, the columns of the tokens with start_byte at the word, `clitic` (bytes of the particles
    before it) and `word`. «للأمم» is «الأمم» with nothing before it.
    """
    types = tokens.select(pl.col("token").unique())
    cut = types.with_columns(clitic=clitic_bytes(pl.col("token"))).explode("clitic")
    melted = types.filter(pl.col("token").str.starts_with("لل")).select(
        "token", clitic=pl.lit(0, pl.Int64), word="ال" + pl.col("token").str.slice(2)
    )
    readings = pl.concat(
        [
            cut.select("token", pl.col("clitic").cast(pl.Int64), word=pl.col("token").str.slice(pl.col("clitic") // 2)),
            melted,
        ]
    ).filter(pl.col("word").is_in(wanted.implode()))
    return tokens.join(readings, on="token", maintain_order="left").with_columns(
        start_byte=pl.col("start_byte") + pl.col("clitic")
    )


@functools.cache
def _is_word() -> np.ndarray:
    flags = np.zeros(0x110000, bool)
    for low, high in _WORD_RANGES:
        flags[low : high + 1] = True
    return flags


def _byte_widths(codes: np.ndarray) -> np.ndarray:
    return 1 + (codes >= 0x80).astype(np.int8) + (codes >= 0x800) + (codes >= 0x10000)
