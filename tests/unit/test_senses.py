import pytest
from sentences_with_names import tokens_of, trigger_at, unmark

from orchestration.news.clauses import read_sentence
from orchestration.news.senses import is_no_encounter


def _is_none(marked: str, number: int = 0) -> bool:
    tokens = tokens_of(marked)
    return is_no_encounter(tokens, trigger_at(tokens, number), unmark(marked)[0], is_sport=False)


@pytest.mark.parametrize(
    "marked",
    [
        "في مقابلة مع صحيفة {o:النهار}",
        "قال في مؤتمر صحفي في {l:أوسلو}",
        "التقته صحيفة {o:النهار}",
        "إنه على اتصال مع {p:رامي سالم}",
        "تستضيف {c:النرويج} قمة المناخ",
        "سوف يقابل بالرفض",
        "بدأت {c:النرويج} جولة ثالثة من المحادثات",
        "فاز {p:رامي سالم} في الجولة الأولى",
        "أشاد {p:رامي سالم} بتعاون مستقبلي مع {p:هند ناصر}",
        "أعلن {p:رامي سالم} جولة غنائية في {l:أوسلو}",
        "قال {p:رامي سالم} في اتصال هاتفي مع {o:بي بي سي}",
        "قال {p:رامي سالم} في اتصال مع صحيفة {o:النهار}",
        "تستقبل {p:هند ناصر} في هذه الحلقة من برنامجها {p:رامي سالم}",
        "في برنامج حوار، {p:هند ناصر}",
        "استقبلت بتشاؤم تعيين {p:رامي سالم}",
        "استعراض ما تم الوصول إليه مع {o:الحكومة}",
        "وصل {p:رامي سالم} إلى الرئاسة بفضل {p:هند ناصر}",
        "عرض {p:رامي سالم} استقبال مهاجرين رفضتهم {c:النرويج}",
        "وفي حوار مع {p:هند ناصر}، مراسلة الإذاعة في {l:أوسلو}",
    ],
)
def test_trigger_in_another_sense_is_no_encounter(marked: str) -> None:
    assert _is_none(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "التقى {p:رامي سالم} {p:هند ناصر}",
        "أجرى {p:رامي سالم} اتصالا مع {p:هند ناصر}",
        "استضافت {c:النرويج} الوزيرة {p:هند ناصر}",
        "قام {p:رامي سالم} بجولة في {l:أوسلو}",
        "استقبل {p:رامي سالم} الوزيرة {p:هند ناصر} لبحث برنامج التعاون",
        "وصل إليه {p:رامي سالم} في {l:أوسلو}",
        "وصل {p:رامي سالم} إلى حدود {c:النرويج}",
        "استقبل بحفاوة {p:رامي سالم} الوزيرة {p:هند ناصر}",
        "وكان في مقدمة مستقبلي {p:رامي سالم} {p:هند ناصر}",
        "قال {p:رامي سالم} خلال جولته في {l:أوسلو}",
        "المؤتمر الذي جمع {p:رامي سالم} و{p:هند ناصر}",
    ],
)
def test_trigger_in_its_own_sense_may_be_one(marked: str) -> None:
    assert not _is_none(marked)


def test_meeting_with_an_outlet_of_the_registry_is_an_interview() -> None:
    text, mentions = unmark("التقت {o:فرانس24} الوزيرة {p:هند ناصر}")
    tokens = read_sentence(text, 0, len(text), [mentions[0] | {"actor_id": "france_24"}, mentions[1]])
    assert is_no_encounter(tokens, trigger_at(tokens), text, is_sport=False)


def test_conference_of_an_article_on_a_press_conference_is_that_one() -> None:
    assert _is_none("عقد {p:رامي سالم} مؤتمرا صحافيا. وخلال المؤتمر مع {p:هند ناصر}", 1)
