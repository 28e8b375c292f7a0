"""What each word can be in a name: a row per token with a flag per part that the lexicons let it play."""

import functools

import polars as pl

from orchestration.news.aliases import known_last_names
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold

SPACE = 1  # bytes between two words of one name
_RELATIONAL = "^ال.{2,}(?:ي|يه)$"
_FEMININE = "(?:ه|ات|ليا|ولي|بري)$"  # «القوات», «العليا», «الأولى», «الكبرى»
# A verb with its object, a possessed noun or a sound plural ends so; a foreign name seldom does.
_INFLECTED = "(?:ته|تها|تهم|هم|هما|ناها|نا|تم|ين|ون|ات|وا|وها)$"


def classify(tokens: pl.DataFrame) -> pl.DataFrame:
    """Give each token its word (particles cut off where that makes a known word) and the word's roles.

    Takes: tokens of `tokenise`, folded.
    Returns: the tokens with `word`, `clitic` (bytes cut off in front), a flag per role of `_vocabulary`, and
    is_known, is_definite, is_fused (ل melted with ال), is_unknown (the letters of a possible foreign name),
    looks_relational («الليبي»), looks_joined («والليبي»), looks_feminine, looks_inflected, is_adjacent (to the next
    word).
    """
    types = _classify_types(tokens.select(pl.col("token").unique()))
    return tokens.join(types, on="token", how="left", maintain_order="left").with_columns(
        is_adjacent=(pl.col("gap") == SPACE).fill_null(value=False)
    )


def _classify_types(types: pl.DataFrame) -> pl.DataFrame:
    """What a written form tells by itself; each is read once, however often it is written."""
    whole, rest, last = pl.col("token"), pl.col("token").str.slice(1), pl.col("token").str.slice(2)
    first, second = pl.col("token").str.slice(0, 1), pl.col("token").str.slice(1, 1)
    conjunction, preposition = first.is_in(["و", "ف"]), first.is_in(["ب", "ل", "ك"])
    readings = pl.concat(
        [
            types.select("token", word=whole, clitic=0, order=0),
            types.filter(whole.str.starts_with("لل")).select("token", word="ال" + last, clitic=0, order=-1),
            types.filter(conjunction | preposition).select("token", word=rest, clitic=2, order=2),
            types.filter(conjunction & second.is_in(["ب", "ل", "ك"])).select("token", word=last, clitic=4, order=3),
        ]
    )
    # A reading that plays no part comes last («والإنقاذ» is a common word and الإنقاذ a field of work). A word as it
    # stands goes before what is left of it (فيصل is not «ف» and «يصل», كريم not «ك» and ريم), unless it is a rare name
    # and what is left a particle («بأن» is not the name بان).
    is_rare = pl.any_horizontal("is_maybe_given", "is_surname") & ~pl.any_horizontal("is_function", "is_title")
    is_cut = (pl.col("clitic") > 0) & ~pl.col("is_particle_word")
    plays_none = ~pl.any_horizontal(pl.selectors.boolean() - pl.selectors.by_name("is_common"))
    known = (
        readings.join(_vocabulary(), on="word")
        .with_columns(
            order=pl.col("order")
            + pl.when(plays_none).then(30).when(is_cut).then(20).when(is_rare).then(10).otherwise(0)
        )
        .sort("token", "order")
        .unique("token", keep="first", maintain_order=True)
    )
    return (
        types.join(known.drop("order"), on="token", how="left")
        .with_columns(
            pl.col("word").fill_null(pl.col("token")),
            pl.col("clitic").fill_null(0),
            pl.selectors.boolean().fill_null(value=False),
            is_known=pl.col("word").is_not_null(),
        )
        .with_columns(
            is_definite=pl.col("word").str.starts_with("ال"),
            is_fused=pl.col("token").str.starts_with("لل") & pl.col("word").str.starts_with("ال"),
            is_unknown=~pl.col("is_known")
            & (pl.col("word").str.len_chars() >= 3)
            & pl.col("word").str.contains("^[\u0621-\u064a]+$")
            & ~pl.col("word").str.contains("^(?:و|وال|بال|كال|فال|لل)"),
            looks_relational=pl.col("word").str.contains(_RELATIONAL),
            looks_joined=pl.col("token").str.strip_prefix("و").str.contains(_RELATIONAL),
            looks_feminine=pl.col("word").str.contains(_FEMININE),
            looks_inflected=pl.col("word").str.contains(_INFLECTED),
        )
    )


@functools.cache
def _vocabulary() -> pl.DataFrame:
    """One row per word of the lexicons, with a flag per role that it can play."""
    rows = pl.concat(
        [
            words.rename("word").drop_nulls().to_frame().with_columns(role=pl.lit(role))
            for role, words in (_words_of_persons() | _words_of_organizations() | _words_of_places()).items()
        ]
    )
    roles = rows["role"].unique(maintain_order=True).to_list()
    return (
        rows.with_columns(fold(pl.col("word")))
        .unique()
        .with_columns(flag=pl.lit(value=True))
        .pivot("role", on_columns=roles, index="word", values="flag", aggregate_function="first")
        .with_columns(pl.exclude("word").fill_null(value=False))
        # Nouns such as وزارة are listed as words that are no name; here they open one.
        .with_columns(is_function=pl.col("is_function") & ~pl.any_horizontal("is_head", "is_place_head"))
    )


_CLOSED_KINDS = ["preposition", "conjunction", "pronoun", "particle", "demonstrative", "relative"]


def _words_of_persons() -> dict[str, pl.Series]:
    functions, given, surnames = read_lexicon("function_words"), read_lexicon("given_names"), read_lexicon("surnames")
    particles = read_lexicon("name_particles")
    return {
        "is_function": functions["word"],
        "is_particle_word": functions.filter(pl.col("kind").is_in(_CLOSED_KINDS))["word"],
        "is_common": read_lexicon("common_words")["word"],
        "is_title": _with_article(read_lexicon("titles")["title"].str.split(" ").list.first()),
        "is_given": _with_joined(given.filter(is_ambiguous="false")["name_folded"]),
        "is_maybe_given": given.filter(is_ambiguous="true")["name_folded"],
        "is_surname": pl.concat([surnames.filter(is_ambiguous="false")["name_folded"], known_last_names()]),
        "is_known_surname": known_last_names(),
        "is_particle": particles["particle"],
        "opens_name": particles.filter(opens_name="true")["particle"],
    }


def _words_of_organizations() -> dict[str, pl.Series]:
    heads, modifiers = read_lexicon("org_heads"), read_lexicon("org_modifiers")
    complements = read_lexicon("org_complements")
    feminine = heads.filter(gender="f")["head"]
    return {
        "is_nisba": _with_article(read_lexicon("nisbas")["nisba"]),
        "is_head": _with_article(heads.filter(takes_complement="true")["head"]),
        "is_any_head": heads["head"],
        "is_adjective_head": "ال" + heads.filter(takes_nisba="true")["head"],
        "is_modifier_head": "ال" + heads.filter(takes_modifier="true")["head"],
        "is_portfolio": "ال" + heads.filter(is_portfolio="true")["head"],
        "is_feminine_head": pl.concat([feminine, "ال" + feminine]),
        "is_vague_head": heads.filter(is_ambiguous="true")["head"],
        "takes_purpose": _with_article(heads.filter(takes_purpose="true")["head"]),
        "is_before_organization": heads.filter(before_organization="true")["head"],
        "is_before_place": heads.filter(before_place="true")["head"],
        "is_before_person": heads.filter(before_person="true")["head"],
        "is_modifier": _agreeing(modifiers["modifier"]),
        "is_distinctive": _agreeing(modifiers.filter(is_distinctive="true")["modifier"]),
        "is_field": "ال" + complements.filter(complement_kind="field")["word"],
        "is_construct": complements.filter(complement_kind="construct")["word"],
    }


def _words_of_places() -> dict[str, pl.Series]:
    heads = read_lexicon("place_heads")
    listed = [
        read_lexicon(name).filter(pl.col("is_ambiguous") != "true")["alias"]
        for name in ("country_aliases", "city_aliases")
    ]
    return {
        "is_place": pl.concat(listed),
        "is_place_head": heads.filter(is_part_of_name="true")["head"],
        "is_place_class": heads.filter(is_part_of_name="false")["head"],
        "is_place_word": "ال" + heads["head"],
    }


def _with_joined(names: pl.Series) -> pl.Series:
    """Names of two words with عبد and without the blank too: عبد العزيز is read عبد + العزيز, عبدالعزيز as one."""
    return pl.concat([names, names.filter(names.str.starts_with("عبد ")).str.replace(" ", "", literal=True)])


def _with_article(words: pl.Series) -> pl.Series:
    """Each word as it is and with ال: رئيس and الرئيس; الرئيس stays one word."""
    bare = words.filter(~words.str.starts_with("ال"))
    return pl.concat([words, "ال" + bare])


def _agreeing(adjectives: pl.Series) -> pl.Series:
    """Definite adjectives in both genders: الوطني and الوطنية."""
    return "ال" + pl.concat([adjectives, adjectives + "ة"])
