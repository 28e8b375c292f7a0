"""Proposals for the lexicon of page furniture: the lines that repeat across the articles of one source.

They are counted in the published warehouse and written as rows that a person may append to
`boilerplate_phrases.csv`. Nothing enters the lexicon by itself: what one article becomes must never depend on
which others are loaded.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.lines import key_of, split_lines
from orchestration.news.outlets import names_places
from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import open_published

_BATCH_CHARS = 2_000_000  # of text in memory at once; of every line some 40 bytes stay
_LONGEST_LINE_CHARS, _PARAGRAPH_CHARS = 260, 100
_LEAST_COMPLETIONS = 3  # of an opening or closing, else the line as a whole repeats
_LEAST_NOTICE_WORDS, _LEAST_LINES_OF_TAIL = 8, 3

# "Section: local news" opens with a label, "... - the name of the site" closes with one.
_PARTS = {"opening": r"^([^\d:|]{2,30}?\s*[:|])\s*\S", "closing": r"\S\s+[|»–—-]+\s+([^|»–—:-]{2,40})$"}
_NAMES = r"^[\u0621-\u064a]+(?:[ -]+[\u0621-\u064a]+){1,6}$"  # of a person, also with a place or an outlet
_CREDITS = ("byline", "dateline", "source_line")
_COLUMNS = ("phrase", "kind", "match", "source")

_ARTICLES = f"""
    select
        article_id,
        coalesce(source_id, 'unknown') as source,
        hash(duplicate_cluster_id) as cluster,
        sum(length(raw_text)) over (order by article_id) // {_BATCH_CHARS} as batch
    from marts.fct_articles join marts.fct_article_texts using (article_id)
    order by article_id
"""  # noqa: S608 - a number of ours
_TEXTS = """
    select article_id, raw_text from marts.fct_article_texts
    where article_id between $first and $last order by article_id
"""
_SECTIONS = """
    select article_id, start_char, section from marts.fct_article_sections
    where article_id between $first and $last order by article_id, start_char
"""
_WORDINGS = """
    select article_id, start_char, any_value(substring(raw_text, start_char + 1, chars)) as text
    from (
        select unnest($articles::varchar[]) as article_id, unnest($starts::bigint[]) as start_char,
            unnest($chars::bigint[]) as chars
    )
    join marts.fct_article_texts using (article_id) group by article_id, start_char
"""
_LINE = {
    "source": pl.Categorical,
    "cluster": pl.UInt64,
    "part": pl.Categorical,
    "key": pl.UInt64,
    "line_key": pl.UInt64,
    "section": pl.Categorical,
    "place": pl.Categorical,
    "lines_after": pl.UInt32,
    "article_id": pl.Categorical,
    "start_char": pl.UInt32,
    "chars": pl.UInt16,
}


def propose_chrome(settings: Settings, *, least_articles: int, least_percent: float) -> str:
    """Write the proposals beside the warehouse; returns what the terminal shows.

    Takes: in how many articles a line must stand, and in which share of those of its source. Copies of one text
    count once.

    Raises:
        FileNotFoundError: nothing is published.
        ValueError: a limit is out of its range.
    """
    if least_articles < 2 or not 0 <= least_percent <= 100:
        raise ValueError("a line must stand in at least 2 articles, and in 0 to 100 % of those of its source")
    with open_published(settings) as connection:
        articles = connection.execute(_ARTICLES).pl()
        lines = pl.concat([pl.DataFrame(schema=_LINE), *_count_lines(connection, articles)])
        repeated = _find_repeated(lines, articles, least_articles, least_percent)
        found = _propose(_word(connection, repeated))
    proposed, left = found.drop_nulls("kind"), found.filter(pl.col("kind").is_null())
    file = settings.warehouse / "proposals" / "boilerplate_phrases.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    proposed.unique(["phrase", "kind", "match"], keep="first", maintain_order=True).select(_COLUMNS).write_csv(file)
    limits = f"{least_articles} articles and {least_percent:g} % of those of its source"
    if found.is_empty():
        return f"Of {articles.height:,} articles: no line that the lexicon does not know stands in {limits}."
    return "\n".join([f"Lines that the lexicon does not know, in {limits} or more.", *_tables(proposed, left, file)])


def _count_lines(connection: duckdb.DuckDBPyConnection, articles: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The lines that the lexicon does not know, batch by batch, with a hash for their wording."""
    for batch in articles.partition_by("batch", maintain_order=True):
        limits = {"first": batch["article_id"][0], "last": batch["article_id"][-1]}
        texts = connection.execute(_TEXTS, limits).pl().with_row_index("row")
        sections = connection.execute(_SECTIONS, limits).pl()
        lines = _place(split_lines(texts["raw_text"])).join(texts.select("row", "article_id"), on="row")
        parts = [_cut(lines, part, pattern) for part, pattern in _PARTS.items()]
        yield (
            pl.concat([lines.with_columns(part=pl.lit("line"), line_key="key"), *parts])
            .sort("article_id", "start_char")
            .join_asof(sections, by="article_id", on="start_char", check_sortedness=False)
            .join(batch, on="article_id")
            .with_columns(pl.col("key", "line_key").hash())
            .select(pl.col(name).cast(dtype) for name, dtype in _LINE.items())
        )


def _place(lines: pl.DataFrame) -> pl.DataFrame:
    """Keep the short lines that no rule knows, with their place: above the first paragraph, below the last, between."""
    line, paragraph = pl.col("line"), pl.col("chars") >= _PARAGRAPH_CHARS
    first, last = (line.filter(paragraph).min().over("row"), line.filter(paragraph).max().over("row"))
    place = pl.when(line < first).then(pl.lit("above")).when(line > last).then(pl.lit("below"))
    is_known = pl.col("kind").is_not_null() | pl.col("is_date") | pl.col("is_outlet") | (pl.col("key") == "")
    return (
        lines.with_columns(place=place.otherwise(pl.lit("between")), lines_after=pl.len().over("row") - 1 - line)
        .filter(~is_known & (pl.col("chars") <= _LONGEST_LINE_CHARS))
        .select("row", "text", "key", "start_char", "chars", "place", "lines_after")
    )


def _cut(lines: pl.DataFrame, part: str, pattern: str) -> pl.DataFrame:
    """What lines above or below the text open or close with."""
    return (
        lines.filter(pl.col("place") != "between")
        .with_columns(part=pl.lit(part), line_key="key", key=key_of(pl.col("text").str.extract(pattern, 1)))
        .drop_nulls("key")
        .select(*lines.columns, "part", "line_key")
    )


def _find_repeated(
    lines: pl.DataFrame, articles: pl.DataFrame, least_articles: int, least_percent: float
) -> pl.DataFrame:
    same = ["source", "part", "key"]
    sizes = articles.group_by(pl.col("source").cast(pl.Categorical)).agg(source_articles=pl.col("cluster").n_unique())
    often = (
        lines.unique([*same, "cluster"])
        .group_by(same)
        .agg(articles=pl.len())
        .join(sizes, on="source")
        .with_columns(percent=100 * pl.col("articles") / pl.col("source_articles"))
        .filter(pl.col("articles") >= least_articles, pl.col("percent") >= least_percent)
    )
    return (
        lines.join(often, on=same)
        .group_by(same)
        .agg(
            pl.col("articles", "percent", "article_id", "start_char", "chars").first(),
            sections=pl.col("section").cast(pl.String).value_counts(sort=True, normalize=True, name="share"),
            section=pl.col("section").mode().sort().first(),
            place=pl.col("place").mode().sort().first(),
            lines_after=pl.col("lines_after").median(),
            completions=pl.col("line_key").n_unique(),
        )
        .filter((pl.col("part") == "line") | (pl.col("completions") >= _LEAST_COMPLETIONS))
        .filter((pl.col("part") != "opening") | (pl.col("section") != "title"))  # "Syria: ..." names a subject
        .with_columns(today=pl.col("sections").list.head(2).list.eval(_share()).list.join(", "))
        .drop("sections")
    )


def _share() -> pl.Expr:
    """A section and its share of the places in which a line stands: "body 97 %"."""
    share = pl.element().struct.field("share")
    return pl.format("{} {} %", pl.element().struct.field("section"), (100 * share).round().cast(pl.Int64))


def _word(connection: duckdb.DuckDBPyConnection, repeated: pl.DataFrame) -> pl.DataFrame:
    """Add `text`, the wording of each line where it was first met."""
    named = repeated.with_columns(pl.col("article_id", "source", "part", "section", "place").cast(pl.String))
    wanted = {name: named[column].to_list() for name, column in _WANTED.items()}
    texts = connection.execute(_WORDINGS, wanted).pl().cast({"start_char": pl.UInt32})
    return named.join(texts, on=["article_id", "start_char"]).sort(
        "articles", "percent", "source", "text", descending=[True, True, False, False]
    )


_WANTED = {"articles": "article_id", "starts": "start_char", "chars": "chars"}


def _propose(found: pl.DataFrame) -> pl.DataFrame:
    """Add `phrase`, `looks` (what the line is, for a person) and `kind` and `match`, null where it is no furniture."""
    # Blanks as the lexicon has them, and nothing invisible, which folding takes out of the texts too.
    plain = pl.col("text").str.replace_all(r"\s+", " ").str.replace_all(r"[\p{Cc}\p{Cf}]", "").str.strip_chars()
    parts = [pl.when(part=part).then(pl.col("phrase").str.extract(pattern, 1)) for part, pattern in _PARTS.items()]
    key, words = pl.col("key"), pl.col("key").str.count_matches(r"\S+")
    section, place = pl.col("section"), pl.col("place")
    is_number = key.str.count_matches(r"\d") >= key.str.count_matches(r"\p{L}")
    is_sentence, is_text = words >= _LEAST_NOTICE_WORDS, (place == "between") & (section != "boilerplate")
    is_plain = pl.col("phrase") == pl.col("text")  # else only a whole line is compared without its blanks
    has_tail = pl.col("lines_after") >= _LEAST_LINES_OF_TAIL
    # The first that fits decides: what it looks like, then its kind and match, if it is furniture.
    cases = [
        (section.is_in(_CREDITS), "a credit already", "", ""),
        (_names_person(key), "a person: a signature?", "", ""),
        (names_places(key), "a place: a dateline or a table?", "", ""),
        (pl.col("part") == "closing", "closes lines: the site's name?", "", ""),
        (section == "title", "a headline: a column or series?", "", ""),
        ((pl.col("part") == "opening") & (section != "boilerplate"), "opens lines that differ", "", ""),
        (pl.col("part") == "opening", "opens lines that differ", "label", "start"),
        (is_number, "numbers", "label", "line"),
        (is_sentence & is_text, "a sentence: background or a notice?", "", ""),
        (is_sentence & is_plain, "a sentence", "notice", "anywhere"),
        (place == "between", "between paragraphs: a sub-headline?", "", ""),
        (place == "above", "above the text", "navigation", "line"),
        (has_tail, "below the text, others follow", "tail", "line"),
        (pl.lit(value=True), "below the text", "label", "line"),
    ]
    looks, kind, match = (pl.coalesce(pl.when(case[0]).then(pl.lit(case[at])) for case in cases) for at in (1, 2, 3))
    is_furniture = pl.col("kind") != ""
    return (
        found.with_columns(phrase=plain)
        .with_columns(phrase=pl.coalesce(*parts, "phrase"))
        .with_columns(key=key_of(pl.col("phrase")))
        .with_columns(looks=looks, kind=kind, match=match)
        .with_columns(pl.when(is_furniture).then(pl.col("kind", "match")))
    )


def _names_person(key: pl.Expr) -> pl.Expr:
    """True where a part of a line is like a name: a given name, and where that is a word too, a surname behind."""
    names = read_lexicon("given_names")
    surnames = read_lexicon("surnames")["name_folded"].implode()
    given, sure = (chosen["name_folded"].implode() for chosen in (names, names.filter(is_ambiguous="false")))
    first, last = pl.element().str.extract(r"(\S+)\s+\S"), pl.element().str.extract(r"\s(\S+)\s*$")
    is_name = first.is_in(sure) | (first.is_in(given) & last.is_in(surnames))
    return key.str.contains(_NAMES) & key.str.split("-").list.eval(is_name).list.any()


def _tables(proposed: pl.DataFrame, left: pl.DataFrame, file: Path) -> list[str]:
    lines = ["", *_rows(proposed)] if proposed.height else []
    if left.height:
        lines += ["", "These are not proposed; look at them where they hide furniture:", "", *_rows(left)]
    seeds = "dbt_project/seeds/boilerplate_phrases.csv"
    written = f"Written to {escape(str(file))}: {proposed.height} proposals, none of them in use yet."
    return [*lines, "", written, f"Append the rows that you accept to {seeds}, without the head, and `make run`."]


def _rows(found: pl.DataFrame) -> list[str]:
    """One row per line; what is Arabic stands last, so that it shifts no column."""
    head = f"{'articles':>8} {'share':>7}  {'source':<18} {'today':<32} {'looks like':<36} {'proposed':<16} phrase"
    return [head] + [
        f"{row['articles']:>8} {row['percent']:>6.1f}%  {escape(row['source']):<18} {row['today']:<32} "
        f"{row['looks']:<36} {' '.join(filter(None, (row['kind'], row['match']))) or '-':<16} {escape(row['phrase'])}"
        for row in found.iter_rows(named=True)
    ]
