from sentences_with_names import tokens_of

from orchestration.news.noun_phrases import Phrase, as_parties


def _names(*phrases: tuple[str, bool], slot: str = "with") -> list[str | None]:
    """Each phrase with whether a comma stands before it."""
    parts = [Phrase(slot, is_joined=False, after_comma=comma, tokens=tuple(tokens_of(text))) for text, comma in phrases]
    return [party.name.text if party.name else None for party in as_parties(parts)]


def test_person_is_preferred_to_the_country_of_the_title() -> None:
    assert _names(("وزير خارجية {c:النرويج} {p:رامي سالم}", False)) == ["رامي سالم"]


def test_country_alone_is_a_side() -> None:
    assert _names(("{c:النرويج}", False)) == ["النرويج"]


def test_capital_between_whom_one_talks_stands_for_its_country() -> None:
    paris = tokens_of("{l:باريس}")[0]
    country = paris._replace(name=paris.name._replace(actor_id="france"))
    phrases = [Phrase(slot, is_joined=False, after_comma=False, tokens=(country,)) for slot in ("between", "first")]
    assert [len(as_parties([phrase])) for phrase in phrases] == [1, 0]


def test_title_behind_a_preposition_is_a_place() -> None:
    assert _names(("السبت في المجلس", False)) == []


def test_title_as_which_somebody_acts_is_no_side() -> None:
    assert _names(("في أول رحلة كرئيس", False)) == []


def test_country_behind_a_preposition_is_a_place() -> None:
    assert _names(("الجميع في {c:النرويج}", False)) == []


def test_title_without_a_name_is_a_nameless_side() -> None:
    assert _names(("وزير خارجية {c:النرويج}", False)) == [None]


def test_person_after_a_comma_completes_the_title() -> None:
    assert _names(("رئيس الحكومة", False), ("{p:رامي سالم}", True)) == ["رامي سالم"]


def test_title_after_a_comma_is_an_apposition() -> None:
    assert _names(("{p:رامي سالم}", False), ("رئيس الحكومة", True)) == ["رامي سالم"]


def test_possessor_of_an_office_is_no_side() -> None:
    assert _names(("{p:رامي سالم} مدير مكتب الرئيس {p:هند ناصر}", False)) == ["رامي سالم"]


def test_delegation_of_a_body_is_that_body() -> None:
    assert _names(("وفد {o:حزب النور}", False)) == ["حزب النور"]


def test_unknown_noun_before_a_body_makes_it_no_side() -> None:
    assert _names(("عزم {o:حزب النور}", False)) == []
