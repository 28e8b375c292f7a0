"""The published snapshot, at the end of the graph, with what a run cost and how its figures compare."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from orchestration import dbt_results, measures, preview, quality_pages, runs
from orchestration.defs.dbt_assets import dbt_models
from orchestration.defs.descriptions import with_code
from orchestration.defs.retries import retry_passing_errors
from orchestration.defs.translator import OWNERS
from orchestration.quality import Result
from orchestration.report.site import write_report
from orchestration.settings import Settings, read_settings

_SLOWEST = 8  # nodes of dbt that are shown


@dg.asset(
    deps=[spec.key for spec in dbt_models.specs if spec.group_name == "marts"],
    group_name="published",
    owners=OWNERS,
    tags={"stored_as": "snapshot"},
    kinds={"duckdb"},
    check_specs=[
        dg.AssetCheckSpec(
            measure.check_name,
            asset=measures.ASSET,
            description=measure.description,
            metadata={"checked_by": "the run's own figures", "a_failure": "warns", "measure": measure.name},
        )
        for measure in measures.MEASURES
    ],
    description="The snapshot that readers see: a copy of the build file, made only when every blocking check "
    "has passed, to which the link `current` points.",
)
def published_warehouse(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.MaterializeResult[None]]:
    """Measure the run, close it and publish."""
    with retry_passing_errors():
        figures = measures.measure_run(settings, context.run_id)
        tables, timings = preview.shown_of(settings, measures.ASSET), _seconds_of_steps(context)
        slowest = dbt_results.slowest_nodes(settings.temp_folder / "dbt_target", _SLOWEST)
        published = runs.close_and_publish(settings, context.run_id)
    metadata: dict[str, Any] = {
        "path": dg.MetadataValue.path(published.path),
        "bytes": published.bytes,
        **published.rows,
        **{name: figure.measured for name, figure in figures.items() if figure.measured is not None},
        "checks": dg.MetadataValue.path(quality_pages.page_of(settings, "index")),
        "seconds": round(sum(seconds for seconds, _ in timings), 1),
        **{label: dg.MetadataValue.md(table) for label, table in tables.items()},
        "seconds_of_each_step": dg.MetadataValue.md(preview.table_of(["seconds", "step"], timings)),
        "slowest_of_dbt": dg.MetadataValue.md(preview.table_of(["seconds", "model, seed or test"], slowest)),
    }
    yield dg.MaterializeResult(
        metadata=metadata, check_results=[_check_result(settings, figure) for figure in figures.values()]
    )


def _seconds_of_steps(context: dg.AssetExecutionContext) -> list[tuple[float, str]]:
    """How long each step of the run took, this one left out."""
    stats = context.instance.get_run_step_stats(context.run_id)
    return [
        (round(step.end_time - step.start_time, 2), step.step_key)
        for step in stats
        if step.start_time and step.end_time
    ]


def _check_result(settings: Settings, figure: Result) -> dg.AssetCheckResult:
    metadata: dict[str, Any] = {
        "read": figure.checked_rows,
        "compared": figure.note,
        "page": dg.MetadataValue.path(quality_pages.page_of(settings, measures.ASSET)),
    }
    if figure.measured is not None:
        metadata["measured"] = figure.measured
    return dg.AssetCheckResult(
        check_name=figure.check_name,
        passed=figure.passed,
        severity=dg.AssetCheckSeverity.WARN,
        description=figure.note,
        metadata=metadata,
    )


@dg.asset(
    name="report",
    deps=[published_warehouse],
    group_name="published",
    owners=OWNERS,
    tags={"stored_as": "folder"},
    kinds={"html"},
    automation_condition=dg.AutomationCondition.eager(),
    description="Static pages of the published warehouse, for any browser: `report/index.html` in its folder. No load "
    "waits for it: the job `write_report` makes it, and so does each new snapshot while the automation sensor is on.",
)
def report() -> dg.MaterializeResult[None]:
    """Write the pages; reads the published file alone, so that no load is in its way."""
    written = write_report(read_settings())
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(written.folder),
            "pages": written.pages,
            "bytes": written.size_bytes,
        }
    )


PUBLISHED_ASSETS = with_code([published_warehouse, report], core={})
