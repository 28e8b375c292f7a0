"""Sentences: cut at full stops, question and exclamation marks and line ends, with their places."""

import re
from collections.abc import Iterable
from typing import Any

import polars as pl

from orchestration.news.normalise import fold_words

_CUT, _DOT = "\ufdd2", "\ufdd3"  # noncharacters, each one code point like what it stands for
_CLOSING = r"[\"'”’»)\]]*"
# A letter alone before a stop is an abbreviation: "d. ahmad", "a. f. b."; "qal." is not.
_ABBREVIATION = r"((?:^|[\s(«\"“.])[\u0621-\u064A]\u0640?)\."
# A stop that ends a sentence follows anything but another stop ("..." goes on) and precedes white space.
_STOP = rf"([^.…]\.{_CLOSING}|[!؟?]+{_CLOSING})(\s+)"
# Sentences run together: "qal.wa-awdah"; a name's stop ("a.f.b") and a number's (3.5) are left alone.
_RUN_TOGETHER = rf"([\u0621-\u064A]{{2}}[\"”»)]*[.؟!]{_CLOSING})([\"“«]?[\u0621-\u064A]{{2}})"

# Rules of word order compare the words of a sentence with each other, so that one without any stop must end
# somewhere; the longest of 4,332 Saudi articles has 3,204 characters.
_LONGEST_SENTENCE_CHARS = 5_000
_STRETCH = re.compile(rf"(?s).{{1,{_LONGEST_SENTENCE_CHARS}}}(?=\s|$)|.{{{_LONGEST_SENTENCE_CHARS}}}")


def split_sentences(fragments: pl.DataFrame) -> pl.DataFrame:
    """Split fragments of text into sentences.

    Takes: `text` and `start_char` (of the text in its article), with any other columns.
    Returns: one row per sentence, with `start_char` and `end_char` in place of those; the order is kept.
    Units: code points, end exclusive; a sentence has no outer white space.
    Rules: what goes on for 5,000 characters without a stop is cut between two words.
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
        .pipe(_cut_overlong)
        .with_columns(start_char=start, width=width)
        .filter(pl.col("width") > 0)
        .with_columns(end_char=pl.col("start_char") + pl.col("width"))
        .drop("fragment", "part", "width")
    )


def _cut_overlong(parts: pl.DataFrame) -> pl.DataFrame:
    is_overlong = pl.col("part").str.len_chars() > _LONGEST_SENTENCE_CHARS
    if not parts.select(is_overlong.any()).item():
        return parts
    # A loop over the few parts that are overlong: Polars' patterns cannot count so far.
    cut = pl.when(is_overlong).then("part").map_elements(_STRETCH.findall, pl.List(pl.String))
    return parts.with_columns(part=pl.coalesce(cut, pl.concat_list("part"))).explode("part")


def slice_spans(texts: pl.DataFrame, spans: pl.DataFrame, key: str) -> pl.Series:
    """Cut spans out of raw texts.

    Takes: one `raw_text` per `key`; spans with that key, `start_char` and `end_char`.
    Returns: the text of each span, in order.
    """
    raw = dict(texts.select(key, "raw_text").iter_rows())
    # A loop per span: Polars counts the characters in front of a slice anew for each, Python knows where they are.
    places = spans.select(key, "start_char", "end_char").iter_rows()
    return pl.Series("text", [raw[identity][start:end] for identity, start, end in places], pl.String)


def columns_by_article(frame: pl.DataFrame, names: Iterable[str]) -> dict[str, dict[str, list[Any]]]:
    """The columns of each article's rows in text order, as lists: rows as dictionaries take tenfold the memory."""
    ordered = frame.sort("article_id", "start_char", maintain_order=True)
    columns = {name: ordered[name].to_list() for name in names}
    runs = ordered.group_by("article_id", maintain_order=True).agg(rows=pl.len())
    beyond = pl.col("rows").cum_sum()
    return {
        article_id: {name: column[end - rows : end] for name, column in columns.items()}
        for article_id, rows, end in runs.with_columns(end=beyond).iter_rows()
    }


def slice_sentences(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut the sentences out of their texts: adds `row`, `text` (raw) and `folded_words` (by `fold_words`)."""
    return (
        sentences.with_columns(slice_spans(articles, sentences, "article_id"))
        .with_columns(folded_words=fold_words(pl.col("text")))
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )
