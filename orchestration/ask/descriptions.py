"""Comments for the working tables in the published file, so that whoever comes upon one is told what it holds.

dbt writes the comments of the marts and of its other models and seeds. A column of those means what the column of that
name means in the marts; what only they have is described in `columns.csv`.
"""

import csv
from pathlib import Path

import duckdb

from orchestration.ask.letters import quote

_COLUMNS = Path(__file__).with_name("columns.csv")
_SENTENCES = "One row per sentence of an article; ask.search quotes from it."


def describe_working_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment on the landing tables, and on every column of the working tables that has no comment."""
    for table, comment in connection.execute(_LANDING, {"sentences": _SENTENCES}).fetchall():
        connection.execute(f'comment on table landing."{table}" is {quote(comment)}')
    with _COLUMNS.open(encoding="utf-8", newline="") as opened:
        own = {row["column_name"]: row["description"] for row in csv.DictReader(opened)}
    shared = dict(connection.execute(_SHARED).fetchall())
    for schema, table, column in connection.execute(_BARE).fetchall():
        if comment := own.get(column) or shared.get(column):
            connection.execute(f'comment on column "{schema}"."{table}"."{column}" is {quote(comment)}')


# A landing table holds what the staging view of its name shows.
_LANDING = """
    select tables.table_name, coalesce(views.comment, $sentences)
    from duckdb_tables() as tables
    left join duckdb_views() as views
        on views.schema_name = 'staging' and views.view_name = 'stg_landing__' || tables.table_name
    where tables.schema_name = 'landing' and tables.comment is null
        and (views.comment is not null or tables.table_name = 'sentences')
"""
# What most marts say of a column, of equals the shortest.
_SHARED = """
    select column_name, comment
    from (
        select column_name, comment, count(*) as uses from duckdb_columns()
        where schema_name = 'marts' and comment is not null
        group by all
    )
    qualify row_number() over (partition by column_name order by uses desc, length(comment), comment) = 1
"""
_BARE = """
    select schema_name, table_name, column_name from duckdb_columns()
    where schema_name in ('landing', 'lexicon', 'staging', 'intermediate') and comment is null
    order by all
"""
