"""Page furniture below the first paragraph: the tail of share buttons and related stories, teasers, and the end."""

import polars as pl

from orchestration.news.headlines import SHORTEST_PARAGRAPH_CHARS

_MOST_QUOTED_WORDS = 6
_LONGEST_QUOTATION_LINES = 5
_LONGEST_SUMMARY_CHARS = 130  # of another story, under its headline
_LONGEST_REMNANT_CHARS, _SHORTEST_UNSTOPPED_CHARS = 80, 75
_FEWEST_VERSES, _FEWEST_ENTRIES = 3, 4
# Verses are short; they are vocalised, in quotes, or end in two dots or a comma.
_VERSE = r'[\u064B-\u0652].*[\u064B-\u0652]|(?:\.\.|…|،)$|^[«"“].*[»"”]$'


def find_furniture(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `is_tail`, `is_teaser` and `is_end`, of which none is part of the article, `is_proper` (prose), `is_verse`.

    Takes: lines in order, with their features, `is_text` and `first_paragraph`.
    """
    return lines.pipe(_find_tail).pipe(_find_teasers).pipe(_find_end)


def _find_tail(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `is_tail`: what stands after a share row or "read also", until a long paragraph or two together."""
    is_mark = pl.col("kind").is_in(["tail", "share"]) & (pl.col("line") > pl.col("first_paragraph"))
    is_proper = pl.col("is_text") & pl.col("ends_sentence") & (pl.col("chars") >= 80)
    is_long = pl.col("chars") >= _LONGEST_SUMMARY_CHARS
    starts_again = pl.col("is_proper") & (is_long | pl.col("is_proper").shift(-1).over("row"))
    return (
        lines.with_columns(
            mark=pl.when(is_mark).then("line").forward_fill().over("row"),
            is_proper=is_proper.fill_null(value=False),
        )
        .with_columns(resumed=pl.col("line").filter(starts_again).min().over("row", "mark"))
        .with_columns(is_tail=pl.col("mark").is_not_null() & (pl.col("line") < pl.col("resumed").fill_null(1 << 30)))
    )


def _find_teasers(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `is_teaser`: two to six headlines in a row in the body, links that a site sets between paragraphs.

    Rules: no stop at the end, no bullet or number in front, no colon before, in no quotation that is still open;
    one alone is a sub-headline, and so is a short one wholly in quotes that a paragraph follows.
    """
    is_quoted = pl.col("folded").str.contains(r'^"[^"]*"$') & (pl.col("words") <= _MOST_QUOTED_WORDS)
    is_sub_headline = is_quoted & (pl.col("chars").shift(-1).over("row") >= SHORTEST_PARAGRAPH_CHARS)
    quotes = pl.col("folded").str.count_matches('"', literal=True)
    is_open = quotes.rolling_sum(_LONGEST_QUOTATION_LINES, min_samples=1).shift(1, fill_value=0).over("row") % 2 == 1
    is_headline = (
        pl.col("is_text")
        & (pl.col("line") > pl.col("first_paragraph"))
        & pl.col("words").is_between(3, 18)
        & (pl.col("chars") <= 110)
        & ~pl.col("short").str.contains(r"[.!:،؛;…][\"')]*$|^[\d\-*•(]")
        & ~pl.col("is_outlet")
        & ~is_sub_headline
        & ~is_open
        & (quotes % 2 == 0)
    )
    run = pl.col("is_headline").rle_id().over("row")
    follows_colon = pl.col("folded").str.ends_with(":").shift(1).over("row")
    size, opened = pl.len().over("row", "run"), pl.col("follows_colon").first().over("row", "run")
    return (
        lines.with_columns(is_headline=is_headline.fill_null(value=False), follows_colon=follows_colon)
        .with_columns(run=run)
        .with_columns(is_teaser=pl.col("is_headline") & size.is_between(2, 6) & ~opened.fill_null(value=False))
    )


def _find_end(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `is_end`: what follows the last paragraph without a stop (links, tags, tickers), and all below comments.

    Rules: a list ("best film: ...", or after a colon) and verses stay; once the end has begun, a short line with a
    stop is part of it.
    """
    line, chars = pl.col("line"), pl.col("chars")
    is_comment = (pl.col("kind") == "end") & (line > pl.col("first_paragraph"))
    is_prose = (
        pl.col("is_text")
        & ~pl.col("is_tail")
        & ~pl.col("is_teaser")
        & ((chars >= SHORTEST_PARAGRAPH_CHARS) | (pl.col("ends_sentence") & (chars >= _LONGEST_REMNANT_CHARS / 2)))
    )
    last_prose = line.filter(is_prose & (line < pl.col("comments").fill_null(1 << 30))).max().over("row")
    opens_list = (pl.col("folded").str.contains(r":\s*$") & (line == pl.col("last_prose"))).any().over("row")
    is_verse = pl.col("is_verse") & (line > pl.col("last_prose"))
    is_entry = pl.col("is_text") & pl.col("short").str.contains(r"^[^:]{2,40}:\s") & (line > pl.col("last_prose"))
    is_list_or_poem = (is_verse.sum() >= _FEWEST_VERSES).over("row") | (is_entry.sum() >= _FEWEST_ENTRIES).over("row")
    is_loose = (
        (line > pl.col("last_prose"))
        & (line > pl.col("first_paragraph"))
        & pl.col("is_text")
        & (chars < SHORTEST_PARAGRAPH_CHARS)
        & ~pl.col("folded").str.contains(r"[.!؟?:][\"')\]]*\s*$")
        & ~pl.col("is_verse")
        & ~opens_list
        & ~is_list_or_poem
    )
    # One line alone that is nearly a paragraph only lacks its stop.
    is_paragraph = (pl.col("is_loose").sum().over("row") == 1) & (chars >= _SHORTEST_UNSTOPPED_CHARS)
    begun = line.filter("is_loose").min().over("row")
    is_remnant = (line > begun) & (line > pl.col("last_prose")) & (chars < _LONGEST_REMNANT_CHARS)
    return (
        lines.with_columns(
            comments=line.filter(is_comment).min().over("row"), is_verse=pl.col("text").str.contains(_VERSE)
        )
        .with_columns(last_prose=last_prose)
        .with_columns(is_loose=is_loose.fill_null(value=False))
        .with_columns(is_loose=pl.col("is_loose") & ~is_paragraph)
        .with_columns(
            is_end=pl.col("is_loose")
            | is_remnant.fill_null(value=False)
            | (line >= pl.col("comments")).fill_null(value=False)
        )
    )
