"""Great Expectations on what a run landed: each suite says what must hold before dbt may build on it.

Great Expectations takes pandas frames here (its SQL road through DuckDB is broken), so it sees this run's
rows in slim columns, never texts and never the whole table. Its import takes seconds: only inside functions.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from orchestration.preview import table_of
from orchestration.settings import Settings
from orchestration.suites import Suite
from orchestration.warehouse import insert_frame, open_build, transaction

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 200_000  # of one run that are handed to pandas; dbt tests see every row


class Verdict(NamedTuple):
    """What one suite found on one run."""

    passed: bool
    passed_blocking: bool
    checked_rows: int
    failures: list[dict[str, Any]]


def run_suite(settings: Settings, suite: Suite, run_id: str) -> Verdict:
    """Validate one suite on this run's rows; record each expectation."""
    with open_build(settings) as connection:
        query = f"select * from ({suite.query}) limit {_MOST_ROWS}"  # noqa: S608 - our own queries
        parameters = {"run_id": run_id} if "$run_id" in suite.query else {}
        frame = connection.execute(query, parameters).df()
    results = _validate(suite, frame)
    with open_build(settings) as connection, transaction(connection):
        insert_frame(connection, "quality_results", _as_rows(results, suite, run_id, len(frame)))
    failures = [result for result in results if not result["passed"]]
    return Verdict(
        passed=not failures,
        passed_blocking=all(not failure["is_blocking"] for failure in failures),
        checked_rows=len(frame),
        failures=failures,
    )


def describe_failures(verdict: Verdict) -> str:
    """What failed, with a few of the offending values, as a Markdown table."""
    if not verdict.failures:
        return "nothing failed"
    columns = ["check_name", "is_blocking", "failed_rows", "sample", "error"]
    return table_of(columns, ([failure[column] for column in columns] for failure in verdict.failures))


def _validate(suite: Suite, frame: "pd.DataFrame") -> list[dict[str, Any]]:
    import great_expectations as gx  # noqa: PLC0415 - three seconds that only a check should pay

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment] # as its documentation does
    batch = (
        context.data_sources.add_pandas("landing")
        .add_dataframe_asset(suite.asset)
        .add_batch_definition_whole_dataframe("run")
    )
    expectations = [
        getattr(gx.expectations, name)(**arguments, severity="critical" if is_blocking else "warning")
        for name, arguments, is_blocking in suite.expectations
    ]
    defined = context.suites.add(gx.ExpectationSuite(suite.name, expectations=expectations, notes=suite.description))
    validation = context.validation_definitions.add(gx.ValidationDefinition(name=suite.name, data=batch, suite=defined))
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(
            name=suite.name,
            validation_definitions=[validation],
            result_format={"result_format": "SUMMARY", "partial_unexpected_count": 5},
        )
    )
    outcome = checkpoint.run(batch_parameters={"dataframe": frame})
    (validated,) = outcome.run_results.values()
    return [_as_result(result, suite) for result in validated.results]


def _as_result(result: Any, suite: Suite) -> dict[str, Any]:
    config = result.expectation_config
    columns = [config.kwargs[key] for key in ("column", "column_A", "column_B") if key in config.kwargs]
    is_blocking = config.severity == "critical"
    return {
        "check_name": f"{suite.name}: {config.type} {' '.join(columns)}",
        "is_blocking": is_blocking,
        "passed": bool(result.success),
        "failed_rows": int(result.result.get("unexpected_count") or 0),
        "sample": [str(value) for value in result.result.get("partial_unexpected_list") or []],
        "error": str((result.exception_info or {}).get("exception_message") or ""),
    }


def _as_rows(results: list[dict[str, Any]], suite: Suite, run_id: str, checked_rows: int) -> pl.DataFrame:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return pl.DataFrame(
        [
            {
                "run_id": run_id,
                "check_name": result["check_name"],
                "asset": suite.asset,
                "severity": "error" if result["is_blocking"] else "warn",
                "passed": result["passed"],
                "failed_rows": result["failed_rows"],
                "checked_rows": checked_rows,
                "checked_at": now,
            }
            for result in results
        ]
    )
