"""What the stages read: landed rows, batch by batch.

Rows of one batch were landed together, or nearly so: where they lie is looked up first, by their short keys, and all
that lies elsewhere is never read.
"""

import math

import duckdb
import polars as pl

from orchestration.workers import even_batches

_BATCH_CHARS = 4_000_000  # of text in one batch; each costs a third of a second before its first word is read
_TABLES = ("texts", "sentences", "mentions")

_BOUNDS = "select coalesce(min(rowid), 0), coalesce(max(rowid), 0) from landing.{0} semi join batch using (article_id)"
_ROWS = """
    select * from landing.{0} semi join batch using (article_id)
    where rowid between getvariable('first_of_{0}') and getvariable('last_of_{0}')
"""
TEXTS, SENTENCES, MENTIONS = (_ROWS.format(table) for table in _TABLES)
DATED_TEXTS = f"""
    select texts.article_id, raw_text, published_at, published_from, published_to
    from ({TEXTS}) as texts join landing.articles using (article_id)
"""  # noqa: S608 - our own names


def cut_batches(pending: pl.DataFrame) -> list[pl.DataFrame]:
    """Cut articles into batches of bounded text, all of one size, so that the workers end together.

    Takes: article_id and chars, which is the length of its text, in the order of the texts.
    """
    if pending.is_empty():
        return []
    count = even_batches(math.ceil(pending["chars"].sum() / _BATCH_CHARS))
    before = pl.col("chars").cum_sum() - pl.col("chars")
    batch = before * count // pl.col("chars").sum().clip(1)
    return pending.with_columns(batch=batch).partition_by("batch", maintain_order=True)


def read_batch(
    connection: duckdb.DuckDBPyConnection, queries: dict[str, str], batch: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Run each query for one batch; rows come in the order of the text."""
    connection.register("batch", batch.to_arrow())
    connection.execute("begin")  # between the two looks no row changes its place
    for table in _TABLES:
        first, last = connection.execute(_BOUNDS.format(table)).fetchone() or (0, 0)
        connection.execute(f"set variable first_of_{table} = {first}")
        connection.execute(f"set variable last_of_{table} = {last}")
    rows = {name: _in_text_order(connection.execute(query).pl()) for name, query in queries.items()}
    connection.execute("commit")
    connection.unregister("batch")
    return rows


def _in_text_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Sorted here: DuckDB would take five times as long as to read them."""
    return rows.sort([name for name in ("article_id", "start_char") if name in rows.columns])
