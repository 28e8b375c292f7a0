"""Names of organizations between quotation marks: behind a head noun («قائمة "سائرون"»), and wherever they return."""

import polars as pl

from orchestration.news.word_runs import name_ids

_MARK = '"'  # every double mark is folded to it
_LONGEST_CHARS = 30
_LONGEST_WORDS = 4


def find_quoted(texts: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Find organizations that stand between quotation marks.

    Takes: sentences with row, article_id and folded_words; words of `classify`.
    Rules: a head noun stands right before the mark («صحيفة "الخبر"»: the head stays outside), and up to four words
    within. What was so named once is a name between marks in the whole article («"سائرون" و"الفتح" يتصدران»).
    Returns: candidates as in names.py.
    """
    quoted = _quoted_stretches(texts)
    if quoted.is_empty():
        return pl.DataFrame(schema=_SCHEMA)
    heads = words.filter("is_any_head").select("row", head_end="end_byte", is_headed=pl.lit(value=True))
    marked = quoted.join(heads, on=["row", "head_end"], how="left", maintain_order="left")
    named = marked.filter("is_headed").select("article_id", "folded").unique()
    return (
        marked.join(named, on=["article_id", "folded"], how="semi", maintain_order="left")
        .unique(["row", "start_byte", "end_byte"], keep="first", maintain_order=True)
        .with_columns(mention_type=pl.lit("organization"), actor_id=name_ids("o"), confidence=0.6)
        .select(list(_SCHEMA))
    )


_SCHEMA = {
    "row": pl.Int64,
    "article_id": pl.String,
    "start_byte": pl.Int64,
    "end_byte": pl.Int64,
    "folded": pl.String,
    "mention_type": pl.String,
    "actor_id": pl.String,
    "confidence": pl.Float64,
}


def _quoted_stretches(texts: pl.DataFrame) -> pl.DataFrame:
    """Each short stretch from a mark to the next one: row, article_id, start_byte, end_byte, folded, head_end."""
    folded = pl.col("folded_words")
    found = (
        texts.filter(folded.str.contains(_MARK, literal=True))
        .select("row", "article_id", "folded_words", at=folded.str.find_many([_MARK]))
        .explode("at")
        .with_columns(pl.col("at").cast(pl.Int64))
        .with_columns(
            start_byte=pl.col("at") + 1,
            end_byte=pl.col("at").shift(-1).over("row"),
            head_end=pl.col("at") - 1,
        )
        .filter((pl.col("end_byte") - pl.col("start_byte")).is_between(3 * 2, _LONGEST_CHARS * 2))
    )
    within = pl.col("folded_words").cast(pl.Binary).bin.slice("start_byte", pl.col("end_byte") - pl.col("start_byte"))
    return found.with_columns(folded=within.cast(pl.String)).filter(
        pl.col("folded").str.contains(rf"^[\u0621-\u064a]{{3,}}(?: [\u0621-\u064a]+){{0,{_LONGEST_WORDS - 1}}}$")
    )
