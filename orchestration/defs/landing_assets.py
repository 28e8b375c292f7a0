"""The landing assets: the inbox, the ledger of its files, and one asset per stage of the pure core."""

import time
from collections.abc import Callable
from typing import Any

import dagster as dg

from orchestration import ledger, preview, quality, stages
from orchestration.defs.descriptions import describe_tables, with_code
from orchestration.defs.retries import retry_passing_errors
from orchestration.defs.translator import OWNERS
from orchestration.news import articles, files, meetings, mentions, offices, quotes
from orchestration.settings import Settings, read_settings

_GROUP, _KINDS, _TAGS = "landing", {"python", "polars", "duckdb"}, {"stored_as": "table"}

INBOX_FILES = dg.AssetSpec(
    "inbox_files",
    group_name="inbox",
    owners=OWNERS,
    kinds={"file"},
    description="The text files below the inbox, each with an optional JSON sidecar. Marsad reads them and changes "
    "nothing; what became of each is in `landing_files`.",
    metadata={"path": dg.MetadataValue.path(read_settings().inbox)},
)


@dg.asset(
    deps=[INBOX_FILES],
    group_name=_GROUP,
    owners=OWNERS,
    kinds=_KINDS,
    tags=_TAGS,
    code_version=stages.stage_versions()["texts"],
    metadata=describe_tables("files", "texts", "article_versions"),
    description="One row per file content ever seen at a path, and the decoded text of every article in the inbox. "
    "A file that cannot be loaded is quarantined with a reason.",
)
@retry_passing_errors()
def landing_files(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> dg.MaterializeResult[None]:
    """Bring the ledger in line with the inbox."""
    quality.import_ahead()
    described = _describe(
        context, settings, "files_seen", lambda: ledger.load_files(settings, context.run_id, context.log.info)
    )
    context.log_event(dg.AssetObservation(INBOX_FILES.key, metadata=preview.inbox_figures(settings)))
    return described


def _describe(
    context: dg.AssetExecutionContext, settings: Settings, rated: str, land: Callable[[], dict[str, int]]
) -> dg.MaterializeResult[None]:
    """Land, and tell what people look at: counts, time, rate, and tables of the newest rows."""
    started = time.monotonic()
    counts = land()
    seconds = time.monotonic() - started
    asset = context.asset_key.to_user_string()
    metadata: dict[str, Any] = {**counts, "seconds": round(seconds, 2)}
    if counts[rated]:
        metadata[f"{rated}_per_second"] = round(counts[rated] / seconds, 1)
    metadata |= {label: dg.MetadataValue.md(shown) for label, shown in preview.shown_of(settings, asset).items()}
    return dg.MaterializeResult(metadata=metadata)


def _stage_asset(stage: stages.Stage) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"landing_{stage.name}",
        deps=["landing_files" if stage.upstream == "texts" else f"landing_{stage.upstream}"],
        group_name=_GROUP,
        owners=OWNERS,
        kinds=_KINDS,
        tags=_TAGS,
        code_version=stages.stage_versions()[stage.name],
        metadata={
            **describe_tables(*stage.tables),
            "lexicons": ", ".join(f"{name}.csv" for name in sorted(set(stage.lexicons))),
        },
        description=_DESCRIPTIONS[stage.name],
    )
    @retry_passing_errors()
    def stage_asset(
        context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
    ) -> dg.MaterializeResult[None]:
        return _describe(
            context,
            settings,
            "articles_processed",
            lambda: stages.run_stage(settings, stage, context.run_id, context.log.info),
        )

    return stage_asset


_DESCRIPTIONS = {
    "articles": "Headline, body without site chrome, source, language and publication date of each article, "
    "its sections and its sentences.",
    "mentions": "One row per name in one place: persons, organizations, countries and places, with the actor or "
    "location that it means.",
    "roles": "One row per role that an article gives a person beside the name, with its body, country and sector.",
    "quotes": "One row per quotation of somebody's words, with the verb that introduces it and its speaker.",
    "meetings": "One row per encounter that an article reports, with its participants and the spans that prove it.",
}
LANDING_ASSETS = with_code(
    [landing_files, *(_stage_asset(stage) for stage in stages.STAGES)],
    core={
        "landing_files": files.read_files,
        "landing_articles": articles.build_articles,
        "landing_mentions": mentions.find_mentions,
        "landing_roles": offices.find_roles,
        "landing_quotes": quotes.find_quotes,
        "landing_meetings": meetings.find_meetings,
    },
)
