import pytest
from sentences_with_names import tokens_of

from orchestration.news.speakers import Speech, first_speech, speech_after, speech_before


def _told(speech: Speech | None) -> tuple[str | None, str, str | None] | None:
    if speech is None:
        return None
    name = speech.subject.name
    return speech.cue.form if speech.cue else None, speech.subject.state, name.text if name else None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("قال {p:رامي} إن {p:هند} أكدت أن", ("اكدت", "named", "هند")),
        ("قال {p:رامي} إنه يعتقد أن", ("يعتقد", "named", "رامي")),
        ("التقى {p:رامي} {p:فادي} وأكد أن", ("اكد", "named", "رامي")),
        ("{p:رامي} الذي قال إن", ("قال", "named", "رامي")),
        ("الوزير {p:رامي} اتهم {p:فادي} بـ", ("اتهم", "named", "رامي")),
        ("وفي هذا الإطار قال {p:رامي}", ("قال", "named", "رامي")),
        ("وفي {l:أوسلو} قال", ("قال", "absent", None)),
        ("وفي لقاء مع {p:رامي} قال", ("قال", "absent", None)),
        ("المتظاهرون رددوا", ("رددوا", "unnamed", None)),
        ("ومضى يقول", ("يقول", "absent", None)),
        ("نقل بيان من {o:الرابطة} عن {p:رامي} قوله إن", ("قوله", "named", "رامي")),
        ("قال {p:رامي}، وفق ما نقلت وكالة {o:الساحل}، إن", ("قال", "named", "رامي")),
        ("أضاف المسؤول - بحسب وكالة {o:الساحل} - أن", ("اضاف", "unnamed", None)),
        ("بحسب {o:الرابطة}، زار {p:رامي} المدينة وقال", ("قال", "doubtful", None)),
        ("شدد {p:رامي} على أن رد {c:النرويج} طويل، مضيفا", ("مضيفا", "named", "رامي")),
        ("إلى ذلك، صرح المفوض السامي {p:رامي}", ("صرح", "named", "رامي")),
        ("بقانون يعتبر {c:النرويج}", ("يعتبر", "unnamed", None)),
        ("بدورها قالت {c:النرويج}", ("قالت", "named", "النرويج")),
        ("ما سماه {p:رامي}", ("سماه", "named", "رامي")),
        ("انتقد {p:هند} ما سماه {p:رامي} حملة على الناس جميعا في البلاد كلها وعلى", ("انتقد", "named", "هند")),
        ("وكتب {p:رامي} كثيرا. وصل المطر", None),
        ("{p:رامي}: لن نعود", (None, "named", "رامي")),
        ("لن نعود إلى {l:أوسلو}", None),
    ],
)
def test_last_clause_of_saying_before_the_words(sentence: str, told: tuple[str | None, str, str | None] | None) -> None:
    assert _told(speech_before(tokens_of(sentence))) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("، قال {p:رامي}.", ("قال", "named", "رامي")),
        (" يقول {p:رامي}.", ("يقول", "named", "رامي")),
        (" كما ذكر {p:رامي}", ("ذكر", "named", "رامي")),
        (" في {l:أوسلو}، بحسب {p:رامي}", ("بحسب", "named", "رامي")),
        ("، حسبما أعلنت وكالة {o:الساحل}", ("حسبما", "named", "الساحل")),
        ("، وفق ما جاء في بيان", ("وفق", "unnamed", None)),
        ("، وأضاف {p:رامي}", None),  # opens what follows
        (" رفض {p:رامي} الحضور", None),
        (". قال {p:رامي}", None),
    ],
)
def test_clause_of_saying_behind_the_words(sentence: str, told: tuple[str | None, str, str | None] | None) -> None:
    assert _told(speech_after(tokens_of(sentence))) == told


def test_first_clause_of_saying_is_the_main_clause() -> None:
    assert _told(first_speech(tokens_of("قال {p:رامي} إن {p:هند} أكدت ذلك"))) == ("قال", "named", "رامي")


def test_clause_says_where_its_cue_stands() -> None:
    speech = speech_before(tokens_of("أمس قال {p:رامي} إن"))
    assert speech is not None
    assert (speech.start, speech.end) == (4, 7)
