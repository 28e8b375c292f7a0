import json
from pathlib import Path
from typing import Any

import pytest

from orchestration.dbt_results import describe_test, record_dbt_results, slowest_nodes, table_tested_by
from orchestration.settings import Settings
from orchestration.warehouse import make_landing_tables, open_build

TEST = "test.marsad.accepted_values_fct_roles_sector.0a"
MODEL = "model.marsad.fct_roles"


def node(**given: Any) -> dict[str, Any]:
    shared = {"name": "a_test", "unique_id": "test.marsad.a_test", "description": "", "raw_code": "{{ test() }}"}
    return shared | {"config": {"severity": "ERROR", "meta": {}}, "depends_on": {"nodes": [MODEL]}} | given


def generic(name: str, column: str | None = None, **arguments: Any) -> dict[str, Any]:
    return node(column_name=column, attached_node=MODEL, test_metadata={"name": name, "kwargs": arguments})


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (generic("unique", "role_id"), "No two rows have the same role_id."),
        (generic("not_null", "role_id"), "Every row has its role_id."),
        (
            generic("relationships", "source_id", to="ref('dim_sources')", field="source_id"),
            "Every source_id is the source_id of a row of dim_sources.",
        ),
        (generic("accepted_values", "sector", values=["GOV", "MIL"]), "sector is one of GOV, MIL."),
        (generic("unique_together", columns=["a", "b"]), "No two rows have the same a, b."),
        (
            node(raw_code="-- A pair without a code\n-- would vanish. Slowly\nselect 1"),
            "A pair without a code would vanish.",
        ),
        (node(description="What its yml says."), "What its yml says."),
        (node(), "a_test"),
    ],
)
def test_a_test_is_told_in_words(test: dict[str, Any], words: str) -> None:
    assert describe_test(test) == words


@pytest.mark.parametrize(
    ("test", "table"),
    [
        (generic("unique", "role_id"), "fct_roles"),
        (node(), "fct_roles"),
        (node(config={"meta": {"dagster": {"ref": {"name": "fct_meetings"}}}}), "fct_meetings"),
    ],
)
def test_a_test_is_about_the_table_on_whose_page_it_stands(test: dict[str, Any], table: str) -> None:
    assert table_tested_by(test) == table


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse with two roles, one of a sector that nobody knows."""
    settings = Settings(inbox=tmp_path, warehouse=tmp_path)
    with open_build(settings) as connection:
        make_landing_tables(connection)
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_roles as from (values ('one', 'm1', 'GOV', 7), ('two', 'm2', 'GVO', 8)) "
            "as roles(article_id, mention_id, sector, start_char)"
        )
    return settings


def leave(settings: Settings, *results: dict[str, Any]) -> Path:
    """Write the files that a build leaves."""
    test = generic("accepted_values", "sector", values=["GOV"]) | {"unique_id": TEST, "name": TEST.split(".")[2]}
    nodes = {TEST: test, MODEL: {"name": "fct_roles", "relation_name": "marts.fct_roles"}}
    target = settings.warehouse / "target"
    target.mkdir()
    (target / "manifest.json").write_text(json.dumps({"nodes": nodes}))
    (target / "run_results.json").write_text(json.dumps({"results": results}))
    return target


def result(unique_id: str, status: str, **given: Any) -> dict[str, Any]:
    return {"unique_id": unique_id, "status": status, "failures": None, "message": None, "execution_time": 0.5} | given


FAILING = "select sector as value_field, count(*) as n_records from marts.fct_roles where sector <> 'GOV' group by all"


def test_a_failed_test_shows_the_rows_of_its_table_with_their_keys(settings: Settings) -> None:
    outcome = record_dbt_results(
        settings, "r", leave(settings, result(TEST, "fail", failures=1, compiled_code=FAILING))
    )
    (failure,) = outcome.failures
    assert failure.rows == [{"article_id": "two", "mention_id": "m2", "sector": "GVO", "file_path": None}]
    with open_build(settings) as connection:
        row = connection.execute("select asset, severity, passed, failed_rows from landing.quality_results").fetchone()
    assert row == ("fct_roles", "error", False, 1)


def test_a_skipped_test_found_nothing(settings: Settings) -> None:
    assert record_dbt_results(settings, "r", leave(settings, result(TEST, "skipped"))).tests == {}


def test_a_test_that_could_not_run_failed_and_says_why(settings: Settings) -> None:
    (failure,) = record_dbt_results(settings, "r", leave(settings, result(TEST, "error", message="no column"))).failures
    assert "could not be checked: no column" in str(failure.note)


def test_a_model_that_did_not_build_is_told_with_its_reason(settings: Settings) -> None:
    outcome = record_dbt_results(settings, "r", leave(settings, result(MODEL, "error", message="contract\nbroken")))
    assert outcome.broken == {"fct_roles": "contract\nbroken"}


def test_nothing_is_recorded_of_a_build_that_did_not_start(settings: Settings) -> None:
    assert record_dbt_results(settings, "r", settings.warehouse).tests == {}


def test_the_slowest_nodes_come_first(settings: Settings) -> None:
    target = leave(settings, result(TEST, "pass"), result(MODEL, "success", execution_time=2.0))
    assert slowest_nodes(target, 1) == [(2.0, "fct_roles")]
