"""Great Expectations on what a run landed: what holds, what does not, and some of the rows that fail.

Great Expectations takes pandas frames here (its SQL road through DuckDB is broken), so it sees this run's
rows in slim columns, never texts and never the whole table. Its import takes seconds: only inside functions.
"""

import datetime as dt
import importlib
import json
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import polars as pl

from orchestration.expectations import Expectation, Suite
from orchestration.preview import cell_of, table_of
from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import insert_frame, open_build, transaction

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 200_000  # of one run that are handed to pandas; dbt tests see every row
_SHOWN_ROWS = 5  # of those that fail
_TOLD_ROWS = 3  # of these, in a message

Row = dict[str, Any]


class Result(NamedTuple):
    """What one check found: a row of `landing.quality_results`, but for the run and the time."""

    check_name: str
    asset: str
    is_blocking: bool
    passed: bool
    failed_rows: int
    checked_rows: int | None
    note: str | None = None  # what was expected, or why nothing could be
    rows: Sequence[Row] = ()  # some of those that failed
    measured: float | None = None


class Verdict(NamedTuple):
    """What one suite found on one run."""

    suite: Suite
    checked_rows: int
    results: list[Result]

    @property
    def failures(self) -> list[Result]:
        """The expectations that do not hold."""
        return [result for result in self.results if not result.passed]

    @property
    def is_blocking(self) -> bool:
        """Whether one of them must stop the run."""
        return any(failure.is_blocking for failure in self.failures)


def import_ahead() -> None:
    """Begin to import Great Expectations, beside the reading of files, which leaves a core idle."""
    threading.Thread(target=importlib.import_module, args=("great_expectations",)).start()


def run_suites(settings: Settings, suites: Iterable[Suite], run_id: str) -> list[Verdict]:
    """Validate suites on this run's rows; each expectation is recorded, whatever it found."""
    validate = _validator()
    verdicts = []
    with open_build(settings) as connection:
        for suite in suites:
            query = f"select * from ({suite.query}) limit {_MOST_ROWS}"  # noqa: S608 - our own queries
            frame = connection.execute(query, {"run_id": run_id} if "$run_id" in suite.query else {}).df()
            # Nothing landed: everything holds of it, and Great Expectations would take its time to say so.
            results = (
                [_as_result(suite, one, frame) for one in suite.expectations] if frame.empty else validate(suite, frame)
            )
            verdicts.append(Verdict(suite, len(frame), name_files(connection, results)))
    record_results(settings, run_id, [result for verdict in verdicts for result in verdict.results])
    return verdicts


def name_files(connection: duckdb.DuckDBPyConnection, results: list[Result]) -> list[Result]:
    """Name the file of each article whose rows failed."""
    wanted = {row["article_id"] for result in results for row in result.rows if row.get("article_id")}
    if not wanted:
        return results
    found = connection.execute(
        "select article_id, min(file_path) from landing.texts where list_contains($ids, article_id) group by all",
        {"ids": sorted(wanted)},
    )
    files = dict(found.fetchall())
    return [
        result._replace(
            rows=[row | {"file_path": row.get("file_path") or files.get(row.get("article_id"))} for row in result.rows]
        )
        for result in results
    ]


def record_results(settings: Settings, run_id: str, results: Sequence[Result]) -> None:
    """Keep what checks found, for the history and its pages."""
    if not results:
        return
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    rows = [
        {
            "run_id": run_id,
            "check_name": result.check_name,
            "asset": result.asset,
            "severity": "error" if result.is_blocking else "warn",
            "passed": result.passed,
            "failed_rows": result.failed_rows,
            "checked_rows": result.checked_rows,
            "checked_at": now,
            "measured": result.measured,
            "note": result.note,
            "sample": json.dumps(result.rows, ensure_ascii=False, default=str) if result.rows else None,
        }
        for result in results
    ]
    with open_build(settings) as connection, transaction(connection):
        insert_frame(connection, "quality_results", pl.DataFrame(rows, infer_schema_length=None))


def describe_results(results: Sequence[Result]) -> str:
    """What was expected and what was found, as a Markdown table."""
    names = ["expected", "a failure", "passed", "failed rows"]
    effects = {True: "stops the run", False: "warns"}
    return table_of(names, ([r.note, effects[r.is_blocking], r.passed, r.failed_rows] for r in results))


def describe_rows(results: Iterable[Result]) -> str:
    """Some of the rows that failed, a Markdown table for each check."""
    tables = []
    for result in results:
        names = list(dict.fromkeys(name for row in result.rows for name in row))
        rows = table_of(names, ([row.get(name) for name in names] for row in result.rows))
        tables.append(f"{cell_of(in_words(result))} ({result.failed_rows} rows failed)\n\n{rows}")
    return "\n\n".join(tables)


def in_words(result: Result) -> str:
    """What was expected, where words are had."""
    return result.note or result.check_name


def name_failures(results: Iterable[Result]) -> str:
    """What failed and how often, without a word of any article: Dagster reads it as Markdown."""
    return "; ".join(f"{in_words(result)}: {result.failed_rows} rows failed" for result in results)


def explain_failure(results: Iterable[Result]) -> str:
    """Which checks failed, on how many rows and on which, as plain text of a few lines."""
    lines = []
    for result in results:
        name = result.check_name.partition(":")[0]
        expected = f" ({result.note})" if result.note else ""
        lines.append(f"{name}{expected}: {result.failed_rows} rows failed")
        lines += [f"    {row_in_words(row)}" for row in result.rows[:_TOLD_ROWS]]
    return "\n".join(lines)


def row_in_words(row: Row) -> str:
    """A row as plain text."""
    return ", ".join(f"{name}={escape(str(value))}" for name, value in row.items())


def _validator() -> Callable[[Suite, "pd.DataFrame"], list[Result]]:
    """Great Expectations made ready for frames: what validates a suite on one."""
    import great_expectations as gx  # noqa: PLC0415 - seconds that only a check should pay

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment] # as its documentation does
    frames = context.data_sources.add_pandas("landing")

    def validate(suite: Suite, frame: "pd.DataFrame") -> list[Result]:
        batch = frames.add_dataframe_asset(suite.name).add_batch_definition_whole_dataframe("run")
        expectations = [
            getattr(gx.expectations, expected.kind)(**expected.arguments, meta={"position": position})
            for position, expected in enumerate(suite.expectations)
        ]
        defined = context.suites.add(gx.ExpectationSuite(suite.name, expectations=expectations))
        definition = gx.ValidationDefinition(name=suite.name, data=batch, suite=defined)
        validated = context.validation_definitions.add(definition).run(
            batch_parameters={"dataframe": frame},
            result_format={"result_format": "SUMMARY", "partial_unexpected_count": _SHOWN_ROWS},
        )
        results: list[Any] = validated.results
        found = {result.expectation_config.meta["position"]: result for result in results}
        return [_as_result(suite, one, frame, found[place]) for place, one in enumerate(suite.expectations)]

    return validate


def _as_result(suite: Suite, expected: Expectation, frame: "pd.DataFrame", found: Any = None) -> Result:
    """What was found of one expectation; nothing where there were no rows."""
    columns = [expected.arguments[key] for key in ("column", "column_A", "column_B") if key in expected.arguments]
    passed = found is None or bool(found.success)
    error = None if found is None else _error(found.exception_info or {})
    rows: list[Row] = []
    if not passed and not error:
        failing = frame.iloc[found.result.get("partial_unexpected_index_list") or []]
        rows = _as_rows(failing[list(dict.fromkeys([*suite.keys, *columns]))])
    return Result(
        # The name that Great Expectations itself writes the class with.
        check_name=f"{suite.name}: {re.sub('(?<!^)(?=[A-Z])', '_', expected.kind).lower()} {' '.join(columns)}",
        asset=suite.asset,
        is_blocking=expected.is_blocking,
        passed=passed,
        failed_rows=0 if found is None else int(found.result.get("unexpected_count") or 0),
        checked_rows=len(frame),
        note=f"{expected.words}; it could not be checked: {error}" if error else expected.words,
        rows=rows,
    )


def _error(information: dict[str, Any]) -> str | None:
    """What kept an expectation from being checked, said of it or of one of its metrics."""
    told = [information, *(value for value in information.values() if isinstance(value, dict))]
    return next((str(part["exception_message"]) for part in told if part.get("exception_message")), None)


def _as_rows(frame: "pd.DataFrame") -> list[Row]:
    """Rows of plain values, with None where something is missing."""
    rows: list[Row] = json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))
    return rows
