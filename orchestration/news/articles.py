"""Articles out of raw texts: their sections, body, source, publication day and sentences.

A pure function of each article alone: nothing here may depend on the other articles of a batch.
"""

from typing import NamedTuple

import polars as pl

from orchestration.news.credits import people_of_credit
from orchestration.news.fingerprints import describe_bodies
from orchestration.news.lines import is_breadcrumb, key_of, split_lines
from orchestration.news.normalise import fold
from orchestration.news.outlets import (
    agencies,
    named_outlet,
    outlet_in_notice,
    source_name,
    source_of_url,
    stated_source,
)
from orchestration.news.publication import date_articles
from orchestration.news.schemas import ARTICLE, SECTION, SENTENCE
from orchestration.news.sections import BODY_SECTIONS, classify_lines, part_datelines
from orchestration.news.sentences import slice_spans, split_sentences

_LONGEST_HEAD_CHARS = 150
_ADDRESS = r"((?:https?://|www\.)[^\s/]+)"


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
    parts = (
        rows.join(_parts(lines), on="row", how="left").join(_credits(raw, fragments), on="row", how="left").sort("row")
    )
    texts = sentences.with_columns(slice_spans(raw.with_row_index("row"), sentences, "row"))
    published = date_articles(raw, fragments, texts)
    frame = pl.concat([raw, parts, published, describe_bodies(parts["lower_body"].fill_null(""))], how="horizontal")
    # Nearly all that is beyond ASCII in a text that was loaded is Arabic; a body without letters has no share.
    beyond_ascii = pl.col("body").str.len_bytes().cast(pl.Int64) - pl.col("body").str.len_chars()
    ascii_letters = pl.col("body").str.count_matches("[A-Za-z]").cast(pl.Int64)
    share = beyond_ascii / pl.max_horizontal(beyond_ascii + ascii_letters, 1)
    return (
        frame.with_columns(
            body=pl.col("body").fill_null(""),
            url="sidecar_url",
            title=pl.coalesce("title_in_text", "sidecar_title"),
            source_id=pl.coalesce(stated_source(pl.col("sidecar_source"), pl.col("sidecar_url")), "credited"),
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
    """The headline and the body of each article, the latter folded and in lower case too."""
    in_body = pl.col("section").is_in(BODY_SECTIONS)
    return lines.group_by("row").agg(
        title_in_text=pl.col("text").filter(pl.col("section") == "title").first(),
        body=pl.col("text").filter(in_body).str.join("\n"),
        lower_body=pl.col("lower").filter(in_body).str.join("\n"),
    )


def _credits(raw: pl.DataFrame, fragments: pl.DataFrame) -> pl.DataFrame:
    """Who is named as author, outlet and agency by the sidecar, and by bylines, source lines, datelines and notices.

    Rules for the outlet: a source line or dateline, then a notice ("all rights reserved to ..."), then an address that
    the page prints, then a line of the page's head that is its name or ends in it, and no path of its sections.
    """
    text, section = pl.col("text"), pl.col("section")
    is_credit, is_furniture = section.is_in(["byline", "source_line", "dateline"]), section == "boilerplate"
    is_head = (pl.col("line") < pl.col("first_paragraph")) & (pl.col("chars") <= _LONGEST_HEAD_CHARS)
    address = text.str.extract(_ADDRESS, 1)
    known = fragments.filter(is_credit | is_furniture).with_columns(
        outlet=named_outlet(pl.when(is_credit).then(text), agency=False),
        agency=named_outlet(pl.when(is_credit).then(text), agency=True),
        people=people_of_credit(pl.when(section.is_in(["byline", "dateline"])).then(text)),
        noticed=outlet_in_notice(pl.when(is_furniture & (pl.col("kind") == "notice")).then(text)),
        addressed=source_of_url(pl.when(is_furniture).then(address)),
        headed=outlet_in_notice(pl.when(is_furniture & is_head & ~is_breadcrumb(fold(text))).then(text)),
    )
    rank = pl.when(section == "byline").then(0).otherwise(1)
    found = (
        known.sort("row", rank, "start_char")
        .group_by("row", maintain_order=True)
        .agg(
            byline_author=pl.col("people").drop_nulls().first(),
            credited=pl.coalesce(
                pl.col("outlet")
                .filter(~pl.col("outlet").is_in(list(agencies())), section != "byline")
                .drop_nulls()
                .first(),
                *(pl.col(name).drop_nulls().first() for name in ("noticed", "addressed", "headed")),
            ),
            credited_agency=pl.col("agency").drop_nulls().first(),
        )
    )
    stated = raw.select(
        row=pl.int_range(pl.len(), dtype=pl.UInt32),
        stated_author=people_of_credit(pl.col("sidecar_author")),
        stated_agency=named_outlet(pl.col("sidecar_author"), agency=True),
    )
    return stated.join(found, on="row", how="left").select(
        "row",
        "credited",
        author=pl.coalesce("stated_author", "byline_author"),
        agency_source_id=pl.coalesce("credited_agency", "stated_agency"),
    )
