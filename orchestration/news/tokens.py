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
    text = "\n".join([*folded.to_list(), ""])
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    inside = np.concatenate([[False], _is_word()[codes], [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    byte_at = np.concatenate([[0], np.cumsum(_byte_widths(codes), dtype=np.int64)])
    starts, ends = byte_at[edges[::2]], byte_at[edges[1::2]]
    text_starts = byte_at[np.concatenate([[0], np.cumsum(folded.str.len_chars().to_numpy() + 1)]).astype(int)]
    rows = np.searchsorted(text_starts, starts, "right") - 1
    whole = pl.lit(text.encode(), pl.Binary)
    return pl.DataFrame({"row": rows, "start": starts, "end_byte": ends, "row_start": text_starts[rows]}).select(
        "row",
        token=whole.bin.slice("start", pl.col("end_byte") - pl.col("start")).cast(pl.String),
        start_byte=pl.col("start") - pl.col("row_start"),
        end_byte=pl.col("end_byte") - pl.col("row_start"),
        gap=pl.when(pl.col("row") == pl.col("row").shift(-1)).then(pl.col("start").shift(-1) - pl.col("end_byte")),
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


def written_forms(words: pl.Series) -> pl.DataFrame:
    """How words are written alone and behind attached particles.

    Returns: `written`, `clitic` (bytes of the particles), `word`.
    Rules: the particles of `clitic_bytes`; «للأمم» is «الأمم» with nothing before it.
    """
    both = [first + second for first in _CONJUNCTIONS for second in _PREPOSITIONS]
    particles = pl.DataFrame({"particle": ["", *_CONJUNCTIONS, *_PREPOSITIONS, *both]})
    own = words.to_frame("word")
    definite = own.filter(pl.col("word").str.starts_with("ال"))
    attached = own.join(particles, how="cross").select(
        written=pl.col("particle") + pl.col("word"),
        clitic=pl.col("particle").str.len_bytes().cast(pl.Int64),
        word="word",
    )
    melted = definite.select(written="لل" + pl.col("word").str.slice(2), clitic=pl.lit(0, pl.Int64), word="word")
    return pl.concat([attached, melted])


def look_up(tokens: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """Find words in texts: as they stand, and behind particles.

    Takes: tokens of `tokenise`; the `written_forms` of words.
    Returns: a row per place, the columns of the tokens with start_byte at the word, `clitic` and `word`.
    """
    return tokens.join(forms, left_on="token", right_on="written", maintain_order="left").with_columns(
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
