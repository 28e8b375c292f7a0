r"""Writes the schema `ask` into a file that holds the marts, before the file is copied for its readers.

Names, spellings and words are computed for what is new; tables that are quick to make, views and macros are replaced.
Nothing here is a source of anything: a file without the schema, or with another release's, is given it by the next run.
"""

import hashlib
from pathlib import Path

import duckdb

from orchestration.ask.descriptions import describe_working_tables
from orchestration.ask.letters import macros_of_letters, quote
from orchestration.warehouse import transaction

_FOLDER = Path(__file__).parent
_ARTICLES_AT_ONCE = 4_000  # their words are counted in memory


def write_ask(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the schema, or bring it up to date with the marts.

    Rules: words are indexed in transactions of their own, so that a run that dies goes on where it was.
    """
    words = "".join((*macros_of_letters(), read_statements("words")))
    rules = hashlib.sha256(words.encode()).hexdigest()[:8]
    with transaction(connection):
        connection.execute(_KEPT.format(rules=rules))
        for statements in (words, read_statements("tables"), read_statements("answers"), read_statements("comments")):
            connection.execute(statements)
        for name, purpose in connection.execute("select macro, answers from ask.help").fetchall():
            connection.execute(f"comment on macro table ask.{name.partition('(')[0]} is {quote(purpose)}")
        describe_working_tables(connection)
    _index_words(connection)


# What stands from one snapshot to the next, and the version of the rules by which it was made.
_KEPT = """
    create schema if not exists ask;
    create or replace macro ask.rules() as '{rules}';
    create table if not exists ask.spellings
    (name varchar, plain varchar, romanised varchar, sound varchar, rules varchar);
    create table if not exists ask.documents
    (document integer, article_id varchar, version varchar, words_count bigint);
    create table if not exists ask.article_words (word varchar, document integer, uses utinyint);
"""


def _index_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the index of words to what the articles say: what is stale goes, what is missing comes, batch by batch."""
    connection.execute(_WANTED)
    with transaction(connection):
        connection.execute(_FORGET)
    while connection.execute(_BATCH, {"at_once": _ARTICLES_AT_ONCE}).fetchone() != (0,):
        with transaction(connection):
            connection.execute(_ADD)


_WANTED = """
    create or replace temp table wanted as
    select article_id, version || '-' || ask.rules() as version, words_count from marts.fct_articles
"""
_FORGET = """
    create or replace temp table stale as
    select document from ask.documents anti join wanted using (article_id, version);
    delete from ask.article_words where document in (from stale);
    delete from ask.documents where document in (from stale);
"""
_BATCH = """
    create or replace temp table batch as
    select
        row_number() over (order by article_id) + (select coalesce(max(document), 0) from ask.documents) as document,
        article_id, version, words_count
    from wanted anti join ask.documents using (article_id)
    order by article_id
    limit $at_once
"""
# Pieces are folded and stemmed once each; the halves of a batch are cut side by side.
_ADD = """
    insert into ask.article_words
    with texts as (
        select document, concat_ws(' ', title, body) as text from batch inner join marts.fct_articles using (article_id)
    ),
    pieces as (
        select document, unnest(ask.pieces(text)) as piece from texts where document % 2 = 0
        union all
        select document, unnest(ask.pieces(text)) as piece from texts where document % 2 = 1
    ),
    counted as materialized (
        select document, piece, count(*) as uses from pieces group by all
    ),
    stems as (
        select piece, ask.stem(unnest(ask.raw_words(piece))) as stem from (select distinct piece from counted)
    )
    select stem, document, least(sum(uses), 255) from counted inner join stems using (piece) group by all order by all;
    insert into ask.documents from batch;
"""


def read_statements(name: str) -> str:
    """The SQL of one file beside this one."""
    return (_FOLDER / f"{name}.sql").read_text("utf-8")
