from sentences_with_names import tokens_of, trigger_at

from orchestration.news.participants import read_right


def _right(marked: str) -> list[tuple[str, str | None]]:
    tokens = tokens_of(marked)
    return [(party.slot, party.name.text if party.name else None) for party in read_right(tokens, trigger_at(tokens))]


def test_marker_opens_its_slot() -> None:
    assert _right("اجتمع {p:رامي سالم} مع {p:هند ناصر}") == [("first", "رامي سالم"), ("with", "هند ناصر")]


def test_clause_ends_at_a_topic() -> None:
    assert _right("محادثات مع {p:رامي سالم} حول {c:النرويج}") == [("with", "رامي سالم")]


def test_joined_clause_is_not_read_on() -> None:
    assert _right("محادثات مع {p:رامي سالم} وعلق عليها {p:هند ناصر}") == [("with", "رامي سالم")]


def test_relative_clause_is_skipped() -> None:
    assert _right("لقاء مع {p:رامي سالم} الذي وصل أمس") == [("with", "رامي سالم")]


def test_place_between_verb_and_object_is_passed_over() -> None:
    assert _right("التقى في {l:أوسلو} بوزير الدفاع {p:رامي سالم}")[-1] == ("with", "رامي سالم")


def test_adjectives_set_off_by_commas_go_on() -> None:
    told = "يستضيف الرئيس {p:رامي سالم}، اليوم نظيريه الروسي، {p:هند ناصر}، والإيراني، {p:سعاد علي}، في القصر"
    assert [name for _, name in _right(told)] == ["رامي سالم", "هند ناصر", "سعاد علي"]
