"""Articles out of raw texts: their sections, body, source, publication day and sentences.

A pure function of each article alone: nothing here may depend on the other articles of a batch.
"""

from typing import NamedTuple

import polars as pl

from orchestration.news.fingerprints import describe_bodies
from orchestration.news.lines import key_of, split_lines
from orchestration.news.outlets import agencies, named_outlet, source_name, source_of_name, source_of_url
from orchestration.news.publication import date_articles
from orchestration.news.schemas import ARTICLE, SECTION, SENTENCE
from orchestration.news.sections import BODY_SECTIONS, classify_lines, part_datelines
from orchestration.news.sentences import slice_spans, split_sentences

_ARABIC_LETTER, _LETTER = r"\p{Arabic}", r"\p{L}"


class ArticleFrames(NamedTuple):
    """What a batch of raw articles becomes."""

    articles: pl.DataFrame
    sections: pl.DataFrame
    sentences: pl.DataFrame


def build_articles(raw: pl.DataFrame) -> ArticleFrames:
    """Build articles, their sections and their sentences.

    Takes: one row per article (RAW_ARTICLE).
    Returns: frames of ARTICLE, SECTION and SENTENCE, in the order of the raw articles.
    Units: code points of raw_text, end exclusive.
    """
    lines = classify_lines(split_lines(raw["raw_text"]), raw.select(key_of(pl.col("sidecar_title"))).to_series())
    fragments = part_datelines(lines)
    sentences = _sentences(fragments)
    ids = raw.select("article_id").with_row_index("row")
    return ArticleFrames(
        _articles(raw, lines, fragments, sentences),
        _with_ids(_sections(fragments), ids, SECTION),
        _with_ids(sentences, ids, SENTENCE),
    )


def _with_ids(frame: pl.DataFrame, ids: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.join(ids, on="row", how="left", maintain_order="left").select(*schema).cast(pl.Schema(schema))


def _sections(fragments: pl.DataFrame) -> pl.DataFrame:
    """One row per run of lines of one section."""
    return (
        fragments.with_columns(run=pl.col("section").rle_id().over("row"))
        .group_by("row", "run", maintain_order=True)
        .agg(pl.col("section").first(), pl.col("start_char").min(), pl.col("end_char").max())
        .with_columns(section_number=pl.int_range(1, pl.len() + 1).over("row"))
    )


def _sentences(fragments: pl.DataFrame) -> pl.DataFrame:
    kept = fragments.filter(pl.col("section").is_in(["title", *BODY_SECTIONS]))
    return split_sentences(kept.select("row", "section", "start_char", "text")).with_columns(
        sentence_number=pl.int_range(1, pl.len() + 1).over("row")
    )


def _articles(raw: pl.DataFrame, lines: pl.DataFrame, fragments: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    rows = pl.DataFrame({"row": pl.int_range(raw.height, dtype=pl.UInt32, eager=True)})
    parts = rows.join(_parts(lines), on="row", how="left").join(_credits(fragments), on="row", how="left").sort("row")
    texts = sentences.with_columns(slice_spans(raw.with_row_index("row"), sentences, "row"))
    published = date_articles(raw, lines, texts)
    frame = pl.concat([raw, parts, published, describe_bodies(parts["body"].fill_null(""))], how="horizontal")
    # Marks count as Arabic but not as letters, hence the limit; a text without letters has no share.
    share = (pl.col("arabic_letters") / pl.max_horizontal("letters", 1)).clip(0.0, 1.0)
    return (
        frame.with_columns(
            body=pl.col("body").fill_null(""),
            url="sidecar_url",
            title=pl.coalesce("title_in_text", "sidecar_title"),
            author=pl.coalesce("sidecar_author", "byline_author"),
            source_id=pl.coalesce(
                source_of_name(pl.col("sidecar_source")), source_of_url(pl.col("sidecar_url")), "credited"
            ),
            letters=pl.col("raw_text").str.count_matches(_LETTER),
            arabic_letters=pl.col("raw_text").str.count_matches(_ARABIC_LETTER),
        )
        .with_columns(arabic_share=share)
        .with_columns(
            body_chars=pl.col("body").str.len_chars(),
            source_name=pl.coalesce(source_name(pl.col("source_id")), "sidecar_source"),
            language=pl.when(pl.col("arabic_share") >= 0.5).then(pl.lit("ar")).otherwise(pl.lit("other")),
        )
        .select(*ARTICLE)
        .cast(pl.Schema(ARTICLE))
    )


def _parts(lines: pl.DataFrame) -> pl.DataFrame:
    """The headline and the body of each article."""
    in_body = pl.col("section").is_in(BODY_SECTIONS)
    return lines.group_by("row").agg(
        title_in_text=pl.col("text").filter(pl.col("section") == "title").first(),
        body=pl.col("text").filter(in_body).str.join("\n"),
    )


def _credits(fragments: pl.DataFrame) -> pl.DataFrame:
    """The author, the outlet and the agency that bylines, source lines and datelines name."""
    text, section = pl.col("text"), pl.col("section")
    is_credit = section.is_in(["byline", "source_line", "dateline"])
    author = text.str.replace(r"^[^:/\-–]*?(?:بقلم\s*[:/\-–]?|[:/\-–])\s*", "").str.strip_chars(" .-–:")
    return (
        fragments.filter(is_credit)
        .with_columns(outlet=named_outlet(text, agency=False), agency=named_outlet(text, agency=True), author=author)
        .group_by("row")
        .agg(
            byline_author=pl.col("author")
            .filter((section == "byline") & pl.col("outlet").is_null() & ~text.str.contains("وكالات"))
            .first(),
            credited=pl.col("outlet")
            .filter(section.is_in(["source_line", "dateline"]) & ~pl.col("outlet").is_in(list(agencies())))
            .drop_nulls()
            .first(),
            agency_source_id=pl.col("agency").drop_nulls().first(),
        )
    )
