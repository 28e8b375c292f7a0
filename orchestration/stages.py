"""The stages of landing: each turns landed rows into landed rows, article by article.

A stage pulls. It has a version (the core's code, its lexicons, its upstream's version) and processes the
articles whose landed output has another one, in bounded batches, each in one transaction. A crash at any
point is repaired by running again; a changed lexicon re-extracts what depends on it and nothing else.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from orchestration.news import articles, lexicon, meetings, mentions, offices, quotes
from orchestration.progress import Log, report_progress
from orchestration.settings import Settings
from orchestration.stage_inputs import (
    DATED_TEXTS,
    MENTIONS,
    SENTENCES,
    TEXTS,
    cut_batches,
    read_batch,
)
from orchestration.warehouse import insert_frame, open_build, replace_articles, transaction
from orchestration.workers import map_ahead

_NEWS = Path(articles.__file__).parent


class Stage(NamedTuple):
    """One step from landed rows to landed rows, article by article."""

    name: str
    upstream: str
    tables: tuple[str, ...]
    inputs: dict[str, str]  # argument -> query of a batch's rows
    build: Callable[..., tuple[pl.DataFrame, ...]]
    lexicons: tuple[str, ...]


# The lexicons that the stages read.
_GRAMMAR = (
    "actor_roles",
    "actors",
    "caption_triggers",
    "cities",
    "countries",
    "country_aliases",
    "grammar_words",
    "meeting_triggers",
    "nisbas",
    "office_words",
    "status_cues",
)
_DATES = ("months", "source_aliases")
_PAGES = (
    "actor_aliases",
    "actor_roles",
    "actors",
    "boilerplate_phrases",
    "cities",
    "city_aliases",
    "common_words",
    "countries",
    "country_aliases",
    "function_words",
    "given_names",
    "nisbas",
    "sources",
    "spelling_rules",
    "surnames",
    "titles",
)
_WORDS = (
    "actors",
    "actor_aliases",
    "cities",
    "city_aliases",
    "common_words",
    "countries",
    "country_aliases",
    "function_words",
    "given_names",
    "name_particles",
    "name_parts",
    "nisbas",
    "org_complements",
    "org_heads",
    "org_modifiers",
    "place_heads",
    "spelling_rules",
    "surnames",
    "titles",
)
_OFFICES = (
    "actor_aliases",
    "actor_roles",
    "actors",
    "cities",
    "countries",
    "country_aliases",
    "function_words",
    "meeting_triggers",
    "nisbas",
    "office_words",
    "org_heads",
    "place_heads",
    "speech_cues",
    "titles",
)
_NAMES = (*_WORDS, *_OFFICES, "corrections_links")
_SPEECH = (
    "cities",
    "countries",
    "function_words",
    "grammar_words",
    "meeting_triggers",
    "org_heads",
    "place_heads",
    "speech_cues",
)

STAGES = (
    Stage(
        "articles",
        "texts",
        ("articles", "sections", "sentences"),
        {"raw": TEXTS},
        articles.build_articles,
        (*_PAGES, *_DATES),
    ),
    Stage(
        "mentions",
        "articles",
        ("mentions",),
        {"articles": DATED_TEXTS, "sentences": SENTENCES},
        lambda articles, sentences: (mentions.find_mentions(articles, sentences),),
        _NAMES,
    ),
    Stage(
        "roles",
        "mentions",
        ("roles",),
        {"articles": TEXTS, "sentences": SENTENCES, "mentions": MENTIONS},
        lambda articles, sentences, mentions: (offices.find_roles(articles, sentences, mentions),),
        (*_WORDS, *_OFFICES),
    ),
    Stage(
        "quotes",
        "mentions",
        ("quotes",),
        {"articles": TEXTS, "sentences": SENTENCES, "mentions": MENTIONS},
        lambda articles, sentences, mentions: (quotes.find_quotes(articles, sentences, mentions),),
        _SPEECH,
    ),
    Stage(
        "meetings",
        "mentions",
        ("reports", "report_participants", "report_evidence"),
        {"articles": DATED_TEXTS, "sentences": SENTENCES, "mentions": MENTIONS},
        meetings.find_meetings,
        (*_GRAMMAR, *_DATES),
    ),
)


def stage_versions() -> dict[str, str]:
    """The version of each stage: a hash of the core's code and of the lexicons that it reads.

    Any change in the core makes every stage anew: cheaper than to find out that a helper was overlooked.
    """
    code = hashlib.sha256(pl.__version__.encode())
    for module in sorted([*_NEWS.glob("*.py"), *_NEWS.glob("*.npz")]):
        code.update(module.name.encode() + module.read_bytes())
    lexicons: dict[str, tuple[str, ...]] = {"texts": ()} | {stage.name: stage.lexicons for stage in STAGES}
    return {
        name: hashlib.sha256(f"{code.hexdigest()}|{lexicon.lexicons_version(read)}".encode()).hexdigest()[:16]
        for name, read in lexicons.items()
    }


def run_stage(settings: Settings, stage: Stage, run_id: str, log: Log) -> dict[str, int]:
    """Process the articles whose landed output is missing or of another version, in bounded batches.

    Rules: all of them where the run was asked to make the stage anew, or one that it builds on. A run that breaks off
    leaves the rest as it stood, sound.
    Returns: how many articles were processed, and how many rows stand in each of the stage's tables.
    """
    version = stage_versions()[stage.name]
    with open_build(settings) as connection:
        pending = connection.execute(
            _PENDING,
            {
                "stage": stage.name,
                "upstream": stage.upstream,
                "version": version,
                "is_forced": _is_forced(stage, settings.order.stages),
            },
        ).pl()
        report, done = report_progress(stage.name, "articles", pending.height, log), 0
        batches = cut_batches(pending)
        for batch, frames in map_ahead(
            _build, batches, lambda batch: (stage.name, read_batch(connection, stage.inputs, batch))
        ):
            _land(connection, stage, run_id, batch, frames)
            done += batch.height
            report(done)
        rows = {table: connection.table(f"landing.{table}").shape[0] for table in stage.tables}
    return {"articles_processed": done} | rows


def _is_forced(stage: Stage, stages: tuple[str, ...]) -> bool:
    """Whether the stage, or one that it builds on, is among those to make anew."""
    upstream = (other for other in STAGES if other.name == stage.upstream)
    return stage.name in stages or any(_is_forced(other, stages) for other in upstream)


# The articles whose output should have another version than it has, or all of them, in the order of their texts.
_PENDING = """
    with wanted as (
        select article_id, md5($version || version) as version
        from landing.stage_outputs where stage = $upstream
    ),
    missing as (
        select article_id, version from wanted
        where $is_forced or not exists (
            select 1 from landing.stage_outputs as made
            where made.stage = $stage and made.article_id = wanted.article_id and made.version = wanted.version
        )
    )
    select missing.article_id, missing.version, length(texts.raw_text) as chars
    from missing
    join landing.texts using (article_id)
    order by texts.rowid
"""


def _build(name: str, arguments: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, ...]:
    """A stage's work on one batch; the stage goes by its name, as a function inside it cannot reach another process."""
    (stage,) = (stage for stage in STAGES if stage.name == name)
    return stage.build(**arguments)


def _land(
    connection: duckdb.DuckDBPyConnection,
    stage: Stage,
    run_id: str,
    batch: pl.DataFrame,
    frames: tuple[pl.DataFrame, ...],
) -> None:
    versions = batch.select("article_id", "version")
    frames = tuple(
        frame.drop("version", strict=False).join(versions, on="article_id", maintain_order="left") for frame in frames
    )
    outputs = versions.with_columns(stage=pl.lit(stage.name), run_id=pl.lit(run_id))
    with transaction(connection):
        replace_articles(connection, dict(zip(stage.tables, frames, strict=True)), batch["article_id"])
        replace_outputs(connection, stage.name, outputs)


def replace_outputs(connection: duckdb.DuckDBPyConnection, stage: str, outputs: pl.DataFrame) -> None:
    """Record which version of a stage's output these articles now have."""
    connection.register("doomed", outputs.select("article_id").to_arrow())
    connection.execute(
        "delete from landing.stage_outputs where stage = $stage and article_id in (select article_id from doomed)",
        {"stage": stage},
    )
    connection.unregister("doomed")
    insert_frame(connection, "stage_outputs", outputs)
