"""`make sql`: a small read-only SQL shell on the published warehouse; statements may be piped in too."""

import contextlib
import io
import re
import readline  # noqa: F401 - gives input() a history and editing
import sys

import duckdb

from orchestration.settings import Settings
from orchestration.terminal import escape, escape_lines
from orchestration.warehouse import open_published

_WELCOME = """Marsad, read only: {path}
{ask}The tables are in schema marts, which is the default here (show tables;). End a statement with a semicolon;
.quit leaves."""
_LEAVING = frozenset({".quit", ".exit", ".q", "\\q", "quit", "exit"})
_HELP = frozenset({"help", "?"})
_COMMANDS = "show tables; lists the tables, describe fct_meetings; the columns of one; .quit leaves."
_ASK = """Ask by any spelling: from ask.actor('Haftar'); from ask.meetings('حفتر', 'Sarraj');
from ask.help(); lists the rest.
"""
_NO_ASK = "An older release published this snapshot, without the macros of schema ask: `make run` publishes them."
# A terminal that turns Arabic around would swap two Arabic cells: this mark between them keeps their order.
_LEFT_TO_RIGHT = "\u200e"
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def run_shell(settings: Settings) -> int:
    """Read statements until the input ends; returns 1 where a piped one failed."""
    with open_published(settings) as connection:
        connection.execute("use marts")
        if not sys.stdin.isatty():
            return 0 if _run(connection, sys.stdin.read()) else 1
        ask = _ASK if _has_ask(connection) else f"{_NO_ASK}\n"
        print(_WELCOME.format(path=escape(str(settings.published_file)), ask=ask))
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            _converse(connection)
        print()
    return 0


def _converse(connection: duckdb.DuckDBPyConnection) -> None:
    text = ""
    while True:
        line = input("marsad> " if not text else "   ...> ")
        word = line.strip().lower().rstrip(";")
        if not text and word in _LEAVING:
            return
        if not text and (word in _HELP or word.startswith((".", "\\"))):
            print(_ASK + _COMMANDS if _has_ask(connection) else _COMMANDS)
            continue
        text += line + "\n"
        if line.rstrip().endswith(";"):
            _run(connection, text)
            text = ""


def _run(connection: duckdb.DuckDBPyConnection, text: str) -> bool:
    """Run every statement of a text and show its rows; stops at the first that fails."""
    statements, done = [], 0
    try:
        statements = connection.extract_statements(text)
        for statement in statements:
            relation = connection.sql(statement.query)
            if relation is not None:
                print(_boxed(relation))
            done += 1
    except duckdb.Error as error:
        if len(statements) > 1:
            left = len(statements) - done - 1
            print(f"Statement {done + 1} of {len(statements)} failed; {left} behind it not run.", file=sys.stderr)
        print(escape_lines(str(error)), file=sys.stderr)
        if "ask." in text and not _has_ask(connection):
            print(_NO_ASK, file=sys.stderr)
        return False
    return True


def _has_ask(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(connection.execute("select 1 from duckdb_schemas() where schema_name = 'ask' limit 1").fetchall())


def _boxed(relation: duckdb.DuckDBPyRelation) -> str:
    """The rows in a box; DuckDB writes out the old control characters itself, but neither C1 nor overrides."""
    with io.StringIO() as drawn, contextlib.redirect_stdout(drawn):
        relation.show(max_width=160, max_rows=60)
        lines = drawn.getvalue().removesuffix("\n").split("\n")
    return "\n".join(_ordered(escape(line)) for line in lines)


def _ordered(line: str) -> str:
    """A line of a box whose cells stay in their order wherever Arabic is turned around."""
    return line.replace("│", f"{_LEFT_TO_RIGHT}│{_LEFT_TO_RIGHT}") if _ARABIC.search(line) else line
