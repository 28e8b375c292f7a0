import pytest
from sentences_with_names import tokens_of, unmark

from orchestration.news.clauses import read_name, read_sentence, read_word


@pytest.mark.parametrize(
    ("word", "text", "is_joined", "preposition"),
    [
        ("وللرئيس", "الرئيس", True, "ل"),
        ("بوزير", "وزير", False, "ب"),
        ("وزير", "وزير", False, ""),
        ("وقال", "قال", True, ""),
    ],
)
def test_particles_are_taken_off(word: str, text: str, is_joined: bool, preposition: str) -> None:  # noqa: FBT001
    token = read_word(word)
    assert (token.text, token.is_joined, token.preposition) == (text, is_joined, preposition)


def test_stop_behind_an_abbreviation_ends_no_clause() -> None:
    tokens = tokens_of("استقبل المحافظ م. {p:رامي سالم}.")
    assert [token.text for token in tokens if "stop" in token.roles] == ["."]
    assert "honorific" in tokens[2].roles


def test_ministry_is_no_visit() -> None:
    assert read_word("وزارة").trigger is None


def test_name_is_one_token_with_its_particles() -> None:
    token = tokens_of("والتقى ب{p:رامي سالم} أمس")[1]
    assert (token.text, token.preposition) == ("رامي سالم", "ب")


def test_name_read_alone_leaves_particles_before_it() -> None:
    text, mentions = unmark("ب{p:رامي سالم}")
    token = read_name(text, mentions[0])
    assert (token.text, token.preposition, token.start) == ("رامي سالم", "", 1)


def test_offsets_are_code_points_of_the_raw_text() -> None:
    text, mentions = unmark("التقى اللِّواء {p:رامي سالم}")
    token = read_sentence(text, 0, len(text), mentions)[-1]
    assert text[token.start : token.end] == "رامي سالم"


def test_lone_conjunction_joins_the_next_word() -> None:
    tokens = tokens_of("{p:رامي سالم} و {p:هند ناصر}")
    assert [token.is_joined for token in tokens] == [False, True]


def test_short_aside_in_brackets_is_left_out() -> None:
    assert [token.text for token in tokens_of("التقى (الجمعة) {p:رامي سالم}")] == ["التقي", "رامي سالم"]


def test_imperfect_is_seen_as_a_verb_and_an_adjective_is_not() -> None:
    assert "verb" in read_word("سيتفقد").roles
    assert "verb" not in read_word("سياسي").roles


def test_privative_goes_on_and_exception_opens_a_clause() -> None:
    texts = ("محادثات غير رسمية", "محادثات غير أن")
    assert ["boundary" in tokens_of(text)[1].roles for text in texts] == [False, True]


def test_capital_stands_for_its_country() -> None:
    text = "محادثات بين باريس ولندن"
    start = text.index("باريس")
    paris = {"mention_id": "m0", "mention_type": "place", "actor_id": None, "location_id": "paris"}
    token = read_sentence(text, 0, len(text), [paris | {"start_char": start, "end_char": start + 5}])[2]
    assert token.name is not None
    assert token.name.actor_id == "france"
