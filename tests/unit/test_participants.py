from sentences_with_names import tokens_of, trigger_at

from orchestration.news.participants import read_right, read_speaker, read_subject


def _right(marked: str) -> list[tuple[str, str | None]]:
    tokens = tokens_of(marked)
    return [(party.slot, party.name.text if party.name else None) for party in read_right(tokens, trigger_at(tokens))]


def _left(marked: str) -> list[str]:
    tokens = tokens_of(marked)
    return [party.name.text for party in read_subject(tokens, trigger_at(tokens)) if party.name]


def test_marker_opens_its_slot() -> None:
    assert _right("اجتمع {p:رامي سالم} مع {p:هند ناصر}") == [("first", "رامي سالم"), ("with", "هند ناصر")]


def test_clause_ends_at_a_topic() -> None:
    assert _right("محادثات مع {p:رامي سالم} حول {c:النرويج}") == [("with", "رامي سالم")]


def test_joined_clause_is_not_read_on() -> None:
    assert _right("محادثات مع {p:رامي سالم} وعلق عليها {p:هند ناصر}") == [("with", "رامي سالم")]


def test_relative_clause_may_have_a_leader_of_its_own() -> None:
    told = "الأفكار التي كان {p:رامي سالم} قد طرحها على {p:هند ناصر} خلال زيارته"
    assert _left(told) == ["رامي سالم"]


def test_relative_clause_is_skipped() -> None:
    assert _right("لقاء مع {p:رامي سالم} الذي وصل أمس") == [("with", "رامي سالم")]


def test_place_between_verb_and_object_is_passed_over() -> None:
    assert _right("التقى في {l:أوسلو} بوزير الدفاع {p:رامي سالم}")[-1] == ("with", "رامي سالم")


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
