"""What part each side takes in an encounter: host or guest, mediator, convener, guarantor, observer.

Belongs here: the part of a side that is already known. Does not belong here: who the sides are (sides.py).
"""

from orchestration.news.noun_phrases import Party, Sides
from orchestration.news.told import Participant
from orchestration.news.triggers import Trigger

_TRAVEL = frozenset({"visit", "arrive"})
_PARTS = {"observing": "observer", "guaranteeing": "guarantor"}
_PLURAL = ("ين", "ون")


def role_of(party: Party, sides: Sides, frame: str) -> str:
    """Read the part of one side.

    Rules: «برعاية رامي» mediates, «بدعوة من رامي» convenes, «بضمانة رامي» vouches; of a journey the subject and those
    joined to it travel («زار رامي وهند أوسلو»), whoever else is named is host («زار رامي الوزيرة هند»).
    """
    if party.slot in {"mediator", "convener", "guarantor"}:
        return party.slot
    part = _third_part(party, sides, frame)
    if part:
        return part
    if frame not in _TRAVEL:
        return "participant"
    if party.slot == "company":
        return "visitor"
    if sides.left:
        return "visitor" if party in sides.left else "host"
    named = [other for other in sides.right if other.name]
    is_subject = party.slot == "first" and (party.is_joined or party in named[:1] or not named)
    return "visitor" if is_subject else "host"


def _third_part(party: Party, sides: Sides, frame: str) -> str | None:
    """«بحضور النرويج بصفة مراقب», «بمشاركة الدول الضامنة النرويج والسويد»: who looks on, or vouches for the others.

    Rules: guarantors who meet with nobody else are the participants, unless they are told to attend.
    """
    if party not in sides.right:
        return None
    parts = _parts(sides.right)
    is_theirs = set(parts) == {"guarantor"} and not sides.left and frame != "attendance"
    return None if is_theirs else parts[sides.right.index(party)]


def _parts(parties: tuple[Party, ...]) -> list[str | None]:
    """What a word beside each name tells that it is there for.

    Rules: of names that «و» joins, the word before the first tells all («مراقبين من النرويج والسويد»), and so does one
    in the plural behind the last («النرويج والسويد كمراقبين»).
    """
    words = [next((word for word in party.words if word.roles & _PARTS.keys()), None) for party in parties]
    for here in range(1, len(parties)):
        before, word = parties[here - 1], words[here - 1]
        is_bare = parties[here].is_joined and len(parties[here].words) == 1
        if word and is_bare and word.start < before.words[-1].start:
            words[here] = word
    for here in range(len(parties) - 1, 0, -1):
        word = words[here]
        if word and parties[here].is_joined and word is parties[here].words[-1] and word.text.endswith(_PLURAL):
            words[here - 1] = words[here - 1] or word
    return [next((_PARTS[role] for role in word.roles if role in _PARTS), None) if word else None for word in words]


def as_received(participants: tuple[Participant, ...], trigger: Trigger, *, leaders: int) -> tuple[Participant, ...]:
    """«استقبل رامي هند», «رامي وسعاد استقبلا هند»: hosts, then guests; «وصلت هند، ثم استقبلها رامي» the other way."""
    hosts = max(1, leaders)
    roles = ("visitor", "host") if trigger.pronoun == "single" else ("host", "visitor")
    return tuple(
        person._replace(role=roles[place >= hosts]) if person.role == "participant" else person
        for place, person in enumerate(participants)
    )


def with_traveller(participants: tuple[Participant, ...], frame: str) -> tuple[Participant, ...]:
    """«الزيارة التي قام بها رامي»: somebody travels, so whoever is named first does where no other is found."""
    if frame not in _TRAVEL or not participants or any(person.role == "visitor" for person in participants):
        return participants
    return (participants[0]._replace(role="visitor"), *participants[1:])


def as_invited(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """«دعا رامي هند لزيارة أوسلو»: she is invited, and has not travelled."""
    return tuple(person._replace(role="invited") if person.role == "visitor" else person for person in participants)


def as_observers(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """«شاركت النرويج في الاجتماع كمراقب»: whoever attends only looks on."""
    return tuple(person._replace(role="observer") for person in participants)
