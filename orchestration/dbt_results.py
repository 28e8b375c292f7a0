"""What a `dbt build` found, from the files that it leaves: its tests, with rows that fail, and what did not build."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from orchestration.quality import Result, Row, name_files, record_results
from orchestration.settings import Settings
from orchestration.warehouse import open_build

_SHOWN_ROWS = 5
_SHOWN_LINES = 12  # of what dbt says about a node that did not build
_SHOWN_COLUMNS = 3  # of a table's first ones, where its keys stand
_SHOWN_CHARS = 200  # of a text

Node = dict[str, Any]  # of dbt's manifest, or of its results


class DbtOutcome(NamedTuple):
    """The tests that ran, by their ids, and the nodes that did not build, with the reason."""

    tests: dict[str, Result]
    broken: dict[str, str]

    @property
    def failures(self) -> list[Result]:
        """The tests that failed and stop the run."""
        return [test for test in self.tests.values() if not test.passed and test.is_blocking]


def record_dbt_results(settings: Settings, run_id: str, target_path: Path) -> DbtOutcome:
    """Keep what dbt's tests found, also when they failed the run; dbt must have let go of the build file."""
    files = [target_path / name for name in ("run_results.json", "manifest.json")]
    if not all(file.exists() for file in files):  # dbt itself did not start; its own message says why
        return DbtOutcome({}, {})
    run, manifest = (json.loads(file.read_text("utf-8")) for file in files)
    with open_build(settings) as connection:
        tests = {
            result["unique_id"]: _as_result(connection, result, manifest["nodes"])
            for result in run["results"]
            if result["unique_id"].startswith("test.") and result["status"] in {"pass", "warn", "fail", "error"}
        }
        tests = dict(zip(tests, name_files(connection, list(tests.values())), strict=True))
    record_results(settings, run_id, list(tests.values()))
    broken = {
        result["unique_id"].split(".")[2]: "\n".join(str(result["message"]).strip().splitlines()[:_SHOWN_LINES])
        for result in run["results"]
        if result["status"] == "error" and not result["unique_id"].startswith("test.")
    }
    return DbtOutcome(tests, broken)


def slowest_nodes(target_path: Path, most: int) -> list[tuple[float, str]]:
    """The models, seeds and tests that took longest in the last build, behind their seconds."""
    file = target_path / "run_results.json"
    results = json.loads(file.read_text("utf-8"))["results"] if file.exists() else []
    times = [(round(result["execution_time"], 2), result["unique_id"].split(".")[2]) for result in results]
    return sorted(times, reverse=True)[:most]


def describe_test(node: Node) -> str:
    """What is true when a test passes, in words.

    Takes: the test's node of dbt's manifest.
    Rules: its own description, else the first sentence of the comment above its SQL, else what a generic test says
    of its columns.
    """
    comment = [line.removeprefix("--").strip() for line in node["raw_code"].splitlines() if line.startswith("--")]
    if node.get("description") or comment:
        return str(node.get("description") or " ".join(comment).partition(". ")[0].rstrip(".") + ".")
    test = node.get("test_metadata") or {}
    column, given = node.get("column_name"), test.get("kwargs", {})
    columns = ", ".join(given.get("columns") or [])
    wordings = {
        "unique": f"No two rows have the same {column}.",
        "not_null": f"Every row has its {column}.",
        "relationships": f"Every {column} is the {given.get('field')} of a row of {_referred(given)}.",
        "accepted_values": f"{column} is one of {', '.join(map(str, given.get('values') or []))}.",
        "unique_together": f"No two rows have the same {columns}.",
    }
    return wordings.get(test.get("name", ""), str(node["name"]))


def _referred(given: Node) -> str:
    return str(given.get("to", "")).removeprefix("ref('").removesuffix("')")


def table_tested_by(node: Node) -> str:
    """The model that a test is about: of several the one on whose page Dagster shows it."""
    shown_on = node["config"]["meta"].get("dagster", {}).get("ref", {}).get("name")
    attached = node.get("attached_node") or next(iter(node["depends_on"]["nodes"]), node["unique_id"])
    return str(shown_on or attached.split(".")[2])


def _as_result(connection: duckdb.DuckDBPyConnection, result: Node, nodes: dict[str, Node]) -> Result:
    node = nodes[result["unique_id"]]
    passed, is_error = result["status"] == "pass", result["status"] == "error"
    said = describe_test(node)
    return Result(
        check_name=node["name"],
        asset=table_tested_by(node),
        is_blocking=node["config"]["severity"].lower() == "error",
        passed=passed,
        failed_rows=int(result["failures"] or 0),
        checked_rows=None,
        note=f"{said} It could not be checked: {result['message']}" if is_error else said,
        rows=[] if passed or is_error else _failing_rows(connection, result["compiled_code"], node, nodes),
    )


def _failing_rows(connection: duckdb.DuckDBPyConnection, test: str, node: Node, nodes: dict[str, Node]) -> list[Row]:
    """Some of the rows that a test found: its own, or those of its table that hold the values that it found."""
    column, table = node.get("column_name"), nodes.get(node.get("attached_node") or "")
    if column is None or table is None:
        return _rows(connection.execute(f"select * from ({test}) limit {_SHOWN_ROWS}"))  # noqa: S608 - our own SQL
    relation, kind = table["relation_name"], node["test_metadata"]["name"]
    names = connection.execute(f"select * from {relation} limit 0").description or []  # noqa: S608
    shown = dict.fromkeys([*[name for name, *_ in names[:_SHOWN_COLUMNS]], column])
    field = {"unique": "unique_field", "relationships": "from_field", "accepted_values": "value_field"}.get(kind)
    condition = f"{column} in (select {field} from ({test}))" if field else f"{column} is null"  # noqa: S608
    return _rows(
        connection.execute(f"select {', '.join(shown)} from {relation} where {condition} limit {_SHOWN_ROWS}")  # noqa: S608
    )


def _rows(found: duckdb.DuckDBPyConnection) -> list[Row]:
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, map(_brief, row), strict=True)) for row in found.fetchall()]


def _brief(value: object) -> object:
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)[:_SHOWN_CHARS]
