"""A check that warns and holds nothing up: whether the sources bring articles as they usually do."""

import datetime as dt

import dagster as dg

from orchestration.preview import table_of
from orchestration.quality_pages import page_of
from orchestration.settings import Settings
from orchestration.silences import CHECK_NAME, Silence, check_silences

_MOST_ROWS = 50


@dg.asset_check(
    name=CHECK_NAME,
    asset="landing_articles",
    description="No source has been silent for longer than 95 % of its own pauses, counted in days on which its "
    "articles arrived. Warns only: a silence is no error in what was loaded.",
    metadata={"checked_by": "the days on which articles arrived", "a_failure": "warns"},
)
def sources_arrive_as_usual(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> dg.AssetCheckResult:
    """Judge every source by its own rhythm."""
    silences = check_silences(settings, context.run.run_id, dt.datetime.now(dt.UTC))
    silent = [silence for silence in silences if silence.is_long]
    return dg.AssetCheckResult(
        passed=not silent,
        severity=dg.AssetCheckSeverity.WARN,
        description=", ".join(f"{silence.source_id} ({silence.silent_days} days)" for silence in silent) or None,
        metadata={
            "silent_sources": len(silent),
            "judged_sources": sum(silence.usual_days is not None for silence in silences),
            "page": dg.MetadataValue.path(page_of(settings, "landing_articles")),
            "silences": dg.MetadataValue.md(
                table_of([*Silence._fields, "verdict"], ((*one, one.verdict) for one in silences[:_MOST_ROWS]))
            ),
        },
    )
