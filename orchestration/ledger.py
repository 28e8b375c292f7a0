"""The ledger: what became of every file of the inbox.

`landing.files` has one row per file content and sidecar ever seen at a path, in exactly one state: a content
that comes back takes its old row up again. A batch of files is one transaction together with its ledger rows
and the run's counts.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

import duckdb
import polars as pl

from orchestration.faults import crash_point
from orchestration.news import files
from orchestration.portion import Portion, settled_for, take_portion
from orchestration.progress import Log, report_progress
from orchestration.runs import add_counts, counts_of, time_of_run
from orchestration.settings import Settings
from orchestration.stages import stage_versions
from orchestration.texts import drop_articles_without_file, land_texts
from orchestration.versions import close_versions, open_versions
from orchestration.warehouse import insert_frame, open_build, open_published, transaction
from orchestration.workers import map_ahead

_BATCH_BYTES = 16_000_000  # of files read at once; half of that with half of the files, and so on
_BATCH_FILES = 4_000


def load_files(settings: Settings, run_id: str, log: Log) -> dict[str, int]:
    """Bring the ledger and the texts in line with the inbox.

    Returns: the run's counts; files_seen = loaded + unchanged + superseded + deleted + quarantined, where
    each file of the inbox counts once as loaded, unchanged or quarantined, and each content that an edit
    replaced or a deletion removed counts once as superseded or deleted.
    """
    inbox = files.list_files(settings.inbox, settings.max_bytes)
    crash_point("listed")
    rules = stage_versions()["texts"]
    with open_build(settings) as connection:
        before = counts_of(connection, run_id)  # of an attempt that broke off
        taken_before = before["loaded"] + before["quarantined"]
        portion = take_portion(settings, inbox, _known_files(connection, rules), taken_before)
        _tell(portion, settings, log)
        report, done = report_progress("files", "files", portion.taken.height, log), 0
        for batch, read in map_ahead(
            files.read_files, list(_by_bytes(portion.taken)), lambda batch: (settings.inbox, batch, settings.max_bytes)
        ):
            _land_files(connection, run_id, read, rules)
            done += batch.height
            report(done)
        _land_deletions(connection, run_id, portion)
        _land_moved_articles(connection, settings, run_id, inbox, rules)
        _count_unchanged(connection, run_id, portion)
        return counts_of(connection, run_id) | {"left_for_next_run": portion.left}


def has_news(settings: Settings) -> str:
    """A digest of what the inbox holds that the ledger does not know; empty when nothing is new.

    Reads names and dates of files alone, and the ledger from the published snapshot, so that asking never
    disturbs a run.
    Rules: a file written to within the last `settle_seconds` is left for the next time: it may not be whole yet.
    """
    listed = files.list_files(settings.inbox, settings.max_bytes).with_columns(
        path_bytes_base64=pl.col("path_bytes").bin.encode("base64")
    )
    settled = settled_for(listed.filter(pl.col("fingerprint").is_not_null()), settings.settle_seconds)
    if not settings.published_file.exists():
        return _digest(settled)
    with open_published(settings) as connection:
        known = connection.execute("select path_bytes_base64, fingerprint from landing.files where is_current").pl()
    new = settled.join(known, on=["path_bytes_base64", "fingerprint"], how="anti")
    gone = known.join(listed, on="path_bytes_base64", how="anti")
    return _digest(new) + _digest(gone)


def _tell(portion: Portion, settings: Settings, log: Log) -> None:
    where = settings.inbox / settings.order.folder
    log(f"{portion.listing.height:,} files in {where}, {portion.taken.height:,} of them to read")
    if portion.left_by_limit:
        log(f"the limit is {settings.order.limit:,}: {portion.left_by_limit:,} new files are left for the next run")
    if portion.left_unsettled:
        log(
            f"{portion.left_unsettled:,} files were written to in the last {settings.order.settle_seconds} s and may "
            "not be whole: they are left for the next run"
        )


def _digest(rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return ""
    keys = rows.select(pl.concat_str("path_bytes_base64", pl.col("fingerprint").fill_null("-"), separator=" "))
    return hashlib.sha256("\n".join(sorted(keys.to_series().to_list())).encode()).hexdigest()[:16]


def _known_files(connection: duckdb.DuckDBPyConnection, rules: str) -> pl.DataFrame:
    """The files that the ledger holds, read by the same rules.

    To be read again in any case is what could not be read, as the disk or the network may have been at fault, and what
    was too fresh to be trusted.
    """
    return connection.execute(
        """
        select path_bytes_base64, fingerprint,
            reason is not distinct from 'unreadable' or fingerprint is null as is_to_retry
        from landing.files where is_current and rules = $rules
        """,
        {"rules": rules},
    ).pl()


def _by_bytes(listing: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Cut a listing into batches of bounded size and number; sidecars come on top."""
    share = pl.col("size_bytes").fill_null(0) / _BATCH_BYTES + 1 / _BATCH_FILES
    batches = listing.with_columns(batch=share.cum_sum().floor())
    yield from batches.partition_by("batch", maintain_order=True, include_key=False)


def _land_files(connection: duckdb.DuckDBPyConnection, run_id: str, read: pl.DataFrame, rules: str) -> None:
    crash_point("read")
    ever = _rows_at(connection, read["path_bytes_base64"])
    current = ever.filter("is_current")
    outcome = [*_CONTENT, "state", "reason", "article_id"]
    same = read.join(current, on=outcome, how="semi", nulls_equal=True)
    fresh = read.join(current, on=outcome, how="anti", nulls_equal=True, maintain_order="left")
    read_anew = same.join(current.filter(pl.col("rules") != rules), on="path_bytes_base64", how="semi")
    # The content stands, and only what is made of it changes: nothing is superseded.
    judged_anew = fresh.join(current, on=_CONTENT, how="semi", nulls_equal=True)
    replacing = fresh.join(judged_anew, on="path_bytes_base64", how="anti")
    superseded = current.join(replacing, on="path_bytes_base64", how="semi")
    with transaction(connection):
        now = time_of_run(connection, run_id)
        _touch(connection, same, now, rules)
        _retire(connection, fresh["path_bytes_base64"], "superseded", now)
        _enter(connection, fresh, ever, {"run_id": run_id, "rules": rules, "last_seen_at": now})
        land_texts(connection, pl.concat([fresh, read_anew]).filter(state="loaded"), run_id, rules)
        open_versions(connection, fresh.filter(state="loaded"), now)
        drop_articles_without_file(connection)
        states = {state: fresh.filter(state=state).height for state in ("loaded", "quarantined")}
        add_counts(connection, run_id, {"superseded": superseded.height} | states)


# What a row of the ledger is of.
_CONTENT = ["path_bytes_base64", "content_sha256", "sidecar_sha256"]


def _rows_at(connection: duckdb.DuckDBPyConnection, paths: pl.Series) -> pl.DataFrame:
    """Every row that the ledger has of these paths."""
    connection.register("paths", paths.alias("path_bytes_base64").to_frame().to_arrow())
    rows = connection.execute("select * from landing.files semi join paths using (path_bytes_base64)").pl()
    connection.unregister("paths")
    return rows


def _touch(connection: duckdb.DuckDBPyConnection, same: pl.DataFrame, now: dt.datetime, rules: str) -> None:
    """A file that was only touched keeps its row, with the fingerprint by which the next run knows it."""
    connection.register("touched", same.select("path_bytes_base64", "fingerprint", "detail").to_arrow())
    connection.execute(
        """
        update landing.files
        set fingerprint = touched.fingerprint, detail = touched.detail, last_seen_at = $now, rules = $rules
        from touched
        where files.is_current and files.path_bytes_base64 = touched.path_bytes_base64
        """,
        {"now": now, "rules": rules},
    )
    connection.unregister("touched")


def _retire(connection: duckdb.DuckDBPyConnection, paths: pl.Series, state: str, now: dt.datetime) -> int:
    """Close the current rows of these paths; the text of an article that is no longer held goes to the history."""
    connection.register("retired", paths.alias("path_bytes_base64").to_frame().to_arrow())
    close_versions(connection, now)
    closed = connection.execute(
        """
        update landing.files set is_current = false, state = $state
        where is_current and path_bytes_base64 in (select path_bytes_base64 from retired)
        """,
        {"state": state},
    ).fetchone()
    connection.unregister("retired")
    return closed[0] if closed else 0


def _enter(
    connection: duckdb.DuckDBPyConnection, fresh: pl.DataFrame, ever: pl.DataFrame, stamps: dict[str, Any]
) -> None:
    """Write the rows of contents that are new at their paths, or back, or judged anew."""
    seen_before = ever.group_by(_CONTENT).agg(pl.min("first_seen_at"))
    rows = fresh.join(seen_before, on=_CONTENT, how="left", nulls_equal=True).with_columns(
        pl.col("first_seen_at").fill_null(stamps["last_seen_at"]),
        is_current=pl.lit(value=True),
        **{name: pl.lit(value) for name, value in stamps.items()},
    )
    connection.register("entering", rows.select(_CONTENT).to_arrow())
    connection.execute(
        """
        delete from landing.files where exists (
            select 1 from entering
            where entering.path_bytes_base64 = files.path_bytes_base64
                and entering.content_sha256 is not distinct from files.content_sha256
                and entering.sidecar_sha256 is not distinct from files.sidecar_sha256
        )
        """
    )
    connection.unregister("entering")
    insert_frame(connection, "files", rows)


def _land_deletions(connection: duckdb.DuckDBPyConnection, run_id: str, portion: Portion) -> None:
    known = connection.execute("select path_bytes_base64 from landing.files where is_current").pl()
    inside = known.filter(portion.holds(pl.col("path_bytes_base64").str.decode("base64")))
    listing = portion.listing
    listed = listing.select(path_bytes_base64=pl.col("path_bytes").bin.encode("base64"))
    gone = inside.join(listed, on="path_bytes_base64", how="anti")
    if gone.is_empty():
        return
    with transaction(connection):
        deleted = _retire(connection, gone["path_bytes_base64"], "deleted", time_of_run(connection, run_id))
        connection.register("gone", gone.to_arrow())
        connection.execute(
            """
            update landing.files set detail = 'the same text now lies at ' || held.file_path
            from (
                select article_id, min(file_path) as file_path from landing.files
                where is_current and state = 'loaded' group by article_id
            ) as held
            where files.article_id = held.article_id and not files.is_current and files.state = 'deleted'
                and files.path_bytes_base64 in (select path_bytes_base64 from gone)
            """
        )
        for folder in listing.filter(reason="unreadable")["file_path"]:
            connection.execute(
                """
                update landing.files set detail = 'the folder ' || $folder || ' cannot be opened'
                where not is_current and state = 'deleted' and starts_with(file_path, $folder || '/')
                    and path_bytes_base64 in (select path_bytes_base64 from gone)
                """,
                {"folder": folder},
            )
        connection.unregister("gone")
        drop_articles_without_file(connection)
        add_counts(connection, run_id, {"deleted": deleted})


def _count_unchanged(connection: duckdb.DuckDBPyConnection, run_id: str, portion: Portion) -> None:
    """Of the files that the run looked at, those that it neither loaded nor quarantined, nor counted before."""
    counts = counts_of(connection, run_id)
    counted = counts["loaded"] + counts["quarantined"] + counts["unchanged"]
    with transaction(connection):
        add_counts(connection, run_id, {"unchanged": max(portion.listing.height - portion.left - counted, 0)})


def _land_moved_articles(
    connection: duckdb.DuckDBPyConnection, settings: Settings, run_id: str, listing: pl.DataFrame, rules: str
) -> None:
    """Where an article's least path has changed, read it again: its sidecar may be another one."""
    moved = connection.execute(
        """
        with least as (
            select article_id, min_by(path_bytes_base64, file_path) as path_bytes_base64, min(file_path) as file_path
            from landing.files where is_current and state = 'loaded' group by article_id
        )
        select least.article_id, least.path_bytes_base64 from least
        left join landing.texts using (article_id)
        where texts.file_path is distinct from least.file_path
        """
    ).pl()
    paths = moved.select(path_bytes=pl.col("path_bytes_base64").str.decode("base64"))
    for batch in _by_bytes(listing.join(paths, on="path_bytes", how="semi")):
        read = files.read_files(settings.inbox, batch, settings.max_bytes)
        # One that has changed since the listing is another article by now: the next run takes it.
        standing = read.filter(state="loaded").join(moved, on=["article_id", "path_bytes_base64"], how="semi")
        with transaction(connection):
            land_texts(connection, standing, run_id, rules)
