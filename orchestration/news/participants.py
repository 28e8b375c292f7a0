"""Who stands in the frame of a trigger: the noun phrases around it, in the order of the sentence.

Belongs here: where the clause of a trigger ends, which markers open which slot.
Does not belong here: the inside of one noun phrase (noun_phrases.py), who leads the clause (leaders.py), and which of
them are sides (sides.py).
"""

from orchestration.news.clause_bounds import after_aside, is_among, is_ranked, leads_clause, lists_members
from orchestration.news.clauses import Token
from orchestration.news.noun_phrases import TITLES, Party, Phrase, as_parties

_MARKER_ORDER = ("with", "company", "between", "mediator", "convener", "guarantor", "chair")
_MARKERS = frozenset(_MARKER_ORDER)
_ENDS = frozenset({"stop", "boundary", "topic", "say", "verb"})
_CLAUSE_ENDS = frozenset({"stop", "boundary"})
_LONGEST_JOINED_TITLE = 8


def read_right(tokens: list[Token], at: int) -> list[Party]:
    """Read the sides that follow the trigger at `at`, up to where its clause ends."""
    phrases: list[Phrase] = []
    slot, is_joined, after_comma = "first", False, False
    opened = here = at + 1
    while here < len(tokens) and not _is_end(tokens, at, here):
        token = tokens[here]
        aside = after_aside(tokens, at, here)
        is_clause = "relative" in token.roles and _has_name(tokens, at + 1, here)
        new_slot = "company" if is_among(tokens, here) else _slot_of(token, slot, tokens[at + 1 : here])
        if aside:
            here = aside
        elif is_clause or new_slot != slot or _splits(token):
            phrases.append(Phrase(slot, is_joined, after_comma, tuple(tokens[opened:here])))
            opened = here = _next_comma(tokens, here) if is_clause else here
            after_comma = not is_clause and "comma" in token.roles
            is_joined = not is_clause and token.is_joined
            is_other = is_joined and not (lists_members(tokens, at, here) or _continues(tokens, here))
            if is_other or (after_comma and not _resumes(tokens, here + 1)):
                break
            slot = new_slot
            opened += after_comma
            here += not is_clause
        else:
            here += 1
    phrases.append(Phrase(slot, is_joined, after_comma, tuple(tokens[opened:here])))
    return as_parties(phrases)


def read_persons(tokens: list[Token], at: int) -> list[Party]:
    """The persons and titles behind `at` up to the end of the sentence's clause: «يرأس وفد السويد إلى القمة فلان»."""
    ends = (here for here in range(at + 1, len(tokens)) if tokens[here].roles & {"stop", "boundary", "say"})
    return [party for party in plain_parties(tokens[at + 1 : next(ends, len(tokens))]) if is_person(party)]


def is_person(party: Party) -> bool:
    """A person, or a title without a name."""
    return party.name is None or "person" in party.name.roles


def clause_start(tokens: list[Token], at: int) -> int:
    """Index of the first token after the last subordinator or full stop before `at`."""
    if at and leads_clause(tokens, at - 1):
        return at - 1
    for here in range(at - 1, -1, -1):
        token = tokens[here]
        if not _CLAUSE_ENDS.isdisjoint(token.roles) or ("quote" in token.roles and _opens_speech(tokens, here)):
            return here + 1
        # «بحسب ما أعلن فلان»: a clause on who says so, with a subject of its own.
        if token.text == "ما" and here > 0 and "topic" in tokens[here - 1].roles:
            return here + 1
    return 0


def _opens_speech(tokens: list[Token], here: int) -> bool:
    """Whether the quotation mark at `here` opens somebody's words: before a verb; before a name it only sets it off."""
    if here + 1 >= len(tokens):
        return False
    after = tokens[here + 1]
    return "verb" in after.roles or (after.trigger is not None and after.trigger.kind != "noun")


def _is_end(tokens: list[Token], at: int, here: int) -> bool:
    """Whether the clause of the trigger ends: a full stop, a subordinator, a topic, another verb."""
    token, trigger = tokens[here], tokens[at].trigger
    has_names = _has_name(tokens, at + 1, here)
    if after_aside(tokens, at, here) or lists_members(tokens, at, here) or is_ranked(tokens, at, here):
        return False
    if token.trigger:
        carries = trigger is not None and trigger.kind == "noun" and token.trigger.kind == "light"
        return has_names or not (carries or token.trigger.kind == "noun")
    if "adverb" in token.roles or token.roles & _MARKERS or is_among(tokens, here):
        # «لقاء هدفه تخفيف التوتر بين النرويج والسويد»
        return "between" in token.roles and "relation" in tokens[here - 1].roles
    if token.roles & {"verb"} and not has_names and "relative" in tokens[here - 1].roles:
        return False
    if token.text == "تحت" and here + 1 < len(tokens) and tokens[here + 1].roles & _MARKERS:
        return False  # «تحت رعاية النرويج»
    return bool(token.roles & _ENDS)


def _has_name(tokens: list[Token], start: int, end: int) -> bool:
    return any(token.name and token.name.kind != "place" for token in tokens[start:end])


def _next_comma(tokens: list[Token], here: int) -> int:
    while here < len(tokens) and not tokens[here].roles & {"comma", "stop"}:
        here += 1
    return here


def _slot_of(token: Token, slot: str, before: list[Token]) -> str:
    """The slot that a marker opens: «مع», «بين», or a preposition written together with a title or a name."""
    for marker in _MARKER_ORDER:
        if marker in token.roles:
            return marker
    is_party = token.roles & {"title", "honorific", "person"}
    is_body = "organization" in token.roles and not any("person" in word.roles for word in before)
    if token.preposition == "ب" and (is_party or is_body) and "locative" not in token.roles:
        return "with"
    if token.preposition == "ل" and is_party and not any(word.name or word.roles & TITLES for word in before):
        return "to"
    return slot


def _splits(token: Token) -> bool:
    return "comma" in token.roles or token.is_joined


def _continues(tokens: list[Token], here: int) -> bool:
    """Whether «و» joins a noun phrase: a name, a title, or a title's second half up to a name."""
    token = tokens[here]
    if leads_clause(tokens, here):
        return False
    if token.name or token.roles & (TITLES | _MARKERS | {"adverb"}):
        return True
    after = tokens[here + 1].roles if here + 1 < len(tokens) else frozenset()
    if token.text.startswith("ال") and after & (_MARKERS | {"relative"}):  # «المباحثات الإيجابية والفعالة بين»
        return True
    is_set_off = token.text.startswith("ال") and "comma" in after  # «الروسي، رامي، والإيراني، سالم»
    for later in tokens[here + 1 + is_set_off : here + _LONGEST_JOINED_TITLE]:
        if later.name:
            return later.name.kind == "person" and token.text.startswith("ال")
        if later.is_joined or later.roles & (_ENDS | {"comma"}) or later.trigger or later.roles & _MARKERS:
            return False
    return False


def _resumes(tokens: list[Token], here: int) -> bool:
    """Whether the noun phrases go on after a comma."""
    if here >= len(tokens):
        return False
    token = tokens[here]
    leads_to_name = token.text.startswith("ال") and any(later.name for later in tokens[here + 1 : here + 3])
    return bool(
        token.name or token.roles & (TITLES | _MARKERS | {"adverb", "locprep"}) or token.is_joined
        or token.preposition == "ب" or leads_to_name
    )  # fmt: skip


def plain_parties(tokens: list[Token]) -> list[Party]:
    """Every noun phrase of a stretch of text; the slot tells those behind a preposition («oblique»)."""
    phrases: list[Phrase] = []
    opened, slot, joined, after_comma = 0, "plain", False, False
    for here, token in enumerate(tokens):
        is_of_delegation = token.text == "من" and any("delegation" in word.roles for word in tokens[opened:here])
        if (_splits(token) or token.roles & (_ENDS | _MARKERS) or token.trigger) and not is_of_delegation:
            phrases.append(Phrase(slot, joined, after_comma, tuple(tokens[opened:here])))
            joined, after_comma = token.is_joined and not token.trigger, "comma" in token.roles
            is_oblique = bool(token.roles & _MARKERS) or ("topic" in token.roles and "say" not in token.roles)
            slot = "chair" if "chair" in token.roles else "oblique" if is_oblique else slot if joined else "plain"
            opened = here if token.name or token.roles & TITLES else here + 1
    phrases.append(Phrase(slot, joined, after_comma, tuple(tokens[opened:])))
    parties = as_parties(_without_dropped_lists(phrases))  # «وفد الحزب برئاسة رامي» is Rami
    return [party._replace(slot="oblique") if party.slot == "chair" else party for party in parties]


def _without_dropped_lists(phrases: list[Phrase]) -> list[Phrase]:
    """Leave out what «و» joins to a name that is no party: «جولة تشمل السويد والنرويج»."""
    kept: list[Phrase] = []
    is_dropped = False
    for phrase in phrases:
        has_name = any(token.name for token in phrase.tokens)
        is_dropped = has_name and ((phrase.is_joined and is_dropped) or not as_parties([phrase]))
        kept += [] if is_dropped and phrase.is_joined else [phrase]
    return kept
