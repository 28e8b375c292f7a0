"""What part each side takes in an encounter, as its trigger tells it: host, visitor, invited, mediator, convener.

Belongs here: the part of a side that is already known. Does not belong here: who the sides are (sides.py).
"""

from orchestration.news.noun_phrases import Party, Sides
from orchestration.news.told import Participant
from orchestration.news.triggers import Trigger

_TRAVEL = frozenset({"visit", "arrive"})


def role_of(party: Party, sides: Sides, frame: str) -> str:
    """Read the part of one side.

    Rules: «برعاية رامي» mediates, «بدعوة من رامي» convenes; of a journey the subject and those joined to it travel
    («زار رامي وهند أوسلو»), whoever else is named is host («زار رامي الوزيرة هند»).
    """
    if party.slot in {"mediator", "convener"}:
        return party.slot
    if frame not in _TRAVEL:
        return "participant"
    if party.slot == "company":
        return "visitor"
    if sides.left:
        return "visitor" if party in sides.left else "host"
    named = [other for other in sides.right if other.name]
    is_subject = party.slot == "first" and (party.is_joined or party in named[:1] or not named)
    return "visitor" if is_subject else "host"


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
