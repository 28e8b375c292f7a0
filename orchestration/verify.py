"""`make verify`: rebuild from scratch beside the published file and print what differs."""

import json
import os
import subprocess
import sys
import tempfile
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import duckdb

from orchestration.ledger import has_news
from orchestration.progress import Log
from orchestration.runs import rule_versions
from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import open_published

# What only grows and remembers what a rebuild cannot know.
_HISTORY = ("fct_files", "fct_article_versions", "fct_runs", "fct_quality_results", "fct_id_redirects")
_SHOWN_ROWS = 3  # of each table and side
_LAST_WORDS = 40  # lines of a rebuild that failed


class Differences(NamedTuple):
    """How many rows differ between the published state tables and a rebuild, and a table of them."""

    rows: int
    tables: dict[str, int]  # of those that differ
    text: str


def compare_with_rebuild(settings: Settings, log: Log = lambda _: None) -> Differences:
    """Load the whole inbox into a scratch warehouse and compare every state table, row for row.

    Takes: where the rebuild's own lines go.

    Raises:
        FileNotFoundError: nothing has been published yet.
        RuntimeError: the rebuild failed; the message is the run's own.
    """
    with open_published(settings) as connection:
        published = settings.published_file.resolve()  # a run may publish another one meanwhile
        last = connection.execute(
            "select stage_versions from marts.fct_runs where outcome = 'published' order by started_at desc limit 1"
        ).fetchone()
    is_behind = bool(has_news(settings)) or last is None or not rule_versions().items() <= json.loads(last[0]).items()
    settings.temp_folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=settings.temp_folder) as folder:
        scratch = replace(settings, warehouse=Path(folder))
        _rebuild(scratch, log)
        differences = _compare(published, scratch.published_file)
    if differences.rows and is_behind:
        hint = "The inbox or the rules have changed since the last run, which may be all of it: run, then verify again."
        return differences._replace(text=f"{differences.text}\n{hint}")
    return differences


def _rebuild(scratch: Settings, log: Log) -> None:
    """Run the job in a process of its own: its Dagster home is another one."""
    environment = os.environ | {
        "MARSAD_INBOX": str(scratch.inbox),
        "MARSAD_WAREHOUSE": str(scratch.warehouse),
    }
    for variable in ("MARSAD_BUILD_FILE", "MARSAD_TEMP", "DBT_LOG_PATH", "DAGSTER_HOME", "MARSAD_WEBHOOK"):
        environment.pop(variable, None)
    command = [sys.executable, "-m", "orchestration.cli", "run"]
    said: deque[str] = deque(maxlen=_LAST_WORDS)
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as run:
        for line in run.stderr or ():
            said.append(line.rstrip())
            log(f"rebuild: {line.rstrip()}")
    if run.returncode:
        raise RuntimeError("the rebuild did not come to its end: " + "\n".join(said))


def _compare(published: Path, rebuilt: Path) -> Differences:
    with duckdb.connect() as connection:
        for name, file in (("published", published), ("rebuilt", rebuilt)):
            quoted = str(file).replace("'", "''")  # the one value that cannot be bound
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
        tables = connection.execute(
            """
            select distinct table_name from information_schema.tables
            where table_schema = 'marts' and table_catalog in ('published', 'rebuilt') order by table_name
            """
        ).fetchall()
        lines: list[str] = []
        differing: dict[str, int] = {}
        for table in (table for (table,) in tables if table not in _HISTORY):
            try:
                sides = [
                    _only_in(connection, table, *pair) for pair in (("published", "rebuilt"), ("rebuilt", "published"))
                ]
            except (duckdb.CatalogException, duckdb.BinderException):  # another release published the one side
                lines.append(f"  {table:<34} has other columns on the two sides, or is missing on one")
                differing[table] = 1
                continue
            if any(count for count, _ in sides):
                differing[table] = sum(count for count, _ in sides)
            lines.append(f"  {table:<34} {sides[0][0]:>6} only published  {sides[1][0]:>6} only rebuilt")
            lines += [f"      {row}" for _, rows in sides for row in rows]
    total = sum(differing.values())
    text = "\n".join([*lines, f"{total} rows differ between the published tables and a rebuild."])
    return Differences(total, differing, text)


def _only_in(connection: duckdb.DuckDBPyConnection, table: str, left: str, right: str) -> tuple[int, list[str]]:
    """How many rows stand in one alone, and a few of them."""
    query = f"from {left}.marts.{table} except all from {right}.marts.{table}"
    (count,) = connection.execute(f"select count(*) from ({query})").fetchone() or (0,)  # noqa: S608 - our own names
    rows = connection.execute(f"from ({query}) limit {_SHOWN_ROWS}").fetchall() if count else []
    return int(count), [f"only {left}: {escape(str(row))[:300]}" for row in rows]
