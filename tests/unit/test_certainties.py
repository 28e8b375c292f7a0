import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.certainties import weigh_certainty
from orchestration.news.cues import Status
from orchestration.news.leaders import read_speaker
from orchestration.news.statuses import read_status


def weigh(marked: str) -> Status:
    tokens = tokens_of(marked)
    at = trigger_at(tokens)
    return weigh_certainty(tokens, at, read_status(tokens, at, "body"), read_speaker(tokens, at))


@pytest.mark.parametrize(
    "marked",
    [
        "تردد أن الوزير {p:رامي سالم} التقى الوزيرة {p:هند ناصر}",
        "يقال إن الوزير {p:رامي سالم} التقى الوزيرة {p:هند ناصر}",
        "ذكرت تقارير إعلامية أن {p:رامي سالم} سيلتقي الوزيرة {p:هند ناصر}",
        "شائعات ترددت حول لقاء {p:رامي سالم} والوزيرة {p:هند ناصر}",
        "التقى {p:رامي سالم} الوزيرة {p:هند ناصر} سرا بحسب تسريبات",
        "ووفقا لتسريبات، التقى {p:رامي سالم} الوزيرة {p:هند ناصر}",
        "أكد {p:سعاد علي} أن أنباء ترددت عن لقاء {p:رامي سالم} والوزيرة {p:هند ناصر}",
    ],
)
def test_what_reports_and_leaks_tell_is_rumoured(marked: str) -> None:
    assert weigh(marked).certainty == "rumoured"


@pytest.mark.parametrize(
    "marked",
    [
        "تردد {p:رامي سالم} قبل أن يلتقي الوزيرة {p:هند ناصر}",
        "قالت وكالة أنباء محلية إن {p:رامي سالم} التقى الوزيرة {p:هند ناصر}",
        "نقلت وكالات الأنباء عن {p:رامي سالم} قوله خلال محادثات مع {p:هند ناصر}",
        "التقى {p:رامي سالم} الوزيرة {p:هند ناصر} وبحث معها تقارير عن الحرب",
        "تحدثت تقارير عن الحرب. والتقى {p:رامي سالم} الوزيرة {p:هند ناصر}",
    ],
)
def test_hesitation_agencies_and_papers_are_no_rumour(marked: str) -> None:
    assert weigh(marked).certainty == "asserted"


def test_denial_of_a_rumour_is_no_rumour() -> None:
    assert weigh("نفى {p:سعاد علي} ما تردد عن لقاء {p:رامي سالم}")[:2] == ("denied", "attributed")


@pytest.mark.parametrize(
    "marked",
    [
        "إذا التقى {p:رامي سالم} الوزيرة {p:هند ناصر} ستتوقف الحرب",
        "في حال عقد لقاء بين {p:رامي سالم} و{p:هند ناصر}",
    ],
)
def test_encounter_that_is_a_condition_is_only_proposed(marked: str) -> None:
    assert weigh(marked)[:2] == ("proposed", "conditional")


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("سيلتقي {p:رامي سالم} الوزيرة {p:هند ناصر} إذا توقفت الحرب", "planned"),
        ("إذا توقفت الحرب، يلتقي {p:رامي سالم} الوزيرة {p:هند ناصر}", "planned"),
        ("{p:رامي سالم} مستعد للقاء {p:هند ناصر} بشرط وقف الحرب", "proposed"),
        ("قد يلتقي {p:رامي سالم} الوزيرة {p:هند ناصر}", "planned"),
    ],
)
def test_plan_on_a_condition_stays_what_it_is(marked: str, status: str) -> None:
    assert weigh(marked)[:2] == (status, "conditional")


@pytest.mark.parametrize(
    "marked",
    [
        "التقى {p:رامي سالم} الوزيرة {p:هند ناصر} وقال إنه سيستقيل إذا خسر",
        "سئل عما إذا التقى {p:رامي سالم} الوزيرة {p:هند ناصر}",
        "سيلتقي {p:رامي سالم} الوزيرة {p:هند ناصر} دون شرط",
        "قد التقى {p:رامي سالم} الوزيرة {p:هند ناصر}",
        "سيلتقي {p:رامي سالم} الوزيرة {p:هند ناصر}، وفي حال توقف الحرب يعود الوفد",
    ],
)
def test_conditions_of_something_else_do_not_bind_the_encounter(marked: str) -> None:
    assert weigh(marked).certainty == "asserted"


def test_what_a_named_speaker_says_is_attributed() -> None:
    assert weigh("أعلن {p:سعاد علي} أن {p:رامي سالم} التقى الوزيرة {p:هند ناصر}").certainty == "attributed"
