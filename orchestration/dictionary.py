"""`make dictionary`: what every published table and column holds, put into the README from where it is described.

Does not belong here: any description; they stand in `models/marts/*.yml`, `ask/comments.sql` and `ask/answers.sql`.
"""

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import yaml  # type: ignore[import-untyped] # no type information is installed

from orchestration.ask.schema import read_statements
from orchestration.runs import DBT_PROJECT
from orchestration.settings import ROOT

_README = ROOT / "README.md"
_BEGIN = "<!-- Made by `make dictionary` from dbt_project/models/marts/*.yml and orchestration/ask/*.sql. -->\n"
_END = "<!-- End of what `make dictionary` makes. -->\n"
_COMMENT = re.compile(r"comment on (table|view|column) ask\.(\w+)(?:\.(\w+))? is\s+'((?:[^']|'')*)';")
_REF = re.compile(r"^ref\('|'\)$")  # around the name of a table that dbt knows
_HELP = re.compile(r"create or replace view ask\.help as\n(.*?);\n", re.DOTALL)


def write_dictionary() -> Path:
    """Write it into the README, in the place of the one before; returns where that stands."""
    before, _, rest = _README.read_text("utf-8").partition(_BEGIN)
    _README.write_text(f"{before}{make_dictionary()}{rest.partition(_END)[2]}", "utf-8")
    return _README


def make_dictionary() -> str:
    """Markdown that unfolds: the tables of schema marts by name, then the macros, views and tables of schema ask."""
    marts = [_mart(file) for file in sorted((DBT_PROJECT / "models" / "marts").glob("*.yml"))]
    return "\n".join([_BEGIN, *marts, _macros(), *_ask_tables(), _END])


def _mart(file: Path) -> str:
    (model,) = yaml.safe_load(file.read_text("utf-8"))["models"]
    rows = [(f"`{column['name']}`", _type_of(column), _meaning_of(column)) for column in model["columns"]]
    return _section(model["name"], model["description"], ("column", "type", "holds"), rows)


def _type_of(column: dict[str, Any]) -> str:
    is_required = {"type": "not_null"} in column.get("constraints", [])
    return f"{column['data_type']}, never null" if is_required else str(column["data_type"])


def _meaning_of(column: dict[str, Any]) -> str:
    """The description, the values that it can have and the column that it joins with."""
    said = [column["description"].strip()]
    for test in column.get("data_tests", []):
        match test:
            case {"accepted_values": {"arguments": {"values": values}}}:
                said.append(f"One of {', '.join(f'`{value}`' for value in values)}.")
            case {"relationships": {"arguments": {"to": table, "field": field}}}:
                said.append(f"Joins `{_REF.sub('', table)}.{field}`.")
    return " ".join(said)


def _macros() -> str:
    (query,) = _HELP.findall(read_statements("answers"))
    with duckdb.connect() as connection:
        macros = connection.execute(query).fetchall()
    rows = [(f"`ask.{macro}`", answers, f"`{example}`") for macro, answers, example in macros]
    return _section("ask", "The macros.", ("macro", "answers", "for instance"), rows)


def _ask_tables() -> list[str]:
    comments = [
        (kind, table, column, text.replace("''", "'"))
        for kind, table, column, text in _COMMENT.findall(read_statements("comments"))
    ]
    return [
        _section(
            f"ask.{table}",
            about,
            ("column", "holds"),
            [(f"`{column}`", text) for kind, its, column, text in comments if kind == "column" and its == table],
        )
        for kind, table, _, about in comments
        if kind != "column"
    ]


def _section(name: str, about: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    summary = html.escape(" ".join(about.split()), quote=False)
    return f"<details><summary><b>{name}</b>: {summary}</summary>\n\n{_table(heads, rows)}\n</details>\n"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(
        f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in line)} |\n" for line in lines
    )
