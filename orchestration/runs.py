"""A run's own record: begun, closed, and what dbt's tests found, kept in the build file."""

import contextlib
import datetime as dt
import hashlib
import json
from pathlib import Path

import duckdb
import polars as pl

from orchestration.settings import ROOT, Settings
from orchestration.stages import stage_versions
from orchestration.warehouse import insert_frame, open_build, open_published, publish_snapshot, transaction

DBT_PROJECT = ROOT / "dbt_project"


def begin_run(settings: Settings, run_id: str) -> None:
    """Open the run's record; a run that never closed its own was killed, and is recorded so."""
    versions = stage_versions() | {"dbt": dbt_version()}
    row = {
        "run_id": run_id,
        "started_at": _now(),
        "outcome": "running",
        "stage_versions": json.dumps(versions),
    }
    empty = dict.fromkeys(("files_seen", "loaded", "unchanged", "superseded", "deleted", "quarantined"), 0)
    with open_build(settings) as connection, transaction(connection):
        connection.execute("update landing.runs set outcome = 'killed' where outcome = 'running'")
        insert_frame(connection, "runs", pl.DataFrame([row | empty | {"ended_at": None}]))


def end_run(settings: Settings, run_id: str) -> None:
    """Close the record of a run that did not come to publish: it failed, or was asked for a part only."""
    with open_build(settings) as connection, transaction(connection):
        connection.execute(
            """
            update landing.runs set outcome = 'unpublished', ended_at = $now
            where run_id = $run_id and outcome = 'running'
            """,
            {"now": _now(), "run_id": run_id},
        )


def needs_full_refresh(settings: Settings) -> bool:
    """Whether the dbt project is another one than built the tables that stand."""
    with open_build(settings) as connection:
        last = connection.execute(
            "select stage_versions from landing.runs where outcome = 'published' order by started_at desc limit 1"
        ).fetchone()
    return last is None or json.loads(last[0]).get("dbt") != dbt_version()


def dbt_version() -> str:
    """A hash of the models and macros: when it changes, incremental models are built anew."""
    digest = hashlib.sha256()
    for folder, pattern in (("models", "*.sql"), ("models", "*.yml"), ("macros", "*.sql")):
        for path in sorted((DBT_PROJECT / folder).rglob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def record_dbt_results(settings: Settings, run_id: str, target_path: Path) -> None:
    """Keep what dbt's tests found, also when they failed the run."""
    results_file = target_path / "run_results.json"
    if not results_file.exists():  # dbt itself did not start; its own message says why
        return
    rows = [
        {
            "run_id": run_id,
            "check_name": result["unique_id"].split(".")[2],
            "asset": result["unique_id"].split(".")[0],
            "severity": "warn" if result["status"] == "warn" else "error",
            "passed": result["status"] == "pass",
            "failed_rows": result["failures"] or 0,
            "checked_rows": None,
            "checked_at": _now(),
        }
        for result in json.loads(results_file.read_text("utf-8"))["results"]
        if result["unique_id"].startswith(("test.", "unit_test."))
    ]
    if rows:
        with open_build(settings) as connection, transaction(connection):
            insert_frame(connection, "quality_results", pl.DataFrame(rows, infer_schema_length=None))


def close_and_publish(settings: Settings, run_id: str) -> dict[str, int | str]:
    """Close the run's record, bring its last rows into the marts, and publish the snapshot."""
    with open_build(settings) as connection, transaction(connection):
        connection.execute(
            "update landing.runs set outcome = 'published', ended_at = $now where run_id = $run_id",
            {"now": _now(), "run_id": run_id},
        )
        _follow_meeting_ids(connection, settings, run_id)
        # dbt built these before the run was over.
        for mart in ("runs", "quality_results", "id_redirects"):
            connection.execute(f"delete from marts.fct_{mart}")  # noqa: S608 - our own names
            connection.execute(f"insert into marts.fct_{mart} by name select * from landing.{mart}")  # noqa: S608
    published = publish_snapshot(settings, run_id)
    return {"path": str(published), "bytes": published.stat().st_size}


def _follow_meeting_ids(connection: duckdb.DuckDBPyConnection, settings: Settings, run_id: str) -> None:
    """Say what became of each published meeting whose id is gone: the meetings that now hold its reports."""
    with contextlib.suppress(FileNotFoundError), open_published(settings) as published:
        before = published.execute("select report_id, meeting_id from marts.fct_meeting_reports").pl().to_arrow()
        connection.register("before", before)
        connection.execute(
            """
            insert into landing.id_redirects by name
            with gone as (
                select * from before anti join marts.fct_meetings using (meeting_id)
            )
            select distinct gone.meeting_id as old_id, reports.meeting_id as new_id, 'meeting' as kind,
                $run_id as since_run_id
            from gone left join marts.fct_meeting_reports as reports using (report_id)
            -- Some of its reports may be gone while others moved: then only where they went.
            qualify reports.meeting_id is not null or count(reports.meeting_id) over (partition by gone.meeting_id) = 0
            """,
            {"run_id": run_id},
        )
        connection.unregister("before")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
