from typing import Any

import polars as pl
import pytest

from orchestration.news.outlets import (
    named_outlet,
    names_only_outlets,
    source_name,
    source_of_name,
    source_of_url,
)


def one(expression: pl.Expr, value: str) -> Any:
    return pl.DataFrame({"x": [value]}, schema={"x": pl.String}).select(expression).item()


@pytest.mark.parametrize("key", ["رويترز", "رويترز / bbc"])
def test_line_of_outlets_alone_is_one(key: str) -> None:
    assert one(names_only_outlets(pl.col("x")), key)


def test_headline_about_an_outlet_is_none() -> None:
    assert not one(names_only_outlets(pl.col("x")), "رويترز تنفي")


def test_city_of_a_dateline_is_not_the_paper_of_its_name() -> None:
    assert one(named_outlet(pl.col("x"), agency=False), "الرياض:") is None


def test_spelling_of_a_known_source_does_not_matter() -> None:
    assert one(source_of_name(pl.col("x")), " رُويترز ") == "reuters"


def test_unknown_source_is_a_source_of_its_own() -> None:
    first, second = (one(source_of_name(pl.col("x")), name) for name in ("بوابة الميناء", "بوابه الميناء"))
    assert first == second
    assert first.startswith("src_")
    assert len(first) == len("src_") + 12


@pytest.mark.parametrize(
    ("url", "source_id"),
    [
        ("https://www.reuters.com/a", "reuters"),
        ("ar.reuters.com", "reuters"),
        ("https://notreuters.com/", None),
    ],
)
def test_domain_of_an_address_names_its_source(url: str, source_id: str | None) -> None:
    assert one(source_of_url(pl.col("x")), url) == source_id


def test_agency_is_told_from_the_outlet_beside_it() -> None:
    assert one(named_outlet(pl.col("x"), agency=True), "BBC / رويترز") == "reuters"


def test_source_has_an_arabic_name() -> None:
    assert one(source_name(pl.col("x")), "reuters") == "رويترز"
