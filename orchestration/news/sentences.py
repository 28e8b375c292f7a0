"""Sentences: cut at full stops, question and exclamation marks and line ends, with their places."""

import polars as pl

_CUT, _DOT = "\ufdd2", "\ufdd3"  # noncharacters, each one code point like what it stands for
_CLOSING = r"[\"'”’»)\]]*"
# A letter alone before a stop is an abbreviation: "d. ahmad", "a. f. b."; "qal." is not.
_ABBREVIATION = r"((?:^|[\s(«\"“.])[\u0621-\u064A]\u0640?)\."
# A stop that ends a sentence follows anything but another stop ("..." goes on) and precedes white space.
_STOP = rf"([^.…]\.{_CLOSING}|[!؟?]+{_CLOSING})(\s+)"
# Sentences run together: "qal.wa-awdah"; a name's stop ("a.f.b") and a number's (3.5) are left alone.
_RUN_TOGETHER = rf"([\u0621-\u064A]{{2}}[\"”»)]*[.؟!]{_CLOSING})([\"“«]?[\u0621-\u064A]{{2}})"


def split_sentences(fragments: pl.DataFrame) -> pl.DataFrame:
    """Split fragments of text into sentences.

    Takes: `text` and `start_char` (of the text in its article), with any other columns.
    Returns: one row per sentence, with `start_char` and `end_char` in place of those; the order is kept.
    Units: code points, end exclusive; a sentence has no outer white space.
    """
    protected = pl.col("text").str.replace_many([_CUT, _DOT], ["\ufffd", "\ufffd"])
    for _ in range(2):  # a match ends where the next may begin: "a. f. b." needs a second pass
        protected = protected.str.replace_all(_ABBREVIATION, f"${{1}}{_DOT}")
    marked = protected.str.replace_all(_STOP, f"${{1}}{_CUT}${{2}}").str.replace_all(
        _RUN_TOGETHER, f"${{1}}{_CUT}${{2}}"
    )
    size = pl.col("part").str.len_chars().cast(pl.Int64)
    indent = size - pl.col("part").str.strip_chars_start().str.len_chars().cast(pl.Int64)
    width = pl.col("part").str.strip_chars().str.len_chars().cast(pl.Int64)
    start = pl.col("start_char") + (size.cum_sum() - size).over("fragment") + indent
    return (
        fragments.with_row_index("fragment")
        .with_columns(part=marked.str.split(_CUT))
        .drop("text")
        .explode("part")
        .with_columns(start_char=start, width=width)
        .filter(pl.col("width") > 0)
        .with_columns(end_char=pl.col("start_char") + pl.col("width"))
        .drop("fragment", "part", "width")
    )
