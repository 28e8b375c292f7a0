import pytest

from tests.unit.mentions_in import mentions_of, named


def places(*texts: str) -> list[str]:
    return [ident for _, kind, ident in named(*texts) if kind in {"place", "country"} and ident]


def test_a_place_that_is_an_ordinary_word_needs_a_word_for_a_place_before_it() -> None:
    assert places("دولة مالي") == ["mali"]
    assert places("دعم مالي") == []


def test_a_country_that_is_a_nisba_too_stands_behind_a_preposition_in_a_text_that_names_it() -> None:
    assert places("دخل الجيش السوري", "عاد إلى سورية") == ["syria"]
    assert places("دخل الجيش السوري", "في مدن سورية") == []


def test_a_name_of_two_places_is_that_of_the_country_that_the_article_names() -> None:
    assert places("قالت لبنان واللبنانية ذلك", "وصل إلى طرابلس")[-1] == "tripoli_lb"
    assert places("قالت ليبيا والليبية ذلك", "وصل إلى طرابلس")[-1] == "tripoli_ly"
    assert places("وصل إلى مدينة طرابلس") == ["tripoli_ly"]


@pytest.mark.parametrize(("nisba", "country"), [("السعودية", "saudi_arabia"), ("الأردنية", "jordan")])
def test_a_word_for_a_state_is_the_state_that_the_article_names(nisba: str, country: str) -> None:
    assert places(f"قالت الحكومة {nisba} ذلك", "وصل إلى المملكة") == [country]


def test_a_capital_is_no_given_name_where_its_country_is_named() -> None:
    assert places("قال الأردن ذلك", "وصل إلى عمان") == ["jordan", "amman"]


def test_a_place_in_a_list_behind_one_of_its_country_is_a_place() -> None:
    assert "zawiya_ly" in places("مدن مصراتة والزاوية")
    assert "zawiya_ly" not in places("هذه هي الزاوية")


def test_the_other_place_of_a_name_is_kept_as_runner_up_and_lowers_the_confidence() -> None:
    found = mentions_of("قال لبنان وقالت ليبيا والليبية ذلك", "وصل إلى طرابلس").filter(surface="طرابلس")
    assert found.select("location_id", "runner_up_id", "confidence").row(0) == ("tripoli_ly", "tripoli_lb", 0.7)
