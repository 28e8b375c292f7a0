"""`make sql`: a small read-only SQL shell on the published warehouse; statements may be piped in too."""

import contextlib
import io
import readline  # noqa: F401 - gives input() a history and editing
import sys

import duckdb

from orchestration.settings import Settings
from orchestration.terminal import escape, escape_lines
from orchestration.warehouse import open_published

_WELCOME = """Marsad, read only: {path}
The tables are in schema marts, which is the default here (show tables;). End a statement with a semicolon;
.quit leaves."""


def run_shell(settings: Settings) -> int:
    """Read statements until the input ends; returns 1 where a piped one failed."""
    with open_published(settings) as connection:
        connection.execute("use marts")
        if not sys.stdin.isatty():
            return 0 if _run(connection, sys.stdin.read()) else 1
        print(_WELCOME.format(path=escape(str(settings.published_file))))
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            _converse(connection)
        print()
    return 0


def _converse(connection: duckdb.DuckDBPyConnection) -> None:
    text = ""
    while True:
        line = input("marsad> " if not text else "   ...> ")
        if not text and line.strip() in {".quit", ".exit"}:
            return
        text += line + "\n"
        if line.rstrip().endswith(";"):
            _run(connection, text)
            text = ""


def _run(connection: duckdb.DuckDBPyConnection, text: str) -> bool:
    """Run every statement of a text and show its rows; stops at the first that fails."""
    try:
        for statement in connection.extract_statements(text):
            relation = connection.sql(statement.query)
            if relation is not None:
                print(_boxed(relation))
    except duckdb.Error as error:
        print(escape_lines(str(error)), file=sys.stderr)
        return False
    return True


def _boxed(relation: duckdb.DuckDBPyRelation) -> str:
    """The rows in a box; DuckDB writes out the old control characters itself, but neither C1 nor overrides."""
    with io.StringIO() as drawn, contextlib.redirect_stdout(drawn):
        relation.show(max_width=160, max_rows=60)
        return escape_lines(drawn.getvalue().removesuffix("\n"))
