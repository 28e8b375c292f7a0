"""Who attends an encounter, as a verb of attending tells: «حضر اللقاء فلان», «قمة شارك فيها فلان».

Belongs here: which verb of attending belongs to which noun. Does not belong here: the noun's own sides (sides.py).
"""

import itertools

from orchestration.news.clauses import Token
from orchestration.news.leaders import read_subject
from orchestration.news.noun_phrases import Party
from orchestration.news.participants import clause_start, read_right

_REACH_ATTENDANCE, _REACH_CLAUSE = 12, 25
_REACH_PART = 4
_CLOSES = frozenset({"stop", "boundary", "comma"})
_BESIDE = frozenset({"بحضور", "بمشاركه", "برفقه"})
_THEREIN = frozenset({"فيه", "فيها", "فيهما"})


def attending_clause(tokens: list[Token], at: int) -> int | None:
    """Where «شارك فيها», «حضرها» stands that points back at the noun at `at`."""
    noun = tokens[at].trigger
    if noun is None or noun.kind != "noun":
        return None
    for here in range(at + 1, min(len(tokens) - 1, at + _REACH_CLAUSE)):
        token = tokens[here]
        if _is_attendance(token, "شارك") and tokens[here + 1].text in _THEREIN:
            return here
        if _is_attendance(token, "حضر") and token.trigger and token.trigger.pronoun:
            return here
        if _is_attendance(token, "ضم") and noun.frame == "reception":
            return here
        if "stop" in token.roles or (token.trigger and token.trigger.kind != "light"):
            return None
    return None


def is_attended(tokens: list[Token], at: int) -> bool:
    """«حضر اللقاء فلان», «حضر جلسة المباحثات فلان», «اللقاء الذي حضره فلان», «شارك فلان في الاجتماع»."""
    first = at - 2 if at and tokens[at - 1].text == "جلسه" else at - 1
    is_followed = any(_is_attendance(token, "حضر") for token in tokens[max(0, first) : at + 3])
    return is_followed or _attending_verb(tokens, at) is not None


def _attending_verb(tokens: list[Token], at: int) -> int | None:
    """Where «شارك» stands whose «في» governs the noun at `at`."""
    if at < 2 or tokens[at - 1].text != "في":
        return None
    for here in range(at - 2, max(-1, at - 2 - _REACH_ATTENDANCE), -1):
        if _is_attendance(tokens[here], "شارك"):
            return here
        if tokens[here].trigger or tokens[here].roles & {"stop", "boundary"}:
            return None
    return None


def _is_attendance(token: Token, lemma: str) -> bool:
    return token.trigger is not None and token.trigger.lemma == lemma


def attendants_before(tokens: list[Token], at: int) -> list[Party]:
    """«وشاركت الوزيرة هند في المكالمة», «هند ورامي سيشاركان في القمة»: who stands behind the verb, else before it."""
    verb = _attending_verb(tokens, at)
    if verb is None:
        return []
    return read_right(tokens[:at], verb) or read_subject(tokens, verb, crosses=False)


def company_ahead(tokens: list[Token], at: int) -> list[Party]:
    """«بحضور السفيرة هند، عقد رامي اجتماعا»: whoever a clause names first, before its verb."""
    start = clause_start(tokens, at)
    if start >= at or tokens[start].text not in _BESIDE:
        return []
    comma = next((here for here in range(start, at) if "comma" in tokens[here].roles), None)
    return [] if comma is None else read_right(tokens[:comma], start)


def looks_on(tokens: list[Token], at: int) -> bool:
    """«شاركت النرويج في الاجتماع بصفة مراقب»; not «شارك في الاجتماع مراقبون من النرويج ورامي»."""
    near = itertools.takewhile(lambda token: not token.name and not token.roles & _CLOSES, tokens[at + 1 :])
    return any("observing" in token.roles for token in itertools.islice(near, _REACH_PART))
