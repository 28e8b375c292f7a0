"""What Dagster shows of the landing tables without asking the database: their columns, and the code behind them."""

import functools
import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dagster as dg

from orchestration.defs.dbt_assets import PROJECT
from orchestration.warehouse import columns_of

# Landing table -> the mart whose columns of the same name are described in its yml.
_DESCRIBED_BY = {
    "files": "fct_files",
    "texts": "fct_article_texts",
    "article_versions": "fct_article_versions",
    "articles": "fct_articles",
    "sections": "fct_article_sections",
    "mentions": "fct_mentions",
    "roles": "fct_roles",
    "quotes": "fct_quotes",
    "reports": "fct_meeting_reports",
    "report_participants": "bridge_meeting_reports_x_actors",
    "report_evidence": "fct_report_evidence",
}


def describe_tables(main: str, *others: str) -> dict[str, Any]:
    """The columns of an asset's main table, where Dagster looks for them, and of its other tables."""
    return {
        "dagster/column_schema": _schema(main),
        "dagster/table_name": f"landing.{main}",
        **{f"columns of landing.{other}": _schema(other) for other in others},
    }


def with_code(assets: Sequence[dg.AssetsDefinition], core: Mapping[str, Callable[..., object]]) -> list[Any]:
    """The assets with references to the functions that make them: here, and in the core, by the asset's name."""
    with warnings.catch_warnings(category=dg.BetaWarning, action="ignore"):
        return [*dg.with_source_code_references([_point_at(asset, core) for asset in assets])]


def _point_at(asset: dg.AssetsDefinition, core: Mapping[str, Callable[..., object]]) -> dg.AssetsDefinition:
    function = core.get(asset.key.to_user_string())
    if function is None:
        return asset
    code = function.__code__
    reference = dg.LocalFileCodeReference(
        file_path=code.co_filename, line_number=code.co_firstlineno, label=function.__name__
    )
    references = dg.CodeReferencesMetadataValue(code_references=[reference])
    return asset.map_asset_specs(lambda spec: spec.merge_attributes(metadata={"dagster/code_references": references}))


def _schema(table: str) -> dg.TableSchema:
    said = _described_columns().get(_DESCRIBED_BY.get(table, ""), {}) | _described_columns().get(table, {})
    return dg.TableSchema([dg.TableColumn(name, kind, said.get(name)) for name, kind in columns_of(table).items()])


@functools.cache
def _described_columns() -> dict[str, dict[str, str]]:
    """What the dbt project says of the columns of each source and model."""
    manifest = json.loads(PROJECT.manifest_path.read_text("utf-8"))
    return {
        node["name"]: {name: column["description"] for name, column in node["columns"].items()}
        for node in [*manifest["nodes"].values(), *manifest["sources"].values()]
        if node["resource_type"] in {"model", "source"}
    }
