"""Human decisions on links: the name in this place is, or is not, that actor or location.

They stand in `corrections_links.csv`. A row with a start_char decides one place of an article, one without it every
place in which the article has that surface, and one without an article_id every article; the narrower one decides
over the wider. An `is` without actor and location says that the words name nobody that is to be linked.
"""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.schemas import MENTION

_FILE = "corrections_links.csv"
_PLACE = ["article_id", "surface", "start_char"]
_TARGET = ["to_actor_id", "to_location_id"]
_LINK = ["mention_type", "actor_id", "location_id", "link_method"]


def apply_corrections(mentions: pl.DataFrame) -> pl.DataFrame:
    """Link the mentions as people have decided.

    Takes: mentions of whole articles, schema MENTION.
    Returns: the same rows in the same order, schema MENTION.
    Rules: what is not the linked actor is the runner-up, or else nobody; a short form follows the full name in its
    article, where every full name that it was linked by has gone to one and the same.

    Raises:
        ValueError: as read_corrections.
    """
    corrections = read_corrections()
    matched = _match(mentions, corrections) if corrections.height else corrections
    if matched.is_empty():
        return mentions
    corrected = _update(mentions, _decide(mentions, matched))
    return _update(corrected, _carry_over(mentions, corrected, matched)).select(MENTION.keys())


@functools.cache
def read_corrections() -> pl.DataFrame:
    """Read the decisions, with the link that each speaks of.

    Returns: article_id, surface, start_char, decision, to_actor_id, to_location_id, to_type, to_method and `scope`,
    the higher the narrower.

    Raises:
        ValueError: a row cannot be meant as it stands: which one and why.
    """
    listed = read_lexicon("corrections_links").with_row_index("line", offset=2)
    rows = (
        listed.with_columns(pl.col("start_char").cast(pl.Int64, strict=False), written_start="start_char")
        .join(_links(listed["actor_id"]), on=["actor_id", "location_id"], how="left", nulls_equal=True)
        .sort("line")
        .with_columns(scope=pl.col("article_id").is_not_null().cast(pl.Int8) + pl.col("start_char").is_not_null())
    )
    _refuse_unclear(rows)
    _refuse_contradictions(rows)
    return rows.select(*_PLACE, "decision", *_TARGET, "to_type", "to_method", "scope")


def _links(named: pl.Series) -> pl.DataFrame:
    """What may stand in actor_id and location_id, and the link that it means.

    Takes: ids, of which those made of a discovered name cannot be looked up: whether anybody has them depends on
    the inbox.
    """
    actors = read_lexicon("actors").select(
        "actor_id", to_actor_id="actor_id", to_type="kind", to_method=pl.lit("registry")
    )
    made = named.alias("actor_id").unique().to_frame().filter(pl.col("actor_id").str.contains("^[po]_[0-9a-f]{12}$"))
    discovered = made.with_columns(
        to_actor_id="actor_id",
        to_type=pl.col("actor_id").str.slice(0, 1).replace_strict({"p": "person", "o": "organization"}),
        to_method=pl.lit("discovered"),
    )
    cities = read_lexicon("cities").select("location_id", to_location_id="location_id", to_type=pl.lit("place"))
    # A country is an actor and a location at once, whichever of them a row names.
    both = [pl.col("actor_id").alias(name) for name in _TARGET]
    country = read_lexicon("countries").select("actor_id", *both, to_type=pl.lit("country"))
    located = country.with_columns(location_id="actor_id")
    countries = pl.concat([country, located, located.drop("actor_id")], how="diagonal")
    return pl.concat([actors, discovered, countries, cities], how="diagonal").with_columns(
        pl.col("to_method").fill_null("gazetteer")
    )


def _refuse_unclear(rows: pl.DataFrame) -> None:
    has_target = pl.any_horizontal(pl.col("actor_id", "location_id").is_not_null())
    is_misplaced = pl.col("start_char").is_null() & pl.col("written_start").is_not_null()
    faults = {
        "the decision must be is or is_not": ~pl.col("decision").is_in(["is", "is_not"]).fill_null(value=False),
        "the surface is missing": pl.col("surface").is_null(),
        "the start_char must be a whole number": is_misplaced | (pl.col("start_char") < 0),
        "a start_char is a place in an article, but there is no article_id": pl.col("start_char").is_not_null()
        & pl.col("article_id").is_null(),
        "no such actor or location, or not these two together": has_target & pl.col("to_type").is_null(),
        "is_not must name an actor or a location": (pl.col("decision") == "is_not") & ~has_target,
    }
    for fault, is_so in faults.items():
        for row in rows.filter(is_so).head(1).iter_rows(named=True):
            raise ValueError(f"{_FILE}, line {row['line']}: {fault} ({_describe(row)})")


def _refuse_contradictions(rows: pl.DataFrame) -> None:
    """At one place a name can be one alone, and cannot both be and not be the same."""
    links = rows.filter(decision="is").unique([*_PLACE, *_TARGET], keep="first", maintain_order=True)
    denied = rows.filter(decision="is_not")
    several = links.filter(pl.len().over(_PLACE) > 1).partition_by(_PLACE, maintain_order=True)
    both = links.join(denied, on=[*_PLACE, *_TARGET], nulls_equal=True, suffix="_denied", maintain_order="left")
    pairs = [group["line"].to_list()[:2] for group in several] + both.select("line", "line_denied").rows()
    for first, second in pairs[:1]:
        row = rows.row(by_predicate=pl.col("line") == first, named=True)
        lines = f"lines {min(first, second)} and {max(first, second)}"
        raise ValueError(f"{_FILE}, {lines}: they contradict each other ({_describe(row)})")


def _describe(row: dict[str, object]) -> str:
    place = ", ".join(f"{name} {row[name]}" for name in _PLACE if row[name] is not None)
    target = row["actor_id"] or row["location_id"] or "nobody"
    return f"{place or 'no place'}: {row['decision']} {target}"


def _match(mentions: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """The decisions on each mention, the narrower first; of two on the same link the narrower alone."""
    in_article = pl.col("article_id_meant").is_null() | (pl.col("article_id_meant") == pl.col("article_id"))
    at_place = pl.col("start_char_meant").is_null() | (pl.col("start_char_meant") == pl.col("start_char"))
    return (
        mentions.select("mention_id", *_PLACE)
        .join(corrections, on="surface", suffix="_meant", maintain_order="left")
        .filter(in_article, at_place)
        .sort("scope", descending=True, maintain_order=True)
        .unique(["mention_id", *_TARGET], keep="first", maintain_order=True)
    )


def _decide(mentions: pl.DataFrame, matched: pl.DataFrame) -> pl.DataFrame:
    """The link of each mention on which somebody decided, as it shall be; `is` counts before `is_not`."""
    chosen = matched.filter(decision="is").unique("mention_id", keep="first", maintain_order=True)
    linked = (
        mentions.drop("mention_type", "link_method", "confidence")
        .join(chosen.select("mention_id", *_TARGET, "to_type", "to_method"), on="mention_id")
        .with_columns(
            mention_type=pl.col("to_type"),
            link_method=pl.col("to_method"),
            confidence=1.0,
            discovered_name=pl.when(pl.col("to_actor_id") == pl.col("actor_id")).then("discovered_name"),
            unresolved_reason=pl.when(pl.col("to_type").is_null()).then(pl.lit("corrected: nobody")),
        )
        .with_columns(actor_id="to_actor_id", location_id="to_location_id", runner_up_id=pl.lit(None, pl.String))
    )
    # What names nobody keeps the kind and method by which it was found.
    found = mentions.select("mention_id", "mention_type", "link_method", "confidence")
    linked = linked.join(found, on="mention_id", suffix="_found").with_columns(
        pl.coalesce(name, f"{name}_found") for name in ("mention_type", "link_method")
    )
    denied = matched.filter(decision="is_not").join(chosen, on="mention_id", how="anti")
    return pl.concat([linked.select(_CHANGED), _fall_back(mentions, denied).select(_CHANGED)])


_CHANGED = ["mention_id", *_LINK, "confidence", "runner_up_id", "unresolved_reason", "discovered_name"]


def _fall_back(mentions: pl.DataFrame, denied: pl.DataFrame) -> pl.DataFrame:
    """Mentions that are not whom they were linked to: the runner-up, unless it is denied too, or else nobody."""
    no_more = denied.group_by("mention_id").agg(
        denied_ids=pl.concat([pl.col("to_actor_id"), pl.col("to_location_id")]).drop_nulls().unique().sort()
    )
    is_denied = pl.any_horizontal(pl.col("actor_id", "location_id").is_in(pl.col("denied_ids"))).fill_null(value=False)
    next_best = pl.when(~pl.col("runner_up_id").is_in(pl.col("denied_ids"))).then("runner_up_id")
    reason = pl.format("corrected: not {}", pl.col("denied_ids").list.join(" nor "))
    kept = mentions.join(no_more, on="mention_id").with_columns(is_denied=is_denied, runner_up_id=next_best)
    # A runner-up is an actor, or where no actor has its id a location.
    meant = _links(kept["runner_up_id"]).with_columns(runner_up_id=pl.coalesce("actor_id", "location_id"))
    meant = meant.unique("runner_up_id", keep="first", maintain_order=True).select("runner_up_id", *_TARGET, "to_type")
    fallen = (
        kept.filter("is_denied")
        .join(meant, on="runner_up_id", how="left")
        .with_columns(
            mention_type=pl.coalesce("to_type", "mention_type"),
            actor_id="to_actor_id",
            location_id="to_location_id",
            runner_up_id=pl.lit(None, pl.String),
            discovered_name=pl.lit(None, pl.String),
            unresolved_reason=pl.when(pl.col("to_type").is_null()).then(reason),
        )
    )
    return pl.concat([fallen.select(_CHANGED), kept.filter(~pl.col("is_denied")).select(_CHANGED)])


def _carry_over(mentions: pl.DataFrame, corrected: pl.DataFrame, matched: pl.DataFrame) -> pl.DataFrame:
    """Short forms on which nobody decided go where the full names of their article have gone."""
    gone = (
        mentions.filter(pl.col("link_method") != "surname", pl.col("actor_id").is_not_null())
        .select("mention_id", "article_id", old_id="actor_id")
        .join(corrected.select("mention_id", *_LINK, "unresolved_reason"), on="mention_id")
        .group_by("article_id", "old_id")
        .agg(pl.struct("actor_id", "location_id").n_unique().alias("goals"), pl.exclude("mention_id").first())
        .filter(pl.col("goals") == 1, ~pl.col("actor_id").eq_missing(pl.col("old_id")))
        .drop("goals", "link_method")
    )
    undecided = pl.col("mention_id").is_in(matched["mention_id"].implode())
    return (
        mentions.filter(pl.col("link_method") == "surname", ~undecided)
        .drop("mention_type", "location_id", "unresolved_reason")
        .rename({"actor_id": "old_id"})
        .join(gone, on=["article_id", "old_id"])
        .select(_CHANGED)
    )


def _update(mentions: pl.DataFrame, changed: pl.DataFrame) -> pl.DataFrame:
    return mentions.update(changed, on="mention_id", how="left", include_nulls=True, maintain_order="left")
