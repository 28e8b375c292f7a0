"""The dbt models, seeds and tests as assets and checks, and the published snapshot behind them."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg
from dagster_dbt import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCliResource,
    DbtProject,
    dbt_assets,
)

from orchestration import preview, runs
from orchestration.defs.retries import retry_passing_errors
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


class _Translator(DagsterDbtTranslator):
    """Groups by layer; everything else is as dagster-dbt has it."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return "lexicon" if dbt_resource_props["resource_type"] == "seed" else dbt_resource_props["fqn"][1]

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:  # noqa: ARG002 - the library's shape
        return ["team:marsad"]


# Tests on sources stay off the sources' assets: there a failing blocking check would not stop dbt.
_TRANSLATOR = _Translator(
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
    try:
        yield from dbt.cli(["build", *flags], context=context, target_path=target).stream()
    finally:
        runs.record_dbt_results(settings, context.run_id, target)


@dg.asset(
    deps=[spec.key for spec in dbt_models.specs if spec.group_name == "marts"],
    group_name="published",
    owners=["team:marsad"],
    kinds={"duckdb"},
    description="The snapshot that readers see: a copy of the build file, made only when every blocking check "
    "has passed, to which the link `current` points.",
)
@retry_passing_errors()
def published_warehouse(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> dg.MaterializeResult[None]:
    """Close the run and publish."""
    published = runs.close_and_publish(settings, context.run_id)
    meetings = dg.MetadataValue.md(preview.as_markdown(settings, preview.QUERIES["published_warehouse"]))
    return dg.MaterializeResult(metadata={**published, "newest_meetings": meetings})
