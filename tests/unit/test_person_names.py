import pytest

from tests.unit.mentions_in import surfaces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال محمد الزواوي أمس", "محمد الزواوي"),
        ("استقبل الرئيس كيريكوفسكي في مكتبه", "كيريكوفسكي"),
        ("وزير الخارجية البولندي ياروسلاف كوفالسكي وصل", "ياروسلاف كوفالسكي"),
        ("التقى عبد الرحمن الطرابلسي", "عبد الرحمن الطرابلسي"),
        ("قال خالد بن علي بن سعيد آل ناصر ذلك", "خالد بن علي بن سعيد آل ناصر"),
        ("وصل وزير الري سمير البغدادي", "سمير البغدادي"),
        ("رعاية الأمير سلطان بن سالم بن سعيد أمس", "سلطان بن سالم بن سعيد"),
        ("قال حسن نصر الله ذلك", "حسن نصر الله"),
        ("التقى شيخ الأزهر محمود الفيروزي", "محمود الفيروزي"),
    ],
)
def test_a_person_is_told_by_a_given_name_or_a_title(text: str, name: str) -> None:
    assert surfaces("person", text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "على أهمية الحوار",
        "وزير الخارجية أكد ذلك",
        "قال الرئيس إن الوضع صعب",
        "أمر رفضته المعارضة",
        "قال الشيخ رحمه الله",
        "قال بأن الوضع صعب",
    ],
)
def test_ordinary_words_are_no_person(text: str) -> None:
    assert surfaces("person", text) == []


def test_a_name_goes_no_further_than_its_words() -> None:
    assert surfaces("person", "التقى محمد الزواوي المجتمعين أمس") == ["محمد الزواوي"]


def test_a_common_word_before_a_known_surname_is_no_given_name() -> None:
    assert surfaces("person", "وصل نيكولا ساركوزي", "في عهد ساركوزي") == ["نيكولا ساركوزي", "ساركوزي"]


def test_the_second_half_of_a_given_name_is_no_surname() -> None:
    assert surfaces("person", "وصل هاشم صفي الدين", "هو رجل الدين الأول") == ["هاشم صفي الدين"]


def test_a_father_s_name_is_not_the_man() -> None:
    assert surfaces("person", "رعاية الأمير فيصل بن سلمان بن عبدالعزيز") == ["فيصل بن سلمان بن عبدالعزيز"]


@pytest.mark.parametrize("verb", ["كاد", "وكاد", "لعب", "ولعب"])
def test_a_verb_that_could_be_a_particle_and_a_rare_name_opens_no_name(verb: str) -> None:
    assert surfaces("person", f"{verb} حسن الجبوري في المباراة كلها") == ["حسن الجبوري"]
