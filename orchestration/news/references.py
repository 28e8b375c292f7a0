"""Who is meant without a name: a title, a pronoun, «the two sides»."""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from orchestration.news.clauses import Token, read_word
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, fold_text
from orchestration.news.noun_phrases import Party
from orchestration.news.office_terms import same_offices

_WINDOW_CHARS = 60
_PIECE = re.compile(r"[\w\u064b-\u0652\u0670]+|[^\w\s]")
_BREAKS = frozenset(
    {
        "stop",
        "boundary",
        "say",
        "topic",
        "verb",
        "with",
        "company",
        "between",
        "adverb",
        "locprep",
        "quote",
        "comma",
        "skip",
        "negation",
    }
)
_DEPUTIES = frozenset({"نائب", "نائبه"})
_SINGULAR_HEADS = frozenset({"title", "honorific"})


class Titled(NamedTuple):
    """A person of an article with the words that tell who that is; countries and their adjectives are ISO codes."""

    person: Token
    beside: set[str]  # stand right beside the name anywhere in the article
    offices: tuple[frozenset[str], ...]  # held at the time, by the registry


Titles = dict[str, Titled]


def read_titles(raw: str, persons: Iterable[Token], since: dt.date | None, until: dt.date | None) -> Titles:
    """For each person of an article, the titles that mean nobody else.

    Takes: the article's persons; the first and last day on which it may have come out, null where unknown.
    """
    found: Titles = {}
    people = sorted(persons, key=lambda person: person.start)
    limits = [0, *(person.end for person in people)]
    for number, person in enumerate(people):
        if person.name is None or person.name.actor_id is None:
            continue
        actor_id = person.name.actor_id
        if actor_id not in found:
            found[actor_id] = Titled(person, set(), _offices(actor_id, since, until))
        words = found[actor_id].beside
        first = max(limits[number], person.start - _WINDOW_CHARS)
        words |= _title_before(raw[first : person.start].rsplit("\n", maxsplit=1)[-1])
        last = people[number + 1].start if number + 1 < len(people) else len(raw)
        if last > person.end + _WINDOW_CHARS or "،" in raw[person.end : last]:
            words |= _apposition(raw[person.end : min(last, person.end + _WINDOW_CHARS)])
    return found


def resolve_title(party: Party, titles: Titles, known: Iterable[str] = ()) -> Token | None:
    """The one person of the article whose title has all the words of this one, or who held that office.

    Rules: «الرئيس الفرنسي» is the only person that stands beside both words, «نظيره المصري» the only one
    beside «المصري» but the other side; a plural, or a word of office alone, is nobody.
    """
    words = [word for word in party.words if word.name is None or "country" in word.roles]
    if not any(word.roles & _SINGULAR_HEADS for word in words):
        return None
    if any("plural_title" in word.roles for word in words):
        return None
    is_counterpart = any("counterpart" in word.roles for word in words)
    told = [stem for stem in _office(party) if not stem.startswith("نظير")]
    wanted = set(told)
    if not wanted:
        return None
    if len(wanted) == 1 and not is_counterpart:
        return _only_holder(told[0], titles)
    others = set(known) if is_counterpart else set()
    candidates = {actor_id: title for actor_id, title in titles.items() if actor_id not in others}
    matches = [
        title for title in candidates.values() if wanted <= title.beside and not _DEPUTIES & title.beside - wanted
    ]
    if len(matches) != 1:
        offices = _offices_of_counterparts(wanted, titles, others) if is_counterpart else {_as_one(told)}
        matches = [title for title in candidates.values() if any(_is_held(title, office) for office in offices)]
    return matches[0].person if len(matches) == 1 else None


def _only_holder(head: str, titles: Titles) -> Token | None:
    """«الوزير»: the article's only person with that word."""
    holders = [
        title for title in titles.values() if head in title.beside or any(head in held for held in title.offices)
    ]
    return holders[0].person if len(holders) == 1 else None


def _is_held(title: Titled, office: frozenset[str]) -> bool:
    """«وزيرة الخارجية» is the article's only one, whatever her country."""
    return any(office in {held, held - _country_codes()} for held in title.offices)


def _offices_of_counterparts(wanted: set[str], titles: Titles, others: set[str]) -> set[frozenset[str]]:
    """Of «نظيره المصري» beside Russia's foreign minister: the foreign minister of Egypt."""
    countries = _country_codes()
    held = [office for actor_id in others if actor_id in titles for office in titles[actor_id].offices]
    return {(office - countries) | wanted for office in held if office & countries} if wanted <= countries else set()


def resolve_pair(tokens: list[Token], at: int, titles: Titles) -> list[Token]:
    """«الرئيسين الروسي والتركي»: the two persons beside whose names the two adjectives stand."""
    for here in range(at - 1, 0, -1):
        if "pair" in tokens[here - 1].roles and tokens[here].text.startswith("ال"):
            adjectives = [token.text for token in tokens[here : here + 2]]
            found = [[title.person for title in titles.values() if _stem(word) in title.beside] for word in adjectives]
            return [people[0] for people in found if len(people) == 1]
    return []


def _office(party: Party) -> list[str]:
    """The stems of the title itself, from its head to the first word that can be no part of it."""
    head = next(place for place, word in enumerate(party.words) if word.roles & _SINGULAR_HEADS)
    stems: list[str] = []
    for place, word in enumerate(party.words[head:]):
        if place and word.name is None and _breaks(word):
            break
        stems += _stems(word.text)
    return stems


def _words(text: str) -> list[Token]:
    return [read_word(piece) for piece in _PIECE.findall(text)]


def _title_before(before: str) -> set[str]:
    """«الرئيس الفرنسي فلان», «الرئيس الفرنسي، فلان»: the title before a name, a comma between them or not."""
    words = _words(before)
    if words and "comma" in words[-1].roles:
        words.pop()
    backwards = list(reversed(words))
    # Behind «الوزير الروسي» the title «أمير» opens the name's own noun phrase.
    heads = [place for place, word in enumerate(backwards) if "title" in word.roles and not word.text.startswith("ال")]
    ends = (place for place in heads if place + 1 < len(backwards) and backwards[place + 1].text.startswith("ال"))
    return _title_run(backwards[: next(ends, len(backwards)) + 1])


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
        run.add(_stem(word.text))
    return run


def _breaks(word: Token) -> bool:
    """Whether no title goes on here; «العام» is a year in one place and part of an office in another."""
    return word.trigger is not None or bool(word.roles & _BREAKS and not word.roles & {"title", "role_noun"})


def _stems(text: str) -> list[str]:
    whole = _countries().get(fold_text(text))
    return [whole] if whole else [_stem(word.text) for word in _words(text) if "comma" not in word.roles]


def _stem(word: str) -> str:
    """A word without its article; «المصري» and «مصر» are one country, «فخامته» and «فخامة» one courtesy."""
    if word.endswith("ه") and "honorific" in read_word(word).roles:
        bare = word[:-1]
        bare = bare[:-1] + "ه" if bare.endswith("ت") else bare
        return bare if read_word(bare).roles & _SINGULAR_HEADS else word
    return _countries().get(word) or word.removeprefix("ال")


def _as_one(stems: Iterable[str]) -> frozenset[str]:
    """The words of an office under one of its names: «رئيس الحكومة» is «رئيس الوزراء»."""
    text = f" {' '.join(stems)} "
    for said, office in same_offices().items():
        text = text.replace(f" {said} ", f" {office} ")
    return frozenset(text.split())


def _offices(actor_id: str, since: dt.date | None, until: dt.date | None) -> tuple[frozenset[str], ...]:
    return tuple(
        words
        for words, held_from, held_to in _curated_offices().get(actor_id, ())
        if (not until or not held_from or held_from <= until) and (not since or not held_to or since <= held_to)
    )


@functools.cache
def _curated_offices() -> dict[str, list[tuple[frozenset[str], dt.date | None, dt.date | None]]]:
    held = pl.col("valid_from", "valid_to").str.to_date()
    offices: dict[str, list[tuple[frozenset[str], dt.date | None, dt.date | None]]] = {}
    roles = read_lexicon("actor_roles").select("actor_id", "role_ar", held)
    for actor_id, role, held_from, held_to in roles.iter_rows():
        words = fold_text(role).split()
        # «المبعوث الأممي إلى ليبيا» is «المبعوث الأممي» in the rest of the article.
        short = list(itertools.takewhile(lambda word: "locprep" not in read_word(word).roles, words))
        for told in (words, short):
            offices.setdefault(actor_id, []).append((_as_one(map(_stem, told)), held_from, held_to))
    return offices


@functools.cache
def _country_codes() -> frozenset[str]:
    return frozenset(_countries().values())


@functools.cache
def _countries() -> dict[str, str]:
    """The folded names of countries, and their adjectives with and without the article, to ISO codes.

    Rules: in a title «التركي» is no given name; «المالية» is of finance, and no Mali's.
    """
    names = read_lexicon("country_aliases").filter(is_ambiguous="false").select("alias", "country_iso3").iter_rows()
    told = read_lexicon("nisbas").filter(
        (pl.col("is_ambiguous") == "false") | ((pl.col("gender") == "m") & (pl.col("number") == "s"))
    )
    bare = told.select("country_iso3", word=fold(pl.col("nisba"))).drop_nulls()
    adjectives = pl.concat([bare, bare.with_columns(word="ال" + pl.col("word"))]).unique()
    adjectives = adjectives.filter(pl.len().over("word") == 1)
    return {fold_text(name): country for name, country in names} | dict(
        adjectives.select("word", "country_iso3").iter_rows()
    )
