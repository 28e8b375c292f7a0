"""Every form in which a name is known: as listed, spelled by rule, with blanks before ال lost, melted with ل."""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold
from orchestration.news.spellings import spell

_LEAST_JOINED_CHARS = 10
_LEAST_SPELLED_CHARS = 6
_LEAST_CHARS = 3


@functools.cache
def known_aliases() -> pl.DataFrame:
    """Every known form of the names that are listed.

    Returns: alias (as listed, or as spelled by rule), folded (as it may stand in a folded text), mention_type,
    actor_id, location_id, is_standalone, needs_place_context, method, origin (listed, or how it was made: joined,
    spelled).
    """
    listed = _listed()
    joined = _joined(listed)
    spelled = spell(listed).join(joined, on="folded", how="anti", maintain_order="left")
    forms = pl.concat(
        [
            listed.drop("country_iso3").with_columns(origin=pl.lit("listed")),
            joined.with_columns(origin=pl.lit("joined")),
            spelled.with_columns(needs_place_context=False, method=pl.lit("registry"), origin=pl.lit("spelled")),
        ],
        how="diagonal",
    )
    return pl.concat([forms, _fused_with_lam(forms)]).unique(
        ["folded", "is_standalone", "actor_id", "location_id"], keep="first", maintain_order=True
    )


@functools.cache
def name_parts(part: str) -> list[str]:
    """Words that play a part in names, folded.

    Takes: second_half (nobody is called «الدين» or «الثاني» alone), before_god («نصر الله»), honour (things are named
    with it: «جامعة الملك سعود»), family (a whole one is named with it: «آل سعود»).
    """
    return read_lexicon("name_parts").filter(part=part)["word"].to_list()


@functools.cache
def known_last_names() -> pl.Series:
    """The last words of persons' names, folded: as listed, and of those that are spelled by rule the long ones.

    Rules: a short spelling (بوطن of بوتين) may be any other word, and one that is a place, a particle before it or
    not, means the place (هولندا, not هولاند).
    """
    names = (
        known_aliases()
        .filter(pl.col("origin") != "joined", mention_type="person")
        .select("origin", last=pl.col("folded").str.extract("([^ ]+)$"), pair=pl.col("folded").str.extract(_LAST_TWO))
        .unique()
    )
    places = known_aliases().filter(method="gazetteer")["folded"].implode()
    last = pl.col("last")
    is_place = last.is_in(places) | last.str.replace("^[وفبلك]", "").is_in(places)
    is_sure = (last.str.len_chars() >= _LEAST_SPELLED_CHARS) & ~is_place
    is_half = last.is_in(name_parts("second_half")) | pl.col("pair").str.starts_with("عبد ").fill_null(value=False)
    return names.filter(~is_half, last.str.len_chars() >= _LEAST_CHARS, (pl.col("origin") == "listed") | is_sure)[
        "last"
    ].unique()


_LAST_TWO = "(?:^| )([^ ]+ [^ ]+)$"


def _listed() -> pl.DataFrame:
    """The names of the registry and the gazetteers."""
    actors = read_lexicon("actors").select("actor_id", "country_iso3", mention_type="kind")
    people = (
        read_lexicon("actor_aliases")
        .join(actors, on="actor_id")
        .select("alias", "mention_type", "actor_id", "country_iso3", is_standalone=pl.col("is_standalone") == "true")
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
    return pl.concat([people, countries, cities, _latin()], how="diagonal").with_columns(
        pl.col("is_standalone").fill_null(value=True),
        pl.col("needs_place_context").fill_null(value=False),
        folded=fold(pl.col("alias")),
        method=pl.when(pl.col("mention_type").is_in(["person", "organization"]))
        .then(pl.lit("registry"))
        .otherwise(pl.lit("gazetteer")),
    )


def _latin() -> pl.DataFrame:
    """The names in Latin letters, as agencies' captions have them; «House (Country)» is no name that anybody writes."""
    actors = read_lexicon("actors").select("actor_id", alias="name_en", mention_type="kind")
    countries = read_lexicon("countries").select(
        "actor_id", alias="name_en", location_id="actor_id", mention_type=pl.lit("country")
    )
    names = pl.concat([actors, countries], how="diagonal").drop_nulls("alias")
    names = names.filter(~pl.col("alias").str.contains(r"[(\[,/]"))
    articles = [
        names.filter(mention_type="person").with_columns(pl.col("alias").str.replace_all(_LATIN_ARTICLE, f" {article}"))
        for article in _LATIN_ARTICLES
    ]
    capitals = names.filter(~pl.col("alias").str.contains(" ")).with_columns(alias=pl.col("alias").str.to_uppercase())
    cities = read_lexicon("cities").select(
        "location_id",
        alias=pl.col("name_en").str.normalize("NFD").str.replace_all(r"\p{M}", ""),  # Ḩalab, as captions write it
        mention_type=pl.lit("place"),
        needs_place_context=pl.col("location_id").n_unique().over("name_en") > 1,
    )
    written = cities.filter(pl.col("alias").str.contains(r"^\p{L}[^(\[,/]*\p{L}$"))
    return pl.concat([names, capitals, *articles, written], how="diagonal").unique(maintain_order=True)


# The article before a family's name, as newsrooms write it: Fayez al-Sarraj, el-Sarraj, Al Sarraj.
_LATIN_ARTICLE = " [AaEe]l[- ]"
_LATIN_ARTICLES = ("al-", "el-", "Al-", "El-", "al ", "el ", "Al ", "El ")


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
        forms.drop("country_iso3")
        .filter(folded.str.contains(blank, literal=True))
        .with_columns(joined=spellings.list.unique(maintain_order=True))
        .explode("joined")
        .filter(made.list.eval(pl.element().str.len_chars()).list.min() >= _LEAST_JOINED_CHARS)
        .filter(~pl.col("joined").is_in(known.implode()))
        .with_columns(folded="joined")
        .drop("joined")
    )


def _fused_with_lam(forms: pl.DataFrame) -> pl.DataFrame:
    """The preposition ل melts with ال: الأمم المتحدة -> للأمم المتحدة; لافروف has no article and stays."""
    rest = pl.col("folded").str.strip_prefix("ال")
    fused = pl.when(rest.str.starts_with("ل")).then("ل" + rest).otherwise("لل" + rest)
    return forms.filter(pl.col("folded").str.starts_with("ال")).with_columns(folded=fused)
