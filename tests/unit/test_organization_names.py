import pytest

from tests.unit.mentions_in import mentions_of, surfaces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وصل إلى السفارة النرويجية", "السفارة النرويجية"),
        ("أعلنت وزارة الدفاع الوطني", "وزارة الدفاع الوطني"),
        ("بيان الخارجية المالطية", "الخارجية المالطية"),
        ("تقول القوات البحرية البرتغالية إنها", "القوات البحرية البرتغالية"),
        ("رئيس المفوضية العليا للانتخابات", "المفوضية العليا للانتخابات"),
        ("رئيس الاتحاد البلغاري للصناعة والتجارة", "الاتحاد البلغاري للصناعة والتجارة"),
        ("وكالة البحث والإنقاذ البنغالية", "وكالة البحث والإنقاذ البنغالية"),
        ("قالت هيئة مكافحة الفساد أمس", "هيئة مكافحة الفساد"),
        ("بيان وزارة الشؤون الخارجية", "وزارة الشؤون الخارجية"),
        ("بيان وزارة الشؤون البلدية والقروية", "وزارة الشؤون البلدية والقروية"),
        ("رئيس الهيئة العامة للسياحة والتراث الوطني", "الهيئة العامة للسياحة والتراث الوطني"),
        ("رئيس الاتحاد البلغاري للرياضات البحرية", "الاتحاد البلغاري للرياضات البحرية"),
        ("قالت البعثة الأوروبية لمراقبة الحدود", "البعثة الأوروبية لمراقبة الحدود"),
    ],
)
def test_an_organization_is_a_head_with_its_modifiers(text: str, name: str) -> None:
    assert name in surfaces("organization", text)


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الخارجية البولندي أمس",  # the adjective is the minister's
        "وصلت القوات الجديدة",  # an adjective that makes no name
        "توقفت حركة السير",  # a head that is another word too
        "حماية الأمن القومي النرويجي",
        "زار الوزير الوزارة",
    ],
)
def test_what_only_looks_like_a_body_is_none(text: str) -> None:
    assert surfaces("organization", text) == []


def test_an_adjective_agrees_with_the_head() -> None:
    assert surfaces("organization", "اتهم المجلس المحلي النرويجية بذلك") == []


def ids(*texts: str) -> list[str]:
    return mentions_of(*texts).filter(mention_type="organization")["actor_id"].to_list()


def test_a_body_of_an_ordinary_name_is_another_one_in_another_country() -> None:
    norway = ids("قالت النرويج ذلك", "وقالت النرويج ثانية", "بيان وزارة التعليم العالي")
    poland = ids("قالت بولندا ذلك", "وقالت بولندا ثانية", "بيان وزارة التعليم العالي")
    assert len(norway) == len(poland) == 1
    assert norway != poland


def test_a_body_that_names_its_country_is_the_same_everywhere() -> None:
    body = "بيان وزارة التعليم العالي النرويجية"
    assert ids(body) == ids("قالت بولندا ذلك", "وقالت بولندا ثانية", body)


def test_a_body_whose_owner_has_no_name_is_nobody_s() -> None:
    found = mentions_of("قال مجلس إدارة النادي ذلك")
    assert found.select("surface", "actor_id", "unresolved_reason").rows() == [
        ("مجلس إدارة النادي", None, "a body that many have")
    ]


def test_what_follows_a_known_body_by_a_preposition_is_no_part_of_its_name() -> None:
    assert surfaces("organization", "دعم الاتحاد الأوروبي للعملية السياسية") == ["الاتحاد الأوروبي"]
