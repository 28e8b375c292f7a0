"""Who else takes part: those beside the sides of the frame.

Belongs here: sides without a name and those who speak for them, hosts and attendants that other words name.
Does not belong here: the sides of the frame itself (sides.py), and whom titles and pronouns mean (side_actors.py).
"""

from collections.abc import Callable

from orchestration.news.attendance import attending_clause, company_ahead
from orchestration.news.clauses import Name
from orchestration.news.noun_phrases import Party, Sides, is_of_many
from orchestration.news.participants import clause_start, is_person, read_persons, read_right
from orchestration.news.references import Titles, resolve_title
from orchestration.news.side_actors import name_delegates, name_parties
from orchestration.news.sides import read_sides
from orchestration.news.told import Participant, Told

_REACH_BODY = 3


def with_others(
    known: tuple[Participant, ...], unnamed: tuple[Party, ...], told: Told, at: int
) -> tuple[Participant, ...]:
    """Add to the sides of the trigger at `at` who attends, who speaks for sides without a name, and who hosts."""
    attended = _with_attendants(known, told, at)
    return _with_host(_with_delegates(attended, unnamed, told.titles), told, at)


def unnamed_parties(told: Told, at: int, sides: Sides) -> tuple[Party, ...]:
    """Those who take part without a name: «مع مسؤولين», and of «لحضور اجتماعهم» those of whom it speaks."""
    parties = [*sides.left, *sides.right]
    if told.tokens[at].text.endswith("هم") and all(party.name for party in parties):
        parties += [party for party in read_persons(told.tokens[:at], -1) if is_of_many(party)][-1:]
    untold = (party for party in parties if party.name is None and party.words)
    return tuple(party for party in untold if resolve_title(party, told.titles()) is None)


def _with_delegates(
    known: tuple[Participant, ...], unnamed: tuple[Party, ...], titles: Callable[[], Titles]
) -> tuple[Participant, ...]:
    """Where nobody else is named: «لقاء رامي مع قادة الحزب» is the party's, «اجتمع وزراء النرويج والسويد» theirs."""
    if len(known) > 1:
        return known
    actors = {person.actor_id for person in known}
    sent = [person for party in unnamed for person in name_delegates(party, titles)]
    if not sent and known:
        bodies = [name for party in unnamed if (name := _represented(party))]
        sent = [Participant(name.actor_id, name.mention_id, "participant", "named") for name in bodies if name.actor_id]
        sent = [body for body in sent if body.actor_id not in actors][:1]
    others = {person.actor_id: person for person in sent if person.actor_id not in actors}
    return (*known, *others.values())


def _represented(party: Party) -> Name | None:
    """«قادة الحزب», «مسؤولين في الحزب»: the body right behind the word for those who speak for one."""
    head = next((place for place, word in enumerate(party.words) if "representing" in word.roles), len(party.words))
    near = party.words[head + 1 : head + 1 + _REACH_BODY]
    return next((word.name for word in near if word.name and "organization" in word.roles), None)


def _with_host(known: tuple[Participant, ...], told: Told, at: int) -> tuple[Participant, ...]:
    """«سيستضيف رامي غدا لقاء بين هند وسعاد»: the person under whose roof they meet takes part."""
    trigger, start = told.tokens[at].trigger, clause_start(told.tokens, at)
    if not known or trigger is None or trigger.kind != "noun" or trigger.is_definite:
        return known
    verb = next((here for here in range(at - 1, start - 1, -1) if told.tokens[here].trigger), at)
    told_by = told.tokens[verb].trigger
    if told_by is None or told_by.lemma != "استضاف":
        return known
    sides = read_sides(told.tokens, verb)
    if any(party.slot == "first" for party in sides.right):
        return known  # «استضاف رامي هند»
    persons = tuple(party for party in sides.left if is_person(party))
    hosts = name_parties(Sides((), persons), told.titles, "receive")
    actors = {person.actor_id for person in known}
    return (*known, *(host._replace(role="host") for host in hosts if host.actor_id not in actors))


def _with_attendants(known: tuple[Participant, ...], told: Told, at: int) -> tuple[Participant, ...]:
    """«قمة عقدت في أوسلو وشارك فيها فلان وفلان», «بحضور فلان، التقى فلان فلانا»: those told before or behind."""
    verb = attending_clause(told.tokens, at)
    others = read_right(told.tokens, verb) if verb is not None else company_ahead(told.tokens, at) if known else []
    actors = {person.actor_id for person in known}
    attendants = name_parties(Sides((), tuple(others)), told.titles, "attendance")
    return (*known, *(person for person in attendants if person.actor_id not in actors))
