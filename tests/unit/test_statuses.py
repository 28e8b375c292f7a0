import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.statuses import is_long_absent, is_recalled, read_status


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("التقى {p:رامي سالم} {p:هند ناصر}", "held"),
        ("سيلتقي {p:رامي سالم} {p:هند ناصر}", "planned"),
        ("من المقرر أن يلتقي {p:رامي سالم}", "planned"),
        ("لم يلتق {p:رامي سالم} {p:هند ناصر}", "denied"),
        ("نفى {p:رامي سالم} أي لقاء مع {p:هند ناصر}", "denied"),
        ("{p:رامي سالم} يرفض لقاء {p:هند ناصر}", "refused"),
        ("فشلت في ترتيب اجتماع بين {p:رامي سالم} و{p:هند ناصر}", "cancelled"),
        ("إلغاء زيارة {p:رامي سالم}", "cancelled"),
        # A meeting that fails took place.
        ("بعدما فشل لقاء {p:رامي سالم} و{p:هند ناصر}", "held"),
        ("فشلت المفاوضات في حين استقبل {p:رامي سالم} الوزيرة {p:هند ناصر}", "held"),
        ("زيارة {p:رامي سالم} أُجلت", "postponed"),
        ("{p:رامي سالم} مستعد للقاء {p:هند ناصر}", "proposed"),
        ("المفاوضات الجارية بين {p:رامي سالم} و{p:هند ناصر}", "ongoing"),
        ("{p:رامي سالم} الذي يزور {c:النرويج}", "ongoing"),
        ("يقوم {p:رامي سالم} بزيارة إلى {c:النرويج}", "ongoing"),
        ("إن هناك رغبة في الحل وإن الاجتماع الذي عقد أمس بين {p:رامي سالم} و{p:هند ناصر} مفيد", "held"),
        ("تعثر عقد لقاء بين {p:رامي سالم} و{p:هند ناصر}", "cancelled"),
        ("وصل {p:رامي سالم} إلى {l:أوسلو} للقاء {p:هند ناصر}", "held"),
        ("أنهى الترتيبات حين التقى {p:رامي سالم} {p:هند ناصر}", "held"),
        ("في آخر ما يمكن فعله أجرى {p:رامي سالم} اتصالا مع {p:هند ناصر}", "held"),
        ("اقترح {p:رامي سالم}، في مكالمة أجراها مع {p:هند ناصر}، الهدنة", "held"),
        ("كان {p:رامي سالم} يجري محادثات مع {p:هند ناصر}", "held"),
        ("اقترح {p:رامي سالم} عقد لقاء مع {p:هند ناصر}", "proposed"),
        ("نفت أن يكون {p:رامي سالم} قد التقى {p:هند ناصر}", "denied"),
    ],
)
def test_first_trigger_has_the_status_of_its_clause(marked: str, status: str) -> None:
    tokens = tokens_of(marked)
    assert read_status(tokens, trigger_at(tokens), "body").status == status


def test_purpose_of_a_journey_is_still_ahead() -> None:
    tokens = tokens_of("وصل {p:رامي سالم} إلى {l:أوسلو} للقاء {p:هند ناصر}")
    assert read_status(tokens, trigger_at(tokens, 1), "body").status == "planned"


def test_present_tense_of_a_headline_is_held_without_weight() -> None:
    tokens = tokens_of("{p:رامي سالم} يلتقي {p:هند ناصر}")
    assert read_status(tokens, trigger_at(tokens), "title")[::2] == ("held", 0)


def test_what_was_to_be_did_not_happen() -> None:
    tokens = tokens_of("كان من المفترض أن يلتقي {p:رامي سالم} {p:هند ناصر}")
    assert read_status(tokens, trigger_at(tokens), "body").status == "cancelled"


def test_looking_back_is_recalled() -> None:
    tokens = tokens_of("وسبق أن زار {p:رامي سالم} {l:أوسلو}")
    assert is_recalled(tokens, trigger_at(tokens))


def test_plain_past_is_not_recalled() -> None:
    tokens = tokens_of("زار {p:رامي سالم} {l:أوسلو}")
    assert not is_recalled(tokens, trigger_at(tokens))


def test_time_since_the_last_visit_is_no_denial() -> None:
    tokens = tokens_of("لم يزر {p:رامي سالم} {l:أوسلو} منذ عام 2012")
    assert is_long_absent(tokens, trigger_at(tokens))


def test_visit_that_did_not_happen_is_no_long_absence() -> None:
    tokens = tokens_of("لم يزر {p:رامي سالم} {l:أوسلو}")
    assert not is_long_absent(tokens, trigger_at(tokens))


@pytest.mark.parametrize(
    ("marked", "recalled"),
    [
        ("وكان {p:رامي سالم} زار {l:أوسلو} في يونيو", True),
        ("في زيارته الأخيرة إلى {l:أوسلو}", True),
        ("جرى آخر لقاء بين {p:رامي سالم} و{p:هند ناصر}", True),
        ("زار {p:رامي سالم} {l:أوسلو} اليوم", False),
    ],
)
def test_words_that_look_back_recall(marked: str, *, recalled: bool) -> None:
    tokens = tokens_of(marked)
    assert is_recalled(tokens, trigger_at(tokens)) is recalled


def test_verb_ahead_makes_the_meeting_a_plan() -> None:
    tokens = tokens_of("سيعقب ذلك اجتماع بين {p:رامي سالم} و{p:هند ناصر}")
    assert read_status(tokens, trigger_at(tokens), "body").status == "planned"


def test_office_holder_on_a_journey_is_travelling_now() -> None:
    tokens = tokens_of("{p:رامي سالم} وهو أول وزير يقوم بزيارة رسمية ل{l:أوسلو}")
    assert read_status(tokens, trigger_at(tokens), "body").status == "ongoing"


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("قمة {p:رامي سالم} و{p:هند ناصر} ستعقد في {l:أوسلو}", "planned"),
        ("أعلن {p:رامي سالم} عن عقد قمة مع {p:هند ناصر}", "planned"),
        ("بعد محادثات مع {p:هند ناصر}، أن بلاده ستشارك في المعرض", "held"),
    ],
)
def test_future_governs_its_own_noun_alone(marked: str, status: str) -> None:
    tokens = tokens_of(marked)
    assert read_status(tokens, trigger_at(tokens), "body").status == status


def test_plan_to_travel_plans_the_visit() -> None:
    tokens = tokens_of("يخطط الرئيس {p:رامي سالم} للتوجه إلى {c:النرويج} في زيارة رسمية")
    assert read_status(tokens, trigger_at(tokens), "body").status == "planned"
