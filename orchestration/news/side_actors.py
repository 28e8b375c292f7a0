"""Sides to participants: by name, by title, by pronoun.

Belongs here: which actor each side is, and who is meant where fewer sides are named than met.
Does not belong here: who may be meant by a title (references.py), and which phrases are sides (sides.py).
"""

import itertools
from collections.abc import Callable

from orchestration.news.clauses import Token, read_word
from orchestration.news.leaders import read_next_leader, read_subject
from orchestration.news.noun_phrases import Party, Sides
from orchestration.news.participants import clause_start
from orchestration.news.references import Titles, resolve_pair, resolve_title
from orchestration.news.roles import role_of, with_traveller
from orchestration.news.sides import is_only_object
from orchestration.news.told import Draft, Participant
from orchestration.news.triggers import Trigger

# Titles in the plural, and the office of one of those who bear it.
_ONE_OF = {"وزراء": "وزير", "رؤساء": "رئيس", "زعماء": "رئيس", "قاده": "رئيس", "وزيرا": "وزير", "وزيري": "وزير",
           "رئيسا": "رئيس", "رئيسي": "رئيس"}  # fmt: skip
_REACH_JOINED, _REACH_PAIR, _REACH_ALLUSION = 6, 6, 7


def resolve_sides(
    tokens: list[Token], at: int, sides: Sides, titles: Callable[[], Titles], drafts: list[Draft]
) -> tuple[Participant, ...]:
    """Name the sides of the trigger at `at`: by name, by title, or as those spoken of last where a pronoun stands."""
    trigger = tokens[at].trigger
    if trigger is None or _lacks_known_subject(sides, titles):
        return ()
    participants = name_parties(sides, titles, trigger.frame)
    if not participants and trigger.kind == "noun" and (alluded := _alluded(tokens, at)):
        return alluded
    if not participants and trigger.meeting_type == "call" and at and tokens[at - 1].roles & {"locprep", "aside"}:
        return _only_two(tokens, clause_start(tokens, at), at)
    if len(participants) < 2 and _is_joint(tokens, at, trigger):
        return _last_pair(drafts, tokens, at, titles) or participants
    if len(participants) == 1 and not sides.left and _lacks_subject(tokens, at, trigger, sides):
        return _both_of_next(tokens, at, participants) or _with_topic(drafts, participants)
    return participants


def _alluded(tokens: list[Token], at: int) -> tuple[Participant, ...]:
    """«قال رامي إن الطرف الآخر يرفض الحوار، في إشارة إلى هند»: the speaker and the one alluded to."""
    for here in range(at + 1, min(at + _REACH_ALLUSION, len(tokens) - 2)):
        if "allusion" in tokens[here].roles and "person" in tokens[here + 2].roles:
            before = max(clause_start(tokens, at) - 1, 0)
            told = [party.name for party in read_subject(tokens, before) if party.name]
            speakers = [name for name in told if "person" in name.roles]
            return _both([*speakers[:1], tokens[here + 2]], "named") if speakers else ()
    return ()


def _with_topic(drafts: list[Draft], known: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """«والتقى بهند»: whoever was spoken of last met her."""
    topic = next((person for draft in reversed(drafts) for person in draft.participants), None)
    if topic is None or topic.actor_id == known[0].actor_id:
        return known
    return (topic._replace(role="participant", resolution="pronoun"), *known)


def _both_of_next(tokens: list[Token], at: int, known: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """«وبعد مباحثاته مع هند تحدث رامي»: at the head of a sentence the pronoun is the one who acts next."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.kind != "noun":
        return ()
    leaders = [party.name for party in read_next_leader(tokens, at) if party.name]
    person = _participant(leaders[0] if leaders else None, "participant", "pronoun")
    return (person, *known) if person and person.actor_id != known[0].actor_id else ()


def _lacks_known_subject(sides: Sides, titles: Callable[[], Titles]) -> bool:
    """«أجرى المبعوث محادثات مع رامي وهند»: whose talks they were nobody knows, and the two did not meet each other."""
    if not sides.left or any(party.slot != "with" for party in sides.right):
        return False
    return not any(party.name or resolve_title(party, titles()) for party in sides.left)


def name_parties(sides: Sides, titles: Callable[[], Titles], frame: str) -> tuple[Participant, ...]:
    """The actor of each side that has one, by its name or by its title, with the part it takes."""
    found: dict[str, Participant] = {}
    for party in (*sides.left, *sides.right):
        token = party.name or resolve_title(party, titles(), found)
        is_counterpart = any("counterpart" in word.roles for word in party.words)
        resolution = "named" if party.name else "counterpart" if is_counterpart else "title"
        person = _participant(token, role_of(party, sides, frame), resolution)
        if person:
            found.setdefault(person.actor_id, person)
    return with_traveller(tuple(found.values()), frame)


def name_delegates(party: Party, titles: Callable[[], Titles]) -> tuple[Participant, ...]:
    """«وزراء خارجية النرويج والسويد»: the persons of the article who are that, and the countries of the others."""
    countries = [word for word in party.words if word.name and "country" in word.roles]
    head = next((place for place, word in enumerate(party.words) if word.text in _ONE_OF), None)
    if len(countries) < 2 or head is None:
        return ()
    office = [read_word(_ONE_OF[party.words[head].text])]
    for word in party.words[head + 1 :]:
        if word.name:
            break
        office.append(word)
    told = [Party(party.slot, None, (*office, country), is_joined=False) for country in countries]
    found = []
    for one, country in zip(told, countries, strict=True):
        person = resolve_title(one, titles())
        found.append(_participant(person or country, "participant", "title" if person else "named"))
    return tuple(participant for participant in found if participant)


def _participant(token: Token | None, role: str, resolution: str) -> Participant | None:
    if token is None or token.name is None or token.name.actor_id is None:
        return None
    return Participant(token.name.actor_id, token.name.mention_id, role, resolution)


def _is_joint(tokens: list[Token], at: int, trigger: Trigger) -> bool:
    """«لقائهما», «اجتمعا», «بين الطرفين», «جمع الرجلين»: the two who were spoken of last."""
    if trigger.is_plural:
        return False
    if trigger.is_dual or (trigger.pronoun == "joint" and tokens[at].text.endswith("هما")):
        return True
    near = tokens[at + 1 : at + 6]
    return any("pair" in token.roles or (token.trigger and _gathers_both(token.trigger)) for token in near)


def _gathers_both(trigger: Trigger) -> bool:
    """«اجتماع جمعهما»."""
    return trigger.lemma in {"جمع", "ضم"} and trigger.pronoun == "joint"


def _last_pair(
    drafts: list[Draft], tokens: list[Token], at: int, titles: Callable[[], Titles]
) -> tuple[Participant, ...]:
    if any("pair" in token.roles and token.text.startswith("ال") for token in tokens[:at]):
        told = _both(_joined_pair(tokens, at) or resolve_pair(tokens, at, titles()), "title")
        if told or not drafts:
            return told or _both(_named_before(titles(), tokens[at].start), "title")
    if any("pair" in token.roles for token in tokens[at + 1 : at + _REACH_PAIR]):
        joined = _both(_joined_pair(tokens, at), "named")
        if joined:
            return joined
    is_just_told = bool(drafts) and len(drafts[-1].participants) == 2 and drafts[-1].evidence[1] > tokens[at].start
    leaders = () if is_just_told else _both([p.name for p in read_subject(tokens, at) if p.name], "named")
    leaders = leaders or (() if is_just_told else _only_two(tokens, 0, at))
    pairs = (draft.participants for draft in reversed(drafts) if len(draft.participants) == 2)
    return leaders or tuple(person._replace(role="participant", resolution="pronoun") for person in next(pairs, ()))


def _named_before(titles: Titles, start: int) -> list[Token]:
    """«... رامي ... هند ... وكان الزعيمان قد التقيا»: everybody whom the article has named so far."""
    return [title.person for title in titles.values() if title.person.start < start]


def _only_two(tokens: list[Token], start: int, at: int) -> tuple[Participant, ...]:
    """«اتفق رامي مع هند خلال اجتماع جمعهما», «هنأ رامي هند في اتصال هاتفي»: the only two persons named before."""
    people = {token.name.actor_id: token for token in tokens[start:at] if token.name and "person" in token.roles}
    return _both(list(people.values()), "named") if len(people) == 2 else ()


def _joined_pair(tokens: list[Token], at: int) -> list[Token]:
    """«مع فلان وفلان، عقد لقاء بين الرجلين»: the last two persons before the trigger that «و» joins."""
    people = [here for here in range(at) if "person" in tokens[here].roles]
    for first, second in reversed(list(itertools.pairwise(people))):
        between = tokens[first + 1 : second]
        is_open = len(between) <= _REACH_JOINED and not any(
            token.trigger or token.roles & {"comma", "stop", "boundary", "verb", "with", "company"} for token in between
        )
        if is_open and any(token.is_joined for token in tokens[first + 1 : second + 1]):
            return [tokens[first], tokens[second]]
    return []


def _both(tokens: list[Token], resolution: str) -> tuple[Participant, ...]:
    """Two participants, or none: nobody meets himself."""
    people = [person for token in tokens if (person := _participant(token, "participant", resolution))]
    return tuple(people) if len({person.actor_id for person in people}) == len(people) == 2 else ()


def _lacks_subject(tokens: list[Token], at: int, trigger: Trigger, sides: Sides) -> bool:
    """«والتقى بفلان», «خلال لقائه بفلان», «لقاء جمعه بفلان»: one side is the one just spoken of."""
    if trigger.meeting_type == "visit" and trigger.frame != "reception":
        return False
    if trigger.kind == "verb":
        if trigger.pronoun == "single" and trigger.frame in {"receive", "object"}:  # «واستقبله رامي»
            return True
        is_object = is_only_object(tokens, at, trigger, list(sides.right))
        return is_object or all(party.slot != "first" for party in sides.right)
    near = tokens[max(0, at - 3) : at + 2]
    return trigger.pronoun == "single" or any(token.trigger and token.trigger.kind == "light" for token in near)
