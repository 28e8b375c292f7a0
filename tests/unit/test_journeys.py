import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.journeys import read_journey
from orchestration.news.participants import read_right


def _sides(marked: str) -> tuple[list[str], list[str]]:
    tokens = tokens_of(marked)
    at = trigger_at(tokens)
    trigger = tokens[at].trigger
    assert trigger is not None
    sides = read_journey(tokens, at, trigger, read_right(tokens, at))
    left, right = ([party.name.text for party in parties if party.name] for parties in sides)
    return left, right


@pytest.mark.parametrize(
    ("marked", "left", "right"),
    [
        ("{p:رامي سالم} يزور {c:النرويج}", ["رامي سالم"], []),
        ("الزيارة الرسمية للوزيرة {p:هند ناصر} إلى {l:أوسلو}", ["هند ناصر"], []),
        ("زيارة أعلن أن يقوم بها {p:رامي سالم}", [], ["رامي سالم"]),
        ("{o:الحكومة} تدعم القوات، وفي زيارة ل{l:أوسلو} وصف الوزير {p:رامي سالم} ذلك", ["رامي سالم"], []),
        ("زيارة مسؤول نرويجي هو الوزير {p:رامي سالم} إلى {l:أوسلو}", [], ["رامي سالم"]),
        ("زار {p:رامي سالم} رفقة {p:هند ناصر} {l:أوسلو}", [], ["رامي سالم", "هند ناصر"]),
        (
            "سيزور {p:رامي سالم} {l:أوسلو} الثلاثاء لمناقشة النزاع في {c:السويد} مع نظيرته {p:هند ناصر}",
            [],
            ["رامي سالم", "هند ناصر"],
        ),
        ("سيزور {p:رامي سالم} {l:أوسلو} لبحث العلاقات مع {c:النرويج}", [], ["رامي سالم"]),
        ("وكان الأمير {p:رامي سالم}، وصل أمس إلى {l:أوسلو} بدعوة من {p:هند ناصر}", ["رامي سالم"], []),
        ("دعا الرئيس {p:رامي سالم} الوزيرة {p:هند ناصر} لزيارة {l:أوسلو}", ["هند ناصر"], ["رامي سالم"]),
    ],
)
def test_traveller_and_host_are_told_apart(marked: str, left: list[str], right: list[str]) -> None:
    assert _sides(marked) == (left, right)


def test_verb_in_the_plural_has_no_single_traveller() -> None:
    assert _sides("{p:رامي سالم} والمهاجرون الذين وصلوا إلى {l:أوسلو}") == ([], [])


@pytest.mark.parametrize(
    "marked",
    [
        "قال {p:رامي سالم}، وصلت قيمة المبيعات إلى مليون",
        "قال {p:رامي سالم} إن لفترة تصل إلى عام",
        "قال {p:رامي سالم}، وصلت صباح اليوم سفينة إلى {l:أوسلو}",
    ],
)
def test_sum_that_reaches_so_much_travels_nowhere(marked: str) -> None:
    assert _sides(marked) == ([], [])
