"""The texts of the articles that the ledger's loaded files hold: landed, and dropped with everything made of them."""

import hashlib

import duckdb
import polars as pl

from orchestration.news.schemas import RAW_ARTICLE
from orchestration.stages import replace_outputs
from orchestration.warehouse import TABLES, delete_articles, replace_articles


def land_texts(connection: duckdb.DuckDBPyConnection, loaded: pl.DataFrame, run_id: str, rules: str) -> None:
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


def drop_articles_without_file(connection: duckdb.DuckDBPyConnection) -> None:
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
