import re

import yaml

from orchestration.ask.schema import read_statements
from orchestration.dictionary import make_dictionary
from orchestration.runs import DBT_PROJECT
from orchestration.settings import ROOT

MADE = make_dictionary()


def test_the_committed_dictionary_is_what_the_descriptions_make() -> None:
    assert MADE in (ROOT / "README.md").read_text("utf-8"), "run `make dictionary`"


def test_every_column_of_the_marts_is_described() -> None:
    for file in (DBT_PROJECT / "models" / "marts").glob("*.yml"):
        (model,) = yaml.safe_load(file.read_text("utf-8"))["models"]
        section = MADE.split(f"<b>{model['name']}</b>")[1].split("</details>")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == [column["name"] for column in model["columns"]]


def test_a_column_tells_its_values_and_what_it_joins() -> None:
    assert "| `sequence` | bigint, never null |" in MADE
    assert "One of `asserted`, `attributed`, `rumoured`, `conditional`." in MADE
    assert "Joins `dim_locations.location_id`." in MADE


def test_every_comment_of_the_schema_ask_is_in_it() -> None:
    comments = read_statements("comments")
    assert comments.count("comment on column") == MADE[MADE.index("<b>ask.") :].count("\n| `")
    assert comments.count("comment on ") - comments.count("comment on column") == MADE.count("<b>ask.")


def test_every_macro_that_takes_something_and_is_in_the_help_is_in_it() -> None:
    section = MADE.split("<b>ask</b>")[1].split("</details>")[0]
    defined = set(re.findall(r"create or replace macro ask\.(\w+)\(", read_statements("answers")))
    listed = set(re.findall(r"^\| `ask\.(\w+)\(", section, re.MULTILINE))
    assert {"actor", "meetings", "evidence", "search", "help"} <= listed <= defined
