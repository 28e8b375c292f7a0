import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.circumstances import Place, country_of, merge_places, read_mode

_EGYPT = Place(0, 1, "egypt", is_country=True)
_CAIRO = Place(2, 3, "cairo", is_country=False)
_OSLO = Place(4, 5, "oslo", is_country=False)


def test_phone_beats_the_default_mode() -> None:
    tokens = tokens_of("مشاورات هاتفية مع {p:رامي سالم}")
    assert read_mode("", tokens, trigger_at(tokens), "in_person")[0] == "phone"


def test_talks_through_others_are_indirect() -> None:
    tokens = tokens_of("المفاوضات غير المباشرة بين {p:رامي سالم} و{p:هند ناصر}")
    assert read_mode("المفاوضات غير المباشره", tokens, trigger_at(tokens), "in_person")[0] == "indirect"


def test_meeting_each_alone_is_direct() -> None:
    tokens = tokens_of("التقى {p:رامي سالم} كلا منهما على حدة")
    assert read_mode("التقي كلا منهما علي حده", tokens, trigger_at(tokens), "in_person")[0] == "in_person"


@pytest.mark.parametrize(
    ("known", "new", "merged"),
    [
        (_EGYPT, _CAIRO, _CAIRO),
        (_CAIRO, _EGYPT, _CAIRO),
        (_EGYPT, _OSLO, _EGYPT),
        (_OSLO, _CAIRO, _OSLO),
        (None, _OSLO, _OSLO),
        (_OSLO, None, _OSLO),
    ],
)
def test_city_is_more_telling_than_its_country(known: Place | None, new: Place | None, merged: Place) -> None:
    assert merge_places(known, new) == merged


def test_building_lies_in_no_country_that_is_known() -> None:
    assert country_of("bardo_museum") is None
