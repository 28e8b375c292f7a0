"""The DuckDB files: one private build file with one writer, published snapshots for every reader.

A step opens its own connection and closes it; none is open while dbt runs. The build file has no index and
no primary key: on DuckDB 1.5 they break DELETE for good after a crash; dbt proves uniqueness instead.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from orchestration.faults import crash_point
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
    "roles": schemas.ROLE | _VERSION,
    "quotes": schemas.QUOTE | _VERSION,
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
    | {"stage_versions": schemas.TEXT, "note": schemas.TEXT},
    "quality_results": {
        "run_id": schemas.TEXT,
        "check_name": schemas.TEXT,
        "asset": schemas.TEXT,
        "severity": schemas.TEXT,
        "passed": schemas.FLAG,
        "failed_rows": schemas.WHOLE,
        "checked_rows": schemas.WHOLE,
        "checked_at": schemas.MOMENT,
        "measured": schemas.NUMBER,
        "note": schemas.TEXT,
        "sample": schemas.TEXT,
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


# No connection fetches or loads extensions, reads stored secrets, or takes Python's variables for tables.
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
}

_PATIENCE_SECONDS = 30


class BuildFileBusyError(Exception):
    """A program that is no run of ours holds the build file."""


class DiskFullError(Exception):
    """The disk cannot take what the run writes."""


@contextlib.contextmanager
def open_build(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the private build file for writing.

    Raises:
        BuildFileBusyError: another program holds it.
        DiskFullError: the disk took no more; what was not committed is undone.
    """
    try:
        with contextlib.closing(connect(settings, settings.build_file)) as connection:
            yield connection
    except duckdb.Error as error:
        if "No space left on device" not in str(error):
            raise
        raise DiskFullError(
            f"the disk that holds {settings.warehouse} is full: free some space and run again; "
            "nothing was published, and nothing that was loaded before is lost"
        ) from error


def make_landing_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the landing tables that are missing, and the columns that an older release did not have."""
    connection.execute("create schema if not exists landing")
    for table in TABLES:
        columns = [f"{name} {sql_type}" for name, sql_type in columns_of(table).items()]
        connection.execute(f"create table if not exists landing.{table} ({', '.join(columns)})")
        standing = set(connection.table(f"landing.{table}").columns)
        for column in columns:
            if column.split()[0] not in standing:
                connection.execute(f"alter table landing.{table} add column {column}")
                connection.execute(_MERGE_REPEATED_CONTENTS)


def columns_of(table: str) -> dict[str, str]:
    """The columns of a landing table with their SQL types."""
    return {name: _SQL_TYPES[dtype] for name, dtype in TABLES[table].items()}


# An older release wrote a content that came back to its path into a row of its own.
_MERGE_REPEATED_CONTENTS = """
    delete from landing.files where rowid not in (
        select max_by(rowid, (is_current, first_seen_at, rowid)) from landing.files
        group by path_bytes_base64, content_sha256, sidecar_sha256
    )
"""


def connect(settings: Settings, file: Path) -> duckdb.DuckDBPyConnection:
    """Connect to a DuckDB file for writing, within the limits that the settings give.

    Raises:
        BuildFileBusyError: another program held it for too long.
    """
    options: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.memory_limit,
        "threads": os.cpu_count() or 1,
        "temp_directory": str(settings.temp_folder / "duckdb"),
        "preserve_insertion_order": False,
        "checkpoint_threshold": "256MB",  # each one writes the file's directory anew, which grows with the file
        **_ALONE,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    settings.temp_folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return duckdb.connect(str(file), config=options)
        except duckdb.IOException as error:
            # We hold the run lock, so this is somebody's shell, or a child of a killed run in its last moment.
            if "Conflicting lock" not in str(error):
                raise
            if time.monotonic() > deadline:
                raise BuildFileBusyError(
                    f"another program holds {file}: close it; to read, open {settings.published_file}"
                ) from error
        time.sleep(0.5)


@contextlib.contextmanager
def open_published(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published snapshot: read only, without access to other files, its settings locked.

    Rules: a second connection of one process to one snapshot shares the first one's locked settings.

    Raises:
        FileNotFoundError: nothing has been published yet.
    """
    if not settings.published_file.exists():
        raise FileNotFoundError(f"nothing is published at {settings.published_file} yet: run `make run` first")
    config = _ALONE | {"enable_external_access": False}
    published = duckdb.connect(str(settings.published_file.resolve()), read_only=True, config=config)
    with contextlib.closing(published) as connection:
        # External access off leaves the database's own path and that of its log open: COPY could still put a
        # forged log beside the snapshot. Without a file system nothing can be opened any more, by no name.
        if connection.execute("select current_setting('lock_configuration')").fetchone() == (False,):
            connection.execute("set disabled_filesystems = 'LocalFileSystem'")
            connection.execute("set lock_configuration = true")
        yield connection


@contextlib.contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block does, or nothing of it."""
    connection.execute("begin")
    try:
        yield
        crash_point("committing")
        connection.execute("commit")
    except BaseException:
        # After a full disk there may be nothing left to roll back: the first error is the one to tell.
        with contextlib.suppress(duckdb.Error):
            connection.execute("rollback")
        raise
    crash_point("committed")


def insert_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Append a frame to a landing table, columns matched by name."""
    schema = TABLES[table]
    connection.register("incoming", frame.select(pl.col(name).cast(dtype) for name, dtype in schema.items()).to_arrow())
    connection.execute(f"insert into landing.{table} by name select * from incoming")  # noqa: S608 - our own names
    connection.unregister("incoming")
    crash_point("inserted")


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
