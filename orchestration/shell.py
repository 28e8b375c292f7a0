"""`make sql`: a small read-only SQL shell on the published warehouse."""

import contextlib
import readline  # noqa: F401 - gives input() a history and editing

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse import open_published

_WELCOME = """Marsad, read only: {path}
Tables are in schema marts (show tables from marts;). End a statement with a semicolon; .quit leaves."""


def run_shell(settings: Settings) -> int:
    """Read statements until the input ends; returns the exit code."""
    with open_published(settings) as connection:
        connection.execute("use marts")
        print(_WELCOME.format(path=settings.published_file))
        statement = ""
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            while True:
                line = input("marsad> " if not statement else "   ...> ")
                if not statement and line.strip() in {".quit", ".exit"}:
                    break
                statement += line + "\n"
                if statement.rstrip().endswith(";"):
                    _show(connection, statement)
                    statement = ""
        print()
    return 0


def _show(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    try:
        relation = connection.sql(statement)
    except duckdb.Error as error:
        print(error)
    else:
        if relation is not None:
            relation.show(max_width=160, max_rows=60)
