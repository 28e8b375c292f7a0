"""The sections of an article: which lines are headline, credit, dateline, caption, body or page furniture.

A page is read from its anchor, the first paragraph: the headline stands before it, the tail (share buttons,
"read also", comments) after it. Everything else follows from a line's own wording (`lines`) and neighbours.
"""

import polars as pl

from orchestration.news.normalise import raw_spans
from orchestration.news.outlets import ends_with_agency, named_outlet, places

BODY_SECTIONS = ("body", "caption", "dateline", "quote")
_SHORTEST_PARAGRAPH_CHARS, _SHORTEST_SENTENCE_CHARS = 100, 50
_LONGEST_TITLE_CHARS, _LONGEST_CAPTION_CHARS = 220, 260
_WORD = r"[\u0621-\u064Aa-z][\u0621-\u064Aa-z0-9.]*"
_DATELINE = (
    rf"(?i)^((?:[(\[\"]?{_WORD}(?:\s+{_WORD}){{0,2}}(?:\s*[,،/]\s*{_WORD}(?:\s+{_WORD}){{0,2}}){{0,2}}[)\]\"]?"
    r"(?:\s*\([^()]{2,30}\))?(?:\s+-+\s*|-+\s+|--+\s*|\s*:\s*)){1,3})\S"
)


def classify_lines(lines: pl.DataFrame, titles: pl.Series) -> pl.DataFrame:
    """Give every line its section.

    Takes: the lines of `lines.split_lines`; the folded sidecar title of each row, null without one.
    Returns: the same rows with `section`, and `is_before_body` for those above the first paragraph.
    """
    sidecar = pl.DataFrame({"row": range(len(titles)), "sidecar_title": titles}).cast({"row": pl.UInt32})
    return (
        lines.join(sidecar, on="row", how="left")
        .with_columns(is_text=pl.col("kind").is_null() & ~pl.col("is_date"))
        .pipe(_find_title)
        .pipe(_find_tail)
        .pipe(_find_teasers)
        .with_columns(section=_section())
        .sort("row", "line")
    )


def _find_title(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `title_line` and `first_paragraph` (a line number each, null without one).

    Rules: the sidecar's title where it stands in the text; else the first line above the first paragraph that
    has four words or more, else the first at all. A line that only adds an outlet's name to a later one gives
    way to it. A text of one paragraph, and one that opens with a paragraph, has no headline.
    """
    line = pl.col("line")
    first_text = line.filter("is_text").min().over("row")
    could_be = (
        pl.col("is_text")
        & (pl.col("chars") <= _LONGEST_TITLE_CHARS)
        & ~(pl.col("ends_stop") & (pl.col("chars") >= 60))
        & ~pl.col("has_sentences")
        & ~pl.col("is_outlet")
        & ~pl.col("is_foreign")
    )
    is_paragraph = pl.col("is_text") & (
        (pl.col("chars") >= _SHORTEST_PARAGRAPH_CHARS)
        | ((pl.col("chars") >= _SHORTEST_SENTENCE_CHARS) & pl.col("ends_sentence"))
    )
    is_opening = pl.col("could_be_title") & (line == first_text)
    candidate = (
        pl.col("could_be_title")
        & (line < pl.col("first_paragraph").fill_null(1 << 30))
        & (pl.col("is_text").sum().over("row") > 1)
    )
    strong, stated = pl.col("is_candidate") & (pl.col("words") >= 4), pl.col("key") == pl.col("sidecar_title")
    guess = pl.coalesce(line.filter(strong).min().over("row"), line.filter("is_candidate").min().over("row"))
    guess_key = pl.col("key").filter(line == pl.col("title_line")).first().over("row")
    shorter = (
        strong & (line > pl.col("title_line")) & guess_key.str.strip_prefix(pl.col("key")).str.contains(r"^\s*[-|/»]")
    )
    return (
        lines.with_columns(could_be_title=could_be)
        .with_columns(first_paragraph=line.filter(is_paragraph & ~is_opening).min().over("row"))
        .with_columns(is_candidate=candidate)
        .with_columns(title_line=pl.coalesce(line.filter(stated).min().over("row"), guess))
        .with_columns(title_line=pl.coalesce(line.filter(shorter).min().over("row"), "title_line"))
        .with_columns(title_key=guess_key)
        .with_columns(
            first_paragraph=line.filter(is_paragraph & (line > pl.col("title_line").fill_null(-1))).min().over("row")
        )
    )


def _find_tail(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `is_tail`: what stands after a share row or "read also", until two paragraphs stand together."""
    is_mark = pl.col("kind").is_in(["tail", "share"]) & (pl.col("line") > pl.col("first_paragraph"))
    is_proper = pl.col("is_text") & pl.col("ends_sentence") & (pl.col("chars") >= 80)
    starts_again = pl.col("is_proper") & pl.col("is_proper").shift(-1).over("row")
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

    Rules: no stop at the end, no bullet or number in front, no colon before; one alone is a sub-headline.
    """
    is_headline = (
        pl.col("is_text")
        & (pl.col("line") > pl.col("first_paragraph"))
        & pl.col("words").is_between(3, 18)
        & (pl.col("chars") <= 110)
        & ~pl.col("short").str.contains(r"[.!:،؛;…][\"')]*$|^[\d\-*•(]")
        & ~pl.col("is_outlet")
    )
    run = pl.col("is_headline").rle_id().over("row")
    follows_colon = pl.col("folded").str.ends_with(":").shift(1).over("row")
    size, opened = pl.len().over("row", "run"), pl.col("follows_colon").first().over("row", "run")
    return (
        lines.with_columns(is_headline=is_headline.fill_null(value=False), follows_colon=follows_colon)
        .with_columns(run=run)
        .with_columns(is_teaser=pl.col("is_headline") & size.is_between(2, 6) & ~opened.fill_null(value=False))
    )


def _section() -> pl.Expr:
    line, title, first = pl.col("line"), pl.col("title_line"), pl.col("first_paragraph")
    is_above = line < first.fill_null(-1)
    credit = pl.col("short").str.extract(r"\(([^()]{2,40})\)[.\s]*$", 1)
    is_caption = (
        (pl.col("chars") <= _LONGEST_CAPTION_CHARS)
        & named_outlet(pl.when(credit.is_not_null()).then(credit), agency=False).is_not_null()
    ) | (pl.col("is_foreign") & pl.col("is_text"))
    is_last = line >= pl.col("line").filter("is_proper").max().over("row").fill_null(0)
    cases = {
        "title": line == title,
        "boilerplate": (line < title)
        | (pl.col("key") == pl.col("title_key"))
        | pl.col("is_tail")
        | pl.col("is_teaser"),
        "byline": pl.col("kind") == "byline",
        "source_line": pl.col("kind") == "source_line",
        "boilerplate ": pl.col("kind").is_not_null(),
        "dateline": is_above & pl.col("has_date") & ~pl.col("is_date") & ~pl.col("ends_sentence"),
        "dateline ": is_above & pl.col("is_date") & pl.col("short").str.contains(ends_with_agency()),
        "boilerplate  ": pl.col("is_date"),
        "dateline  ": is_above & (pl.col("words") <= 6) & ~pl.col("ends_sentence") & _names_an_outlet(),
        "source_line ": is_last & (pl.col("is_outlet") | pl.col("short").str.contains(r"^[a-z][a-z0-9 .]{1,29}$")),
        "caption": is_caption,
        "boilerplate   ": is_above & (pl.col("words") <= 3) & ~pl.col("ends_sentence"),
    }
    parts = (pl.when(case).then(pl.lit(section.strip())) for section, case in cases.items())
    return pl.coalesce(*parts, pl.lit("body"))


def _names_an_outlet() -> pl.Expr:
    return named_outlet(pl.when(pl.col("chars") <= 60).then(pl.col("key")), agency=False).is_not_null()


def part_datelines(lines: pl.DataFrame) -> pl.DataFrame:
    """Cut the dateline ("al-qahira - a f b:") off the first paragraph, as a fragment of its own.

    Rules: one to three groups of up to three words, each closed by a dash or colon; a colon alone needs an
    outlet or a place ("Reuters:", not "the minister:").
    """
    prefix = pl.col("folded").str.extract(_DATELINE, 1)
    names_outlet = named_outlet(pl.col("prefix"), agency=False).is_not_null()
    names_place = pl.col("prefix").str.strip_chars(" :").is_in(list(places()))
    is_first = (pl.col("line") == pl.col("first_paragraph")) & (pl.col("section") == "body")
    found = (
        lines.with_row_index("at")
        .filter(is_first)
        .with_columns(prefix=prefix)
        .filter(
            pl.col("prefix").is_not_null()
            & (pl.col("prefix").str.len_chars() <= 70)
            & (pl.col("prefix").str.contains("-") | names_outlet | names_place)
        )
    )
    spans = found.select(
        "at", row=pl.int_range(pl.len()), start_byte=pl.lit(0), end_byte=pl.col("prefix").str.len_bytes()
    )
    cuts = raw_spans(found["text"], spans).select("at", cut="end_char")
    parted = lines.with_row_index("at").join(cuts, on="at", how="left")
    is_parted = pl.col("cut").is_not_null()
    heads = parted.filter(is_parted).with_columns(
        section=pl.lit("dateline"), text=pl.col("text").str.slice(0, pl.col("cut")).str.strip_chars_end()
    )
    rests = parted.with_columns(
        start_char=pl.col("start_char") + pl.col("cut").fill_null(0),
        text=pl.when(is_parted).then(pl.col("text").str.slice(pl.col("cut"))).otherwise("text"),
    )
    return (
        pl.concat([heads, rests])
        .with_columns(end_char=pl.col("start_char") + pl.col("text").str.len_chars())
        .sort("row", "start_char")
    )
