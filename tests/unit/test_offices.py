"""The role beside a name: whose it is, where it ends, and what its words tell."""

import polars as pl
import pytest

from orchestration.news.offices import find_roles
from orchestration.news.schemas import MENTION, ROLE, SENTENCE
from tests.unit.sentences_with_names import unmark


def roles_of(marked: str) -> pl.DataFrame:
    text, mentions = unmark(marked)
    sentence = {"article_id": "a1", "sentence_number": 1, "section": "body", "start_char": 0, "end_char": len(text)}
    named = [mention | {"sentence_number": 1, "section": "body"} for mention in mentions]
    return find_roles(
        pl.DataFrame([{"article_id": "a1", "raw_text": text}]),
        pl.DataFrame([sentence], SENTENCE),
        pl.DataFrame(named, MENTION),
    )


def pairs_of(marked: str) -> list[tuple[str, str]]:
    return list(roles_of(marked).select("actor_id", "role_ar").iter_rows())


SALIM, RAMI, HIND = "سالم_العامري", "رامي_الشاوي", "هند_القاضي"


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("قال وزير الخارجية النرويجي {p:سالم العامري} إن", "وزير الخارجية النرويجي"),
        ("بحث مع وزير خارجية {c:النرويج} {p:سالم العامري} الملف", "وزير خارجية النرويج"),
        ("أعلن المتحدث باسم {o:حزب النخيل} {p:سالم العامري} موقفه", "المتحدث باسم حزب النخيل"),
        ("وصل المبعوث الأممي إلى {c:النرويج} {p:سالم العامري} أمس", "المبعوث الأممي إلى النرويج"),
        ("حضر رئيس الاتحاد العام لكرة القدم {p:سالم العامري}", "رئيس الاتحاد العام لكرة القدم"),
        ("حضر وزير النفط والغاز {p:سالم العامري}", "وزير النفط والغاز"),
        ("تحدث زعيم حزب «النخيل» {p:سالم العامري}", "زعيم حزب النخيل"),
        ("قال وزير الصحة، {p:سالم العامري}، إن", "وزير الصحة"),
        ("قال وزير الصحة د. {p:سالم العامري} إن", "وزير الصحة"),
        ("قال معالي وزير الصحة الدكتور {p:سالم العامري} إن", "وزير الصحة"),
        ("وقال رئيس اللجنة الوطنية للنخيل المستشار {p:سالم العامري} إن", "رئيس اللجنة الوطنية للنخيل"),
    ],
)
def test_role_stands_before_the_name(marked: str, role: str) -> None:
    assert pairs_of(marked) == [(SALIM, role)]


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("وقال {p:سالم العامري}، وزير الخارجية النرويجي، إن", "وزير الخارجية النرويجي"),
        ("ورأى {p:سالم العامري} رئيس مجلس النواب أن", "رئيس مجلس النواب"),
        ("قال {p:سالم العامري} رئيس اللجنة في {l:أوسلو} أمس", "رئيس اللجنة"),
        ("قال {p:سالم العامري} وزير العمل في حكومة الدكتور {p:رامي الشاوي} إن", "وزير العمل"),
        ("قال {p:سالم العامري} رئيس اللجنة لوكالة النخيل إن", "رئيس اللجنة"),
        ("قال {p:سالم العامري}، مستشار الرئيس {p:رامي الشاوي}، إن", "مستشار الرئيس"),
    ],
)
def test_role_stands_behind_the_name(marked: str, role: str) -> None:
    assert (SALIM, role) in pairs_of(marked)


@pytest.mark.parametrize("rank", ["المشير", "الفريق أول ركن", "الشيخ", "المهندس"])
def test_rank_between_role_and_name_is_no_part_of_the_role(rank: str) -> None:
    assert pairs_of(f"قال قائد الجيش {rank} {{p:سالم العامري}} إن") == [(SALIM, "قائد الجيش")]


@pytest.mark.parametrize(
    "marked",
    [
        "قال المشير {p:سالم العامري} إن",
        "قال السيد {p:سالم العامري} إن",
        "التقى نظيره النرويجي {p:سالم العامري}",
        "التقى نجل الرئيس الراحل {p:سالم العامري}",
        "في مطار الملك {p:سالم العامري} الدولي",
        "تحدث إلى مستشار {p:سالم العامري} أمس",
        "تحدث إلى مستشار الرئيس {p:سالم} أمس",
        "كان الأمر {p:سالم العامري}",
        "قدم وزير الصحة ل{p:سالم العامري} رسالة",
        "حضر وزير الصحة و{p:سالم العامري} الحفل",
        "وقف أمام {p:سالم العامري}",
        "من الشعب والى {p:سالم العامري}",
        "حضر نائبه {p:سالم العامري}",
    ],
)
def test_rank_kinship_or_role_of_somebody_else_is_none(marked: str) -> None:
    assert pairs_of(marked) == []


def test_object_of_a_verb_is_no_role_of_its_subject() -> None:
    assert pairs_of("استقبل {p:سالم العامري} رئيس الوزراء النرويجي") == []
    assert pairs_of("استقبل الرئيس المصري وزير الخارجية {p:سالم العامري}") == [(SALIM, "وزير الخارجية")]


def test_role_that_touches_the_next_name_is_that_ones_own() -> None:
    assert pairs_of("التقى {p:سالم العامري} وزير الدفاع {p:رامي الشاوي}") == [(RAMI, "وزير الدفاع")]


def test_person_has_two_offices() -> None:
    both = roles_of("قال نائب رئيس الوزراء وزير الدفاع {p:سالم العامري} إن").select("role_number", "role_ar").rows()
    assert both == [(1, "نائب رئيس الوزراء"), (2, "وزير الدفاع")]


def test_joined_persons_have_each_their_own_role() -> None:
    found = pairs_of("بين وزير الخارجية {p:سالم العامري} ووزير الدفاع {p:رامي الشاوي} وقائد الجيش {p:هند القاضي}")
    assert found == [(SALIM, "وزير الخارجية"), (RAMI, "وزير الدفاع"), (HIND, "قائد الجيش")]


def test_dual_title_gives_nobody_a_wrong_role() -> None:
    assert pairs_of("اجتمع الرئيسان النرويجي {p:سالم العامري} والمصري {p:رامي الشاوي}") == []


@pytest.mark.parametrize(
    ("marked", "is_former"),
    [
        ("قال وزير الصحة السابق {p:سالم العامري} إن", True),
        ("قال الرئيس الراحل {p:سالم العامري} إن", True),
        ("قال رئيس الوزراء آنذاك {p:سالم العامري} إن", True),
        ("قال وزير الصحة {p:سالم العامري} إن", False),
    ],
)
def test_former_office_is_told_as_such(marked: str, *, is_former: bool) -> None:
    (found,) = roles_of(marked).iter_rows(named=True)
    assert found["is_former"] is is_former
    assert "سابق" not in found["role_key"]


def test_span_is_the_raw_words() -> None:
    marked = "وقال لِلوزير\u00a0ثم لوزير  الصِّحّة {p:سالم العامري}"
    text, _ = unmark(marked)
    (found,) = roles_of(marked).iter_rows(named=True)
    assert text[found["start_char"] : found["end_char"]] == found["text"]


def test_particle_before_the_role_is_no_part_of_it() -> None:
    assert pairs_of("قدم لوزير الصحة {p:سالم العامري} رسالة") == [(SALIM, "وزير الصحة")]
    assert pairs_of("قدم للرئيس {p:سالم العامري} رسالة") == [(SALIM, "الرئيس")]


@pytest.mark.parametrize(
    ("role", "key", "country", "sector"),
    [
        ("وزير الخارجية النرويجي", "وزير خارجيه", "NOR", "GOV"),
        ("وزيرة الخارجية النرويجية", "وزير خارجيه", "NOR", "GOV"),
        ("رئيس الحكومة", "رئيس وزراء", None, "GOV"),
        ("الرئيس النرويجي", "رئيس", "NOR", "GOV"),
        ("رئيس الجمهورية", "رئيس", None, "GOV"),
        ("قائد الجيش", "قائد جيش", None, "MIL"),
        ("رئيس قسم العظام", "رئيس قسم عظام", None, None),
        ("مدير شركة النخيل", "مدير شركه نخيل", None, "BUS"),
        ("زعيم حزب النخيل", "زعيم حزب نخيل", None, "PTY"),
        ("وزير المالية", "وزير ماليه", None, "GOV"),
        ("المتحدث الرسمي لوزارة العمل", "متحدث رسمي لوزاره عمل", None, "GOV"),
        ("عضو مجلس الوزراء", "عضو مجلس وزراء", None, "GOV"),
    ],
)
def test_words_of_a_role_tell_office_country_and_sector(
    role: str, key: str, country: str | None, sector: str | None
) -> None:
    (found,) = roles_of(f"قال {role} {{p:سالم العامري}} إن").iter_rows(named=True)
    assert (found["role_key"], found["country_iso3"], found["sector"]) == (key, country, sector)


def test_body_is_the_one_that_the_role_names_or_its_minister_heads() -> None:
    (found,) = roles_of("قال المتحدث باسم {o:حزب النخيل} {p:سالم العامري} إن").iter_rows(named=True)
    assert found["organization_actor_id"] == "حزب_النخيل"
    (found,) = roles_of("قال وزير الخارجية الروسي {p:سالم العامري} إن").iter_rows(named=True)
    assert found["organization_actor_id"] == "russian_foreign_ministry"
    (found,) = roles_of("قال المبعوث الأممي {p:سالم العامري} إن").iter_rows(named=True)
    assert found["organization_actor_id"] == "united_nations"


def test_ministry_that_a_word_of_the_title_was_linked_to_is_not_the_ministers() -> None:
    (found,) = roles_of("قال وزير {o:الخارجية} {p:سالم العامري} إن").iter_rows(named=True)
    assert found["organization_actor_id"] is None


def test_text_without_persons_has_no_roles() -> None:
    assert roles_of("قال وزير الصحة إن").schema == pl.Schema(ROLE)
    assert roles_of("قال وزير الصحة إن").is_empty()
