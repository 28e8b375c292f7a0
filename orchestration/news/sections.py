"""The sections of an article: which lines are headline, credit, dateline, caption, body or page furniture.

A page is read from its anchor, the first paragraph: the headline stands before it, the tail (share buttons,
"read also", comments) after it. Everything else follows from a line's own wording (`lines`) and neighbours.
"""

import polars as pl

from orchestration.news.credits import find_credits
from orchestration.news.furniture import find_furniture
from orchestration.news.headlines import find_title
from orchestration.news.lines import has_full_date
from orchestration.news.normalise import raw_spans
from orchestration.news.outlets import ends_with_agency, named_outlet, places

BODY_SECTIONS = ("body", "caption", "dateline", "quote")
_WORD = r"[\u0621-\u064Aa-z][\u0621-\u064Aa-z0-9.]*"
_PLACE = rf"{_WORD}(?:\s+{_WORD}){{0,4}}"
_DAY_AND_MONTH = (
    r"(?:\d{1,2}\s*(?:[-/]\s*\d{1,2}|[\u0621-\u064A]+(?:\s*/\s*[\u0621-\u064A]+|\s+ال[\u0621-\u064A]+)?)(?:\s*[-/]?\s*(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})"
)
# A dash, colon, slash or bar.
_CLOSING = r"(?:\s+-+\s*|-+\s+|--+\s*|\s*:\s*|\s*/\s*|\s*[|]\s*)"
_DATELINE = (
    rf"(?i)^((?:\*\s*)?(?:[(\[\"]?(?:{_PLACE}(?:\s*[,،/]\s*{_WORD}(?:\s+{_WORD}){{0,2}}){{0,2}}"
    rf"(?:[\s،,]+(?:في\s+)?{_DAY_AND_MONTH})?|{_DAY_AND_MONTH})[)\]\"]?(?:\s*\([^()]{{2,30}}\)(?:\s+{_DAY_AND_MONTH})?)?{_CLOSING}){{1,3}})\S"
)


def classify_lines(lines: pl.DataFrame, titles: pl.Series) -> pl.DataFrame:
    """Give every line its section.

    Takes: the lines of `lines.split_lines`; the folded sidecar title of each row, null without one.
    Returns: the same rows with `section`, `title_line` and `first_paragraph`.
    """
    sidecar = pl.DataFrame({"row": range(len(titles)), "sidecar_title": titles}).cast({"row": pl.UInt32})
    return (
        lines.join(sidecar, on="row", how="left", maintain_order="left")
        .with_columns(is_text=pl.col("kind").is_null() & ~pl.col("is_date"))
        .pipe(find_credits)
        .pipe(find_title)
        .pipe(find_furniture)
        .with_columns(section=_section())
        .sort("row", "line")
    )


def _section() -> pl.Expr:
    line, title, first = pl.col("line"), pl.col("title_line"), pl.col("first_paragraph")
    is_above = line < first.fill_null(-1)
    is_copyright = is_above & pl.col("short").str.contains(r"^©\s*[^\d]{2,60}$")
    is_signature = (line > first) & (line == line.filter("is_text").max().over("row"))
    is_last = line >= pl.col("line").filter("is_proper").max().over("row").fill_null(0)
    is_quoted = pl.col("folded").str.contains(r'^"[^"]*"[.\s]*$')
    quoted = pl.when(is_quoted).then("folded").otherwise(pl.lit(""))
    # The first case that holds decides.
    cases = [
        ("title", line == title),
        (
            "boilerplate",
            (line < title)
            | (pl.col("key") == pl.col("title_key"))
            | pl.col("is_tail")
            | pl.col("is_teaser")
            | (line >= pl.col("comments")).fill_null(value=False),
        ),
        ("byline", pl.col("kind") == "byline"),
        ("source_line", pl.col("kind") == "source_line"),
        ("caption", is_copyright),
        ("boilerplate", pl.col("kind").is_not_null()),
        ("dateline", is_above & pl.col("has_date") & ~pl.col("is_date") & ~pl.col("ends_sentence")),
        ("dateline", is_above & pl.col("is_date") & pl.col("short").str.contains(ends_with_agency())),
        ("boilerplate", pl.col("is_date")),
        ("caption", pl.col("is_caption")),
        ("dateline", is_above & pl.col("is_dateline")),
        ("byline", (is_above | is_signature) & pl.col("is_byline")),
        ("dateline", is_above & (pl.col("words") <= 6) & ~pl.col("ends_sentence") & pl.col("names_outlet")),
        ("source_line", is_last & (pl.col("is_outlet") | pl.col("short").str.contains(r"^[a-z][a-z0-9 .]{1,29}$"))),
        ("boilerplate", pl.col("is_translation")),
        ("boilerplate", pl.col("is_end")),
        (
            "boilerplate",
            is_above & (pl.col("words") <= 3) & ~pl.col("ends_sentence") & ~pl.col("is_verse"),
        ),
        ("quote", quoted.str.count_matches(r"\s") >= 6),
    ]
    parts = (pl.when(case).then(pl.lit(section)) for section, case in cases)
    return pl.coalesce(*parts, pl.lit("body"))


def part_datelines(lines: pl.DataFrame) -> pl.DataFrame:
    """Cut the dateline ("al-qahira - a f b:") off the first paragraph, as a fragment of its own.

    Rules: one to three groups of up to three words, each closed by a dash or colon; a colon alone needs an
    outlet or a place ("Reuters:", not "the minister:"). News in brief has more of them, each with an agency.
    """
    prefix = pl.col("folded").str.extract(_DATELINE, 1)
    names_agency = named_outlet(pl.col("prefix"), agency=True).is_not_null() & pl.col("prefix").str.contains("-")
    names_outlet = named_outlet(pl.col("prefix"), agency=False).is_not_null()
    place = pl.col("prefix").str.extract(r"^[\W]*(?:.* من )?(\D+?)(?:\s*[،,:/(-].*|\s+في\s+\d.*|\s+\d.*|\s*)$", 1)
    names_place = place.str.strip_chars(" :").is_in(list(places()))
    is_short = pl.col("prefix").str.contains(r"^(?:\W*[^\s]+){1,3}\W*[-:/|،,(\d]")
    is_first = pl.col("line") == pl.col("first_paragraph")
    found = (
        lines.with_row_index("at")
        .filter((pl.col("section") == "body") & pl.col("folded").str.slice(0, 60).str.contains("[-:/|]"))
        .with_columns(prefix=prefix)
        .filter(
            pl.col("prefix").is_not_null()
            & (pl.col("prefix").str.len_chars() <= 70)
            & (
                (is_first & ((pl.col("prefix").str.contains("-") & is_short) | names_outlet | names_place))
                | names_agency
            )
        )
    )
    spans = found.select(
        "at", row=pl.int_range(pl.len()), start_byte=pl.lit(0), end_byte=pl.col("prefix").str.len_bytes()
    )
    cuts = raw_spans(found["text"], spans).select("at", cut="end_char")
    parted = lines.with_row_index("at").join(cuts, on="at", how="left")
    is_parted = pl.col("cut").is_not_null()
    heads = parted.filter(is_parted).with_columns(
        section=pl.lit("dateline"),
        text=pl.col("text").str.slice(0, pl.col("cut")).str.strip_chars_end(),
        has_date=has_full_date(pl.col("folded").str.slice(0, pl.col("cut"))),
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
