"""Forms of places that are ordinary words, or other places, too: which of them the context makes a place."""

import functools

import polars as pl

from orchestration.news.country_evidence import location_countries
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold
from orchestration.news.word_classes import SPACE

_LONGEST_LIST = 4  # «بغداد وواسط والمثنى وذي قار»
_LOCATIVES = ["في", "الي", "من", "داخل", "خارج", "نحو", "شمال", "جنوب", "شرق", "غرب", "بين", "ضد", "مع", "عن", "علي"]
_COMMA = 3  # bytes of «، »
_LEAST_CHARS = 4  # a shorter form is too often another word with a particle: «ودان البيان» is no Waddan


def accept_in_context(known: pl.DataFrame, words: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """Keep a form that is something else too only where its words or its article speak for the place.

    Takes: known names as matched, standalone; words of `classify`; countries of `count_countries`.
    Rules: it stands behind a word for a place («دولة مالي»), or in a list with a place of its country («بغداد
    وواسط»), or does so elsewhere in the article; it is no ordinary word and the article names its country («تدمر» in
    a text on Syria) or names a kind of state («المملكة»); it is a nisba too, behind a preposition, of a country that
    the article names («من سورية»), or right behind «في» or «إلى» («في مالي»).
    Returns: what is kept, with `support`: the words of the article that point to the place's country.
    """
    located = known.join(location_countries(), on="location_id", how="left", maintain_order="left").join(
        evidence.select("article_id", "country_iso3", support="hits"),
        on=["article_id", "country_iso3"],
        how="left",
        maintain_order="left",
    )
    sure = located.filter(~pl.col("needs_place_context"))
    doubtful = located.filter("needs_place_context")
    if doubtful.is_empty():
        return sure
    marked = _mark(doubtful, words)
    told = marked.filter(_is_told())
    told = _with_lists(pl.concat([sure, told], how="diagonal"), marked)
    again = marked.join(
        told.filter("needs_place_context").select("article_id", "folded", "location_id").unique(),
        on=["article_id", "folded", "location_id"],
        how="semi",
        maintain_order="left",
    ).filter(~pl.col("is_ordinary") | ~pl.col("is_nisba"))
    return (
        pl.concat([told, again], how="diagonal")
        .select(located.columns)
        .unique(["row", "start_byte", "end_byte", "actor_id", "location_id", "alias"], maintain_order=True)
    )


def _mark(doubtful: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Add the word before each form, and what else the form is."""
    before = words.join(doubtful.select("row"), on="row", how="semi").select(
        "row", "is_place_head", "is_place_class", "is_definite",
        gap_before="gap", word_before="word", before_end="end_byte", word_start=pl.col("end_byte") + pl.col("gap"),
    )  # fmt: skip
    return (
        doubtful.with_columns(word_start=pl.col("start_byte") - pl.col("clitic"))
        .join(before, on=["row", "word_start"], how="left", maintain_order="left")
        .join(_ordinary(), on="folded", how="left", maintain_order="left")
        .with_columns(pl.col("is_ordinary", "is_nisba").fill_null(value=False))
    )


def _is_told() -> pl.Expr:
    """The word before a form, or its article, makes it a place."""
    bare = pl.col("clitic") == 0
    is_country = pl.col("mention_type") == "country"
    is_behind_head = pl.any_horizontal("is_place_head", "is_place_class") & ~pl.col("is_definite") & bare
    is_supported = (pl.col("support").fill_null(0) > 0) & (pl.col("folded").str.len_chars() >= _LEAST_CHARS)
    is_behind_locative = (pl.col("word_before").is_in(_LOCATIVES) & bare) | ~bare
    is_name_of_state = is_country & ~pl.col("is_nisba") & pl.col("folded").str.contains("^(?:ال|لل)")
    fits = ~pl.col("is_ordinary") | is_name_of_state | (pl.col("is_nisba") & is_behind_locative)
    is_where = pl.col("word_before").is_in(["في", "الي"]) & bare & (pl.col("gap_before") == SPACE)
    return (
        (is_behind_head & (pl.col("gap_before") == SPACE))
        | (is_supported & fits)
        | (is_country & pl.col("is_nisba") & is_where)
    )


def _with_lists(accepted: pl.DataFrame, doubtful: pl.DataFrame) -> pl.DataFrame:
    """Add what stands in a list behind an accepted place of the same country."""
    ends = accepted.select("row", "country_iso3", before_end="end_byte").drop_nulls()
    for _ in range(_LONGEST_LIST):
        joined = doubtful.filter(
            ((pl.col("gap_before") == SPACE) & (pl.col("clitic") > 0)) | (pl.col("gap_before") == _COMMA)
        ).join(ends, on=["row", "before_end", "country_iso3"], how="semi", maintain_order="left")
        if joined.is_empty():
            break
        accepted = pl.concat([accepted, joined], how="diagonal")
        ends = joined.select("row", "country_iso3", before_end="end_byte")
    return accepted


@functools.cache
def _ordinary() -> pl.DataFrame:
    """The folded forms that are words of the language: folded, is_ordinary, is_nisba."""
    columns = {
        "common_words": "word", "function_words": "word", "titles": "title", "given_names": "name_folded",
        "nisbas": "nisba", "place_heads": "head", "org_heads": "head", "org_modifiers": "modifier",
    }  # fmt: skip
    frames = []
    for name, column in columns.items():
        forms = read_lexicon(name).select(folded=fold(pl.col(column)))
        both = pl.concat([forms, forms.with_columns(folded="ال" + pl.col("folded"))])
        frames.append(both.with_columns(is_ordinary=pl.lit(value=True), is_nisba=pl.lit(name == "nisbas")))
    capitals = read_lexicon("countries").select(folded=fold(pl.col("capital_ar")))["folded"]
    return (
        pl.concat(frames)
        .filter(~pl.col("folded").is_in(capitals.implode()))  # عمان is a given name, and far oftener a capital
        .group_by("folded")
        .agg(pl.col("is_ordinary", "is_nisba").any())
    )
