"""Noun phrases: which name or title each stretch of text puts forward as a possible side.

Belongs here: what is head, title, apposition, possessor or mere place inside one phrase.
Does not belong here: where the phrases of a frame begin and end (participants.py).
"""

from typing import NamedTuple

from orchestration.news.clauses import Token

TITLES = frozenset({"title", "honorific", "role_noun"})
_TITLED = frozenset({"title", "honorific"})
_BODIES = frozenset({"organization", "country"})
_LONGEST_LOCATIVE, _LONGEST_PART = 4, 3


class Party(NamedTuple):
    """One noun phrase that may be a side; `name` is null where only a title stands."""

    slot: str  # first|with|company|between|mediator|convener|guarantor|chair|to
    name: Token | None
    words: tuple[Token, ...]
    is_joined: bool


class Sides(NamedTuple):
    """The parties on either side of a trigger."""

    left: tuple[Party, ...]
    right: tuple[Party, ...]


NO_SIDES = Sides((), ())


class Phrase(NamedTuple):
    """Tokens between two markers, conjunctions or commas."""

    slot: str
    is_joined: bool
    after_comma: bool
    tokens: tuple[Token, ...]


def as_parties(phrases: list[Phrase]) -> list[Party]:
    """Turn phrases into sides; a person after a comma completes the title before it."""
    parties: list[Party] = []
    for phrase in phrases:
        found = _parties_in(phrase)
        last = parties[-1] if parties else None
        if phrase.after_comma and last and found and not found[0].is_joined:
            if last.name is None and found[0].name:
                parties[-1] = last._replace(name=found[0].name, words=last.words + found[0].words)
                found = found[1:]
            elif last.name and found[0].name is None and not is_of_many(found[0]):
                found = found[1:]  # «فلان، رئيس الوزراء»: an apposition; not «استقبل فلان، اليوم، وزراء»
        parties += found
    return _with_heads(_without_title_countries(parties))


def is_of_many(party: Party) -> bool:
    """«وزراء الخارجية», «مسؤولين»."""
    return any("plural_title" in word.roles for word in party.words)


def _with_heads(parties: list[Party]) -> list[Party]:
    """«وفد الحزب برئاسة فلان», «وفد رفيع برئاسة فلان»: the head stands for the body."""
    kept: list[Party] = []
    for party in parties:
        if party.slot == "chair" and party.name and kept and _is_headed(kept[-1]):
            kept[-1] = kept[-1]._replace(name=party.name)
            continue
        kept.append(party)
    return kept


def _is_headed(party: Party) -> bool:
    if party.name is None:
        return any("delegation" in word.roles for word in party.words)
    return "organization" in party.name.roles


def _parties_in(phrase: Phrase) -> list[Party]:
    """Persons before bodies: «وزير خارجية النرويج سالم» is Salim; a title alone where nobody is named."""
    people = _people(phrase)
    opening = _opening_title(phrase)
    if people and opening:
        later = phrase._replace(tokens=phrase.tokens[opening:], is_joined=False)
        return [Party(phrase.slot, None, phrase.tokens[:opening], phrase.is_joined), *_parties_in(later)]
    if people:
        ends = phrase.tokens.index(people[-1]) + 1
        rest = phrase.tokens[ends:]
        places = (*_opening_body(phrase), *map(phrase.tokens.index, people))
        parties = [_party(phrase, place, opens=place == places[0]) for place in places]
        if _opens_object_body(phrase, rest):
            return [*parties, Party("first", rest[0], rest[:1], is_joined=False)]
        return [*parties, Party("first", None, rest, is_joined=False)] if _has_object_title(phrase, rest) else parties
    body = next((place for place in _bodies(phrase) if _stands_for_itself(phrase, place)), None)
    if body is not None:
        return [_party(phrase, body, opens=True)]
    is_led = _has_title(phrase.tokens) and not _is_mere_place(phrase.tokens)
    return [Party(phrase.slot, None, phrase.tokens, phrase.is_joined)] if is_led else []


def _is_mere_place(tokens: tuple[Token, ...]) -> bool:
    """«السبت في المجلس»: the word for a body behind «في» says where."""
    first = next((place for place, token in enumerate(tokens) if token.roles & _TITLED), 0)
    return first > 0 and tokens[first - 1].text in {"في", "داخل"}


def _opening_title(phrase: Phrase) -> int:
    """«التقى المبعوث الأممي الخميس في أوسلو الوزيرة هند»: the length of a title that a time parts from the name."""
    time = next((place for place, word in enumerate(phrase.tokens) if word.roles == {"adverb"}), 0)
    time = time or _second_title(phrase)
    opening = phrase.tokens[:time]
    is_title = _has_title(opening) and not any(word.name and "country" not in word.roles for word in opening)
    return time if phrase.slot == "first" and is_title and _has_title(phrase.tokens[time:]) else 0


def _second_title(phrase: Phrase) -> int:
    """«يلتقي الوزير الروسي أمير البلاد الشيخ فلان»: where a title with «ال» and its adjective give way to another."""
    words = phrase.tokens[:3]
    if len(words) < 3 or not all(word.text.startswith("ال") for word in words[:2]):
        return 0
    is_title = bool(words[0].roles & {"title", "honorific"}) and not words[1].roles
    return 2 if is_title and "title" in words[2].roles and not words[2].text.startswith("ال") else 0


def _party(phrase: Phrase, place: int, *, opens: bool) -> Party:
    ends = _part_told_behind(phrase.tokens, place) or place + 1
    return Party(phrase.slot, phrase.tokens[place], phrase.tokens[:ends], phrase.is_joined and opens)


def _part_told_behind(tokens: tuple[Token, ...], place: int) -> int:
    """«النرويج بصفة مراقب», «النرويج كضامن»: where the words end that tell what the name is there for, else 0."""
    near = range(place + 1, min(len(tokens), place + 1 + _LONGEST_PART))
    return next((here + 1 for here in near if tokens[here].roles & {"observing", "guaranteeing"}), 0)


def _people(phrase: Phrase) -> list[Token]:
    """The persons of a phrase: of two names side by side the latter, and none who only tells who another is.

    Rules: right behind a verb both stand, its subject and its object («التقى رامي هند»).
    """
    people: list[Token] = []
    for place, token in enumerate(phrase.tokens):
        if "person" not in token.roles:
            continue
        if people and phrase.tokens[place - 1] is people[-1] and not _is_object_slot(phrase):
            people.pop()
        elif people and (_is_possessor(phrase.tokens, place) or _opens_apposition(phrase, people[-1])):
            continue
        people.append(token)
    return people


def _opening_body(phrase: Phrase) -> list[int]:
    """«استقبلت النرويج فلانا»: a country right behind the verb is a side of its own."""
    opens = _is_object_slot(phrase) and bool(phrase.tokens[0].roles & _BODIES)
    return [0] if opens and not phrase.tokens[0].preposition else []


def _has_title(tokens: tuple[Token, ...]) -> bool:
    return any(not _TITLED.isdisjoint(token.roles) and token.preposition != "ك" for token in tokens)  # «كرئيس»


def _has_object_title(phrase: Phrase, rest: tuple[Token, ...]) -> bool:
    """«استقبل فلان وزراء الخارجية»: the title behind the subject is the object."""
    return phrase.slot == "first" and _has_title(rest)


def _opens_object_body(phrase: Phrase, rest: tuple[Token, ...]) -> bool:
    """«دعا رامي النرويج إلى محادثات»: a body right behind the subject is the object."""
    return phrase.slot == "first" and bool(rest) and bool(rest[0].roles & _BODIES) and not rest[0].preposition


def _bodies(phrase: Phrase) -> list[int]:
    """Where organizations and countries stand that are not mere places: «مع النرويج», not «في النرويج»."""
    bodies: list[int] = []
    locative = 0
    for place, token in enumerate(phrase.tokens):
        is_written_in = token.preposition == "ب" and token.roles & {"place", "country"}
        if is_written_in or token.roles & {"locprep", "locative"}:
            locative = _LONGEST_LOCATIVE
        elif token.roles & {"title", "honorific"}:
            locative = 0
        if token.name is None:
            locative -= 1
            continue
        is_goal = token.preposition == "ل" and "country" in token.roles
        is_body = token.roles & _BODIES or _stands_for_country(phrase, token)
        if is_body and locative <= 0 and not is_goal:
            bodies.append(place)
        locative = 0
    return bodies


def _stands_for_country(phrase: Phrase, token: Token) -> bool:
    """«محادثات بين أوسلو وستوكهولم»; not «محادثات مع هند بأوسلو»."""
    is_capital = "place" in token.roles and token.name is not None and token.name.actor_id is not None
    return is_capital and phrase.slot == "between" and not token.preposition


def _stands_for_itself(phrase: Phrase, place: int) -> bool:
    """A body with nothing but known words before it, or with its delegation; not the country of a title."""
    before = phrase.tokens[:place]
    if _has_title(before):
        words = [word for word in before if "quote" not in word.roles]
        if "organization" in phrase.tokens[place].roles and any(word.text == "من" for word in words[-2:]):
            return True  # «مسؤول من الحزب»
        opens = next((place for place, word in enumerate(words) if "delegation" in word.roles), len(words))
        return opens < len(words) and all("role_noun" in word.roles for word in words[opens:])
    return not any(not word.roles and len(word.text) > 2 and not word.text.startswith("ال") for word in before)


def _is_possessor(tokens: tuple[Token, ...], place: int) -> bool:
    """«أحمد مدير ديوان الرئيس سعيد»: سعيد only tells who Ahmad is."""
    if place < 2 or "honorific" not in tokens[place - 1].roles:
        return False
    before = tokens[place - 2]
    is_office = bool(before.roles & {"title", "role_noun"}) and "honorific" not in before.roles
    return is_office and not before.text.startswith("ال")


def _opens_apposition(phrase: Phrase, person: Token) -> bool:
    """«وخالد شقيق ولي العهد الأمير سالم»: the title right behind a name only tells who that is.

    Rules: not right behind a verb, where it may be the object («استقبل خالد وزير الخارجية سالما»).
    """
    after = phrase.tokens[phrase.tokens.index(person) + 1]
    return not _is_object_slot(phrase) and "title" in after.roles and not after.text.startswith("ال")


def _is_object_slot(phrase: Phrase) -> bool:
    return phrase.slot == "first" and not phrase.is_joined


def _without_title_countries(parties: list[Party]) -> list[Party]:
    """Countries that go on with a title's list belong to it: «وزراء خارجية مصر والسودان»."""
    kept: list[Party] = []
    in_title = False
    for party in parties:
        is_bare = party.name is not None and party.name.name is not None and party.name.name.kind == "country"
        if in_title and is_bare and party.is_joined:
            kept[-1] = kept[-1]._replace(words=kept[-1].words + party.words)
            continue
        in_title = party.name is None and any(word.name and word.name.kind == "country" for word in party.words)
        kept.append(party)
    return kept
