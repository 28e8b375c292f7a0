import pytest
from sentences_with_names import tokens_of

from orchestration.news.subjects import is_free, subject_behind


def _subject(behind: str) -> tuple[str, str | None]:
    subject = subject_behind(tokens_of(behind), 0)
    return subject.state, subject.name.text if subject.name else None


@pytest.mark.parametrize(
    ("behind", "subject"),
    [
        ("{p:رامي} إن {p:فادي} وصل", ("named", "رامي")),
        ("أمس {p:رامي}", ("named", "رامي")),
        ("من جهته، {p:رامي}", ("named", "رامي")),
        ("من جهتها شركة النفط", ("unnamed", None)),
        ("رئيس وزراء {c:النرويج} {p:رامي}", ("named", "رامي")),
        ("الباحثة في معهد الأبحاث {p:هند}", ("named", "هند")),
        ("زوجة الرئيس، {p:هند}", ("named", "هند")),
        ("لوكالة {o:الساحل} مدير المركز {p:رامي}", ("named", "رامي")),
        ("صحيفة {o:الساحل} إن {p:رامي}", ("named", "الساحل")),
        ("{c:النرويج} {p:رامي} بأنه", ("named", "النرويج")),
        ("في مقابلة مع {p:رامي}", ("absent", None)),
        ("لـ{p:رامي}", ("absent", None)),
        (": كلام", ("absent", None)),
        ("المدير العام إن {p:رامي}", ("unnamed", None)),
        ("متحدث باسم {o:الرابطة}", ("unnamed", None)),
        ("السلطات مزاعم {p:رامي}", ("unnamed", None)),
        ("شاهد ضم {p:رامي}", ("unnamed", None)),
        ("البيان {o:إدارة الرئيس} {p:رامي}", ("unnamed", None)),
        ("{p:رامي} و{p:فادي}", ("doubtful", None)),
        ("الوزير {p:رامي} ونظيره {p:فادي}", ("doubtful", None)),
        ("الرئيسان النرويجي {p:رامي} والدنماركي {p:فادي}", ("doubtful", None)),
        ("بعد لقائه أمس في {l:أوسلو} الوزير {p:رامي}", ("doubtful", None)),
    ],
)
def test_subject_is_read_behind_the_verb(behind: str, subject: tuple[str, str | None]) -> None:
    assert _subject(behind) == subject


def test_unnamed_subject_is_known_by_its_title() -> None:
    assert subject_behind(tokens_of("الوزير الفرنسي في بيان"), 0).head == "وزير"
    assert subject_behind(tokens_of("الوزير كرمان"), 0).head == ""


@pytest.mark.parametrize(
    ("words", "free"),
    [
        ("{p:رامي}", True),
        ("الرئيس {p:رامي}", True),
        ("مع {p:رامي}", False),
        ("مع الرئيس الروسي {p:رامي}", False),
        ("محامي {p:رامي}", False),
        ("مستشار الرئيس {p:رامي}", False),
        ("مبادرة {p:رامي}", False),
        ("زيارة الرئيس {p:رامي}", False),
        ('معهد "{p:رامي}', False),
    ],
)
def test_person_is_named_for_himself(words: str, free: bool) -> None:  # noqa: FBT001
    tokens = tokens_of(words)
    assert is_free(tokens, len(tokens) - 1, 0) is free
