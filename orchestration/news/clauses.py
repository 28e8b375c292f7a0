"""Sentences as tokens: words with their grammatical class, names as one token each.

Belongs here: reading one word (particles taken off, class looked up) and one sentence, with raw offsets.
"""

import functools
import re
from typing import Any, NamedTuple

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text
from orchestration.news.triggers import Trigger, trigger_forms

# Letters, digits and the marks on them (U+0610-U+061A, U+064B-U+065F, U+0670, zero-width and direction marks).
# One word: «لقاءً» whole, with its tanwin, and «م.», which ends no clause. Left alone: the comma of «موسكو،».
_WORD = re.compile(
    r"\d+[.,]\d+|[\u0621-\u064a]\.|[\w\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e]+|[^\w\s]"
)
_ARTICLE_ROLES = frozenset({
    "title", "role_noun", "locative", "media", "sport", "spokesman", "plural_title", "delegation", "phone", "adverb",
})  # fmt: skip
_PUNCTUATION = {
    **dict.fromkeys("،,", "comma"),
    **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]", "close"),
    **dict.fromkeys(".؟?!؛;:…", "stop"),
    **dict.fromkeys("\"'«»“”„‘’", "quote"),
}
# A verb of the imperfect: س or not, then ي. «سيعقد», «يؤكد»; left alone: «يناير» (listed), «سياسي» (no ي third).
_IMPERFECT = re.compile(r"^س?ي\w{3,}$")
_LONGEST_ASIDE = 6


class Name(NamedTuple):
    """What a mention says of a token."""

    mention_id: str
    kind: str
    actor_id: str | None  # of a capital its country: «محادثات بين أوسلو وستوكهولم»
    location_id: str | None


class Token(NamedTuple):
    """One word, one mark or one name; offsets are code points of the raw text."""

    text: str  # folded, particles taken off
    start: int
    end: int
    roles: frozenset[str] = frozenset()
    is_joined: bool = False  # opens with و
    preposition: str = ""
    trigger: Trigger | None = None
    name: Name | None = None


def read_sentence(raw: str, start: int, end: int, mentions: list[dict[str, Any]]) -> list[Token]:
    """Split one sentence into tokens, each mention being one token with the particles written before it.

    Rules: a short aside in brackets is left out, unless it is all there is.
    """
    tokens: list[Token] = []
    position = start
    for mention in mentions:
        if mention["start_char"] < position:
            continue
        tokens += _words(raw, position, mention["start_char"])
        tokens.append(_name_token(raw, mention, tokens))
        position = mention["end_char"]
    tokens += _words(raw, position, end)
    texts = {token.text for token in tokens}  # most sentences need none of what follows
    if "و" in texts:
        tokens = _with_lone_conjunctions(tokens)
    if "غير" in texts:
        tokens = _with_exceptions(tokens)
    return tokens if texts.isdisjoint("([") else _without_asides(tokens)


def read_name(raw: str, mention: dict[str, Any]) -> Token:
    """Read one name as a token, whatever stands before it."""
    return _name_token(raw, mention, [])


def _words(raw: str, start: int, end: int) -> list[Token]:
    """Each word as `read_word` gives it, in its place: `_replace` would take twice the time."""
    hits = [(read_word(hit[0]), hit.start(), hit.end()) for hit in _WORD.finditer(raw, start, end)]
    return [
        Token(word.text, at, beyond, word.roles, word.is_joined, word.preposition, word.trigger)
        for word, at, beyond in hits
    ]


def _with_lone_conjunctions(tokens: list[Token]) -> list[Token]:
    """«أحمد و علي» as «أحمد وعلي»: a «و» that stands alone belongs to the next word."""
    kept: list[Token] = []
    for token in tokens:
        if kept and kept[-1].text == "و" and kept[-1].name is None:
            kept[-1] = token._replace(is_joined=True)
        else:
            kept.append(token)
    return kept


def _with_exceptions(tokens: list[Token]) -> list[Token]:
    """«غير أن» opens a clause, «محادثات غير رسمية» goes on."""
    for here, token in enumerate(tokens):
        if token.text == "غير" and [after.text for after in tokens[here + 1 : here + 2]] != ["ان"]:
            tokens[here] = token._replace(roles=token.roles - {"boundary"})
    return tokens


def _name_token(raw: str, mention: dict[str, Any], tokens: list[Token]) -> Token:
    """Take the particles off the token before, when they are written together with the name."""
    start, prefix = mention["start_char"], ""
    if tokens and tokens[-1].end == start and (raw[start - 1].isalpha() or raw[start - 1] == "ـ"):
        prefix = fold_text(raw[tokens[-1].start : start])
        tokens.pop()
    actor_id = mention["actor_id"] or _countries_of_capitals().get(mention["location_id"])
    name = Name(mention["mention_id"], mention["mention_type"], actor_id, mention["location_id"])
    surface = fold_text(raw[start : mention["end_char"]])
    if not prefix and surface.startswith("لل") and name.kind != "person":
        prefix = "ل"
    letters = prefix.lstrip("وف")
    return Token(
        surface, start, mention["end_char"], frozenset({"name", name.kind}),
        prefix[:1] in ("و", "ف"), letters[:1] if letters[:1] in ("ب", "ل", "ك") else "", None, name,
    )  # fmt: skip


def _without_asides(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    opened = -1
    for token in tokens:
        if "open" in token.roles:
            opened = len(kept)
        kept.append(token)
        if "close" in token.roles and opened >= 0 and len(kept) - opened <= _LONGEST_ASIDE + 2:
            if opened:
                del kept[opened:]
            opened = -1
    return kept


@functools.lru_cache(1 << 17)
def read_word(word: str) -> Token:
    """Read one written word: its class, and the particles in front of it.

    Rules: «وللرئيس» -> رئيس behind و and ل; «وزير» keeps its و, being listed whole; a listed word is never a
    trigger («وزارة» is no «زار»).
    """
    folded = fold_text(word)
    if folded in _PUNCTUATION or word in _PUNCTUATION:
        return Token(folded, 0, 0, frozenset({_PUNCTUATION.get(word) or _PUNCTUATION[folded]}))
    trigger = trigger_forms().get(folded)
    listed = _roles().get(folded, frozenset())
    if trigger and listed <= {"taking_place", "company"}:  # «يعقد» carries a noun, and says that it takes place
        return Token(folded, 0, 0, listed | {trigger.kind}, trigger.is_joined, trigger.preposition, trigger)
    for is_joined, preposition, bare in _splits(folded):
        roles = _roles().get(bare, frozenset())
        if bare.endswith("ا"):  # «صحفيا»; not «مشيرا», which is no marshal
            roles |= _roles().get(bare[:-1], frozenset()) & {"media"}
        if bare.startswith("ال"):
            roles |= _roles().get(bare[2:], frozenset()) & _ARTICLE_ROLES
        if roles:
            return Token(bare, 0, 0, roles, is_joined, preposition)
    is_joined = folded.startswith("و") and len(folded) > 2
    bare = folded[1:] if is_joined else folded
    return Token(bare, 0, 0, frozenset({"verb"}) if _IMPERFECT.match(bare) else frozenset(), is_joined)


def _splits(folded: str) -> list[tuple[bool, str, str]]:
    """Ways to take particles off: none, a conjunction, a preposition, both."""
    ways = [(False, "", folded)]
    if folded[:1] in ("و", "ف") and len(folded) > 2:
        ways.append((True, "", folded[1:]))
    for is_joined, _, rest in tuple(ways):
        if rest.startswith("لل"):
            ways.append((is_joined, "ل", "ال" + rest[2:]))
        if rest[:1] in ("ب", "ل", "ك") and len(rest) > 3:
            ways.append((is_joined, rest[0], rest[1:]))
    return ways


@functools.cache
def _countries_of_capitals() -> dict[str, str]:
    """The places that are capitals, with the actors that their countries are; Brussels speaks for the Union."""
    countries = read_lexicon("countries").select("actor_id", "country_iso3", name_ar="capital_ar")
    capitals = read_lexicon("cities").join(countries, on=["country_iso3", "name_ar"])
    return dict(capitals.select("location_id", "actor_id").iter_rows()) | {"brussels": "european_union"}


@functools.cache
def _roles() -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for word, role in read_lexicon("grammar_words").select("word", "role").iter_rows():
        roles.setdefault(fold_text(word), set()).add(role)
    return {word: frozenset(found) for word, found in roles.items()}
