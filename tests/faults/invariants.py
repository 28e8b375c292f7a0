"""What must hold of a warehouse file at every moment, however its run ended, and when a run has ended well."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from tests.faults.model_inbox import ModelInbox

STAGE_TABLES = {
    "texts": ("texts",),
    "articles": ("articles", "sections", "sentences"),
    "mentions": ("mentions",),
    "roles": ("roles",),
    "quotes": ("quotes",),
    "meetings": ("reports", "report_participants", "report_evidence"),
}

_ALWAYS = {
    "a path has one current row at most, in a state that fits": """
        select path_bytes_base64 from landing.files group by all
        having count(*) filter (is_current) > 1
            or count(*) filter (is_current <> (state in ('loaded', 'quarantined'))) > 0
    """,
    "a content and sidecar at a path has one row": """
        select path_bytes_base64, content_sha256, sidecar_sha256 from landing.files group by all having count(*) > 1
    """,
    "what is quarantined has a reason, what is loaded an article": """
        select * from landing.files
        where (state = 'quarantined' and reason is null) or (state = 'loaded' and article_id is null)
    """,
    "every loaded article has one text, and every text a loaded file": """
        select article_id
        from (select distinct article_id from landing.files where is_current and state = 'loaded') as held
        full join (select article_id, count(*) as texts from landing.texts group by all) as texts using (article_id)
        where texts is distinct from 1 or held.article_id is null
    """,
    "an open version is a loaded file, and a loaded file has one open version": """
        select article_id, file_path
        from (select article_id, file_path from landing.files where is_current and state = 'loaded') as held
        full join (
            select article_id, file_path, count(*) as versions from landing.article_versions
            where valid_to is null group by all
        ) as versions using (article_id, file_path)
        where versions is distinct from 1 or held.article_id is null
    """,
    "a text that no file holds any more is kept": """
        select article_id from landing.article_versions
        anti join landing.texts using (article_id)
        group by article_id having count(raw_text) = 0
    """,
    "the counts of every run add up": """
        select * from landing.runs where files_seen <> loaded + unchanged + superseded + deleted + quarantined
    """,
    "no report's part is without its report": """
        select report_id from landing.report_participants anti join landing.reports using (report_id)
        union all select report_id from landing.report_evidence anti join landing.reports using (report_id)
    """,
} | {
    f"no row of {table} is without its text, or of another version than its stage says": f"""
        select rows.article_id from landing.{table} as rows
        left join landing.stage_outputs as outputs
            on outputs.article_id = rows.article_id and outputs.stage = '{stage}' and outputs.version = rows.version
        where outputs.article_id is null or rows.article_id not in (select article_id from landing.texts)
    """
    for stage, tables in STAGE_TABLES.items()
    for table in tables
}
_AT_REST = {
    "every text went through every stage": f"""
        select article_id from landing.texts
        where (select count(*) from landing.stage_outputs where stage_outputs.article_id = texts.article_id)
            <> {len(STAGE_TABLES)}
    """,
    "no run is open": "select * from landing.runs where outcome = 'running'",
}


@contextlib.contextmanager
def opened_copy(file: Path, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy of a build file with its write-ahead log, as the next run would find both."""
    scratch.mkdir(parents=True, exist_ok=True)
    for name in (file.name, file.name + ".wal"):
        (scratch / name).unlink(missing_ok=True)
        if (file.parent / name).exists():
            shutil.copyfile(file.parent / name, scratch / name)
    with contextlib.closing(duckdb.connect(str(scratch / file.name))) as connection:
        yield connection


def broken(connection: duckdb.DuckDBPyConnection, *, at_rest: bool = False) -> list[str]:
    """The facts that do not hold, each with its first row."""
    facts = _ALWAYS | (_AT_REST if at_rest else {})
    rows = {fact: connection.execute(query).fetchone() for fact, query in facts.items()}
    return [f"{fact}: {row}" for fact, row in rows.items() if row is not None]


def differs_from(connection: duckdb.DuckDBPyConnection, inbox: ModelInbox) -> list[str]:
    """How the ledger and the texts differ from the model of the inbox: lost, doubled or made-up files."""
    current = set(
        connection.execute(
            "select file_path, content_sha256, sidecar_sha256, state, reason from landing.files where is_current"
        ).fetchall()
    )
    held = dict(connection.execute("select article_id, file_path from landing.texts").fetchall())
    expected, articles = inbox.expected_rows(), inbox.expected_articles()
    return [
        *(f"missing from the ledger: {row}" for row in expected - current),
        *(f"only in the ledger: {row}" for row in current - expected),
        *(f"text {key}: {held.get(key)} instead of {articles.get(key)}"
          for key in held.keys() | articles.keys() if held.get(key) != articles.get(key)),
    ]  # fmt: skip


def state_of(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the state tables of landing, in one order."""
    return {
        table: sorted(connection.execute(f"select * from landing.{table}").fetchall(), key=repr)
        for tables in STAGE_TABLES.values()
        for table in tables
    }
