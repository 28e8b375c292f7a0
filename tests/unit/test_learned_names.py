import pytest

from tests.unit.mentions_in import mentions_of


def learned(*texts: str) -> list[tuple[str, str, str | None]]:
    found = mentions_of(*texts).filter(link_method="model")
    return found.select("surface", "mention_type", "unresolved_reason").rows()


@pytest.mark.parametrize(
    ("text", "name"),
    [("وقال كازنوفيتش إن الوضع صعب", "كازنوفيتش"), ("وأضاف تورفالد غندرسون للصحافيين", "تورفالد غندرسون")],
)
def test_a_name_that_no_rule_expects_is_told_by_the_words_around_it(text: str, name: str) -> None:
    assert learned(text) == [(name, "person", None)]


def test_a_place_that_no_list_holds_is_told_by_the_words_around_it() -> None:
    assert [(name, kind) for name, kind, _ in learned("وصل الوفد إلى غرونبوتيل أمس")] == [("غرونبوتيل", "place")]


def test_a_particle_is_cut_off_a_name_that_the_article_has_without_it() -> None:
    texts = ("وقال كازنوفيتش إن الوضع صعب", "ووجه رسالة لكازنوفيتش أمس")
    assert [name for name, _, _ in learned(*texts)] == ["كازنوفيتش", "كازنوفيتش"]


def test_a_guess_of_the_grammar_goes_as_far_as_the_recogniser_sees_a_person() -> None:
    found = mentions_of("قال الرئيس كازنوفيتش استعملوا القوة")
    assert found.filter(mention_type="person")["surface"].to_list() == ["كازنوفيتش"]


def test_a_given_name_alone_is_a_person_whom_nobody_can_tell() -> None:
    assert learned("وقال خالد إن الوضع صعب") == [("خالد", "person", "a given name alone")]
    assert mentions_of("وقال خالد إن الوضع صعب")["actor_id"].to_list() == [None]


def test_a_name_that_is_another_word_too_is_none_alone() -> None:
    assert learned("هذا قرار صالح للجميع") == []
