import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.attendance import attendants_before, attending_clause, is_attended, looks_on


@pytest.mark.parametrize(
    ("marked", "attended"),
    [
        ("حضر اللقاء {p:رامي سالم}", True),
        ("يشارك في المحادثات {p:رامي سالم}", True),
        ("انتهى اللقاء في {l:أوسلو}", False),
    ],
)
def test_noun_is_attended_where_a_verb_says_so(marked: str, *, attended: bool) -> None:
    tokens = tokens_of(marked)
    assert is_attended(tokens, trigger_at(tokens)) is attended


def test_clause_that_points_back_belongs_to_the_noun() -> None:
    tokens = tokens_of("قمة في {l:أوسلو} حضرها {p:رامي سالم}")
    at = attending_clause(tokens, trigger_at(tokens))
    assert at is not None
    assert tokens[at].text == "حضرها"


def test_clause_of_another_noun_does_not() -> None:
    tokens = tokens_of("قمة في {l:أوسلو} بعد اجتماع شارك فيه {p:رامي سالم}")
    assert attending_clause(tokens, trigger_at(tokens)) is None


def test_attendants_stand_between_verb_and_noun() -> None:
    tokens = tokens_of("وشاركت الوزيرة {p:هند ناصر} في المكالمة")
    assert [party.name.text for party in attendants_before(tokens, trigger_at(tokens)) if party.name] == ["هند ناصر"]


@pytest.mark.parametrize(
    ("marked", "looking"),
    [
        ("شاركت {c:النرويج} في الاجتماع بصفة مراقب", True),
        ("شاركت {c:النرويج} في الاجتماع مع {p:هند ناصر} كمراقب", False),
    ],
)
def test_attendant_looks_on_where_the_words_behind_the_noun_say_so(marked: str, *, looking: bool) -> None:
    tokens = tokens_of(marked)
    assert looks_on(tokens, trigger_at(tokens)) is looking
