"""Every form in which the lexicons know a name: as listed, with the blanks before ال lost, and melted with ل."""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold

_LEAST_JOINED_CHARS = 10
_LETTER_BYTES = 2


@functools.cache
def known_aliases() -> pl.DataFrame:
    """Every known form of the names that are listed.

    Returns: alias (as listed), folded (as it may stand in a folded text), mention_type, actor_id, location_id,
    is_standalone, needs_place_context, method, joined_word (of a form that lost a blank, its longest word).
    """
    listed = _listed()
    spellings = pl.concat([listed.with_columns(is_joined=pl.lit(value=False)), _joined(listed)])
    by_length = pl.col("folded").str.split(" ").list.eval(pl.element().sort_by(pl.element().str.len_chars()))
    return (
        pl.concat([spellings, _fused_with_lam(spellings)])
        .unique(["folded", "is_standalone", "actor_id", "location_id"], keep="first", maintain_order=True)
        .with_columns(joined_word=pl.when("is_joined").then(by_length.list.last()))
        .drop("is_joined")
    )


def patterns_in(tokens: pl.DataFrame) -> pl.Series:
    """The folded forms to look for in texts of these words.

    Rules: a form that lost a blank is looked for where its longest word stands, behind up to two particles: all of
    them always would cost a twentieth of the time that finding mentions takes.
    """
    listed, joined = _patterns()
    is_long = pl.col("token").str.len_bytes() >= _LEAST_JOINED_CHARS * _LETTER_BYTES
    words = tokens.filter(is_long)["token"].unique()
    bare = pl.concat([words, words.str.slice(1), words.str.slice(2)])
    return pl.concat([listed, joined.filter(pl.col("joined_word").is_in(bare.implode()))["folded"]]).implode()


@functools.cache
def _patterns() -> tuple[pl.Series, pl.DataFrame]:
    forms = known_aliases().select("folded", "joined_word").unique(maintain_order=True)
    is_joined = pl.col("joined_word").is_not_null()
    listed = forms.filter(~is_joined)["folded"].unique(maintain_order=True)
    return listed, forms.filter(is_joined, ~pl.col("folded").is_in(listed.implode()))


def _listed() -> pl.DataFrame:
    """The names of the registry and the gazetteers."""
    actors = read_lexicon("actors").select("actor_id", mention_type="kind")
    people = (
        read_lexicon("actor_aliases")
        .join(actors, on="actor_id")
        .select("alias", "mention_type", "actor_id", is_standalone=pl.col("is_standalone") == "true")
    )
    countries = (
        read_lexicon("country_aliases")
        .join(read_lexicon("countries"), on="country_iso3")
        .select(
            "alias",
            "actor_id",
            mention_type=pl.lit("country"),
            location_id="actor_id",
            needs_place_context=pl.col("is_ambiguous") == "true",
        )
    )
    cities = read_lexicon("city_aliases").select(
        "alias",
        "location_id",
        mention_type=pl.lit("place"),
        needs_place_context=pl.col("is_ambiguous") == "true",
    )
    return pl.concat([people, countries, cities], how="diagonal").with_columns(
        pl.col("is_standalone").fill_null(value=True),
        pl.col("needs_place_context").fill_null(value=False),
        folded=fold(pl.col("alias")),
        method=pl.when(pl.col("mention_type").is_in(["person", "organization"]))
        .then(pl.lit("registry"))
        .otherwise(pl.lit("gazetteer")),
    )


def _joined(forms: pl.DataFrame) -> pl.DataFrame:
    """Some sites lose the blank before ال, everywhere or at one place: الأمم المتحدة -> الأممالمتحدة.

    Rules: a word that comes of it has ten letters or more, as a short one may be another word; and it is neither
    a word nor a form that is listed.
    """
    blank, folded = " ال", pl.col("folded")
    spellings = pl.concat_list(
        folded.str.replace_all(blank, "ال", literal=True),
        folded.str.replace(blank, "ال", literal=True),
        folded.str.replace(rf"(.*){blank}", "${1}ال"),
    )
    made = pl.col("joined").str.split(" ").list.set_difference(folded.str.split(" "))
    known = pl.concat([forms["folded"], read_lexicon("common_words")["word"], read_lexicon("surnames")["name_folded"]])
    return (
        forms.filter(folded.str.contains(blank, literal=True))
        .with_columns(joined=spellings.list.unique(maintain_order=True))
        .explode("joined")
        .filter(made.list.eval(pl.element().str.len_chars()).list.min() >= _LEAST_JOINED_CHARS)
        .filter(~pl.col("joined").is_in(known.implode()))
        .with_columns(folded="joined", is_joined=pl.lit(value=True))
        .drop("joined")
    )


def _fused_with_lam(forms: pl.DataFrame) -> pl.DataFrame:
    """The preposition ل melts with ال: الأمم المتحدة -> للأمم المتحدة; لافروف has no article and stays."""
    rest = pl.col("folded").str.strip_prefix("ال")
    fused = pl.when(rest.str.starts_with("ل")).then("ل" + rest).otherwise("لل" + rest)
    return forms.filter(pl.col("folded").str.starts_with("ال")).with_columns(folded=fused)
