"""Who is meant: short forms linked to the actors of their article, and bodies without a country told apart by it."""

import functools

import polars as pl

from orchestration.news.aliases import name_parts
from orchestration.news.country_evidence import actor_countries, main_countries, nisbas
from orchestration.news.homonyms import SEVERAL_NAMED
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold
from orchestration.news.tokens import look_up, written_forms
from orchestration.news.word_runs import name_ids

SPAN = ["row", "start_byte", "end_byte"]
TIES = ["actor_id", "location_id", "alias", "method"]  # joins keep no order: equal spans are told apart by these


def find_surnames(full: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Find the last name of each person whom the article names in full, where it stands alone."""
    people = (
        full.filter((pl.col("mention_type") == "person") & pl.col("folded").str.contains(" "))
        .select("article_id", "actor_id", "alias", surname=pl.col("folded").str.extract(_last_name()))
        .filter(pl.col("surname").str.len_chars() >= 3)
        .unique(["article_id", "actor_id", "surname"], maintain_order=True)
    )
    return (
        _look_up_names(tokens, people["surname"])
        .join(people, left_on=["article_id", "word"], right_on=["article_id", "surname"])
        .select("row", "article_id", "start_byte", "end_byte", "actor_id", "alias", folded="word")
        .with_columns(mention_type=pl.lit("person"), method=pl.lit("surname"), confidence=0.85)
    )


def _last_name() -> str:
    """The last word of a name, with the word that it needs: «أبو الغيط» of «أحمد أبو الغيط», «حفتر» of «خليفة حفتر»."""
    halves = "|".join(name_parts("second_half"))
    return rf"((?:(?:ابو|بو|بن|ابن|ال|ولد|عبد|دي|فون|فان|دو) )?(?:[^ ]+ (?:{halves})|[^ ]+))$"


def find_again(full: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Find each name of one word that the words around it told wherever that word stands: «القوارشة», «كوبلر»."""
    told = (
        full.filter(pl.col("method").is_in(["discovered", "model"]), pl.col("mention_type").is_in(["person", "place"]))
        .filter(~pl.col("folded").str.contains(" "), pl.col("unresolved_reason").is_null())
        .select("article_id", "mention_type", "actor_id", word="folded")
        .unique(["article_id", "mention_type", "word"], maintain_order=True)
    )
    return (
        _look_up_names(tokens, told["word"])
        .join(told, on=["article_id", "word"])
        .join(full.select(SPAN), on=SPAN, how="anti")
        .select("row", "article_id", "start_byte", "end_byte", "mention_type", "actor_id", folded="word")
        .with_columns(method=pl.lit("discovered"), confidence=0.55)
    )


def _look_up_names(tokens: pl.DataFrame, names: pl.Series) -> pl.DataFrame:
    not_names = read_lexicon("function_words").select(fold(pl.col("word")))["word"]
    distinct = names.unique(maintain_order=True)
    return look_up(tokens, written_forms(distinct.filter(~distinct.is_in(not_names.implode()))))


def link_short_forms(short: pl.DataFrame, full: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """Link a short form to the one actor whom the article names in full, else to the one of the article's country.

    Takes: short forms with every actor that they may mean; full names; countries of `count_countries`.
    Rules: where two that the article names fit, it stays unlinked. «وزارة الداخلية» without any full name is that of
    the country to which most words of the article point.
    """
    present = full.select("article_id", "actor_id").drop_nulls().unique().with_columns(is_named=pl.lit(value=True))
    candidates = (
        short.join(present, on=["article_id", "actor_id"], how="left", maintain_order="left")
        .join(main_countries(evidence), on="article_id", how="left", maintain_order="left")
        .join(actor_countries(), on="actor_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("is_named").fill_null(value=False),
            is_of_country=(pl.col("actor_country") == pl.col("main_country")).fill_null(value=False)
            & (pl.col("mention_type") == "organization")
            & pl.col("folded").str.contains(" "),
        )
        .filter(pl.col("is_named") | (pl.col("is_of_country") & ~pl.col("is_named").any().over(SPAN)))
    )
    return (
        candidates.sort(*SPAN, *TIES, nulls_last=True)
        .group_by(*SPAN, maintain_order=True)
        .agg(
            pl.col("article_id", "mention_type", "alias", "folded", "confidence").first(),
            pl.col("is_named").first(),
            actor_ids=pl.col("actor_id").unique(maintain_order=True),
        )
        .with_columns(
            is_one=pl.col("actor_ids").list.len() == 1,
            method=pl.lit("surname"),
            confidence=pl.when("is_named").then("confidence").otherwise(0.6),
        )
        .with_columns(
            actor_id=pl.when("is_one").then(pl.col("actor_ids").list.first()),
            runner_up_id=pl.when(~pl.col("is_one")).then(pl.col("actor_ids").list.first()),
            unresolved_reason=pl.when(~pl.col("is_one")).then(pl.lit(SEVERAL_NAMED)),
        )
        .drop("actor_ids", "is_one", "is_named")
    )


def identify_bodies(linked: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """Tell who the discovered bodies are, and of which country; adds `country_iso3`.

    Rules: a head with its country is one body in both forms («منتخب مصر», «المنتخب المصري»). One whose name tells no
    country has that of its article as a part of who it is: «وزارة الداخلية» in a text on Egypt and in one on Iraq are
    two; and it is nobody where the article is about no one country and the name has ordinary words alone, or while its
    owner has no name («مجلس إدارة النادي»).
    """
    is_body = ((pl.col("method") == "discovered") & (pl.col("mention_type") == "organization")).fill_null(value=False)
    others, bodies = linked.filter(~is_body).drop("country_iso3"), linked.filter(is_body)
    told = (
        bodies.join(_words_of(bodies), on="folded", how="left", maintain_order="left")
        .join(main_countries(evidence), on="article_id", how="left", maintain_order="left")
        .with_columns(country_iso3=pl.coalesce("nisba_iso3", "country_iso3"), name="folded")
    )
    is_shared = pl.col("is_generic").fill_null(value=False) & pl.col("nations").eq(0)
    is_head_of_country = (pl.col("folded").str.count_matches(" ") == 1) & pl.col("country_iso3").is_not_null()
    is_owned = pl.col("folded").str.extract("([^ ]+)$").is_in(_owners().implode())
    is_nobodys = is_owned | (is_shared & pl.col("main_country").is_null() & pl.col("is_ordinary"))
    head = pl.col("folded").str.extract("^(?:ال)?([^ ]+)")
    identified = (
        told.with_columns(
            folded=pl.when(is_head_of_country)
            .then(pl.format("{} {}", head, "country_iso3"))
            .when(is_shared & pl.col("main_country").is_not_null())
            .then(pl.format("{} {}", "folded", "main_country"))
            .otherwise("folded"),
            is_nobodys=is_nobodys,
            is_registered=~pl.col("actor_id").str.starts_with("o_"),
            reason=pl.when(is_nobodys).then(pl.lit("a body that many have")).otherwise("unresolved_reason"),
            country_iso3=pl.when(is_shared).then("main_country").otherwise("country_iso3"),
        )
        .with_columns(
            actor_id=pl.when("is_registered").then("actor_id").when("is_nobodys").then(None).otherwise(name_ids("o")),
            unresolved_reason=pl.when("is_registered").then("unresolved_reason").otherwise("reason"),
            folded="name",
        )
        .drop("name", "is_nobodys", "is_registered", "reason", "main_country", "nisba_iso3", "nations", "is_ordinary")
    )
    return pl.concat([others, identified], how="diagonal")


def _words_of(bodies: pl.DataFrame) -> pl.DataFrame:
    """What the words of bodies' names tell: folded, nations (how many nisbas), nisba_iso3 (of one), is_ordinary."""
    ordinary = read_lexicon("common_words")["word"].implode()
    return (
        bodies.select(pl.col("folded").unique())
        .with_columns(word=pl.col("folded").str.split(" "))
        .explode("word")
        .with_columns(is_ordinary=pl.col("word").is_in(ordinary))
        .join(nisbas(), on="word", how="left")
        .group_by("folded")
        .agg(
            nisba_iso3=pl.col("country_iso3").max(),
            nations=pl.col("country_iso3").drop_nulls().n_unique(),
            is_ordinary=pl.col("is_ordinary").all(),
        )
        # «اللجنة المصرية السودانية» belongs to neither.
        .with_columns(nisba_iso3=pl.when(pl.col("nations") == 1).then("nisba_iso3"))
    )


@functools.cache
def _owners() -> pl.Series:
    """The words for bodies of which a country has many: النادي, الشركة, الجامعة."""
    heads = read_lexicon("org_heads").filter(pl.col("head_kind").is_in(_MANY_IN_A_COUNTRY))["head"]
    return pl.select(fold(pl.lit("ال" + heads))).to_series()


_MANY_IN_A_COUNTRY = ["BUS", "EDU", "IGO", "MED", "NGO", "PTY", "REB"]
