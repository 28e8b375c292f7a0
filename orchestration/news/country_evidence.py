"""Which countries an article speaks of: what decides between places, and between bodies, of one name."""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold

# Of an article's words that point to countries, so many point to the one that it is about.
_LEAST_SHARE, _LEAST_HITS = 0.5, 2


def count_countries(words: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Count the words of each article that point to a country: its name, its nisba, its cities, its actors.

    Takes: words of `classify`; known names as matched, of which the ambiguous ones do not count.
    Returns: article_id, country_iso3, hits, share (of all such words of the article).
    """
    adjectives = words.filter("is_nisba").select("article_id", "word").join(nisbas(), on="word")
    sure = known.filter(pl.col("is_standalone") & ~pl.col("needs_place_context"))
    named = sure.join(location_countries(), on="location_id")
    actors = sure.join(actor_countries(), on="actor_id").rename({"actor_country": "country_iso3"})
    return (
        pl.concat([frame.select("article_id", "country_iso3") for frame in (adjectives, named, actors)])
        .group_by("article_id", "country_iso3")
        .agg(hits=pl.len().cast(pl.Int64))
        .with_columns(share=pl.col("hits") / pl.col("hits").sum().over("article_id"))
    )


def main_countries(evidence: pl.DataFrame) -> pl.DataFrame:
    """The country that an article is about, where there is one: article_id, main_country."""
    return evidence.filter(pl.col("share") > _LEAST_SHARE, pl.col("hits") >= _LEAST_HITS).select(
        "article_id", main_country="country_iso3"
    )


@functools.cache
def location_countries() -> pl.DataFrame:
    """The country in which each listed location lies: location_id, country_iso3, population (null of a country)."""
    countries = read_lexicon("countries").select("country_iso3", location_id="actor_id")
    cities = read_lexicon("cities").select(
        "country_iso3", "location_id", population=pl.col("population").cast(pl.Int64, strict=False)
    )
    return pl.concat([countries, cities], how="diagonal").drop_nulls("country_iso3").unique("location_id", keep="first")


@functools.cache
def actor_countries() -> pl.DataFrame:
    """The country of each curated actor that has one: actor_id, actor_country."""
    return read_lexicon("actors").select("actor_id", actor_country="country_iso3").drop_nulls()


@functools.cache
def nisbas() -> pl.DataFrame:
    """The folded adjectives that point to one country, with and without the article: word, country_iso3."""
    nisbas = read_lexicon("nisbas").filter(is_ambiguous="false").drop_nulls("country_iso3")
    forms = nisbas.select("country_iso3", word=fold(pl.col("nisba")))
    return (
        pl.concat([forms, forms.with_columns(word="ال" + pl.col("word"))])
        .unique()
        # أميركي also means the continent's; a form that two countries share points to neither.
        .filter(pl.len().over("word") == 1)
    )
