"""Who is meant without a name: a title, a pronoun, «the two sides»."""

import re
from collections.abc import Iterable

from orchestration.news.clauses import Token, read_word
from orchestration.news.noun_phrases import Party

_WINDOW_CHARS = 60
_PIECE = re.compile(r"[\w\u064b-\u0652\u0670]+|[^\w\s]")
_BREAKS = frozenset(
    {"stop", "boundary", "say", "topic", "verb", "with", "between", "adverb", "locprep", "quote", "comma"}
)
Titles = dict[str, tuple[Token, set[str]]]
_SINGULAR_HEADS = frozenset({"title", "honorific"})


def title_words(raw: str, persons: Iterable[Token]) -> Titles:
    """For each person of an article, the words of title that stand right beside the name anywhere in it."""
    found: Titles = {}
    people = sorted(persons, key=lambda person: person.start)
    limits = [0, *(person.end for person in people)]
    for number, person in enumerate(people):
        if person.name is None or person.name.actor_id is None:
            continue
        _, words = found.setdefault(person.name.actor_id, (person, set()))
        first = max(limits[number], person.start - _WINDOW_CHARS)
        words |= _title_run(list(reversed(_words(raw[first : person.start].rsplit("\n", maxsplit=1)[-1]))))
        last = people[number + 1].start if number + 1 < len(people) else len(raw)
        if last > person.end + _WINDOW_CHARS or "،" in raw[person.end : last]:
            words |= _apposition(raw[person.end : min(last, person.end + _WINDOW_CHARS)])
    return found


def resolve_title(party: Party, titles: Titles, known: Iterable[str] = ()) -> Token | None:
    """The one person of the article whose title has all the words of this one.

    Rules: «الرئيس الفرنسي» is the only person that stands beside both words, «نظيره المصري» the only one
    beside «المصري» but the other side; a plural, or a word of office alone, is nobody.
    """
    words = [word for word in party.words if word.name is None]
    if not any(word.roles & _SINGULAR_HEADS for word in words):
        return None
    if any("plural_title" in word.roles for word in words):
        return None
    is_counterpart = any("counterpart" in word.roles for word in words)
    wanted = {stem for stem in _office(party) if not stem.startswith("نظير")}
    if len(wanted) < (1 if is_counterpart else 2):
        return None
    others = set(known) if is_counterpart else set()
    matches = [person for actor_id, (person, beside) in titles.items() if wanted <= beside and actor_id not in others]
    return matches[0] if len(matches) == 1 else None


def resolve_pair(tokens: list[Token], at: int, titles: Titles) -> list[Token]:
    """«الرئيسين الروسي والتركي»: the two persons beside whose names the two adjectives stand."""
    for here in range(at - 1, 0, -1):
        if "pair" in tokens[here - 1].roles and tokens[here].text.startswith("ال"):
            adjectives = [token.text.removeprefix("ال") for token in tokens[here : here + 2]]
            found = [[person for person, beside in titles.values() if word in beside] for word in adjectives]
            return [people[0] for people in found if len(people) == 1]
    return []


def _office(party: Party) -> set[str]:
    """The stems of the title itself, from its head to the first word that can be no part of it."""
    head = next(place for place, word in enumerate(party.words) if word.roles & _SINGULAR_HEADS)
    stems: set[str] = set()
    for place, word in enumerate(party.words[head:]):
        if place and word.name is None and _breaks(word):
            break
        stems |= _stems(word.text)
    return stems


def _words(text: str) -> list[Token]:
    return [read_word(piece) for piece in _PIECE.findall(text)]


def _apposition(after: str) -> set[str]:
    """«فلان، رئيس الوزراء»: the title behind a name, unless it leads on to another name."""
    words = _words(after.split("\n", maxsplit=1)[0].lstrip("،, "))
    is_title = bool(words) and "title" in words[0].roles and not words[0].is_joined
    return _title_run(words) if is_title else set()


def _title_run(words: list[Token]) -> set[str]:
    """The words up to the first that can be no part of a title."""
    run: set[str] = set()
    for word in words:
        if _breaks(word) or (word.is_joined and not word.text.startswith("ال") and "role_noun" not in word.roles):
            break
        run.add(word.text.removeprefix("ال"))
    return run


def _breaks(word: Token) -> bool:
    """Whether no title goes on here; «العام» is a year in one place and part of an office in another."""
    return word.trigger is not None or bool(word.roles & _BREAKS and not word.roles & {"title", "role_noun"})


def _stems(text: str) -> set[str]:
    return {word.text.removeprefix("ال") for word in _words(text) if "comma" not in word.roles}
