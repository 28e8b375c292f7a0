"""Texts with quotation marks: their sentences and names as columns, cut into tokens on demand.

Belongs here: fetching what a reader of quotations looks at, and no more.
"""

import bisect
from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from orchestration.news.clauses import Token, read_sentence
from orchestration.news.quote_marks import DOUBLED, MARKS
from orchestration.news.sentences import columns_by_article, slice_spans

_SENTENCE = ("sentence_number", "section", "start_char", "end_char", "is_marked")
_MENTION = ("start_char", "end_char", "mention_id", "mention_type", "actor_id", "location_id")


class MarkedText(NamedTuple):
    """An article: its sentences as columns, and the columns of its mentions, both in text order."""

    raw: str
    numbers: list[int]
    sections: list[str]
    starts: list[int]
    ends: list[int]
    marked: list[bool]
    mentions: list[list[Any]]


def marked_texts(
    articles: pl.DataFrame, sentences: pl.DataFrame, mentions: pl.DataFrame
) -> Iterator[tuple[str, MarkedText]]:
    """Yield the articles with a quotation mark in one of their sentences, with their ids."""
    marks = [*MARKS, *DOUBLED]
    quoting = articles.filter(pl.col("raw_text").str.contains_any(marks)).select("article_id", "raw_text")
    told = sentences.join(quoting, on="article_id", how="semi", maintain_order="left")
    told = told.with_columns(is_marked=slice_spans(quoting, told, "article_id").str.contains_any(marks))
    marked = told.filter("is_marked").select("article_id").unique()
    own_sentences = columns_by_article(told.join(marked, on="article_id", how="semi"), _SENTENCE)
    own_mentions = columns_by_article(mentions.join(marked, on="article_id", how="semi"), _MENTION)
    texts = dict(quoting.iter_rows())
    for article_id, columns in own_sentences.items():
        names = own_mentions.get(article_id, {name: [] for name in _MENTION})
        yield article_id, MarkedText._make([texts[article_id], *columns.values(), [*names.values()]])


def marked_paragraphs(text: MarkedText) -> list[tuple[int, int]]:
    """List where the runs of sentences on one line stand that hold a mark."""
    runs: list[tuple[int, int, bool]] = []
    for start, end, is_marked in zip(text.starts, text.ends, text.marked, strict=True):
        if runs and "\n" not in text.raw[runs[-1][1] : start]:
            runs[-1] = (runs[-1][0], end, runs[-1][2] or is_marked)
        else:
            runs.append((start, end, is_marked))
    return [(start, end) for start, end, is_marked in runs if is_marked]


def sentence_at(text: MarkedText, position: int) -> int:
    """Find the last sentence that begins at or before a position; -1 where none does."""
    return bisect.bisect_right(text.starts, position) - 1


def tokens_between(text: MarkedText, start: int, end: int) -> list[Token]:
    """Cut a stretch of text into tokens, the names that lie in it being one each."""
    starts, ends, *_ = text.mentions
    first, beyond = bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)
    beyond -= beyond > first and ends[beyond - 1] > end
    rows = zip(*[column[first:beyond] for column in text.mentions], strict=True)
    return read_sentence(text.raw, start, end, [dict(zip(_MENTION, row, strict=True)) for row in rows])


def is_name(text: MarkedText, start: int, end: int) -> bool:
    """Whether a stretch of text is no more than one name."""
    starts, ends, *_ = text.mentions
    at = bisect.bisect_right(starts, start) - 1
    return at >= 0 and bool(ends[at] >= end)
