import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.cues import cue_after, cue_before, predicate_status


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("رفض {p:رامي سالم} طلب الوفد ترتيب لقاء مع {p:هند ناصر}", "refused"),
        ("نفى {p:رامي سالم} ما تردد عن لقاء سري مع {p:هند ناصر}", "denied"),
        ("هدد {p:رامي سالم} بإلغاء القمة مع {p:هند ناصر}", "planned"),
        ("دعا {p:رامي سالم} الوزيرة إلى إلغاء لقاء {p:هند ناصر}", "planned"),
        ("أرجأت الحكومة لقاء {p:رامي سالم}", "postponed"),
        ("ترجئ لقاء {p:رامي سالم}", "postponed"),
        ("عدم لقاء {p:رامي سالم}", "refused"),
        ("فشل الوسطاء في ترتيب لقاء مع {p:رامي سالم}", "cancelled"),
        # What stands behind «بعد» took place, whatever was refused then.
        ("رفض {p:رامي سالم} المشروع بعد لقاء مع {p:هند ناصر}", "held"),
        ("ألغى {p:رامي سالم} المناورات عقب اجتماع مع {p:هند ناصر}", "held"),
        # «خلال أسابيع» says when it is due, and not that it is held.
        ("من المتوقع أن تعقد خلال أسابيع قليلة قمة بين {p:رامي سالم} و{p:هند ناصر}", "planned"),
    ],
)
def test_cue_before_a_noun_governs_it(marked: str, status: str) -> None:
    tokens = tokens_of(marked)
    found = cue_before(tokens, trigger_at(tokens), is_noun=True)
    assert found is not None
    assert found.status == status


@pytest.mark.parametrize(
    "marked",
    [
        "نفت الرئاسة تصريحات {p:رامي سالم} بشأن لقائه مع {p:هند ناصر}",
        "نفى {p:رامي سالم} أي علاقة بالاجتماع مع {p:هند ناصر}",
        "بعدما أعلن {p:رامي سالم} القمة مع {p:هند ناصر}",
        "رفض {p:رامي سالم} القرار بينما اجتماع {p:هند ناصر} طويل",
    ],
)
def test_words_that_take_the_encounter_for_granted_do_not_govern_it(marked: str) -> None:
    tokens = tokens_of(marked)
    assert cue_before(tokens, trigger_at(tokens), is_noun=True) is None


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("اللقاء الذي كان مقررا غدا بين {p:رامي سالم} و{p:هند ناصر} قد تأجل", "postponed"),
        ("الاجتماع المنتظر لم يتم", "denied"),
        ("القمة مع {p:رامي سالم} في {l:أوسلو} ألغيت", "cancelled"),
    ],
)
def test_predicate_is_found_far_behind_its_noun(marked: str, status: str) -> None:
    tokens = tokens_of(marked)
    found = predicate_status(tokens, trigger_at(tokens))
    assert found is not None
    assert found.status == status


def test_verb_with_a_subject_of_its_own_is_no_predicate() -> None:
    tokens = tokens_of("اللقاء مع {p:رامي سالم} لم يتم التنسيق له")
    assert predicate_status(tokens, trigger_at(tokens)) is None


def test_accusative_of_a_cue_is_the_cue() -> None:
    tokens = tokens_of("لقاء {p:رامي سالم} كان مقررا")
    found = cue_after(tokens, trigger_at(tokens), is_noun=True)
    assert found is not None
    assert found.status == "planned"


def test_refusal_does_not_reach_a_meeting_during_which_it_was_said() -> None:
    tokens = tokens_of("رفض {p:رامي سالم} خلال لقائه مع {p:هند ناصر} الاقتراح")
    found = cue_before(tokens, trigger_at(tokens), is_noun=True)
    assert found is None or found.status == "held"


def test_journey_of_the_other_side_says_nothing_of_the_meeting() -> None:
    tokens = tokens_of("لقاء مع الرئيس {p:رامي سالم} الذي يقوم بزيارة {l:أوسلو}")
    assert cue_after(tokens, trigger_at(tokens), is_noun=True) is None


def test_without_having_met_is_a_denial() -> None:
    tokens = tokens_of("عاد {p:رامي سالم} دون أن يلتقي {p:هند ناصر}")
    found = cue_before(tokens, trigger_at(tokens), is_noun=False)
    assert found is not None
    assert found.status == "denied"


def test_plan_of_the_next_clause_does_not_reach_the_arrival() -> None:
    tokens = tokens_of("وصل {p:رامي سالم} إلى {l:أوسلو} حيث من المقرر أن يلتقي {p:هند ناصر}")
    assert cue_after(tokens, trigger_at(tokens), is_noun=False) is None
