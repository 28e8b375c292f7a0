from sentences_with_names import tokens_of, trigger_at

from orchestration.news.leaders import read_speaker, read_subject


def _left(marked: str) -> list[str]:
    tokens = tokens_of(marked)
    return [party.name.text for party in read_subject(tokens, trigger_at(tokens)) if party.name]


def test_relative_clause_may_have_a_leader_of_its_own() -> None:
    told = "الأفكار التي كان {p:رامي سالم} قد طرحها على {p:هند ناصر} خلال زيارته"
    assert _left(told) == ["رامي سالم"]


def test_subject_stands_before_the_verb() -> None:
    assert _left("قالت {p:هند ناصر} إن {p:رامي سالم} التقى") == ["رامي سالم"]


def test_pronoun_points_at_the_leader_of_the_clause_before() -> None:
    assert _left("قالت {p:هند ناصر} إنها التقت") == ["هند ناصر"]


def test_relative_points_at_the_name_right_before_it() -> None:
    assert _left("استمع {p:رامي سالم} إلى {p:هند ناصر} التي تزور") == ["هند ناصر"]


def test_spokesman_is_no_leader() -> None:
    assert _left("المتحدث باسم الوزارة {p:رامي سالم} في لقاء") == []


def test_speaker_leads_the_clause_of_saying() -> None:
    tokens = tokens_of("أعلن {p:رامي سالم} أن {p:هند ناصر} زارت {l:أوسلو}")
    speaker = read_speaker(tokens, trigger_at(tokens))
    assert speaker is not None
    assert speaker.text == "رامي سالم"


def test_each_clause_of_a_chain_has_the_first_ones_leader() -> None:
    tokens = tokens_of("يصل {p:رامي} إلى {l:أوسلو} حيث يلتقي {p:هند}، ومنها إلى {l:برلين} حيث يجري محادثات مع {p:سعاد}")
    assert [party.name.text for party in read_subject(tokens, trigger_at(tokens, 2)) if party.name] == ["رامي"]


def test_goal_of_a_visit_leads_no_clause() -> None:
    tokens = tokens_of("أن زار {c:النرويج} والتقى حينها الرئيس {p:رامي}")
    assert [party.name.text for party in read_subject(tokens, trigger_at(tokens, 1)) if party.name] == []


def test_what_is_joined_to_a_goal_leads_no_clause() -> None:
    tokens = tokens_of("بدأ {p:رامي} جولة تشمل {c:السويد} و{c:النرويج}، لإجراء محادثات")
    assert [party.name.text for party in read_subject(tokens, trigger_at(tokens, 1)) if party.name] == ["رامي"]
