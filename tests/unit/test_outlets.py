from typing import Any

import polars as pl
import pytest

from orchestration.news.outlets import (
    named_outlet,
    names_only_outlets,
    names_places,
    opens_with_outlet,
    outlet_in_notice,
    source_name,
    source_of_url,
    stated_source,
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
    assert one(stated_source(pl.col("x"), pl.lit(None, dtype=pl.String)), " رُويترز ") == "reuters"


def test_unknown_source_is_a_source_of_its_own() -> None:
    first, second = (
        one(stated_source(pl.col("x"), pl.lit(None, dtype=pl.String)), name)
        for name in ("بوابة الميناء", "بوابه الميناء")
    )
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


@pytest.mark.parametrize(
    ("text", "source_id"),
    [
        ("جميع الحقوق محفوظة لبوابة الوسط 2016", "al_wasat_libya"),
        ("© 2019 رأي اليوم. جميع الحقوق محفوظة", "rai_al_youm"),
        ("جميع الحقوق محفوظة للناشر", None),
        ("النسخة العربية", None),
    ],
)
def test_outlet_is_told_from_the_words_of_a_notice(text: str, source_id: str | None) -> None:
    assert one(outlet_in_notice(pl.col("x")), text) == source_id


@pytest.mark.parametrize(
    ("key", "is_masthead"),
    [("رويترز", True), ("بوابه الوسط | صوت ليبيا", True), ("رويترز تنفي", False), ("رويترز: فتح الميناء", False)],
)
def test_masthead_opens_with_the_outlet_s_name(key: str, *, is_masthead: bool) -> None:
    assert one(opens_with_outlet(pl.col("x")), key) == is_masthead


@pytest.mark.parametrize(
    ("text", "names"), [("الرياض - خالد", True), ("من الرياض", True), ("خالد الحربي - سعد العتيبي", False)]
)
def test_place_is_found_among_the_parts_of_a_credit(text: str, *, names: bool) -> None:
    assert one(names_places(pl.col("x")), text) == names


@pytest.mark.parametrize("initials", ["أ ف ب", "أ. ف. ب", "أ.ف.ب", "ا ف ب"])
def test_initials_of_an_agency_are_read_in_every_spelling(initials: str) -> None:
    assert one(named_outlet(pl.col("x"), agency=True), f"باريس - {initials}") == "afp"


def test_address_names_the_source_where_the_sidecar_s_name_is_unknown() -> None:
    frame = pl.DataFrame({"name": ["بوابة الميناء"], "url": ["https://www.reuters.com/a"]})
    assert frame.select(stated_source(pl.col("name"), pl.col("url"))).item() == "reuters"
