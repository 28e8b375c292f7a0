"""The checks on landed rows: the suites of an asset in one step, each a check of its own that can be run alone."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from orchestration import quality, quality_pages, suites
from orchestration.expectations import Suite
from orchestration.settings import Settings


class ChecksFailedError(dg.Failure):
    """Blocking checks failed: says which, and on which rows. Trying again would find the same."""

    def __init__(self, explanation: str) -> None:
        """Take what to tell people."""
        super().__init__(description=explanation, allow_retries=False)


def _checks_of(asset: str, suites_of_asset: list[Suite]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(
        name=f"check_{asset}",
        description=f"Great Expectations on what this run landed for `{asset}`.",
        specs=[_spec(suite) for suite in suites_of_asset],
        can_subset=True,
    )
    def checks(
        context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
    ) -> Iterator[dg.AssetCheckResult]:
        selected = {key.name for key in context.selected_asset_check_keys}
        wanted = [suite for suite in suites_of_asset if suite.name in selected]
        verdicts = quality.run_suites(settings, wanted, context.run.run_id)
        for verdict in verdicts:
            yield _result(settings, verdict)
        blocking = [failure for verdict in verdicts for failure in verdict.failures if failure.is_blocking]
        if blocking:
            raise ChecksFailedError(quality.explain_failure(blocking))

    return checks


def _spec(suite: Suite) -> dg.AssetCheckSpec:
    effects = [
        ("stops the run" if expected.is_blocking else "warns", expected.words) for expected in suite.expectations
    ]
    return dg.AssetCheckSpec(
        suite.name,
        asset=suite.asset,
        description="\n".join([suite.description, "", *(f"- {words} ({effect})" for effect, words in effects)]),
        blocking=True,
        metadata={
            "table": f"landing.{suite.table}",
            "checked_by": "Great Expectations",
            "a_failure": "; ".join(sorted({effect for effect, _ in effects})),
        },
    )


def _result(settings: Settings, verdict: quality.Verdict) -> dg.AssetCheckResult:
    metadata: dict[str, Any] = {
        "checked_rows": verdict.checked_rows,
        "failed_rows": sum(failure.failed_rows for failure in verdict.failures),
        "expectations": dg.MetadataValue.md(quality.describe_results(verdict.results)),
        "page": dg.MetadataValue.path(quality_pages.page_of(settings, verdict.suite.name)),
    }
    if verdict.failures:
        metadata["first_failed_row"] = next((quality.row_in_words(f.rows[0]) for f in verdict.failures if f.rows), None)
        metadata["failed_sample"] = dg.MetadataValue.md(quality.describe_rows(verdict.failures))
    return dg.AssetCheckResult(
        asset_key=verdict.suite.asset,
        check_name=verdict.suite.name,
        passed=not verdict.failures,
        severity=dg.AssetCheckSeverity.ERROR if verdict.is_blocking else dg.AssetCheckSeverity.WARN,
        description=quality.name_failures(verdict.failures) or None,
        metadata=metadata,
    )


LANDING_CHECKS = [
    _checks_of(asset, [suite for suite in suites.SUITES if suite.asset == asset])
    for asset in dict.fromkeys(suite.asset for suite in suites.SUITES)
]
