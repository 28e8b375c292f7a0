"""A run's own record: begun, closed, and published, in the build file."""

import contextlib
import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl

from orchestration.ask.schema import write_ask
from orchestration.news import lexicon
from orchestration.news.corrections import read_corrections
from orchestration.quality_pages import write_pages
from orchestration.rebuild import settle_rebuilds
from orchestration.redirects import follow_ids
from orchestration.settings import ROOT, Settings
from orchestration.snapshots import publish_snapshot, published_run, restore_build
from orchestration.stages import stage_versions
from orchestration.warehouse import DiskFullError, insert_frame, open_build, transaction

DBT_PROJECT = ROOT / "dbt_project"
_COUNTS = ("loaded", "unchanged", "superseded", "deleted", "quarantined")


def begin_run(settings: Settings, run_id: str) -> str | None:
    """Make sure that the build file is sound, and open the run's record in it.

    Returns: what was wrong with the build file and what was done about it, if anything; the record keeps it.

    Raises:
        ValueError: the corrections of links cannot be meant as they stand; nothing was touched.
    """
    read_corrections()
    settle_rebuilds(settings)
    note = restore_build(settings)
    row: dict[str, Any] = {
        "run_id": run_id,
        "outcome": "running",
        "stage_versions": json.dumps(rule_versions() | _made_anew(settings)),
        "note": note,
    }
    empty = dict.fromkeys(("files_seen", *_COUNTS), 0)
    with open_build(settings) as connection, transaction(connection):
        _close_dead_runs(connection, published_run(settings))
        latest = connection.execute("select max(greatest(started_at, ended_at)) from landing.runs").fetchone()
        last = latest[0] if latest else None
        # Runs stand in the order of their starts, also when the clock was set back in between.
        row["started_at"] = max(_now(), last + dt.timedelta(microseconds=1)) if last else _now()
        insert_frame(connection, "runs", pl.DataFrame([row | empty | {"ended_at": None}], schema_overrides=_TIMES))
    return note


def has_begun(settings: Settings, run_id: str) -> bool:
    """Whether the build file holds the run's record already."""
    if not settings.build_file.exists():
        return False
    try:
        with open_build(settings) as connection:
            query = "select count(*) from landing.runs where run_id = $run_id"
            return connection.execute(query, {"run_id": run_id}).fetchone() != (0,)
    except duckdb.Error:  # it is damaged, or none of ours
        return False


def _made_anew(settings: Settings) -> dict[str, str]:
    """The stages whose output the run was asked to make anew: it changes then while its version does not."""
    return {"made_anew": " ".join(settings.order.stages)} if settings.order.stages else {}


_TIMES = {"started_at": pl.Datetime("us"), "ended_at": pl.Datetime("us")}


def _close_dead_runs(connection: duckdb.DuckDBPyConnection, published: str | None) -> None:
    """A run that never closed its record was killed: before its snapshot was published, or just after."""
    connection.execute(
        """
        update landing.runs set outcome = if(run_id = $published, 'published', 'killed')
        where outcome = 'running'
        """,
        {"published": published},
    )
    # Only ids that were published can have been replaced.
    connection.execute(
        """
        delete from landing.id_redirects
        where since_run_id in (select run_id from landing.runs where outcome in ('killed', 'unpublished'))
        """
    )


def end_run(settings: Settings, run_id: str) -> None:
    """Close the record of a run that did not come to publish: it failed, or was asked for a part only.

    However it ended, the pages of the checks then show it.
    """
    with open_build(settings) as connection, transaction(connection):
        connection.execute(
            """
            update landing.runs
            set outcome = if(run_id = $published, 'published', 'unpublished'), ended_at = greatest($now, started_at)
            where run_id = $run_id and outcome = 'running'
            """,
            {"now": _now(), "run_id": run_id, "published": published_run(settings) or ""},
        )
    with contextlib.suppress(OSError, DiskFullError):  # pages that cannot be written make no good run a bad one
        write_pages(settings)


def rule_versions() -> dict[str, str]:
    """The version of each stage, of the dbt project and of the lexicons.

    What a run made depends on them and on the inbox alone.
    """
    names = tuple(path.stem for path in lexicon.FOLDER.glob("*.csv"))
    return stage_versions() | {"dbt": dbt_version(), "lexicons": lexicon.lexicons_version(names)}


def time_of_run(connection: duckdb.DuckDBPyConnection, run_id: str) -> dt.datetime:
    """The time, but never before the run's start, which is behind all earlier runs: clocks are set back at times."""
    (started,) = connection.execute(
        "select max(started_at) from landing.runs where run_id = $run_id", {"run_id": run_id}
    ).fetchone() or (None,)
    return max(_now(), started) if started else _now()


def add_counts(connection: duckdb.DuckDBPyConnection, run_id: str, counts: dict[str, int]) -> None:
    """Add to the run's counts, in the transaction that did what they count."""
    connection.execute(
        f"""
        update landing.runs set files_seen = files_seen + $seen,
            {", ".join(f"{name} = {name} + ${name}" for name in counts)}
        where run_id = $run_id
        """,  # noqa: S608 - our own names
        {"run_id": run_id, "seen": sum(counts.values())} | counts,
    )


def counts_of(connection: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, int]:
    """The run's counts so far."""
    names = ("files_seen", *_COUNTS)
    row = connection.execute(f"select {', '.join(names)} from landing.runs where run_id = $run_id", {"run_id": run_id})  # noqa: S608
    return dict(zip(names, row.fetchone() or (0,) * len(names), strict=True))


def dbt_flags(settings: Settings, *, is_whole: bool) -> list[str]:
    """What `dbt build` may leave out: models that stand are added to, and views and lexicons that stand are left alone.

    Takes: whether every model was asked for.
    Rules: unit tests prove the SQL, not the rows: `make test` runs them.
    """
    flags = ["--exclude-resource-type", "unit_test"]
    with open_build(settings) as connection:
        runs = connection.execute(_RUNS_SINCE_PUBLISHED).fetchall()
    ours = rule_versions()
    versions = [json.loads(run[0]) for run in runs]
    is_other = any(version.get("dbt") != ours["dbt"] or "made_anew" in version for version in versions)
    if settings.order.rebuild or not versions or is_other:
        return [*flags, "--full-refresh"]
    if not is_whole or any(version.get("lexicons") != ours["lexicons"] for version in versions):
        return flags
    # "cautious": a test of a view and of a table is not left out with the view.
    views = ["--exclude", "config.materialized:view", "--indirect-selection", "cautious"]
    return [*flags, "--exclude-resource-type", "seed", *views]


# The run that was published last and those since, down to this one: if one of them broke off, it may have built
# otherwise than the one that was published.
_RUNS_SINCE_PUBLISHED = """
    select stage_versions from landing.runs
    where started_at >= (select max(started_at) from landing.runs where outcome = 'published')
"""


def dbt_version() -> str:
    """A hash of the models and macros: when it changes, incremental models are built anew."""
    digest = hashlib.sha256()
    for folder, pattern in (("models", "*.sql"), ("models", "*.yml"), ("macros", "*.sql")):
        for path in sorted((DBT_PROJECT / folder).rglob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class Published(NamedTuple):
    """What was published: where, how large, and how many rows of what people count."""

    path: Path
    bytes: int
    rows: dict[str, int]


def close_and_publish(settings: Settings, run_id: str) -> Published:
    """Publish the snapshot, in which the run's record is closed, then close it in the build file too."""
    with open_build(settings) as connection:
        _drop_leftovers(connection)
        follow_ids(connection, settings, run_id)
        write_ask(connection)
    published = publish_snapshot(settings, run_id, lambda copy: _finish_copy(copy, run_id))
    with open_build(settings) as connection:
        close_record(connection, run_id)
        rows = {name: connection.table(f"marts.{table}").shape[0] for name, table in _COUNTED.items()}
    return Published(published, published.stat().st_size, rows)


_COUNTED = {
    "articles": "fct_articles",
    "mentions": "fct_mentions",
    "meeting_reports": "fct_meeting_reports",
    "meetings": "fct_meetings",
}


def close_record(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Write that this run published."""
    connection.execute(
        """
        update landing.runs set outcome = 'published', ended_at = greatest($now, started_at)
        where run_id = $run_id
        """,
        {"now": _now(), "run_id": run_id},
    )


def _finish_copy(copy: duckdb.DuckDBPyConnection, run_id: str) -> None:
    with transaction(copy):
        close_record(copy, run_id)
        # dbt built these before the run was over.
        for mart in ("runs", "quality_results", "id_redirects"):
            copy.execute(f"delete from marts.fct_{mart}")  # noqa: S608 - our own names
            copy.execute(f"insert into marts.fct_{mart} by name select * from landing.{mart}")  # noqa: S608


def _drop_leftovers(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the tables that a killed dbt was about to swap in."""
    leftovers = connection.execute(
        "select schema_name, table_name from duckdb_tables() where contains(table_name, '__dbt_')"
    ).fetchall()
    for schema, table in leftovers:
        connection.execute(f'drop table "{schema}"."{table}"')


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
