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


def test_counterpart_is_found_by_the_adjective() -> None:
    assert _resolved("نظيرتها السويدية") == "هند ناصر"


def test_two_presidents_are_found_by_their_adjectives() -> None:
    tokens = tokens_of("مبادرة الرئيسين النرويجي والسويدية عقب لقائهما")
    assert [person.text for person in resolve_pair(tokens, len(tokens) - 1, _titles())] == ["رامي سالم", "هند ناصر"]


def _found(article: str, title: str, known: tuple[str, ...] = ()) -> str | None:
    text, _ = unmark(article)
    titles = read_titles(text, [token for token in tokens_of(article) if token.name], None, None)
    person = resolve_title(Party("first", None, tuple(tokens_of(title)), is_joined=False), titles, known)
    return person.text if person else None


def test_country_may_be_named_where_the_other_title_has_its_adjective() -> None:
    article = "التقى وزير الخارجية المصري {p:رامي سالم} الوزيرة {p:هند ناصر}"
    assert _found(article, "وزير خارجية {c:مصر}") == "رامي سالم"


def test_comma_may_part_a_title_from_its_name() -> None:
    assert _found("قالت المستشارة الألمانية، {p:هند ناصر}، ذلك", "المستشارة الألمانية") == "هند ناصر"


def test_bare_title_is_its_only_holder() -> None:
    assert _found("قال الوزير {p:رامي سالم} للرئيسة {p:هند ناصر}", "الوزير") == "رامي سالم"


def test_bare_title_of_two_is_nobody() -> None:
    assert _found("قال الوزير {p:رامي سالم} للوزير {p:أمين نور}", "الوزير") is None


def test_title_is_who_held_the_office_by_the_registry() -> None:
    article = "تحدث {p:emmanuel_macron} مع {p:رامي سالم}"
    assert _found(article, "الرئيس الفرنسي") == "emmanuel_macron"


def test_counterpart_holds_the_same_office_of_the_other_country() -> None:
    article = "التقى {p:sergei_lavrov} و{p:adel_al_jubeir} والأمير السعودي {p:رامي سالم} والملك السعودي {p:نور أمين}"
    assert _found(article, "نظيره السعودي", ("sergei_lavrov",)) == "adel_al_jubeir"


def test_head_of_government_has_several_names() -> None:
    article = "تحدث {p:benjamin_netanyahu} مع {p:رامي سالم}"
    assert _found(article, "رئيس الحكومة الإسرائيلية") == "benjamin_netanyahu"


def test_courtesy_with_a_pronoun_is_its_only_bearer() -> None:
    article = "استقبل صاحب السمو الأمير {p:رامي سالم} فخامة الرئيس {p:أمين نور}"
    assert [_found(article, word) for word in ("فخامته", "سموه")] == ["امين نور", "رامي سالم"]


def test_title_before_another_title_belongs_to_somebody_else() -> None:
    article = "قال الوزير النرويجي {p:أمين نور} ذلك. كما يلتقي الوزير النرويجي أمير البلاد الشيخ {p:رامي سالم}"
    assert _found(article, "الوزير النرويجي") == "امين نور"


def test_deputy_is_not_the_minister() -> None:
    article = "قال وزير الخارجية النرويجي {p:أمين نور} لنائب وزير الخارجية النرويجي {p:رامي سالم}"
    assert _found(article, "وزير الخارجية النرويجي") == "امين نور"
