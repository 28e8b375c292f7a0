"""The ledger: what became of every file of the inbox, and the texts of those that loaded.

`landing.files` has one row per file content and sidecar ever seen at a path, in exactly one state. A batch of
files is one transaction together with its ledger rows.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator

import duckdb
import polars as pl

from orchestration.news import files
from orchestration.news.schemas import RAW_ARTICLE
from orchestration.settings import Settings
from orchestration.stages import Log, replace_outputs, stage_versions
from orchestration.warehouse import (
    TABLES,
    delete_articles,
    insert_frame,
    open_build,
    open_published,
    replace_articles,
    transaction,
)

_BATCH_BYTES = 8_000_000  # of files read at once


def load_files(settings: Settings, run_id: str, log: Log) -> dict[str, int]:
    """Bring the ledger and the texts in line with the inbox.

    Returns: the run's counts; files_seen = loaded + unchanged + superseded + deleted + quarantined, where
    each file of the inbox counts once as loaded, unchanged or quarantined, and each content that an edit
    replaced or a deletion removed counts once as superseded or deleted.
    """
    listing = files.list_files(settings.inbox, settings.max_bytes)
    counts = dict.fromkeys(("loaded", "unchanged", "superseded", "deleted", "quarantined"), 0)
    rules = stage_versions()["texts"]
    with open_build(settings) as connection:
        changed = _changed_files(connection, listing, rules)
        counts["unchanged"] = listing.height - changed.height
        log(f"{listing.height} files in {settings.inbox}, {changed.height} of them new or changed")
        done = 0
        for batch in _by_bytes(changed):
            for state, count in _land_files(connection, settings, run_id, batch, rules).items():
                counts[state] += count
            done += batch.height
            log(f"read {done} of {changed.height} files")
        counts["deleted"] = _land_deletions(connection, listing)
        _land_moved_articles(connection, settings, run_id, rules)
        _record_run(connection, run_id, counts)
    return {"files_seen": sum(counts.values())} | counts


def has_news(settings: Settings) -> str:
    """A digest of what the inbox holds that the ledger does not know; empty when nothing is new.

    Reads names and dates of files alone, and the ledger from the published snapshot, so that asking never
    disturbs a run.
    Rules: a file written within the last seconds is left for the next time: it may not be whole yet.
    """
    listed = files.list_files(settings.inbox, settings.max_bytes).with_columns(
        path_bytes_base64=pl.col("path_bytes").bin.encode("base64")
    )
    listing = listed.filter(pl.col("fingerprint").is_not_null() | pl.col("reason").is_not_null())
    if not settings.published_file.exists():
        return _digest(listing)
    with open_published(settings) as connection:
        known = connection.execute(
            "select path_bytes_base64, fingerprint, reason from landing.files where is_current"
        ).pl()
    new = listing.join(known, on=["path_bytes_base64", "fingerprint", "reason"], how="anti", nulls_equal=True).join(
        known.drop_nulls("fingerprint"), on=["path_bytes_base64", "fingerprint"], how="anti"
    )
    gone = known.join(listed, on="path_bytes_base64", how="anti")
    return _digest(new) + _digest(gone)


def _digest(rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return ""
    keys = rows.select(pl.concat_str("path_bytes_base64", pl.col("fingerprint").fill_null("-"), separator=" "))
    return hashlib.sha256("\n".join(sorted(keys.to_series().to_list())).encode()).hexdigest()[:16]


def _changed_files(connection: duckdb.DuckDBPyConnection, listing: pl.DataFrame, rules: str) -> pl.DataFrame:
    """The listed files that the ledger does not hold with the same fingerprint, read by the same rules."""
    known = connection.execute(
        "select path_bytes_base64, fingerprint from landing.files where is_current and rules = $rules",
        {"rules": rules},
    ).pl()
    return (
        listing.with_columns(path_bytes_base64=pl.col("path_bytes").bin.encode("base64"))
        .join(known, on=["path_bytes_base64", "fingerprint"], how="anti", maintain_order="left")
        .drop("path_bytes_base64")
    )


def _by_bytes(listing: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Cut a listing into batches of bounded size."""
    grown = pl.col("size_bytes").fill_null(0).cum_sum() // _BATCH_BYTES
    yield from listing.with_columns(batch=grown).partition_by("batch", maintain_order=True, include_key=False)


def _land_files(
    connection: duckdb.DuckDBPyConnection, settings: Settings, run_id: str, listing: pl.DataFrame, rules: str
) -> dict[str, int]:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    read = files.read_files(settings.inbox, listing, settings.max_bytes)
    before = _current_rows(connection, read["path_bytes_base64"])
    same = ["path_bytes_base64", "content_sha256", "sidecar_sha256", "state", "reason"]
    unchanged = read.join(before, on=same, how="semi", nulls_equal=True)
    fresh = read.join(before, on=same, how="anti", nulls_equal=True, maintain_order="left")
    read_anew = unchanged.join(before.filter(pl.col("rules") != rules), on="path_bytes_base64", how="semi")
    with transaction(connection):
        _touch(connection, unchanged, now, rules)
        superseded = _retire(connection, fresh["path_bytes_base64"], "superseded", now)
        ledger = fresh.with_columns(
            first_seen_at=pl.lit(now),
            last_seen_at=pl.lit(now),
            run_id=pl.lit(run_id),
            rules=pl.lit(rules),
            is_current=pl.lit(value=True),
        )
        insert_frame(connection, "files", ledger)
        _land_texts(connection, pl.concat([fresh, read_anew]).filter(state="loaded"), run_id, rules)
        _open_versions(connection, fresh.filter(state="loaded"), before, now)
        _drop_articles_without_file(connection)
    by_state = fresh["state"].value_counts()
    return {"unchanged": unchanged.height, "superseded": superseded} | dict(by_state.iter_rows())


def _current_rows(connection: duckdb.DuckDBPyConnection, paths: pl.Series) -> pl.DataFrame:
    connection.register("paths", paths.alias("path_bytes_base64").to_frame().to_arrow())
    rows = connection.execute(
        "select * from landing.files semi join paths using (path_bytes_base64) where is_current"
    ).pl()
    connection.unregister("paths")
    return rows


def _touch(connection: duckdb.DuckDBPyConnection, unchanged: pl.DataFrame, now: dt.datetime, rules: str) -> None:
    """A file that was only touched keeps its row, with the fingerprint by which the next run knows it."""
    connection.register("touched", unchanged.select("path_bytes_base64", "fingerprint").to_arrow())
    connection.execute(
        """
        update landing.files set fingerprint = touched.fingerprint, last_seen_at = $now, rules = $rules
        from touched
        where files.is_current and files.path_bytes_base64 = touched.path_bytes_base64
        """,
        {"now": now, "rules": rules},
    )
    connection.unregister("touched")


def _retire(connection: duckdb.DuckDBPyConnection, paths: pl.Series, state: str, now: dt.datetime) -> int:
    """Close the current rows of these paths; the text of their articles goes to the history."""
    connection.register("retired", paths.alias("path_bytes_base64").to_frame().to_arrow())
    connection.execute(_CLOSE_VERSIONS, {"now": now})
    closed = connection.execute(
        """
        update landing.files set is_current = false, state = $state
        where is_current and path_bytes_base64 in (select path_bytes_base64 from retired)
        """,
        {"state": state},
    ).fetchone()
    connection.unregister("retired")
    return closed[0] if closed else 0


_CLOSE_VERSIONS = """
    update landing.article_versions
    set valid_to = $now, raw_text = kept.raw_text, title = kept.title
    from (
        select files.file_path, texts.article_id, texts.raw_text, articles.title
        from landing.files
        semi join retired using (path_bytes_base64)
        join landing.texts using (article_id)
        left join landing.articles using (article_id)
        where files.is_current
    ) as kept
    where article_versions.article_id = kept.article_id
        and article_versions.file_path = kept.file_path
        and article_versions.valid_to is null
"""


def _open_versions(
    connection: duckdb.DuckDBPyConnection, loaded: pl.DataFrame, before: pl.DataFrame, now: dt.datetime
) -> None:
    previous = before.select("path_bytes_base64", previous_article_id="article_id")
    versions = loaded.join(previous, on="path_bytes_base64", how="left").with_columns(
        valid_from=pl.lit(now),
        valid_to=pl.lit(None),
        title=pl.lit(None),
        raw_text=pl.lit(None),
    )
    insert_frame(connection, "article_versions", versions)


def _land_texts(connection: duckdb.DuckDBPyConnection, loaded: pl.DataFrame, run_id: str, rules: str) -> None:
    """Write the texts; of one article at several paths the least path's sidecar counts."""
    connection.register("arriving", loaded.select("article_id").unique().to_arrow())
    least = connection.execute(
        """
        select article_id, min(file_path) as file_path from landing.files
        semi join arriving using (article_id)
        where is_current and state = 'loaded'
        group by article_id
        """
    ).pl()
    connection.unregister("arriving")
    texts = (
        loaded.join(least, on=["article_id", "file_path"], how="semi")
        .unique("article_id", keep="first", maintain_order=True)
        .select(*RAW_ARTICLE, version=_text_version(rules))
    )
    replace_articles(connection, {"texts": texts}, texts["article_id"])
    replace_outputs(
        connection,
        "texts",
        texts.select("article_id", "version", stage=pl.lit("texts"), run_id=pl.lit(run_id)),
    )


def _text_version(rules: str) -> pl.Expr:
    """What a text's version depends on: its bytes, its sidecar and the rules of reading."""
    parts = pl.concat_str(pl.lit(rules), "content_sha256", pl.col("sidecar_sha256").fill_null("-"), separator="|")
    return parts.map_elements(lambda part: hashlib.md5(part.encode()).hexdigest(), pl.String)  # noqa: S324 - a key


def _land_deletions(connection: duckdb.DuckDBPyConnection, listing: pl.DataFrame) -> int:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    known = connection.execute("select path_bytes_base64 from landing.files where is_current").pl()
    listed = listing.select(path_bytes_base64=pl.col("path_bytes").bin.encode("base64"))
    gone = known.join(listed, on="path_bytes_base64", how="anti")
    with transaction(connection):
        deleted = _retire(connection, gone["path_bytes_base64"], "deleted", now)
        _drop_articles_without_file(connection)
    return deleted


def _drop_articles_without_file(connection: duckdb.DuckDBPyConnection) -> None:
    """Articles that no current file holds disappear from every state table."""
    orphans = connection.execute(
        """
        select article_id from landing.texts
        anti join (select article_id from landing.files where is_current and state = 'loaded') using (article_id)
        """
    ).pl()["article_id"]
    if orphans.is_empty():
        return
    for table in TABLES:
        if "version" in TABLES[table]:
            delete_articles(connection, table, orphans)


def _land_moved_articles(connection: duckdb.DuckDBPyConnection, settings: Settings, run_id: str, rules: str) -> None:
    """Where an article's least path has changed, read it again: its sidecar may be another one."""
    moved = connection.execute(
        """
        with least as (
            select article_id, min_by(path_bytes_base64, file_path) as path_bytes_base64, min(file_path) as file_path
            from landing.files where is_current and state = 'loaded' group by article_id
        )
        select least.path_bytes_base64 from least
        left join landing.texts using (article_id)
        where texts.file_path is distinct from least.file_path
        """
    ).pl()
    if moved.is_empty():
        return
    listing = files.list_files(settings.inbox, settings.max_bytes).join(
        moved.select(path_bytes=pl.col("path_bytes_base64").str.decode("base64")), on="path_bytes", how="semi"
    )
    for batch in _by_bytes(listing):
        read = files.read_files(settings.inbox, batch, settings.max_bytes)
        with transaction(connection):
            _land_texts(connection, read.filter(state="loaded"), run_id, rules)


def _record_run(connection: duckdb.DuckDBPyConnection, run_id: str, counts: dict[str, int]) -> None:
    with transaction(connection):
        connection.execute(
            """
            update landing.runs set files_seen = $seen, loaded = $loaded, unchanged = $unchanged,
                superseded = $superseded, deleted = $deleted, quarantined = $quarantined
            where run_id = $run_id
            """,
            {"run_id": run_id, "seen": sum(counts.values())} | counts,
        )
