"""CITATION.cff against what version 1.2 of the format asks for, and against pyproject.toml."""

import re
import tomllib

import yaml

from tests.conftest import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Of the schema of version 1.2.0: no other key is allowed at the top.
REQUIRED = {"authors", "cff-version", "message", "title"}
ALLOWED = REQUIRED | {
    *("abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url"),
    *("preferred-citation", "references", "repository", "repository-artifact", "repository-code", "type", "url"),
    "version",
}


def test_citation_has_the_keys_that_the_format_asks_for_and_no_others() -> None:
    assert REQUIRED <= CITATION.keys() <= ALLOWED
    assert (CITATION["cff-version"], CITATION["type"]) == ("1.2.0", "software")


def test_values_of_the_citation_are_of_the_types_of_the_format() -> None:
    assert all(isinstance(CITATION[key], str) for key in CITATION.keys() - {"authors", "keywords"})
    assert all(set(author) <= {"name", "website", "email"} and author["name"] for author in CITATION["authors"])
    assert len(set(CITATION["keywords"])) == len(CITATION["keywords"]) > 0
    assert re.fullmatch(r"\d+\.\d+\.\d+", CITATION["version"])  # a string: a version such as 1.0 would be a number


def test_citation_names_the_version_and_the_licence_of_the_project() -> None:
    assert (CITATION["version"], CITATION["license"]) == (PROJECT["version"], PROJECT["license"])
