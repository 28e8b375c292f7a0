"""Date expressions in sentences, each with the days that it covers on the day of publication."""

import polars as pl

from orchestration.news.date_phrases import LETTERS, scan_pattern, trigger_words
from orchestration.news.date_resolution import parse_phrase, resolve_phrase
from orchestration.news.normalise import fold, raw_spans
from orchestration.news.schemas import DATE_EXPRESSION

_OPENS, _CLOSES = "\ufdd0", "\ufdd1"  # noncharacters: no text holds them but by mischief
_RESOLVED = pl.Struct(
    {"date_from": pl.Date(), "date_to": pl.Date(), "date_precision": pl.String(), "lead_chars": pl.Int64()}
)


def find_dates(sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Find every date expression and resolve it on the article's publication day.

    Takes: sentences (SENTENCE columns and `text`, the raw slice); articles with article_id, published_from
    and published_to, null where not known.
    Returns: one row per expression (DATE_EXPRESSION), ordered by article, sentence, start; null dates where
    the words fix none, or where they would be other days on another day of the publication interval.
    Units: code points of the raw text, end exclusive.
    """
    candidates = _candidates(sentences)
    if candidates.is_empty():
        return pl.DataFrame(schema=DATE_EXPRESSION)
    published = articles.select("article_id", "published_from", "published_to")
    phrases = _scan(candidates).join(
        candidates.select("row", "article_id").join(published, on="article_id", how="left"),
        on="row",
        how="left",
    )
    return _locate(_resolve(phrases), candidates).select(*DATE_EXPRESSION).cast(pl.Schema(DATE_EXPRESSION))


def _candidates(sentences: pl.DataFrame) -> pl.DataFrame:
    """Sentences that hold a word of some date, or a digit."""
    folded = fold(pl.col("text"))
    has_trigger = pl.col("folded").str.contains_any(trigger_words())
    is_sound = ~pl.col("folded").str.contains_any([_OPENS, _CLOSES])
    kept = sentences.select("article_id", "sentence_number", "start_char", "text", folded=folded)
    return kept.filter(has_trigger & is_sound).with_row_index("row")


def _scan(candidates: pl.DataFrame) -> pl.DataFrame:
    """Mark all phrases in one pass of Polars' engine, and cut the text at the marks.

    Returns: `row`, `phrase` (folded) and `start_byte` of it on the folded text.
    """
    marked = pl.col("folded").str.replace_all(scan_pattern(), f"${{1}}{_OPENS}${{2}}{_CLOSES}")
    parts = pl.col("part").str.splitn(_CLOSES, 2).struct
    size = pl.col("part").str.replace(_CLOSES, "", literal=True).str.len_bytes()
    ends = pl.concat_str(pl.col("phrase").str.slice(-1), pl.col("after").str.slice(0, 1))
    return (
        candidates.select("row", part=marked.str.split(_OPENS))
        .explode("part")
        .with_columns(
            phrase=parts.field("field_0"),
            after=parts.field("field_1"),
            start_byte=size.cum_sum().shift(1).over("row"),
        )
        .filter(pl.col("after").is_not_null() & ~ends.str.contains(rf"^(?:[{LETTERS}]{{2}}|[0-9]{{2}})$"))
        .select("row", "phrase", "start_byte")
    )


def _resolve(phrases: pl.DataFrame) -> pl.DataFrame:
    """Add the dates. A loop in Python, over the distinct phrases of each day: date rules are no columns."""
    keys = ["phrase", "published_from", "published_to"]
    distinct = phrases.select(keys).unique()
    answers = []
    for phrase, earliest, latest in distinct.rows():
        parsed = parse_phrase(phrase)
        dates = (*resolve_phrase(parsed, earliest, latest), parsed.lead_chars) if parsed else None
        answers.append(dates and dict(zip(_RESOLVED.to_schema(), dates, strict=True)))
    resolved = distinct.with_columns(answer=pl.Series(answers, dtype=_RESOLVED)).drop_nulls("answer")
    return phrases.join(resolved, on=keys, how="inner", nulls_equal=True).unnest("answer")


def _locate(phrases: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """Give each phrase its place in the article's raw text."""
    lead = pl.col("phrase").str.slice(0, pl.col("lead_chars")).str.len_bytes()
    start, size = pl.col("start_byte") + lead, pl.col("phrase").str.len_bytes() - lead
    spans = phrases.with_columns(start_byte=start, end_byte=start + size).drop("phrase", "article_id")
    offset = pl.col("sentence_start")
    width = pl.col("end_char") - pl.col("start_char")
    return (
        raw_spans(candidates["text"], spans.sort("row", "start_byte"))
        .join(candidates.rename({"start_char": "sentence_start"}), on="row", how="left")
        .with_columns(text=pl.col("text").str.slice(pl.col("start_char"), width))
        .with_columns(start_char=offset + pl.col("start_char"), end_char=offset + pl.col("end_char"))
        .sort("article_id", "sentence_number", "start_char")
    )
