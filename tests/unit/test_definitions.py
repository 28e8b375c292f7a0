import subprocess
import sys

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.suites import SUITES

SPECS = {spec.key.path[-1]: spec for spec in defs.resolve_all_asset_specs()}
MADE = sorted(set(SPECS) - {"inbox_files"})


def test_the_graph_begins_with_the_files_and_ends_with_the_snapshot() -> None:
    graph = defs.resolve_asset_graph()
    made_from = {key.path[-1] for key in graph.get_ancestor_asset_keys(dg.AssetKey("published_warehouse"))}
    assert {"inbox_files", "landing_files", "landing_meetings", "countries", "stg_landing__reports"} <= made_from
    assert {name for name, spec in SPECS.items() if spec.group_name in {"inbox", "landing", "marts"}} <= made_from


def test_assets_are_grouped_by_layer() -> None:
    groups = {"inbox", "landing", "lexicon", "staging", "intermediate", "marts", "published"}
    assert {spec.group_name for spec in SPECS.values()} == groups


@pytest.mark.parametrize("asset", sorted(SPECS))
def test_every_asset_is_described_owned_and_of_a_kind(asset: str) -> None:
    spec = SPECS[asset]
    assert spec.description
    assert spec.owners == ["team:marsad"]
    assert spec.kinds


@pytest.mark.parametrize("asset", MADE)
def test_every_asset_that_is_made_refers_to_its_code(asset: str) -> None:
    assert SPECS[asset].metadata["dagster/code_references"].code_references


@pytest.mark.parametrize("asset", [name for name in MADE if SPECS[name].group_name in {"landing", "marts"}])
def test_every_column_of_a_landing_table_or_mart_is_described(asset: str) -> None:
    columns = SPECS[asset].metadata["dagster/column_schema"].columns
    assert [column.name for column in columns if not column.description] == []


def test_columns_that_a_contract_binds_are_shown_as_bound() -> None:
    columns = {column.name: column for column in SPECS["fct_articles"].metadata["dagster/column_schema"].columns}
    assert not columns["article_id"].constraints.nullable
    assert columns["title"].constraints.nullable


def checks() -> list[dg.AssetCheckSpec]:
    definitions = [
        *(defs.asset_checks or []),
        *(one for one in defs.assets or [] if isinstance(one, dg.AssetsDefinition)),
    ]
    return [spec for definition in definitions for spec in definition.check_specs]


def test_every_check_says_what_is_true_when_it_passes_and_what_a_failure_does() -> None:
    assert len(checks()) > 150
    for check in checks():
        assert check.description not in {None, "", check.name}, check.name
        assert check.metadata["a_failure"] in {"stops the run", "warns", "stops the run; warns"}
        assert check.metadata["checked_by"]


def test_suites_and_tests_of_tables_stop_what_is_downstream() -> None:
    names = {suite.name for suite in SUITES}
    assert all(check.blocking for check in checks() if check.name in names or check.name.startswith("unique_"))


def test_loading_the_definitions_imports_no_great_expectations() -> None:
    command = "import sys, orchestration.definitions; sys.exit('great_expectations' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", command], check=False, capture_output=True, text=True)
    assert loaded.returncode == 0, loaded.stderr
