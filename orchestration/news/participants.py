"""Who stands in the frame of a trigger: the noun phrases around it, in the order of the sentence.

Belongs here: where the clause of a trigger ends, which markers open which slot, who leads the clause.
Does not belong here: the inside of one noun phrase (noun_phrases.py), and which of them are sides (sides.py).
"""

from orchestration.news.clause_bounds import after_aside, is_among, is_ranked, lists_members
from orchestration.news.clauses import Token
from orchestration.news.noun_phrases import TITLES, Party, Phrase, as_parties

_MARKER_ORDER = ("with", "company", "between", "mediator", "convener", "guarantor", "chair")
_MARKERS = frozenset(_MARKER_ORDER)
_ENDS = frozenset({"stop", "boundary", "topic", "say", "verb"})
_LONGEST_JOINED_TITLE, _LONGEST_RELATIVE, _LATEST_OPENING = 8, 3, 6
_REACH_CARRIER, _REACH_MASDAR = 12, 4


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


def read_subject(tokens: list[Token], at: int, *, crosses: bool = True) -> list[Party]:
    """Read who leads the clause before `at`: its first named noun phrase, with what is joined to it.

    Rules: «الذي» points at the phrase right before it; «أنه» and «إنه» at the leader of the clause before.
    """
    start = clause_start(tokens, at)
    if start and tokens[start - 1].text in {"هو", "هي"}:  # «رامي وهو أول وزير يقوم بزيارة»
        return [party for party in _plain_parties(tokens[: start - 1]) if _is_person(party)][-1:]
    relative = next((here for here in range(at - 1, start - 1, -1) if "relative" in tokens[here].roles), None)
    if relative is not None:
        people = [party for party in _plain_parties(tokens[start:relative]) if _is_leader(party)]
        is_pair = (
            tokens[relative].text in {"اللذان", "اللذين", "اللتان", "اللتين"}
            and len(people) > 1
            and people[-1].is_joined
        )
        return _own_subject(tokens, relative, at) or people[-2 if is_pair else -1 :]
    parties = [party for party in _plain_parties(tokens[start:at]) if _is_leader(party)]
    if not parties:
        pronoun = tokens[start - 1].text[-1:] if start else ""
        if start < 2 or not (crosses or pronoun in ("ه", "ا")):
            return []
        leaders = [party for party in read_subject(tokens, start - 1) if party.slot != "oblique"]
        if _is_feminine(tokens[at]) and _has_person(leaders):
            leaders = _leading_body(tokens[:start]) or leaders
        return leaders if pronoun != "ه" or _has_person(leaders) else _told_of(tokens, start) or leaders
    return _leaders([party for party in parties if party.slot != "oblique"] or parties)


def _is_feminine(token: Token) -> bool:
    """«استقبلت», «أجرت»."""
    trigger = token.trigger
    return trigger is not None and trigger.kind != "noun" and trigger.tense == "perfect" and token.text.endswith("ت")


def _leading_body(tokens: list[Token]) -> list[Party]:
    """«قالت النرويج إنها تتوقع أن يزورها رامي بعد أن استقبلت هند»: a country is feminine, and Rami is none."""
    first = next((party for party in _plain_parties(tokens) if party.slot != "oblique" and _is_leader(party)), None)
    return [] if first is None or _is_person(first) else [first]


def _own_subject(tokens: list[Token], relative: int, at: int) -> list[Party]:
    """«الأفكار التي كان رامي قد طرحها خلال زيارته»: a relative clause with a subject of its own."""
    if at - relative <= _LONGEST_RELATIVE or "skip" not in tokens[relative + 1].roles:
        return []
    return [party for party in _plain_parties(tokens[relative + 1 : at]) if party.name and _is_person(party)][:1]


def read_persons(tokens: list[Token], at: int) -> list[Party]:
    """The persons and titles behind `at` up to the end of the sentence's clause: «يرأس وفد السويد إلى القمة فلان»."""
    ends = (here for here in range(at + 1, len(tokens)) if tokens[here].roles & {"stop", "boundary", "say"})
    return [party for party in _plain_parties(tokens[at + 1 : next(ends, len(tokens))]) if _is_person(party)]


def read_next_leader(tokens: list[Token], at: int) -> list[Party]:
    """«وبعد لقائه مع هند قال الوزير رامي», «وفي زيارة لأوسلو قال رامي»: whom the next verb leads to.

    Rules: only where the trigger stands at the head of a clause, with nobody named and no verb before it.
    """
    head = next((here + 1 for here in range(at - 1, -1, -1) if tokens[here].roles & {"comma", "stop", "boundary"}), 0)
    before = tokens[head:at]
    if len(before) > _LATEST_OPENING or any(
        "verb" in token.roles or token.trigger or (token.name and "place" not in token.roles) for token in before
    ):
        return []
    for here in range(at + 1, len(tokens) - 1):
        token = tokens[here]
        if "stop" in token.roles:
            return []
        is_noun = token.text.startswith("ال") or token.text.endswith("ا")  # «مرافقا الأمير»
        is_verb = bool(token.roles & {"say", "verb"}) or token.trigger is not None or not (token.roles or is_noun)
        is_past_names = any(before.name or "comma" in before.roles for before in tokens[at + 1 : here])
        if is_verb and not token.is_joined and is_past_names and tokens[here + 1].roles & (TITLES | {"person"}):
            return [party for party in read_right(tokens, here) if party.name and "person" in party.name.roles][:1]
    return []


def _is_person(party: Party) -> bool:
    return party.name is None or "person" in party.name.roles


def _leaders(parties: list[Party]) -> list[Party]:
    """The first noun phrase with those joined to it."""
    ends = next((place for place, party in enumerate(parties) if place and not party.is_joined), len(parties))
    return parties[:ends]


def _told_of(tokens: list[Token], start: int) -> list[Party]:
    """«نقلت وكالة عن فلان أنه»: a masculine pronoun is the person told of, not the agency that tells."""
    telling = tokens[clause_start(tokens, start - 1) : start - 1]
    return [party for party in _plain_parties(telling) if party.name and "person" in party.name.roles][:1]


def _has_person(parties: list[Party]) -> bool:
    return any(map(_is_person, parties))


def _is_leader(party: Party) -> bool:
    """A person, a title, or a body; not one who speaks for another."""
    return not any("spokesman" in word.roles for word in party.words)


def read_speaker(tokens: list[Token], at: int) -> Token | None:
    """«أعلن فلان أن»: the name that leads the clause of saying right before the clause of `at`."""
    start = clause_start(tokens, at)
    if start < 2 or "boundary" not in tokens[start - 1].roles:
        return None
    saying = tokens[clause_start(tokens, start - 1) : start - 1]
    if not any("say" in token.roles for token in saying):
        return None
    return next((party.name for party in _plain_parties(saying) if party.name), None)


def clause_start(tokens: list[Token], at: int) -> int:
    """Index of the first token after the last subordinator or full stop before `at`."""
    for here in range(at - 1, -1, -1):
        if tokens[here].roles & {"stop", "boundary"} or _opens_speech(tokens, here):
            return here + 1
    return 0


def _opens_speech(tokens: list[Token], here: int) -> bool:
    """A quotation mark before a verb opens somebody's words; before a name it only sets it off."""
    if "quote" not in tokens[here].roles or here + 1 >= len(tokens):
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
        return False
    if token.roles & {"verb"} and not has_names and "relative" in tokens[here - 1].roles:
        return False
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
    if token.name or token.roles & (TITLES | _MARKERS | {"adverb"}):
        return True
    after = tokens[here + 1].roles if here + 1 < len(tokens) else frozenset()
    if token.text.startswith("ال") and after & (_MARKERS | {"relative"}):  # «المباحثات الإيجابية والفعالة بين»
        return True
    for later in tokens[here + 1 : here + _LONGEST_JOINED_TITLE]:
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


def _plain_parties(tokens: list[Token]) -> list[Party]:
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
    parties = as_parties(phrases)  # «وفد الحزب برئاسة رامي» is Rami
    return [party._replace(slot="oblique") if party.slot == "chair" else party for party in parties]


def is_behind_subject(tokens: list[Token], at: int) -> bool:
    """Whether a noun phrase stands right before the verb: «فلان التقى», not «والتقى»."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.is_joined or at == 0:
        return False
    before = tokens[at - 1]
    if before.text == "قد" and at > 1:
        before = tokens[at - 2]
    if before.roles & {"stop", "boundary", "comma", "locprep", "topic", "skip", "quote", "close"}:
        return False
    if before.roles == {"adverb"}:  # «مساء الثلاثاء تحادث فلان مع فلان»
        return False
    is_noun = bool(before.roles & {"name", "title", "role_noun", "honorific", "relative"})
    return is_noun or before.text.startswith("ال")


def is_governed(tokens: list[Token], at: int) -> bool:
    """Whether the noun's own side stands in an earlier clause: «أنه أجرى محادثات مع», «خلال لقائه مع»."""
    trigger = tokens[at].trigger
    if trigger is not None and (trigger.pronoun == "single" or trigger.preposition == "ل"):
        return True
    return has_carrier(tokens, at)


def has_carrier(tokens: list[Token], at: int) -> bool:
    """«سيعقدان محادثات», «إجراء محادثات»: a verb or its noun that carries the noun stands close before it."""
    trigger = tokens[at].trigger
    reach = _REACH_MASDAR if trigger is not None and trigger.is_definite else _REACH_CARRIER
    for distance, token in enumerate(reversed(tokens[max(0, at - reach) : at]), 1):
        if token.trigger and token.trigger.kind == "light":
            return True
        if "carrying" in token.roles and distance <= _REACH_MASDAR:
            return True
        if token.trigger or (token.roles & {"stop", "boundary"} and token.text != "اي"):  # «إجراء أي محادثات»
            return False
    return False
