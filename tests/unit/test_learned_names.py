import pytest

from tests.unit.mentions_in import mentions_of


def learned(*texts: str) -> list[tuple[str, str, str | None]]:
    found = mentions_of(*texts).filter(link_method="model")
    return found.select("surface", "mention_type", "unresolved_reason").rows()


@pytest.mark.parametrize(
    ("text", "name"),
    [("وقال كازنوفيتش إن الوضع صعب", "كازنوفيتش"), ("وقال زولتان كيريكوفسكي ذلك", "زولتان كيريكوفسكي")],
)
def test_a_name_that_no_rule_expects_is_told_by_the_words_around_it(text: str, name: str) -> None:
    assert learned(text) == [(name, "person", None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("سجل المهاجم فرناندو كازنوفيتش هدفين في المباراة الأخيرة", "فرناندو كازنوفيتش"),
        ("وقال جيف هارتنغن إن الشركة باعت مصنعها", "جيف هارتنغن"),
    ],
)
def test_a_given_name_that_news_has_often_opens_a_name(text: str, name: str) -> None:
    assert mentions_of(text).filter(mention_type="person")["surface"].to_list() == [name]


def test_a_guess_of_the_grammar_goes_as_far_as_the_recogniser_sees_a_person() -> None:
    found = mentions_of("وقال المتحدث ستيفان كازنوفيتش استعمل القوة")
    assert found.filter(mention_type="person")["surface"].to_list() == ["ستيفان كازنوفيتش"]


def test_a_given_name_alone_is_a_person_whom_nobody_can_tell() -> None:
    assert learned("وقال خالد إن الوضع صعب") == [("خالد", "person", "a given name alone")]
    assert mentions_of("وقال خالد إن الوضع صعب")["actor_id"].to_list() == [None]


def test_a_name_that_is_another_word_too_is_none_alone() -> None:
    assert learned("هذا قرار صالح للجميع") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ونفى مكتب الرئيس الفرنسي بأن كازنوفيتش اقترح ذلك", "كازنوفيتش"),
        ("وقال باسكي كازنوفيتش، وهو متحدث باسم أطباء العيون، إن ذلك صعب", "باسكي كازنوفيتش"),
        ("قال السيد بروس كازنوفيتش إن الوضع صعب", "بروس كازنوفيتش"),
        ("وقال فان كازنوفن إن الوضع صعب", "فان كازنوفن"),
    ],
)
def test_an_ordinary_word_before_a_name_is_none_of_it_unless_it_opens_names(text: str, name: str) -> None:
    assert mentions_of(text).filter(mention_type="person")["surface"].to_list() == [name]


def test_a_full_name_goes_before_a_place_that_one_word_of_it_is() -> None:
    found = mentions_of("وقال هايكو كازنوفيتش إن الوضع صعب")
    assert found.select("surface", "mention_type").rows() == [("هايكو كازنوفيتش", "person")]
