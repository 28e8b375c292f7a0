"""Namesakes: which of several persons of one name is meant, told by office, country, term and company.

Belongs here: names that fit more than one person, or that too many bear to tell by themselves whose they are.
Does not belong here: a short form of the one person whom its article names in full (linking.py).
"""

import polars as pl

from orchestration.news.aliases import name_parts
from orchestration.news.office_terms import curated_offices, listed_words
from orchestration.news.word_classes import SPACE

SEVERAL_NAMED = "several actors of this name in the article"
SHORT_FORM_ALONE = "a short form of a name that the article does not give in full"
_SPAN = ["row", "start_byte", "end_byte"]
_ONE = ["number", "actor_id"]  # one who may be meant by one name
_LONGEST_TEXT_BYTES = 1 << 32
_LEAST_HITS = 2  # words of the article that point to a country
_MANY_TIMES = 3
# How well an office beside a name fits somebody.
_SAME_COUNTRY, _SAME_OFFICE, _SAME_OFFICE_THEN = 1, 2, 3
# How a name was told, the surest first, and the confidence in it.
_BESIDE, _ELSEWHERE, _IN_OFFICE, _MOST_NAMED = 1, 2, 3, 4
_CONFIDENCE = {_BESIDE: 0.85, _ELSEWHERE: 0.8, _IN_OFFICE: 0.7, _MOST_NAMED: 0.6}


def find_namesakes(linked: pl.DataFrame, short: pl.DataFrame, full: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Find the names of persons that do not tell by themselves who is meant, with everybody who may be.

    Takes: linked names with `number`; short forms with every actor that they may mean; names that stand by themselves;
    words of `classify`.
    Returns: one row per name and person: number, article_id, form, kind, actor_id, alias, times (how often the
    article names him in full), is_last (of all of them he was named so last, in front of this name) and has_first
    (what may be a first name touches it, «أسماء سالم», or it is a family's, «آل سالم»).
    Rules: `kind` is several (the article names more than one of them in full), short (it names none of them), given
    (the same, and a given name), full (a full name that others bear too) or dominant (a surname that means one person
    by itself, where the article names another one in full).
    """
    people = linked.filter(mention_type="person").select(
        *_SPAN, "number", "article_id", "method", "unresolved_reason",
        linked_id="actor_id", form=pl.col("folded").str.replace("^لل", "ال"),
    )  # fmt: skip
    fitting = (
        short.filter(mention_type="person")
        .select(*_SPAN, "actor_id", alias=pl.when(pl.col("method") != "surname").then("alias"))
        .join(people, on=_SPAN)
        .sort(*_ONE, "alias", nulls_last=True)
    )
    itself = fitting.filter(method="registry").with_columns(actor_id="linked_id", alias=pl.lit(None, pl.String))
    named = (
        full.filter(mention_type="person").drop_nulls("actor_id").select("article_id", "actor_id", named_at=_place())
    )
    places = named.group_by("article_id", "actor_id").agg("named_at")
    is_told_by_words = pl.col("method").is_in(["discovered", "model"])
    is_other_named = ((pl.col("times") > 0) & (pl.col("actor_id") != pl.col("linked_id"))).any().over("number")
    kind = (
        pl.when(unresolved_reason=SEVERAL_NAMED).then(pl.lit("several"))
        .when(is_told_by_words & pl.col("linked_id").is_null()).then(pl.lit("given"))
        .when(is_told_by_words & ~pl.col("form").str.contains(" ")).then(pl.lit("short"))
        .when(is_told_by_words).then(pl.lit("full"))
        .when((pl.col("method") == "registry") & is_other_named).then(pl.lit("dominant"))
    )  # fmt: skip
    return (
        pl.concat([fitting, itself])
        .unique(_ONE, keep="first", maintain_order=True)
        .join(places, on=["article_id", "actor_id"], how="left", maintain_order="left")
        .with_columns(times=pl.col("named_at").list.len().fill_null(0))
        .with_columns(kind=kind)
        .filter(pl.col("kind").is_not_null(), (pl.col("kind") != "several") | (pl.col("times") > 0))
        .pipe(_with_last)
        .join(_behind_first_names(words), on=["row", "start_byte"], how="left", maintain_order="left")
        .with_columns(pl.col("has_first").fill_null(value=False))
        .select(*_ONE, "article_id", "form", "kind", "alias", "times", "is_last", "has_first")
    )


def _behind_first_names(words: pl.DataFrame) -> pl.DataFrame:
    """The places behind what may be a first name, or what tells a family: row, start_byte, has_first."""
    may_be_first = pl.any_horizontal("is_given", "is_maybe_given", "is_unknown") & ~pl.any_horizontal(
        "is_title", "is_definite", "is_function"
    )
    is_family = pl.col("word").is_in(name_parts("family"))
    return words.filter(may_be_first | is_family, "is_adjacent").select(
        "row", start_byte=pl.col("end_byte") + SPACE, has_first=pl.lit(value=True)
    )


def _place() -> pl.Expr:
    return pl.col("row") * _LONGEST_TEXT_BYTES + pl.col("start_byte")


def _with_last(candidates: pl.DataFrame) -> pl.DataFrame:
    """Add `is_last`; where nobody is named in front of a name, whoever is named first behind it counts."""
    named_at = pl.col("named_at")
    near = (
        candidates.select(*_ONE, "named_at", place=_place())
        .explode("named_at")
        .group_by(_ONE)
        .agg(last=named_at.filter(named_at < pl.col("place")).max(), first=named_at.min())
    )
    last, first = pl.col("last"), pl.col("first")
    is_first = (first == first.min().over("number")) & last.is_null().all().over("number")
    is_last = is_first | (last == last.max().over("number"))
    return candidates.join(near, on=_ONE, maintain_order="left").with_columns(is_last=is_last.fill_null(value=False))


def tell_apart(
    mentions: pl.DataFrame, namesakes: pl.DataFrame, roles: pl.DataFrame, evidence: pl.DataFrame, days: pl.DataFrame
) -> pl.DataFrame:
    """Decide who is meant by the names that several bear.

    Takes: mentions of schema MENTION with `number`; what `find_namesakes` gives; the roles beside those names (schema
    ROLE); countries of `count_countries`; days with article_id, published_from and published_to.
    Returns: the mentions in their order. Who else fits is the runner-up; a name that is not told keeps its reason.
    Rules, the first that holds for one person alone: he has the office that stands beside the name («وزير الخارجية
    رامي»), in the days of the article if others had it at other times; the article tells the same name so elsewhere;
    he alone is in office then: of those whom it names in full, nobody a third as often as another; else as a minister
    or ruler of a country that it speaks of, or with a body that it names; of those whom it names in full he is the one
    named most and last. Behind a first name or the word for a family only the office beside it counts.
    """
    judged = _with_offices(namesakes, mentions, roles, days, evidence)
    judged = judged.sort("number", "times", "actor_id", descending=[False, True, False])
    return _follow(mentions, _link(mentions, _with_rules(judged)))


def _with_offices(
    namesakes: pl.DataFrame, mentions: pl.DataFrame, roles: pl.DataFrame, days: pl.DataFrame, evidence: pl.DataFrame
) -> pl.DataFrame:
    """Add what offices tell of each one.

    Returns: `fit` (how well one beside the name is his), `is_other` (one stands there that is nobody's), `in_office`
    (in the days of the article) and `at_home` (the same, in an office of state of a country that the article speaks
    of, or of a body that it names).
    """
    is_then = (pl.col("valid_from") <= pl.col("published_to")) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("published_from"))
    )
    named_bodies = mentions.select(
        "article_id", curated_organization_id="actor_id", is_body_named=pl.lit(value=True)
    ).unique()
    offices = (
        namesakes.select(*_ONE, "article_id")
        .join(curated_offices(), on="actor_id")
        .join(named_bodies, on=["article_id", "curated_organization_id"], how="left")
        .join(days, on="article_id", how="left")
        .join(evidence.rename({"country_iso3": "curated_iso3"}), on=["article_id", "curated_iso3"], how="left")
        .filter((pl.col("valid_from") <= pl.col("published_to")).fill_null(value=True))
        .with_columns(
            is_then=is_then.fill_null(value=False), is_body_named=pl.col("is_body_named").fill_null(value=False)
        )
    )
    beside = roles.join(mentions.select("mention_id", "number"), on="mention_id").select(
        "number", "role_key", "organization_actor_id", "country_iso3", "is_former"
    )
    iso3 = pl.col("country_iso3")
    is_same = pl.col("role_key") == pl.col("curated_key")
    is_short_for = pl.col("curated_key").str.starts_with(pl.col("role_key") + " ")  # «الوزير سالم»
    of_country = iso3.is_null() | (iso3 == pl.col("curated_iso3"))
    is_near = (is_short_for & of_country) | (pl.col("organization_actor_id") == pl.col("curated_organization_id"))
    fit = (
        pl.when(is_same & of_country & (pl.col("is_then") != pl.col("is_former"))).then(_SAME_OFFICE_THEN)
        .when(is_same & of_country).then(_SAME_OFFICE)
        .when(is_near | (iso3 == pl.col("curated_iso3"))).then(_SAME_COUNTRY)
        .otherwise(0)
    )  # fmt: skip
    fits = offices.join(beside, on="number").group_by(_ONE).agg(fit=fit.max())
    is_of_state = pl.col("curated_key").is_in(listed_words("of_state")) | pl.col("curated_key").str.starts_with("وزير ")
    is_at_home = pl.col("is_then") & is_of_state & (pl.col("hits") >= _LEAST_HITS)
    terms = offices.group_by(_ONE).agg(
        in_office=pl.col("is_then").any(),
        at_home=is_at_home.fill_null(value=False).any() | (pl.col("is_then") & pl.col("is_body_named")).any(),
    )
    is_told = pl.col("number").is_in(beside["number"].implode())
    return (
        namesakes.join(fits, on=_ONE, how="left")
        .join(terms, on=_ONE, how="left")
        .with_columns(pl.col("fit").fill_null(0), pl.col("in_office", "at_home").fill_null(value=False))
        .with_columns(is_other=is_told & (pl.col("fit").max().over("number") < _SAME_OFFICE))
    )


def _with_rules(judged: pl.DataFrame) -> pl.DataFrame:
    """Add `rule`, the first by which this person is meant."""
    is_several, is_full = pl.col("kind") == "several", pl.col("kind") == "full"
    least = pl.when(is_several | is_full).then(_SAME_COUNTRY).otherwise(_SAME_OFFICE)
    is_beside = _alone((pl.col("fit") == pl.col("fit").max().over("number")) & (pl.col("fit") >= least))
    of_form = ["article_id", "form"]
    told_ids = pl.when(is_beside).then("actor_id")
    is_elsewhere = (told_ids.n_unique().over(of_form) - told_ids.is_null().any().over(of_form).cast(pl.Int8) == 1) & (
        pl.col("actor_id") == told_ids.max().over(of_form)
    )
    times, most = pl.col("times"), pl.col("times").max().over("number")
    is_at_home = pl.col("at_home") & pl.col("kind").is_in(["short", "full"])
    # Not whom an article about somebody else names once: his minister son.
    is_prominent = times * _MANY_TIMES > most
    is_in_office = _alone(pl.when(is_several).then("in_office").otherwise(is_at_home)) & ~pl.col("is_other")
    is_in_office = is_in_office & (is_prominent | ~is_several)
    is_most_named = _alone(times == most) & pl.col("is_last") & is_several
    return judged.with_columns(
        rule=pl.when(is_beside).then(_BESIDE)
        .when(pl.col("has_first")).then(None)
        .when(is_elsewhere).then(_ELSEWHERE)
        .when(is_in_office).then(_IN_OFFICE)
        .when(is_most_named).then(_MOST_NAMED)
    )  # fmt: skip


def _alone(holds: pl.Expr) -> pl.Expr:
    return holds & (holds.sum().over("number") == 1)


def _link(mentions: pl.DataFrame, ruled: pl.DataFrame) -> pl.DataFrame:
    best = (
        ruled.sort("number", "rule", maintain_order=True, nulls_last=True)
        .group_by("number", maintain_order=True)
        .agg(
            pl.col("kind", "rule").first(),
            told_alias=pl.col("alias").first(),
            first_id=pl.col("actor_id").first(),
            second_id=pl.col("actor_id").get(1, null_on_oob=True),
        )
    )
    is_told, is_itself = pl.col("rule").is_not_null(), pl.col("first_id").eq_missing(pl.col("actor_id"))
    is_by_words = pl.col("kind").is_in(["short", "given", "full"]).fill_null(value=False)
    is_short = pl.col("kind").eq_missing(pl.lit("short"))
    confidence = pl.col("rule").replace_strict(_CONFIDENCE, default=None, return_dtype=pl.Float64)
    told = {
        "actor_id": pl.col("first_id"),
        "alias": pl.coalesce("told_alias", "alias"),
        "link_method": pl.when(is_by_words).then(pl.lit("registry")).otherwise("link_method"),
        "confidence": pl.when(is_itself).then("confidence").otherwise(confidence),
        "unresolved_reason": pl.lit(None, pl.String),
        "discovered_name": pl.lit(None, pl.String),
    }
    untold = {
        "actor_id": pl.when(~is_short).then("actor_id"),
        "unresolved_reason": pl.when(is_short).then(pl.lit(SHORT_FORM_ALONE)).otherwise("unresolved_reason"),
        "discovered_name": pl.when(~is_short).then("discovered_name"),
    }
    return (
        mentions.join(best, on="number", how="left", maintain_order="left")
        .with_columns(
            pl.when(is_told).then(value).otherwise(untold.get(name, pl.col(name))).alias(name)
            for name, value in told.items()
        )
        .with_columns(
            runner_up_id=pl.when(pl.col("kind").is_null())
            .then("runner_up_id")
            .when(is_itself)
            .then("second_id")
            .otherwise("first_id")
        )
        .select(mentions.columns)
    )


def _follow(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """A surname goes with the full name that it was linked by, where that has gone to a listed person."""
    key = ["article_id", "actor_id"]
    gone = (
        before.filter(link_method="discovered")
        .select("number", *key)
        .join(after.filter(link_method="registry").select("number", goal="actor_id"), on="number")
        .group_by(key)
        .agg(pl.col("goal").first(), goals=pl.col("goal").n_unique())
        .filter(goals=1)
        .with_columns(link_method=pl.lit("surname"))
        .drop("goals")
    )
    return (
        after.join(gone, on=[*key, "link_method"], how="left", maintain_order="left")
        .with_columns(actor_id=pl.coalesce("goal", "actor_id"))
        .drop("goal")
    )
