"""What the lexicons say of the words of an office."""

import polars as pl
import pytest

from orchestration.news.office_terms import describe, match_titles

NOBODY = pl.DataFrame(
    schema={"number": pl.UInt32, "mention_type": pl.String, "actor_id": pl.String, "location_id": pl.String}
)


@pytest.mark.parametrize(
    ("words", "kind", "sector"),
    [
        (["وزير", "الخارجيه", "النرويجي"], "role", "GOV"),
        (["وزير", "خارجيه", "النرويج"], "role", "GOV"),
        (["قائد", "الجيش"], "role", "MIL"),
        (["المشير"], "rank", "MIL"),
        (["الامير"], "rank", "GOV"),
        (["امير", "قطر"], "role", "GOV"),
        (["نظيره", "النرويجي"], "other", None),
        (["كبير", "المهندسين"], None, None),
    ],
)
def test_longest_title_tells_kind_and_sector(words: list[str], kind: str | None, sector: str | None) -> None:
    (found,) = match_titles(pl.DataFrame({"words": [words]})).iter_rows(named=True)
    assert (found["kind"], found["title_sector"]) == (kind, sector)


def test_sector_of_a_head_of_anything_holds_where_it_stands_alone() -> None:
    found = match_titles(pl.DataFrame({"words": [["رئيس", "النادي"], ["وزير", "الصحه"]]}))
    assert found["is_generic"].to_list() == [True, False]


def told(role: str, actor_id: str = "somebody") -> dict[str, object]:
    words = pl.DataFrame({"token": role.split()}).with_columns(
        role=pl.lit(0), actor_id=pl.lit(actor_id), word="token", number=pl.lit(None, pl.UInt32)
    )
    return describe(words, NOBODY).row(0, named=True)


@pytest.mark.parametrize("wording", ["رئيس الوزراء الروسي", "رئيس الحكومه الروسيه", "رئيس الوزراء الروسي السابق"])
def test_one_office_in_several_wordings_has_one_key_and_is_the_registrys(wording: str) -> None:
    found = told(wording, "vladimir_putin")
    assert (found["role_key"], found["curated_role_ar"]) == ("رئيس وزراء", "رئيس الوزراء الروسي")


def test_office_of_another_country_is_not_the_registrys() -> None:
    assert told("رئيس الوزراء النرويجي", "vladimir_putin")["curated_role_ar"] is None


def test_office_without_a_country_has_that_of_the_registry() -> None:
    assert told("رئيس الوزراء", "vladimir_putin")["country_iso3"] == "RUS"


@pytest.mark.parametrize(
    ("role", "country"),
    [
        ("السفير النرويجي", "NOR"),
        ("وزير الماليه", None),
        ("الخبير بالشؤون النرويجيه", None),
    ],
)
def test_nation_is_told_by_an_adjective_of_the_office_alone(role: str, country: str | None) -> None:
    assert told(role)["country_iso3"] == country
