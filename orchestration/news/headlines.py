"""The headline among the lines of a page's head, and the first paragraph below it.

Menus, mottos and headlines of other stories stand in a page's head too. The article's own headline is the line whose
words return in what follows.
"""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text
from orchestration.news.outlets import opens_with_outlet

SHORTEST_PARAGRAPH_CHARS = 100
_SHORTEST_SENTENCE_CHARS = 50
_LONGEST_TITLE_CHARS, _LONGEST_MASTHEAD_CHARS = 220, 100
_LEAD_LINES, _LEAD_CHARS = 5, 500  # of the paragraphs that a headline is compared with
_NEAR_LINES = 3  # above the first paragraph: a byline and a date may stand between
_LEAST_SHARE, _NEAR_BEST = 0.34, 0.45


def find_title(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `title_line` and `first_paragraph` (a line number each, null without one), and `title_key`.

    Takes: lines with their features and `is_text`; `sidecar_title`, folded.
    Rules: the sidecar's title where it stands in the text; else, above the first paragraph, the first of the lines
    whose words return in the paragraphs nearly as often as those of any; else the first of four words or more, else
    the first at all. A line that only adds an outlet's name to a later one gives way to it. A text of one paragraph,
    and one that opens with a paragraph, has no headline; nor has a page whose head has no word of its text.
    """
    line = pl.col("line")
    first_text = line.filter("is_text").min().over("row")
    could_be = (
        pl.col("is_text")
        & (pl.col("chars") <= _LONGEST_TITLE_CHARS)
        & ~(pl.col("ends_stop") & (pl.col("chars") >= 60))
        & ~pl.col("has_sentences")
        & ~pl.col("is_outlet")
        & ~opens_with_outlet(pl.when(pl.col("chars") <= _LONGEST_MASTHEAD_CHARS).then("key"))
        & ~pl.any_horizontal("is_foreign", "is_caption", "is_dateline", "is_byline")
    )
    is_sentence = (pl.col("chars") >= _SHORTEST_SENTENCE_CHARS) & pl.col("ends_sentence")
    is_long = pl.col("chars") >= SHORTEST_PARAGRAPH_CHARS
    is_prose = is_long & ((pl.col("chars") > _LONGEST_TITLE_CHARS) | pl.col("folded").str.contains("[،,؛]"))
    is_paragraph = pl.col("is_text") & (is_long | is_sentence)
    is_opening = pl.col("could_be_title") & (line == first_text)
    # A long headline has neither stop nor comma; where no paragraph has, length alone tells.
    opens_text = pl.coalesce(
        line.filter(pl.col("is_text") & (is_sentence | is_prose) & ~is_opening).min().over("row"),
        line.filter(is_paragraph & ~is_opening).min().over("row"),
    )
    candidate = (
        pl.col("could_be_title")
        & (line < pl.col("first_paragraph").fill_null(1 << 30))
        & (pl.col("is_text").sum().over("row") > 1)
    )
    return (
        lines.with_columns(could_be_title=could_be)
        .with_columns(first_paragraph=opens_text)
        .with_columns(is_candidate=candidate)
        .pipe(_compare_with_lead)
        .pipe(_choose)
        .with_columns(
            first_paragraph=line.filter(is_paragraph & (line > pl.col("title_line").fill_null(-1))).min().over("row")
        )
    )


def _choose(lines: pl.DataFrame) -> pl.DataFrame:
    line, share = pl.col("line"), pl.col("lead_share")
    is_candidate = pl.col("is_candidate")
    strong, stated = is_candidate & (pl.col("words") >= 4), pl.col("key") == pl.col("sidecar_title")
    best = share.filter(is_candidate).max().over("row")
    hits = pl.col("lead_hits")
    returns = is_candidate & (share >= _NEAR_BEST * best) & ((hits >= 3) | (share >= 0.75)) & (share >= _LEAST_SHARE)
    # A page's head without any word of the text, among furniture, is no headline.
    is_strange = (best == 0) & (pl.col("kind").is_not_null() & (line < pl.col("first_paragraph"))).any().over("row")
    is_near = line >= pl.col("first_paragraph") - _NEAR_LINES
    guess = pl.coalesce(
        line.filter(returns & strong).min().over("row"),
        line.filter(returns & (hits >= 2)).min().over("row"),
        line.filter(strong & (~is_strange | is_near)).min().over("row"),
        line.filter(is_candidate & ~is_strange).min().over("row"),
    )
    guess_key = pl.col("key").filter(line == pl.col("title_line")).first().over("row")
    adds_behind = guess_key.str.strip_prefix(pl.col("key")).str.contains(r"^\s*[-|/»:]")
    adds_in_front = guess_key.str.strip_suffix(pl.col("key")).str.contains(r"[-|/»>:]\s*$")
    shorter = strong & (line > pl.col("title_line")) & (adds_behind | adds_in_front)
    return (
        lines.with_columns(title_line=pl.coalesce(line.filter(stated).min().over("row"), guess))
        .with_columns(title_line=pl.coalesce(line.filter(shorter).min().over("row"), "title_line"))
        .with_columns(title_key=guess_key)
    )


def _compare_with_lead(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `lead_hits` and `lead_share`: how many of a candidate's stems return in the first paragraphs."""
    line, first = pl.col("line"), pl.col("first_paragraph")
    is_lead = pl.col("is_text") & (line >= first) & (line < first + _LEAD_LINES)
    # Where one line alone can be the headline and no furniture stands above the text there is nothing to compare.
    is_open = (pl.col("is_candidate").sum() > 1) | (pl.col("kind").is_not_null() & (line < first)).any()
    lines = lines.with_columns(is_open=is_open.over("row"))
    candidates = (
        lines.filter(pl.col("is_candidate") & pl.col("is_open"))
        .select("row", "line", stem=_stems())
        .explode("stem")
        .drop_nulls()
    )
    lead = lines.filter(is_lead & pl.col("is_open")).select("row", stem=_stems()).explode("stem").drop_nulls().unique()
    shares = (
        candidates.unique()
        .join(lead.with_columns(returns=pl.lit(value=True)), on=["row", "stem"], how="left")
        .group_by("row", "line")
        .agg(lead_hits=pl.col("returns").sum(), lead_share=pl.col("returns").fill_null(value=False).mean())
    )
    return lines.join(shares, on=["row", "line"], how="left", maintain_order="left")


def _stems() -> pl.Expr:
    """The content words of a line, each cut to four letters behind its particles and article."""
    words = pl.col("folded").str.slice(0, _LEAD_CHARS).str.extract_all(r"[\p{L}\p{N}]{3,}")
    word = pl.element()
    bare = word.str.replace(r"^[وفبلك]?(?:ال|لل)", "").str.slice(0, 4)
    return words.list.eval(bare.filter(~word.is_in(_function_words()) & (bare.str.len_chars() >= 3)))


@functools.cache
def _function_words() -> list[str]:
    kinds = ["preposition", "conjunction", "pronoun", "particle", "demonstrative", "relative", "numeral"]
    rows = read_lexicon("function_words").filter(pl.col("kind").is_in(kinds))
    return sorted({fold_text(word) for word in rows["word"]})
