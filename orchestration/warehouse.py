"""The DuckDB files: one private build file with one writer, published snapshots for every reader.

A step opens its own connection and closes it; none is open while dbt runs. The build file has no index and
no primary key: on DuckDB 1.5 they break DELETE for good after a crash; dbt proves uniqueness instead.
"""

import contextlib
import datetime as dt
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from orchestration.news import schemas
from orchestration.news.schemas import Schema
from orchestration.settings import Settings

_LEDGER: Schema = {
    "file_path": schemas.TEXT,
    "path_bytes_base64": schemas.TEXT,
    "content_sha256": schemas.TEXT,
    "sidecar_sha256": schemas.TEXT,
    "size_bytes": schemas.WHOLE,
    "fingerprint": schemas.TEXT,
    "rules": schemas.TEXT,  # version of the code that read it
    "state": schemas.TEXT,
    "reason": schemas.TEXT,
    "detail": schemas.TEXT,
    "encoding": schemas.TEXT,
    "article_id": schemas.TEXT,
    "first_seen_at": schemas.MOMENT,
    "last_seen_at": schemas.MOMENT,
    "run_id": schemas.TEXT,
    "is_current": schemas.FLAG,
}
_VERSION: Schema = {"version": schemas.TEXT}
_COUNTS = ("files_seen", "loaded", "unchanged", "superseded", "deleted", "quarantined")

# Every table of the schema `landing`; dbt declares them as sources.
TABLES: dict[str, Schema] = {
    "files": _LEDGER,
    "texts": schemas.RAW_ARTICLE | _VERSION,
    "articles": schemas.ARTICLE | _VERSION,
    "sections": schemas.SECTION | _VERSION,
    "sentences": schemas.SENTENCE | _VERSION,
    "mentions": schemas.MENTION | _VERSION,
    "reports": schemas.REPORT | _VERSION,
    "report_participants": schemas.PARTICIPANT | _VERSION,
    "report_evidence": schemas.EVIDENCE | _VERSION,
    "stage_outputs": {
        "article_id": schemas.TEXT,
        "stage": schemas.TEXT,
        "version": schemas.TEXT,
        "run_id": schemas.TEXT,
    },
    "article_versions": {
        "article_id": schemas.TEXT,
        "previous_article_id": schemas.TEXT,
        "file_path": schemas.TEXT,
        "content_sha256": schemas.TEXT,
        "title": schemas.TEXT,
        "raw_text": schemas.TEXT,
        "valid_from": schemas.MOMENT,
        "valid_to": schemas.MOMENT,
    },
    "runs": {
        "run_id": schemas.TEXT,
        "started_at": schemas.MOMENT,
        "ended_at": schemas.MOMENT,
        "outcome": schemas.TEXT,
    }
    | dict.fromkeys(_COUNTS, schemas.WHOLE)
    | {"stage_versions": schemas.TEXT},
    "quality_results": {
        "run_id": schemas.TEXT,
        "check_name": schemas.TEXT,
        "asset": schemas.TEXT,
        "severity": schemas.TEXT,
        "passed": schemas.FLAG,
        "failed_rows": schemas.WHOLE,
        "checked_rows": schemas.WHOLE,
        "checked_at": schemas.MOMENT,
    },
    "id_redirects": {
        "old_id": schemas.TEXT,
        "new_id": schemas.TEXT,
        "kind": schemas.TEXT,
        "since_run_id": schemas.TEXT,
    },
}

_SQL_TYPES = {
    pl.String(): "varchar",
    pl.Int64(): "bigint",
    pl.Float64(): "double",
    pl.Boolean(): "boolean",
    pl.Date(): "date",
    pl.Datetime("us"): "timestamp",
    pl.List(pl.String()): "varchar[]",
    pl.List(pl.Int64()): "bigint[]",
}


_PATIENCE_SECONDS = 30


class RunInProgressError(Exception):
    """Another run holds the build file."""


class BuildFileBusyError(Exception):
    """A program that is no run of ours holds the build file."""


class DiskFullError(Exception):
    """The disk cannot take another snapshot."""


@contextlib.contextmanager
def hold_run_lock(settings: Settings) -> Iterator[None]:
    """Hold the lock that keeps two runs, from the UI and from the shell, from writing at once.

    The system frees it when the process dies, however it dies.

    Raises:
        RunInProgressError: another process holds it.
    """
    settings.lock_file.parent.mkdir(parents=True, exist_ok=True)
    with settings.lock_file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RunInProgressError(
                f"another run is writing to {settings.build_file}; wait for it to end, or stop it"
            ) from error
        yield


@contextlib.contextmanager
def open_build(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the private build file for writing, made if need be, with its landing tables."""
    settings.build_file.parent.mkdir(parents=True, exist_ok=True)
    settings.temp_folder.mkdir(parents=True, exist_ok=True)
    if not settings.build_file.exists() and settings.published_file.exists():
        # The newest snapshot is the backup: history goes on from it.
        shutil.copyfile(settings.published_file, settings.build_file)
    with contextlib.closing(_connect(settings)) as connection:
        connection.execute("create schema if not exists landing")
        for table, schema in TABLES.items():
            columns = ", ".join(f"{name} {_SQL_TYPES[dtype]}" for name, dtype in schema.items())
            connection.execute(f"create table if not exists landing.{table} ({columns})")
        yield connection


def _connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    options: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": os.cpu_count() or 1,
        "temp_directory": str(settings.temp_folder / "duckdb"),
        "preserve_insertion_order": False,
    }
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return duckdb.connect(str(settings.build_file), config=options)
        except duckdb.IOException as error:
            # We hold the run lock, so this is dbt outliving a run that was killed, or somebody's shell.
            if "Conflicting lock" not in str(error):
                raise
            if time.monotonic() > deadline:
                raise BuildFileBusyError(
                    f"another program holds {settings.build_file}: close it; to read, open {settings.published_file}"
                ) from error
        time.sleep(0.5)


@contextlib.contextmanager
def open_published(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published snapshot: read only, without access to other files, its settings locked.

    Raises:
        FileNotFoundError: nothing has been published yet.
    """
    if not settings.published_file.exists():
        raise FileNotFoundError(f"nothing is published at {settings.published_file} yet: run `make run` first")
    with contextlib.closing(duckdb.connect(str(settings.published_file), read_only=True)) as connection:
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection


@contextlib.contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block does, or nothing of it."""
    connection.execute("begin")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def insert_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Append a frame to a landing table, columns matched by name."""
    schema = TABLES[table]
    connection.register("incoming", frame.select(pl.col(name).cast(dtype) for name, dtype in schema.items()).to_arrow())
    connection.execute(f"insert into landing.{table} by name select * from incoming")  # noqa: S608 - our own names
    connection.unregister("incoming")


def replace_articles(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, pl.DataFrame], article_ids: pl.Series
) -> None:
    """Delete the rows of these articles from the tables and insert the new ones."""
    for table, frame in tables.items():
        delete_articles(connection, table, article_ids)
        insert_frame(connection, table, frame)


def delete_articles(connection: duckdb.DuckDBPyConnection, table: str, article_ids: pl.Series) -> None:
    """Delete the rows of these articles from one landing table."""
    connection.register("doomed", article_ids.alias("article_id").to_frame().to_arrow())
    connection.execute(
        f"delete from landing.{table} where article_id in (select article_id from doomed)"  # noqa: S608
    )
    connection.unregister("doomed")


# A copy under way has this name, so that a crash never leaves half a snapshot under a good one.
_PARTIAL = ".partial"


def publish_snapshot(settings: Settings, run_id: str) -> Path:
    """Copy the build file into a snapshot folder of its own and point `current` at it.

    A new folder each time: a stale write-ahead log beside a replaced file would be replayed into it.
    Readers that are open keep the old snapshot, new ones see the new one.

    Raises:
        DiskFullError: the disk has no room for the copy; the old snapshot stays published.
    """
    with open_build(settings) as connection:
        connection.execute("checkpoint")
    needed, free = settings.build_file.stat().st_size, shutil.disk_usage(settings.warehouse).free
    if free < needed * 1.1:
        raise DiskFullError(f"a snapshot needs {needed:,} bytes and {free:,} are free; nothing was published")
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    folder = settings.snapshots / f"{stamp}-{run_id[:8]}"
    partial = settings.snapshots / _PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    shutil.copyfile(settings.build_file, partial / settings.build_file.name)
    (partial / settings.build_file.name).chmod(0o444)
    for path in (partial / settings.build_file.name, partial):
        _flush_to_disk(path)
    partial.rename(folder)
    _flush_to_disk(settings.snapshots)
    pointer = settings.warehouse / f".current-{stamp}"
    pointer.symlink_to(folder.relative_to(settings.warehouse))
    pointer.replace(settings.current)
    _flush_to_disk(settings.warehouse)
    _drop_old_snapshots(settings)
    return folder / settings.build_file.name


def _flush_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_old_snapshots(settings: Settings) -> None:
    """Remove all but the newest snapshots; a reader that has one open keeps it until it closes."""
    current = settings.current.resolve()
    old = sorted(folder for folder in settings.snapshots.iterdir() if folder.resolve() != current)
    for folder in old[: max(len(old) - settings.snapshots_kept + 1, 0)]:
        shutil.rmtree(folder)
