"""How the dbt project shows in Dagster: groups, kinds, tags, columns, and what each test says in words."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject

from orchestration.dbt_results import describe_test

OWNERS = ["team:marsad"]


class MarsadTranslator(DagsterDbtTranslator):
    """Groups by layer, tests in words; everything else is as dagster-dbt has it."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The layer; the lexicon for seeds."""
        return "lexicon" if dbt_resource_props["resource_type"] == "seed" else dbt_resource_props["fqn"][1]

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:  # noqa: ARG002 - the library's shape
        """One team for all."""
        return OWNERS

    def get_tags(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, str]:
        """What it is stored as, beside the tags of the project."""
        stored_as = dbt_resource_props["config"].get("materialized")
        return {**super().get_tags(dbt_resource_props), **({"stored_as": stored_as} if stored_as else {})}

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        """The columns with what must hold of them."""
        columns = dbt_resource_props["columns"].values()
        schema = {"dagster/column_schema": dg.TableSchema([_column(column) for column in columns])} if columns else {}
        return {**super().get_metadata(dbt_resource_props), **schema}

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        """The lexicon is CSV files."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        return spec.replace_attributes(kinds={"csv", "dbt", "duckdb"}) if unique_id.startswith("seed.") else spec

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetCheckSpec | None:
        """A test's reason, which table it is about, and what its failure does."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        if spec is None:
            return None
        about = {"checked_by": "dbt", "a_failure": "stops the run" if spec.blocking else "warns"}
        return spec._replace(
            description=describe_test(manifest["nodes"][unique_id]), metadata={**spec.metadata, **about}
        )


def _column(column: Mapping[str, Any]) -> dg.TableColumn:
    is_bound = any(constraint["type"] == "not_null" for constraint in column.get("constraints") or [])
    return dg.TableColumn(
        column["name"],
        column.get("data_type") or "?",
        column.get("description"),
        dg.TableColumnConstraints(nullable=not is_bound),
    )
