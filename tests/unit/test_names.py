import pytest

from tests.unit.mentions_in import mentions_of, named, surfaces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("زار سفارة فرنسا", "سفارة فرنسا"),
        ("قالت حكومة فايز السراج ذلك", "حكومة فايز السراج"),
        ("اجتمع مع حركة حماس", "حركة حماس"),
    ],
)
def test_a_head_noun_before_a_known_name_belongs_to_the_name(text: str, name: str) -> None:
    assert surfaces("organization", text) == [name]


@pytest.mark.parametrize(("text", "name"), [("عناصر ميليشيات حزب الله", "حزب الله"), ("قالت وكالة رويترز", "رويترز")])
def test_a_word_for_any_group_stays_outside_of_the_name_behind_it(text: str, name: str) -> None:
    assert surfaces("organization", text) == [name]


def test_a_head_of_a_place_before_a_known_place_belongs_to_the_name() -> None:
    assert surfaces("place", "هبط في مطار طرابلس") == ["مطار طرابلس"]


def test_a_known_body_with_the_nisba_of_its_country_is_the_same_body() -> None:
    assert ("المجلس الأعلى للدولة الليبي", "organization", "high_council_of_state_libya") in named(
        "بيان المجلس الأعلى للدولة الليبي"
    )


def test_the_id_of_a_discovered_name_depends_on_the_name_alone() -> None:
    first, second = mentions_of("قال محمد الزواوي أمس"), mentions_of("ثم عاد محمد الزواوي")
    assert first["actor_id"].to_list() == second["actor_id"].to_list()
