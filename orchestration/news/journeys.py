"""Who travels, and whom they visit: the sides of «زار», «وصل», «زيارة»."""

import functools

from orchestration.news.clauses import Token, read_word
from orchestration.news.leaders import is_behind_subject, is_governed, read_next_leader, read_subject
from orchestration.news.lexicon import read_lexicon
from orchestration.news.noun_phrases import NO_SIDES, Party, Sides
from orchestration.news.participants import is_person, read_right
from orchestration.news.references import Titles
from orchestration.news.triggers import Trigger

_REACH_INVITATION, _REACH_CARRIED = 14, 8
_TO_DISCUSS = frozenset({"لبحث", "للبحث", "لمناقشه", "للتباحث", "للتشاور"})


def read_journey(tokens: list[Token], at: int, trigger: Trigger, right: list[Party]) -> Sides:
    """Read who travels: «زار فلان», «زيارة فلان», «فلان وصل», «قام فلان بزيارة», «دعا فلان فلانا لزيارة»."""
    guests = _invited(tokens, at, trigger)
    if guests:
        return guests
    company = tuple(party for party in right if party.slot == "company")
    sides = _travellers(tokens, at, trigger, [party for party in right if _can_travel(party)])
    return sides._replace(right=(*sides.right, *company, *_met_there(tokens, at))) if sides != NO_SIDES else sides


def is_private(actor_id: str, titles: Titles) -> bool:
    """Whether an actor is a person whom no list holds and to whom the article gives no title; a body never is.

    Takes: `titles` of the article's persons, without the article «ال».
    """
    if actor_id in _listed() or actor_id not in titles:
        return False
    forms = (form for word in titles[actor_id].beside for form in (word, f"ال{word}"))
    return not any(read_word(form).roles & {"title", "honorific"} for form in forms)


@functools.cache
def _listed() -> frozenset[str]:
    return frozenset(read_lexicon("actors")["actor_id"])


def _met_there(tokens: list[Token], at: int) -> list[Party]:
    """«سيزور أوسلو لبحث الأزمة مع الوزيرة هند»: with whom one travels to discuss something."""
    purpose = at
    for here in range(at + 1, len(tokens)):
        token = tokens[here]
        if token.trigger or token.roles & {"stop", "boundary", "say", "relative"}:
            return []
        if token.text in _TO_DISCUSS:
            purpose = here
        elif purpose > at and token.text == "مع":
            return [party for party in read_right(tokens, here - 1) if party.slot == "with" and is_person(party)]
    return []


def _travellers(tokens: list[Token], at: int, trigger: Trigger, people: list[Party]) -> Sides:
    people = _up_to_goal(trigger, people)
    firsts = [party for party in people if party.slot == "first"]
    hosts = [party for party in people if party.slot == "to" and party.name and "person" in party.name.roles]
    if trigger.kind == "verb" and is_behind_subject(tokens, at):
        told = _of_travellers(tokens[at], read_subject(tokens, at), hosts)
        if told.left or not firsts:
            return told
    if trigger.kind == "verb" and not firsts and _is_of_thing(tokens, at):
        return NO_SIDES
    if firsts:
        joined = [party for party in firsts[1:] if party.is_joined or trigger.kind == "verb"]
        return Sides((), (*firsts[:1], *joined, *hosts))
    if hosts and trigger.is_definite:  # «الزيارة الناجحة للرئيس رامي إلى أوسلو»
        return Sides((hosts[0],), tuple(hosts[1:]))
    carried = _carried_by(tokens, at)
    if carried or (trigger.is_definite and not trigger.pronoun):
        return Sides((), tuple(carried))
    is_aside = at > 0 and "aside" in tokens[at - 1].roles
    subject = read_subject(tokens, at, crosses=trigger.kind == "verb" or is_aside or is_governed(tokens, at))
    if trigger.kind == "noun" and not any(map(_can_travel, subject)):
        subject = read_next_leader(tokens, at)
    return _of_travellers(tokens[at], subject, hosts)


def _is_of_thing(tokens: list[Token], at: int) -> bool:
    """«وصلت قيمة المبيعات إلى», «لفترة تصل إلى»: the subject is a word that names nobody."""
    before = tokens[at - 1] if at else None
    after = next((token for token in tokens[at + 1 :] if "adverb" not in token.roles), None)  # «وصلت صباح اليوم سفينة»
    is_thing_behind = after is not None and not after.preposition and (not after.roles or "received" in after.roles)
    is_thing_before = before is not None and not before.roles and not before.text.startswith("ال")
    return is_thing_behind or is_thing_before


def _carried_by(tokens: list[Token], at: int) -> list[Party]:
    """«زيارة من المتوقع أن يقوم بها رامي»: whom the verb that carries the journey names."""
    for here in range(at + 1, min(at + _REACH_CARRIED, len(tokens) - 1)):
        token, after = tokens[here], tokens[here + 1]
        if token.trigger and token.trigger.kind == "light" and after.text == "بها":
            return [party for party in read_right(tokens, here) if _can_travel(party)][:1]
    return []


def _up_to_goal(trigger: Trigger, people: list[Party]) -> list[Party]:
    """«زيارة إلى النرويج مرافقا الأمير فلان»: neither who stands behind a noun's goal nor who is joined to him goes."""
    if trigger.kind != "noun":
        return people
    kept: list[Party] = []
    is_past = False
    for party in people:
        is_behind = party.slot == "first" and bool(party.words) and "locprep" in party.words[0].roles
        is_past = is_behind or (is_past and party.is_joined)
        kept += [] if is_past else [party]
    return kept


def _invited(tokens: list[Token], at: int, trigger: Trigger) -> Sides | None:
    """«دعا الرئيس رامي الوزيرة هند لزيارة أوسلو»: the last one named after the invitation travels to its sender."""
    if trigger.kind != "noun" or trigger.preposition != "ل":
        return None
    words = range(at - 1, max(-1, at - _REACH_INVITATION), -1)
    word = next((here for here in words if "invitation" in tokens[here].roles), None)
    if word is None:
        return None
    told = [party for party in read_right(tokens[:at], word) if party.name and "person" in party.name.roles]
    if not told:
        return None
    hosts = told[:-1] or read_subject(tokens, word, crosses=False)
    return Sides((told[-1],), tuple(party for party in hosts if _can_travel(party)))


def _of_travellers(token: Token, subject: list[Party], hosts: list[Party]) -> Sides:
    """A verb in the plural has no single subject: «الذين وصلوا» are others than the one named before."""
    is_one = len(subject) == 1 and subject[0].name is not None and "person" in subject[0].name.roles
    if is_one and token.text.endswith(("ون", "وا")):
        return NO_SIDES
    return Sides(tuple(party for party in subject if _can_travel(party)), tuple(hosts))


def _can_travel(party: Party) -> bool:
    """A person, a title, or a body's delegation."""
    if party.name is None or "person" in party.name.roles:
        return True
    return any("delegation" in word.roles for word in party.words)
