"""Who leads the clause of a trigger: its subject before or after it, and whoever speaks.

Belongs here: which noun phrase of a clause, or of the clause around it, does what the trigger tells.
Does not belong here: the noun phrases of the frame itself (participants.py), and which of them are sides (sides.py).
"""

import itertools

from orchestration.news.clauses import Token
from orchestration.news.noun_phrases import TITLES, Party
from orchestration.news.participants import clause_start, is_person, plain_parties, read_right

_LONGEST_RELATIVE, _LATEST_OPENING = 3, 6
_REACH_CARRIER, _REACH_MASDAR = 12, 4


def read_subject(tokens: list[Token], at: int, *, crosses: bool = True) -> list[Party]:
    """Read who leads the clause before `at`: its first named noun phrase, with what is joined to it.

    Rules: «الذي» points at the phrase right before it; «أنه» and «إنه» at the leader of the clause before.
    """
    start = clause_start(tokens, at)
    if start and tokens[start - 1].text in {"هو", "هي"}:  # «رامي وهو أول وزير يقوم بزيارة»
        return [party for party in plain_parties(tokens[: start - 1]) if is_person(party)][-1:]
    relative = next((here for here in range(at - 1, start - 1, -1) if "relative" in tokens[here].roles), None)
    if relative is not None:
        people = [party for party in plain_parties(tokens[start:relative]) if _is_leader(party)]
        is_pair = (
            tokens[relative].text in {"اللذان", "اللذين", "اللتان", "اللتين"}
            and len(people) > 1
            and people[-1].is_joined
        )
        return _own_subject(tokens, relative, at) or people[-2 if is_pair else -1 :]
    goals = {after.start for before, after in itertools.pairwise(tokens[start:at]) if _is_visited(before, after)}
    parties = [party for party in plain_parties(tokens[start:at]) if _is_leader(party)]
    parties = [party for party in parties if party.name is None or party.name.start not in goals]
    if not parties:
        pronoun = tokens[start - 1].text[-1:] if start else ""
        if start < 2 or not (crosses or pronoun in ("ه", "ا")):
            return []
        before = _before_chain(tokens, start - 1)
        leaders = [party for party in read_subject(tokens, before) if party.slot != "oblique"]
        if _is_feminine(tokens[at]) and _has_person(leaders):
            leaders = _leading_body(tokens[:start]) or leaders
        return leaders if pronoun != "ه" or _has_person(leaders) else _told_of(tokens, start) or leaders
    return _leaders([party for party in parties if party.slot != "oblique"] or parties)


def _before_chain(tokens: list[Token], at: int) -> int:
    """«يصل رامي إلى أوسلو حيث يلتقي هند، ومنها إلى برلين حيث»: each «حيث» goes back to the first one's clause."""
    start = clause_start(tokens, at)
    if tokens[at].text != "حيث" or not start or tokens[start - 1].text != "حيث":
        return at
    return _before_chain(tokens, start - 1)


def _is_visited(verb: Token, after: Token) -> bool:
    """«أن زار النرويج والتقى هند»: the country right behind the verb is where one goes."""
    return verb.trigger is not None and verb.trigger.frame == "visit" and "country" in after.roles


def _is_feminine(token: Token) -> bool:
    """«استقبلت», «أجرت»."""
    trigger = token.trigger
    return trigger is not None and trigger.kind != "noun" and trigger.tense == "perfect" and token.text.endswith("ت")


def _leading_body(tokens: list[Token]) -> list[Party]:
    """«قالت النرويج إنها تتوقع أن يزورها رامي بعد أن استقبلت هند»: a country is feminine, and Rami is none."""
    first = next((party for party in plain_parties(tokens) if party.slot != "oblique" and _is_leader(party)), None)
    return [] if first is None or is_person(first) else [first]


def _own_subject(tokens: list[Token], relative: int, at: int) -> list[Party]:
    """«الأفكار التي كان رامي قد طرحها خلال زيارته»: a relative clause with a subject of its own."""
    if at - relative <= _LONGEST_RELATIVE or "skip" not in tokens[relative + 1].roles:
        return []
    return [party for party in plain_parties(tokens[relative + 1 : at]) if party.name and is_person(party)][:1]


def _leaders(parties: list[Party]) -> list[Party]:
    """The first noun phrase with those joined to it."""
    ends = next((place for place, party in enumerate(parties) if place and not party.is_joined), len(parties))
    return parties[:ends]


def _told_of(tokens: list[Token], start: int) -> list[Party]:
    """«نقلت وكالة عن فلان أنه»: a masculine pronoun is the person told of, not the agency that tells."""
    telling = tokens[clause_start(tokens, start - 1) : start - 1]
    return [party for party in plain_parties(telling) if party.name and "person" in party.name.roles][:1]


def _has_person(parties: list[Party]) -> bool:
    return any(map(is_person, parties))


def _is_leader(party: Party) -> bool:
    """A person, a title, or a body; not one who speaks for another."""
    return not any("spokesman" in word.roles for word in party.words)


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


def read_speaker(tokens: list[Token], at: int) -> Token | None:
    """«أعلن فلان أن»: the name that leads the clause of saying right before the clause of `at`."""
    start = clause_start(tokens, at)
    if start < 2 or "boundary" not in tokens[start - 1].roles:
        return None
    saying = tokens[clause_start(tokens, start - 1) : start - 1]
    if not any("say" in token.roles for token in saying):
        return None
    return next((party.name for party in plain_parties(saying) if party.name), None)


def is_behind_subject(tokens: list[Token], at: int) -> bool:
    """Whether a noun phrase stands right before the verb: «فلان التقى», not «والتقى»."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.is_joined or at == 0:
        return False
    before = tokens[at - 1]
    if before.text == "قد" and at > 1:
        before = tokens[at - 2]
    if "comma" in before.roles and _is_set_off(tokens, at):
        return True
    if before.roles & {"stop", "boundary", "comma", "locprep", "topic", "skip", "quote", "close"}:
        return False
    if before.roles == {"adverb"}:  # «مساء الثلاثاء تحادث فلان مع فلان»
        return False
    is_noun = bool(before.roles & {"name", "title", "role_noun", "honorific", "relative"})
    return is_noun or before.text.startswith("ال")


def _is_set_off(tokens: list[Token], at: int) -> bool:
    """«وكان الوزير رامي، وصل أمس»: a comma between a subject and its verb."""
    phrase = tokens[clause_start(tokens, at) : at - 1]
    if not phrase or phrase[0].text not in {"كان", "كانت"}:
        return False
    is_nominal = all(token.roles or token.text.startswith("ال") for token in phrase)
    is_verbless = not any(token.trigger or token.roles & {"verb", "say", "comma"} for token in phrase)
    return is_nominal and is_verbless and any("person" in token.roles for token in phrase)


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
