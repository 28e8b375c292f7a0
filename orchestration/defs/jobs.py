"""What can be run: the load, the two ways to make things anew, and the comparison with a rebuild."""

from typing import Any

import dagster as dg

from orchestration.run_lock import hold_run_lock
from orchestration.settings import read_settings
from orchestration.stages import STAGES

# Pages for people: no load waits for them.
REPORT = dg.AssetSelection.assets("report")


def _asset_job(name: str, description: str, **config: object) -> Any:
    return dg.define_asset_job(
        name,
        selection=dg.AssetSelection.all() - REPORT,
        description=description,
        config={"resources": {"settings": {"config": config}}} if config else None,
    )


load_news = _asset_job(
    "load_news",
    "Load what is new or changed in the inbox, make anew what depends on it, check, publish. The launchpad takes a "
    "folder, a limit, and force.",
)
rebuild = _asset_job(
    "rebuild",
    "Read and make everything anew in a second build file beside the published snapshot, check, publish, and go on "
    "with it. What only grows (fct_files, fct_article_versions, fct_runs, fct_quality_results, fct_id_redirects) is "
    "taken over. A failed rebuild leaves everything as it was.",
    from_scratch=True,
)
reextract = _asset_job(
    "reextract",
    "Make the landed output of the chosen stages anew for every article, and of what builds on them, then what depends "
    "on it, check, publish. A changed lexicon or rule needs no such run: every load makes anew what depends on it. "
    "This is for what no version sees, such as a library that was repaired.",
    stages=[stage.name for stage in STAGES],
)


@dg.op(description="Rebuilds everything in a scratch folder and compares the published state tables, row for row.")
def published_equals_rebuild(context: dg.OpExecutionContext) -> None:
    """Fail with the tables that differ; holds the run lock, so that no load publishes meanwhile."""
    from orchestration.verify import compare_with_rebuild  # noqa: PLC0415 - imports what only this job needs

    settings = read_settings()
    with hold_run_lock(settings, context.run_id):
        differences = compare_with_rebuild(settings, context.log.info)
    if differences.rows:
        tables = ", ".join(f"{table} ({rows})" for table, rows in differences.tables.items())
        raise dg.Failure(
            f"{differences.rows} rows differ between the published tables and a rebuild: {tables}\n{differences.text}",
            metadata={"tables": differences.tables},
            allow_retries=False,
        )
    context.log.info(differences.text)


@dg.job(description="Rebuild everything beside the published file and compare: fails where a state table differs.")
def verify() -> None:
    """The comparison alone; writes nothing that stays."""
    published_equals_rebuild()


write_report = dg.define_asset_job(
    "write_report",
    selection=REPORT,
    description="Write the static pages of the published warehouse.",
)

JOBS = [load_news, rebuild, reextract, verify, write_report]
