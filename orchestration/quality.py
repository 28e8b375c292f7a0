"""Great Expectations on what a run landed: each suite says what must hold before dbt may build on it.

Great Expectations takes pandas frames here (its SQL road through DuckDB is broken), so it sees this run's
rows in slim columns, never texts and never the whole table. Its import takes seconds: only inside functions.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from orchestration.preview import table_of
from orchestration.settings import Settings
from orchestration.warehouse import insert_frame, open_build, transaction

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 200_000  # of one run that are handed to pandas; dbt tests see every row


class Suite(NamedTuple):
    """What must hold of one landed table: expectations as (name, arguments, is_blocking)."""

    name: str
    asset: str
    description: str
    query: str
    expectations: tuple[tuple[str, dict[str, Any], bool], ...]


class Verdict(NamedTuple):
    """What one suite found on one run."""

    passed: bool
    passed_blocking: bool
    checked_rows: int
    failures: list[dict[str, Any]]


_THIS_RUN = """
    semi join (select article_id from landing.stage_outputs where run_id = $run_id and stage = '{}')
        using (article_id)
"""


def _in_set(column: str, values: str) -> tuple[str, dict[str, Any], bool]:
    return "ExpectColumnValuesToBeInSet", {"column": column, "value_set": values.split("|")}, True


def _not_null(column: str) -> tuple[str, dict[str, Any], bool]:
    return "ExpectColumnValuesToNotBeNull", {"column": column}, True


def _between(column: str, low: float, high: float | None = None) -> tuple[str, dict[str, Any], bool]:
    return "ExpectColumnValuesToBeBetween", {"column": column, "min_value": low, "max_value": high}, True


def _ordered(lower: str, upper: str) -> tuple[str, dict[str, Any], bool]:
    arguments = {
        "column_A": upper,
        "column_B": lower,
        "or_equal": True,
        "ignore_row_if": "either_value_is_missing",
    }
    return "ExpectColumnPairValuesAToBeGreaterThanB", arguments, True


SUITES = (
    Suite(
        "files_end_in_one_state",
        "landing_files",
        "Every file that this run looked at is loaded, or quarantined with a known reason.",
        """
        select state, reason, article_id is not null as has_article, length(content_sha256) as hash_chars,
            (state = 'quarantined') = (reason is not null) as reason_fits
        from landing.files where run_id = $run_id
        """,
        (
            _in_set("state", "loaded|superseded|deleted|quarantined"),
            _in_set(
                "reason",
                "empty|not_text|undecodable|not_arabic|too_large|unreadable|changed_while_read|escapes_inbox"
                "|not_regular_file",
            ),
            ("ExpectColumnValuesToBeInSet", {"column": "reason_fits", "value_set": [True]}, True),
            _between("hash_chars", 64, 64),
        ),
    ),
    Suite(
        "ledger_and_texts_agree",
        "landing_files",
        "Every article of the inbox has its text, and no text is without a file.",
        """
        select
            (select count(distinct article_id) from landing.files where is_current and state = 'loaded') as articles,
            (select count(*) from landing.texts) as texts,
            (select count(*) from landing.texts anti join landing.files using (article_id)) as orphans
        """,
        (
            ("ExpectColumnPairValuesToBeEqual", {"column_A": "articles", "column_B": "texts"}, True),
            _between("orphans", 0, 0),
        ),
    ),
    Suite(
        "articles_are_articles",
        "landing_articles",
        "An article is Arabic, has a body, and its dates are in order.",
        f"""
        select body_chars, words_count, arabic_share, language, published_precision, published_method,
            published_confidence, published_from, published_to
        from landing.articles {_THIS_RUN.format("articles")}
        """,  # noqa: S608 - our own names
        (
            _in_set("published_precision", "second|minute|day|month|year|unknown"),
            _in_set("published_method", "sidecar|header|dateline|source_line|body_relative|interval|none"),
            _between("published_confidence", 0, 1),
            _between("arabic_share", 0, 1),
            _ordered("published_from", "published_to"),
            (
                "ExpectColumnValuesToBeBetween",
                {"column": "body_chars", "min_value": 1, "mostly": 0.99},
                False,
            ),
        ),
    ),
    Suite(
        "every_text_became_an_article",
        "landing_articles",
        "The stage made one article of each text.",
        """
        select (select count(*) from landing.texts) as texts, (select count(*) from landing.articles) as articles
        """,
        (("ExpectColumnPairValuesToBeEqual", {"column_A": "texts", "column_B": "articles"}, True),),
    ),
    Suite(
        "mentions_are_spans",
        "landing_mentions",
        "A mention is a span of known kind whose surface has the span's length.",
        f"""
        select mention_type, link_method, confidence, start_char, end_char, end_char - start_char as span_chars,
            length(surface) as surface_chars
        from landing.mentions {_THIS_RUN.format("mentions")}
        """,  # noqa: S608
        (
            _in_set("mention_type", "person|organization|country|place"),
            _in_set("link_method", "registry|gazetteer|model|surname|discovered"),
            _between("confidence", 0, 1),
            _between("start_char", 0),
            _between("span_chars", 1),
            (
                "ExpectColumnPairValuesToBeEqual",
                {"column_A": "span_chars", "column_B": "surface_chars"},
                True,
            ),
        ),
    ),
    Suite(
        "quotes_are_spans",
        "landing_quotes",
        "A quotation is a span whose words have its length; a speaker is a mention, found in a known way.",
        f"""
        select start_char, end_char - start_char as span_chars, length(text) as text_chars, speaker_resolution,
            (speaker_mention_id is null) = (speaker_resolution is null) as speaker_fits
        from landing.quotes {_THIS_RUN.format("quotes")}
        """,  # noqa: S608
        (
            _between("start_char", 0),
            _between("span_chars", 1),
            _in_set("speaker_resolution", "named|continued"),
            ("ExpectColumnValuesToBeInSet", {"column": "speaker_fits", "value_set": [True]}, True),
            (
                "ExpectColumnPairValuesToBeEqual",
                {"column_A": "span_chars", "column_B": "text_chars"},
                True,
            ),
        ),
    ),
    Suite(
        "reports_are_codable",
        "landing_meetings",
        "A report has a type, a status and a mode of the vocabulary, and evidence.",
        f"""
        select meeting_type, status, certainty, mode, date_from, date_to,
            evidence_end_char - evidence_start_char as evidence_chars, length(evidence) as quoted_chars
        from landing.reports {_THIS_RUN.format("meetings")}
        """,  # noqa: S608
        (
            _in_set("meeting_type", "meeting|visit|call|conference"),
            _in_set("status", "held|ongoing|planned|proposed|postponed|cancelled|refused|denied"),
            _in_set("certainty", "asserted|attributed|rumoured|conditional"),
            _in_set("mode", "in_person|phone|video|indirect|unknown"),
            _ordered("date_from", "date_to"),
            _not_null("evidence_chars"),
            (
                "ExpectColumnPairValuesToBeEqual",
                {"column_A": "evidence_chars", "column_B": "quoted_chars"},
                True,
            ),
        ),
    ),
    Suite(
        "participants_are_coded",
        "landing_meetings",
        "A participant has an actor, a role and a way of resolution.",
        f"""
        select actor_id, role, resolution from landing.report_participants {_THIS_RUN.format("meetings")}
        """,  # noqa: S608
        (
            _not_null("actor_id"),
            _in_set("role", "participant|host|visitor|mediator|guarantor|observer|convener|invited"),
            _in_set("resolution", "named|title|pronoun|counterpart"),
        ),
    ),
)


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
