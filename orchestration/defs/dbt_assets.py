"""The dbt models, seeds and tests as assets and checks."""

import os
import shutil
from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslatorSettings, DbtCliResource, DbtProject, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from orchestration import dbt_results, quality, quality_pages, runs
from orchestration.defs.landing_checks import ChecksFailedError
from orchestration.defs.translator import MarsadTranslator
from orchestration.settings import Settings, export_settings, read_settings

# dbt renders its profile when it is parsed too: its variables must be set before.
export_settings(read_settings())

PROJECT = DbtProject(runs.DBT_PROJECT, profiles_dir=runs.DBT_PROJECT)


class MarsadDbt(DbtCliResource):
    """dbt without a second one in this process."""

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> None:  # type: ignore[override]
        """It would count rows, for which nothing asks, and takes two seconds to make ready."""


# A child that ends with its run, and that does not ask the package index for newer versions of itself.
DBT = MarsadDbt(
    project_dir=os.fspath(runs.DBT_PROJECT), profiles_dir=os.fspath(runs.DBT_PROJECT), dbt_executable="marsad-dbt"
)


def _prepare_manifest() -> None:
    """Parse the project unless the manifest is newer than every file of it."""
    manifest = PROJECT.manifest_path
    sources = [path for suffix in ("sql", "yml", "csv") for path in runs.DBT_PROJECT.rglob(f"*.{suffix}")]
    newest = max(path.stat().st_mtime for path in sources if PROJECT.target_path not in path.parents)
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        # As PROJECT.preparer does, but whole at once: another process may be reading the old manifest.
        parsed = manifest.parent / f"parsing-{os.getpid()}"
        parsed.mkdir(parents=True)
        DBT.cli(["parse", "--quiet"], target_path=parsed).wait()
        # The parse itself spares the next one.
        for parsed_file in (
            parsed / "partial_parse.msgpack",
            parsed / manifest.name,
        ):
            parsed_file.replace(manifest.with_name(parsed_file.name))
        shutil.rmtree(parsed)


_prepare_manifest()


# Tests on sources stay off the sources' assets: there a failing blocking check would not stop dbt.
_TRANSLATOR = MarsadTranslator(
    DagsterDbtTranslatorSettings(
        enable_asset_checks=True,
        enable_source_tests_as_checks=False,
        enable_duplicate_source_asset_keys=True,
        enable_code_references=True,
    )
)


@dbt_assets(manifest=PROJECT.manifest_path, project=PROJECT, dagster_dbt_translator=_TRANSLATOR, name="dbt_models")
def dbt_models(
    context: dg.AssetExecutionContext, dbt: MarsadDbt, settings: dg.ResourceParam[Settings]
) -> Iterator[Any]:
    """Run `dbt build`: seeds, models and tests, in the order of their dependencies."""
    flags = runs.dbt_flags(settings, is_whole=not context.is_subset)
    target = settings.temp_folder / "dbt_target"
    target.mkdir(parents=True, exist_ok=True)
    (target / "run_results.json").unlink(missing_ok=True)
    failed: list[dg.AssetCheckResult] = []
    error = None
    try:
        for event in dbt.cli(["build", *flags], context=context, target_path=target).stream():
            if isinstance(event, dg.AssetCheckResult) and not event.passed:
                failed.append(event)  # its rows can be looked up once dbt has let go of the build file
            else:
                yield event
    except DagsterDbtCliRuntimeError as told:
        error = told
    outcome = dbt_results.record_dbt_results(settings, context.run_id, target)
    yield from (_with_rows(settings, result, outcome) for result in failed)
    if error:
        reasons = [f"{node}: {reason}" for node, reason in outcome.broken.items()]
        if outcome.failures:
            reasons.append(quality.explain_failure(outcome.failures))
        raise ChecksFailedError("\n".join(reasons)) if reasons else error


def _with_rows(settings: Settings, result: dg.AssetCheckResult, outcome: dbt_results.DbtOutcome) -> dg.AssetCheckResult:
    """A failed test's result with some of the rows that failed, and where its history lies."""
    unique_id = result.metadata["unique_id"].value
    found = outcome.tests.get(str(unique_id))
    if found is None:
        return result
    about: dict[str, Any] = {
        "failed_rows": found.failed_rows,
        "first_failed_row": quality.row_in_words(found.rows[0]) if found.rows else None,
        "failed_sample": dg.MetadataValue.md(quality.describe_rows([found])),
        "page": dg.MetadataValue.path(quality_pages.page_of(settings, found.asset)),
    }
    return result._replace(metadata={**result.metadata, **about}, description=quality.name_failures([found]))
