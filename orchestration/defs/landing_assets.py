"""The landing assets: the ledger, one asset per stage of the pure core, and the checks on what they landed."""

import dagster as dg

from orchestration import ledger, preview, quality, stages, suites
from orchestration.defs.retries import retry_passing_errors
from orchestration.settings import Settings

_GROUP, _OWNERS, _KINDS = "landing", ["team:marsad"], {"python", "polars", "duckdb"}


@dg.asset(
    group_name=_GROUP,
    owners=_OWNERS,
    kinds=_KINDS,
    code_version=stages.stage_versions()["texts"],
    description="One row per file content ever seen at a path, and the decoded text of every article in the inbox. "
    "A file that cannot be loaded is quarantined with a reason.",
)
@retry_passing_errors()
def landing_files(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> dg.MaterializeResult[None]:
    """Bring the ledger in line with the inbox."""
    return _describe(context, settings, ledger.load_files(settings, context.run_id, context.log.info))


def _describe(
    context: dg.AssetExecutionContext, settings: Settings, counts: dict[str, int]
) -> dg.MaterializeResult[None]:
    """The counts and a table of the newest rows, for the asset's page."""
    markdown = preview.as_markdown(settings, preview.QUERIES[context.asset_key.to_user_string()])
    return dg.MaterializeResult(metadata={**counts, "preview": dg.MetadataValue.md(markdown)})


def _stage_asset(stage: stages.Stage, upstream: str, description: str) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"landing_{stage.name}",
        deps=[upstream],
        group_name=_GROUP,
        owners=_OWNERS,
        kinds=_KINDS,
        code_version=stages.stage_versions()[stage.name],
        description=description,
    )
    @retry_passing_errors()
    def stage_asset(
        context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
    ) -> dg.MaterializeResult[None]:
        return _describe(context, settings, stages.run_stage(settings, stage, context.run_id, context.log.info))

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

LANDING_ASSETS = [
    landing_files,
    *(
        _stage_asset(
            stage,
            upstream="landing_files" if stage.upstream == "texts" else f"landing_{stage.upstream}",
            description=_DESCRIPTIONS[stage.name],
        )
        for stage in stages.STAGES
    ),
]


def _suite_check(suite: suites.Suite) -> dg.AssetChecksDefinition:
    @dg.asset_check(name=suite.name, asset=suite.asset, description=suite.description, blocking=True)
    def check(context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]) -> dg.AssetCheckResult:
        verdict = quality.run_suite(settings, suite, context.run.run_id)
        return dg.AssetCheckResult(
            passed=verdict.passed,
            severity=dg.AssetCheckSeverity.WARN if verdict.passed_blocking else dg.AssetCheckSeverity.ERROR,
            metadata={
                "checked_rows": verdict.checked_rows,
                "failures": dg.MetadataValue.md(quality.describe_failures(verdict)),
            },
        )

    return check


LANDING_CHECKS = [_suite_check(suite) for suite in suites.SUITES]
