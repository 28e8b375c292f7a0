from sentences_with_names import tokens_of, unmark

from orchestration.news.noun_phrases import Party
from orchestration.news.references import Titles, read_titles, resolve_pair, resolve_title

_ARTICLE = "التقى الرئيس النرويجي {p:رامي سالم} الوزيرة السويدية {p:هند ناصر}"


def _titles() -> Titles:
    text, _ = unmark(_ARTICLE)
    return read_titles(text, [token for token in tokens_of(_ARTICLE) if token.name], None, None)


def _resolved(title: str) -> str | None:
    person = resolve_title(Party("first", None, tuple(tokens_of(title)), is_joined=False), _titles())
    return person.text if person else None


def test_title_finds_the_only_person_beside_its_words() -> None:
    assert _resolved("الرئيس النرويجي") == "رامي سالم"


def test_plural_title_is_nobody() -> None:
    assert _resolved("وزراء السويدية") is None


def test_office_alone_is_nobody() -> None:
    assert _resolved("الرئيس") is None


def test_counterpart_is_found_by_the_adjective() -> None:
    assert _resolved("نظيرتها السويدية") == "هند ناصر"


def test_two_presidents_are_found_by_their_adjectives() -> None:
    tokens = tokens_of("مبادرة الرئيسين النرويجي والسويدية عقب لقائهما")
    assert [person.text for person in resolve_pair(tokens, len(tokens) - 1, _titles())] == ["رامي سالم", "هند ناصر"]
