"""The words of an office: what title opens it, which office it is, and the body, country and sector that they tell.

Belongs here: everything that a lexicon says of the words of a role.
Does not belong here: where in a sentence a role stands, and whose it is (offices.py).
"""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold

_LONGEST_TITLE = 6  # words
# Sectors of titles.csv -> PLOVER. Offices of state are GOV whatever their field.
_SECTORS = {
    "executive": "GOV", "royalty": "GOV", "diplomacy": "GOV", "defence": "GOV", "security": "GOV", "economy": "GOV",
    "energy": "GOV", "social": "GOV", "un": "IGO", "legislature": "LEG", "judiciary": "JUD", "military": "MIL",
    "party": "PTY", "religion": "REL", "media": "MED", "academia": "EDU", "business": "BUS", "civil": "CVL",
    "culture": "CVL", "sport": "CVL",
}  # fmt: skip
_BEHIND = ("الي", "لدي", "في")  # what stands behind is where somebody is sent, not whose he is
_UNITED_NATIONS = "united_nations"


@functools.cache
def listed_words(part: str) -> list[str]:
    """The words that play a part in roles, folded: former, passing, commander ... of `office_words.csv`."""
    return read_lexicon("office_words").filter(part=part)["word"].to_list()


@functools.cache
def same_offices() -> dict[str, str]:
    """One office under several names, without articles and nations."""
    same = read_lexicon("office_words").filter(part="same_office")
    return dict(same.select("word", "same_as").rows())


@functools.cache
def opening_words() -> frozenset[str]:
    """The words that open a title, a rank or a courtesy, folded."""
    return frozenset(_titles()["title"].str.split(" ").list.first())


@functools.cache
def style_words() -> frozenset[str]:
    """Courtesies that stand before a title, folded: «معالي», «سمو»."""
    styles = read_lexicon("titles").filter(level="honorific").select(fold(pl.col("title")))["title"]
    return frozenset(styles.filter(~styles.str.contains("^ال| ")))


def match_titles(segments: pl.DataFrame) -> pl.DataFrame:
    """Look up the longest title that each segment opens with.

    Takes: segments with `words` (folded, a list).
    Returns: the same rows in order with `kind` (role|rank|other; null where no list holds the title),
    `title_sector` (PLOVER) and `is_generic` (the sector holds only where the title stands alone).
    """
    found = segments.with_row_index("place")
    prefixes = pl.concat(
        [
            found.select("place", length=pl.lit(length), title=pl.col("words").list.head(length).list.join(" "))
            for length in range(1, _LONGEST_TITLE + 1)
        ]
    )
    longest = (
        prefixes.join(_titles(), on="title")
        .sort("place", "length", descending=[False, True])
        .unique("place", keep="first", maintain_order=True)
        .select("place", "kind", "is_generic", "title_sector")
    )
    return found.join(longest, on="place", how="left", maintain_order="left").drop("place")


@functools.cache
def _titles() -> pl.DataFrame:
    """One row per title, with and without the article: `title`, `kind`, `is_generic`, `title_sector`."""
    level, sector, title = pl.col("level"), pl.col("sector"), pl.col("title")
    first = title.str.split(" ").list.first()
    is_rank = (
        (level == "honorific")
        | title.is_in(listed_words("courtesy"))
        | ((level == "military") & ~first.is_in(listed_words("commander")))
    )
    noun = first.str.strip_prefix("ال").str.replace("(.)ه$", "${1}")
    is_marked = title.str.contains("^الرئيس ال[^ ]+$") & (sector == "executive")  # «الرئيس السابق» لجمعية
    is_bare = ~title.str.contains(" ") | is_marked
    is_no_office = sector.is_in(["other", "honorific"]) | title.is_in(listed_words("no_office"))
    is_generic = noun.is_in(listed_words("generic")) & (is_bare | noun.is_in(listed_words("spokesman")))
    listed = (
        read_lexicon("titles")
        .with_columns(fold(title))
        .with_columns(
            kind=pl.when(is_rank).then(pl.lit("rank"))
            .when(is_no_office).then(pl.lit("other")).otherwise(pl.lit("role")),
            is_generic=is_generic,
            title_sector=pl.when(level == "minister").then(pl.lit("GOV"))
            .otherwise(sector.replace_strict(_SECTORS, default=None, return_dtype=pl.String)),
        )
        .select("title", "kind", "is_generic", "title_sector")
    )  # fmt: skip
    defined = listed.filter(~title.str.contains(" |^ال")).with_columns(title="ال" + title)
    construct = listed.filter(~title.str.starts_with("ال")).with_columns(title.str.replace_all(" ال", " "))
    return pl.concat([listed, defined, construct]).unique("title", keep="first", maintain_order=True)


def describe(words: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Say what the words of each role tell.

    Takes: one row per word of a role: `role`, `actor_id` (who has it), `token`, `word` (without particles) and the
    mention (`number`) that it is part of, in order; mentions with `number`.
    Returns: one row per role: `role`, `role_key`, `is_former`, `organization_actor_id`, `country_iso3`,
    `organization_sector`, `curated_role_ar`.
    Rules: the country is the nation among the words («الروسي», «روسيا»), else that of a city or body, else where
    somebody is sent.
    """
    named = (
        words.join(_nisbas(), on="token", how="left", maintain_order="left")
        .join(_heads(), on="word", how="left", maintain_order="left")
        .join(_bodies(mentions), on="number", how="left", maintain_order="left")
    )
    is_behind = pl.col("token").is_in(list(_BEHIND)).cum_max().over("role")
    # «خبير بالشؤون التركية» is no Turk.
    is_matter = pl.col("token").str.contains("(?:شؤون|شان)$").shift(1, fill_value=False).over("role")
    nation = pl.coalesce(pl.when(~_is_complement("role") & ~is_matter).then("nisba_iso3"), "nation_iso3")
    # «وزير الخارجية»: whose minister he is, the country tells, and not to which ministry «الخارجية» was linked.
    is_foreign = (pl.col("body_iso3") != pl.col("nation").drop_nulls().first().over("role")).fill_null(value=False)
    is_ministry = pl.col("token").first().over("role").str.starts_with("وزير") & (
        pl.col("number") == pl.col("number").get(1, null_on_oob=True).over("role")
    ).fill_null(value=False)
    body = ("body", "body_iso3", "body_sector")
    bare = _without_article(pl.col("token"))
    is_office = nation.is_null() & ~pl.col("token").is_in([*listed_words("former"), *listed_words("passing")])
    is_un = pl.col("token").str.strip_prefix("ال").str.strip_suffix("ه") == "اممي"
    told = (
        named.with_columns(is_behind=is_behind, nation=nation)
        .with_columns(pl.when(~(is_foreign | is_ministry)).then(name).alias(name) for name in body)
        .group_by("role", "actor_id", maintain_order=True)
        .agg(
            office=bare.filter(is_office).str.join(" "),
            is_former=pl.col("token").is_in(listed_words("former")).any(),
            organization_actor_id=pl.col("body").drop_nulls().first(),
            is_un=is_un.any(),
            country_iso3=pl.coalesce(
                pl.col("nation").filter(~pl.col("is_behind")).drop_nulls().first(),
                pl.col("body_iso3").drop_nulls().first(),
                pl.col("nation").drop_nulls().first(),
            ),
            organization_sector=pl.coalesce(
                pl.col("body_sector").drop_nulls().first(), pl.col("head_sector").drop_nulls().first()
            ),
        )
        .with_columns(role_key=_office_key(pl.col("office")))
    )
    ministry = ["ministry", "country_iso3"]
    return (
        told.with_columns(ministry=pl.col("role_key").str.extract("^وزيره? (.+)$"))
        .join(_ministries(), on=ministry, how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("ministry_id", "organization_actor_id", pl.when("is_un").then(pl.lit(_UNITED_NATIONS))).alias(
                "organization_actor_id"
            )
        )
        .pipe(_with_curated)
    )


def _is_complement(of: str) -> pl.Expr:
    """«وزير المالية» is no Malian: what stands right behind a bare title is its complement."""
    return (pl.int_range(pl.len()).over(of) == 1) & ~pl.col("token").first().over(of).str.starts_with("ال")


def _without_article(token: pl.Expr) -> pl.Expr:
    """«الأمين» as «أمين», «للأمم» as «لأمم»; «إلى» stays."""
    return pl.when(token.is_in(list(_BEHIND))).then(token).otherwise(token.str.replace("^(?:ال|ل(ل))", "${1}"))


def _office_key(office: pl.Expr) -> pl.Expr:
    """One spelling of an office: «رئيسة الحكومة» and «رئيس الوزراء» are one."""
    masculine = office.str.replace_all(r"\b(رئيس|وزير|نائب|سفير|مستشار|مدير|متحدث|ناطق|مبعوث|ممثل|مفوض)ه\b", "${1}")
    return masculine.str.replace_many(same_offices())


@functools.cache
def _nisbas() -> pl.DataFrame:
    """A nation's adjective with the article: `token`, `nisba_iso3`."""
    return (
        read_lexicon("nisbas")
        .drop_nulls("country_iso3")
        .select(token="ال" + fold(pl.col("nisba")), nisba_iso3="country_iso3")
        .unique()
        .filter(pl.len().over("token") == 1)
    )


@functools.cache
def _heads() -> pl.DataFrame:
    """What kind of body a word tells: `word`, `head_sector`."""
    listed = read_lexicon("org_heads").select(word=fold(pl.col("head")), head_sector="head_kind")
    heads = listed.filter(~pl.col("word").is_in(listed_words("many_kinds")))
    state = pl.DataFrame({"word": listed_words("government")}).with_columns(head_sector=pl.lit("GOV"))
    both = pl.concat([state, heads, heads.with_columns(word="ال" + pl.col("word"))])
    return both.unique("word", keep="first", maintain_order=True)


def _bodies(mentions: pl.DataFrame) -> pl.DataFrame:
    """What the names inside roles are: `number`, `nation_iso3`, `body`, `body_iso3`, `body_sector`."""
    nations = read_lexicon("countries").select("actor_id", nation_iso3="country_iso3")
    actors = read_lexicon("actors").select("actor_id", actor_iso3="country_iso3", body_sector="sector")
    cities = read_lexicon("cities").select("location_id", city_iso3="country_iso3").unique("location_id")
    is_body = pl.col("mention_type") == "organization"
    return (
        mentions.select("number", "mention_type", "actor_id", "location_id")
        .join(nations, on="actor_id", how="left")
        .join(actors, on="actor_id", how="left")
        .join(cities, on="location_id", how="left")
        .select(
            "number",
            "nation_iso3",
            body=pl.when(is_body).then("actor_id"),
            body_iso3=pl.when(is_body).then("actor_iso3").otherwise("city_iso3"),
            body_sector=pl.when(is_body).then("body_sector"),
        )
    )


@functools.cache
def _ministries() -> pl.DataFrame:
    """`ministry` (as in the key of its minister), `country_iso3`, `ministry_id`."""
    listed = (
        read_lexicon("actor_aliases")
        .join(read_lexicon("actors").filter(kind="organization").drop_nulls("country_iso3"), on="actor_id")
        .select("country_iso3", ministry_id="actor_id", office=fold(pl.col("alias")))
        .filter(pl.col("office").str.starts_with("وزاره "))
    )
    return (
        _without_nation(listed)
        .select("country_iso3", "ministry_id", ministry=_office_key(pl.col("office")).str.strip_prefix("وزاره "))
        .unique()
        .filter(pl.len().over("country_iso3", "ministry") == 1)
    )


@functools.cache
def curated_offices() -> pl.DataFrame:
    """Offices of the registry, each column `curated_...` but actor_id, valid_from, valid_to; key as `role_key`."""
    listed = read_lexicon("actor_roles").select(
        "actor_id", "country_iso3", pl.col("valid_from", "valid_to").str.to_date(strict=False),
        curated_role_ar="role_ar", curated_organization_id="organization_actor_id", office=fold(pl.col("role_ar")),
    )  # fmt: skip
    keyed = _without_nation(listed).with_columns(curated_key=_office_key(pl.col("office")))
    return keyed.rename({"country_iso3": "curated_iso3"}).drop("place", "office").unique()


def _without_nation(offices: pl.DataFrame) -> pl.DataFrame:
    """Take the row's own country, its nisbas and every article out of `office`."""
    listed = offices.with_row_index("place")
    aliases = read_lexicon("country_aliases").select("country_iso3", alias=" " + fold(pl.col("alias")))
    cut = (
        listed.select("place", "country_iso3", "office")
        .join(aliases, on="country_iso3")
        .filter(pl.col("office").str.ends_with(pl.col("alias")))
        .group_by("place")
        .agg(cut=pl.col("alias").str.len_chars().max())
    )
    kept = pl.col("office").str.slice(0, pl.col("office").str.len_chars() - pl.col("cut").fill_null(0))
    return (
        listed.join(cut, on="place", how="left")
        .with_columns(token=kept.str.split(" "))
        .drop("office")
        .explode("token")
        .join(_nisbas(), on="token", how="left", maintain_order="left")
        .filter(
            pl.col("nisba_iso3").is_null() | _is_complement("place"), ~pl.col("token").is_in(listed_words("former"))
        )
        .with_columns(_without_article(pl.col("token")))
        .group_by("place", *[name for name in offices.columns if name != "office"], maintain_order=True)
        .agg(office=pl.col("token").str.join(" "))
    )


def _with_curated(roles: pl.DataFrame) -> pl.DataFrame:
    """Add the registry's wording of the same office of the same actor, where it has one."""
    same = (
        roles.join(curated_offices(), left_on=["actor_id", "role_key"], right_on=["actor_id", "curated_key"])
        .filter(
            pl.col("country_iso3").is_null() | (pl.col("country_iso3") == pl.col("curated_iso3")).fill_null(value=True)
        )
        .sort("role", "curated_role_ar", "curated_iso3")
        .unique("role", keep="first")
        .select("role", "curated_role_ar", "curated_iso3")
    )
    return (
        roles.join(same, on="role", how="left", maintain_order="left")
        .with_columns(pl.coalesce("country_iso3", "curated_iso3").alias("country_iso3"))
        .drop("curated_iso3", "office", "is_un", "ministry", "ministry_id")
    )
