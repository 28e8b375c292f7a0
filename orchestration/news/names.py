"""Names that no list holds, told by the words around them."""

import polars as pl

from orchestration.news.aliases import name_parts
from orchestration.news.country_evidence import actor_countries, nisbas
from orchestration.news.learned_names import GIVEN_NAME_ALONE, with_learned
from orchestration.news.organization_names import find_organizations
from orchestration.news.person_names import find_persons
from orchestration.news.place_names import find_places
from orchestration.news.quoted_names import find_quoted
from orchestration.news.word_classes import SPACE
from orchestration.news.word_runs import CANDIDATE, name_ids


def find_names(texts: pl.DataFrame, words: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Find candidate names by grammar.

    Takes: sentences with row, article_id, folded_words; words of `classify`;
    the known names that were matched, in bytes of the folded text.
    Returns: row, article_id, start_byte, end_byte, mention_type, actor_id, folded, method, confidence,
    is_standalone; candidates may overlap.
    """
    persons = find_persons(words)
    people = pl.concat([persons, known.filter(mention_type="person", is_standalone=True)], how="diagonal")
    told = pl.concat(
        [
            persons,
            _beside_known(find_organizations(words), known),
            find_places(words),
            find_quoted(texts, words),
            _extend_heads(words, known),
            _named_after(words, people),
        ],
        how="diagonal",
    ).with_columns(method=pl.lit("discovered"))
    is_half = (pl.col("mention_type") == "person") & pl.col("folded").str.contains("^عبد [^ ]+$")
    return with_learned(told, known, words).with_columns(
        actor_id=pl.when(~is_half).then("actor_id"),
        unresolved_reason=pl.when(is_half).then(pl.lit(GIVEN_NAME_ALONE)).otherwise("unresolved_reason"),
        is_standalone=True,
    )


def _beside_known(organizations: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Hold the bodies told by grammar against the known ones that they begin with.

    Rules: one with the nisba of its own country behind it is the same («المجلس الأعلى للدولة الليبي»); what follows a
    known name by ل belongs to the sentence («دعم الاتحاد الأوروبي للعملية السياسية»).
    """
    bodies = (
        known.filter(mention_type="organization")
        .join(actor_countries(), on="actor_id", how="left")
        .select("row", "start_byte", "actor_country", known_id="actor_id", known="folded", known_end="end_byte")
        .sort("row", "start_byte", "known_end", "known_id")
        .unique(["row", "start_byte"], keep="last", maintain_order=True)
    )
    last_word = pl.col("folded").str.extract("([^ ]+)$")
    is_longer = pl.col("known_end") < pl.col("end_byte")
    rest = pl.col("folded").str.slice(pl.col("known").str.len_chars())
    return (
        organizations.with_columns(last_word=last_word)
        .join(nisbas(), left_on="last_word", right_on="word", how="left", maintain_order="left")
        .join(bodies, on=["row", "start_byte"], how="left", maintain_order="left")
        .filter(~(is_longer & rest.str.starts_with(" لل")).fill_null(value=False))
        .with_columns(
            actor_id=pl.when(pl.col("actor_country") == pl.col("country_iso3"), is_longer)
            .then("known_id")
            .otherwise("actor_id")
        )
        .select(organizations.columns)
    )


def _extend_heads(words: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """A head noun before a known name: «حركة حماس» (the same actor), «سفارة فرنسا», «مطار طرابلس» (others).

    Rules: which heads make a name with what follows is in `org_heads.csv`; «تنظيم داعش» and «قوات الجيش» name what
    stands behind them.
    """
    names = known.filter(pl.col("is_standalone") & (pl.col("clitic") == 0)).select(
        "row",
        "mention_type",
        "actor_id",
        name="folded",
        name_start="start_byte",
        end_byte="end_byte",
        country_iso3=pl.when(mention_type="country").then("country_iso3"),
    )
    is_head = pl.any_horizontal("is_before_organization", "is_before_place", "is_before_person", "is_place_head")
    heads = words.filter(is_head & ~pl.col("is_definite") & pl.col("is_adjacent"))
    joined = (
        heads.with_columns(name_start=pl.col("end_byte") + SPACE, start_byte=pl.col("start_byte") + pl.col("clitic"))
        .drop("end_byte")
        .join(names, on=["row", "name_start"])
        .with_columns(folded=pl.col("word") + " " + pl.col("name"))
    )
    is_place = pl.col("mention_type").is_in(["country", "place"])
    same = joined.filter("is_before_organization", mention_type="organization")
    other = joined.filter(
        (pl.col("is_before_place") & is_place) | (pl.col("is_before_person") & (pl.col("mention_type") == "person"))
    ).with_columns(actor_id=name_ids("o"))
    places = joined.filter("is_place_head", is_place)
    return pl.concat(
        [
            pl.concat([same, other]).select(
                *CANDIDATE, "actor_id", "country_iso3", mention_type=pl.lit("organization")
            ),
            places.select(*CANDIDATE, mention_type=pl.lit("place")),
        ],
        how="diagonal",
    ).with_columns(confidence=0.65)


def _named_after(words: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """What bears somebody's name: «جامعة الملك سعود», «مدينة الملك عبدالله الرياضية», «مستشفى الأمير سلطان».

    Rules: a head noun without article, an honour, the name, and perhaps one adjective. The man is no mention of his
    own there, as the longest name is the one that counts. «ديوان الرئيس» has a man in it who is meant himself.
    """
    names = pl.concat(
        [
            people.select("row", "start_byte", name="folded", name_end="end_byte"),
            words.filter("is_given").select("row", "start_byte", name="word", name_end="end_byte"),
        ]
    ).unique(["row", "start_byte", "name_end"], maintain_order=True)
    is_place = pl.any_horizontal("is_place_head", "is_place_class")
    is_body = pl.col("is_head") & ~pl.col("is_before_person")
    honoured = (
        words.with_columns(
            head=pl.col("word").shift(1),
            head_start=(pl.col("start_byte") + pl.col("clitic")).shift(1),
            is_place=is_place.shift(1),
            is_behind=((is_place | is_body) & ~pl.col("is_definite") & pl.col("is_adjacent")).shift(1),
        )
        .filter(pl.col("word").is_in(name_parts("honour")), "is_behind", "is_adjacent", clitic=0)
        .select(
            "row", "article_id", "head", "head_start", "is_place",
            honour="word", start_byte=pl.col("end_byte") + SPACE,
        )
    )  # fmt: skip
    adjectives = (
        words.filter("is_definite", clitic=0)
        .filter(pl.col("word").str.contains("(?:ي|يه)$"))
        .select("row", adjective="word", name_end=pl.col("start_byte") - SPACE, adjective_end="end_byte")
    )
    return (
        honoured.join(names, on=["row", "start_byte"])
        .join(adjectives, on=["row", "name_end"], how="left", maintain_order="left")
        .with_columns(
            start_byte="head_start",
            end_byte=pl.coalesce("adjective_end", "name_end"),
            folded=pl.concat_str("head", "honour", "name", "adjective", separator=" ", ignore_nulls=True),
            mention_type=pl.when("is_place").then(pl.lit("place")).otherwise(pl.lit("organization")),
        )
        .with_columns(actor_id=pl.when(~pl.col("is_place")).then(name_ids("o")))
        .select(*CANDIDATE, "mention_type", "actor_id", confidence=pl.lit(0.65))
    )
