"""The versions of articles: which one stood at which path from when to when, with the text of those that are gone."""

import datetime as dt

import duckdb
import polars as pl


def close_versions(connection: duckdb.DuckDBPyConnection, now: dt.datetime) -> None:
    """End the versions at the paths of the registered frame `retired`; keeps the texts that no other file holds."""
    connection.execute(_CLOSE_VERSIONS, {"now": now})


_CLOSE_VERSIONS = """
    update landing.article_versions
    set valid_to = greatest($now, valid_from), title = kept.title,
        raw_text = if(kept.is_held_elsewhere, null, kept.raw_text)
    from (
        select files.file_path, texts.article_id, texts.raw_text, articles.title,
            texts.article_id in (
                select others.article_id from landing.files as others
                anti join retired using (path_bytes_base64)
                where others.is_current and others.state = 'loaded'
            ) as is_held_elsewhere
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


def open_versions(connection: duckdb.DuckDBPyConnection, loaded: pl.DataFrame, now: dt.datetime) -> None:
    """Begin a version of each article that arrived at a path, behind the one that stood there last."""
    connection.register("arrived", loaded.select("article_id", "file_path", "content_sha256").to_arrow())
    connection.execute(
        """
        insert into landing.article_versions by name
        with last as (
            select file_path, max_by(article_id, (valid_from, valid_to)) as previous_article_id
            from landing.article_versions semi join arrived using (file_path) group by file_path
        )
        select article_id, previous_article_id, file_path, content_sha256, $now as valid_from
        from arrived left join last using (file_path)
        """,
        {"now": now},
    )
    connection.unregister("arrived")
