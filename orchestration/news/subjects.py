"""The subject that stands behind a verb of saying: which name, if any, the noun phrase there puts forward.

Belongs here: one stretch of words with its names, titles and prepositions.
Does not belong here: where the clause of saying is, and a subject in front of its verb (speakers.py).
"""

from typing import NamedTuple

from orchestration.news.clauses import Token
from orchestration.news.speech_cues import aides, aside_at, find_cue, heads, prepositions, verbs

TITLES = frozenset({"title", "honorific", "role_noun", "counterpart", "plural_title"})
SKIPPED = frozenset({"skip", "adverb", "comma", "quote"})
_KNOWN = TITLES | SKIPPED | {"media", "sport", "delegation", "open", "close", "stop", "verb"}
_ARTICLES = ("ال", "لل", "بال", "كال")
_CLAUSE_ENDS = frozenset({"boundary", "stop", "verb", "relative"})
_LONGEST_SUBJECT, _LONGEST_TITLE = 30, 6


class Subject(NamedTuple):
    """Who the words name as subject: named, absent (goes on from before), unnamed (a title, a crowd) or doubtful."""

    state: str
    name: Token | None = None
    words: frozenset[str] = frozenset()  # of a name: its title, without articles
    head: str = ""  # of one who is unnamed: the first word, without its article


ABSENT, UNNAMED, DOUBTFUL = Subject("absent"), Subject("unnamed"), Subject("doubtful")


def subject_behind(tokens: list[Token], start: int, stop: int | None = None) -> Subject:
    """Read the subject in the words behind a verb, up to «إن», a colon, a full stop or another verb.

    Rules: a body right behind the verb («قالت وزارة النقل»), else the first person who is named for himself; «قال في
    باريس» has none.
    """
    end = end_of_subject(tokens, start, len(tokens) if stop is None else stop)
    start = _after_asides(tokens, start, end)
    if start >= end or "comma" in tokens[start].roles:
        return ABSENT
    if tokens[start].preposition or _is_preposition(tokens[start]):
        return _behind_phrase(tokens, start, end)
    first = next((here for here in range(start, end) if tokens[here].name), end)
    if first < end and is_body(tokens, start, first):
        return named(tokens, start, first)
    person = next((here for here in range(start, end) if is_person(tokens[here]) and is_free(tokens, here, start)), end)
    if person < end and not _is_object(tokens, start, person):
        return named(tokens, start, person)
    return UNNAMED._replace(head=_known_head(tokens[start:end]))


def _after_asides(tokens: list[Token], start: int, end: int) -> int:
    """«قال أمس، من جهته، فلان»: where the subject may begin."""
    while start < end:
        aside = aside_at(tokens, start)
        has_comma = bool(aside) and start + aside < end and "comma" in tokens[start + aside].roles
        is_adverb = tokens[start].roles & SKIPPED and not _is_preposition(tokens[start])
        if not aside and (not is_adverb or "comma" in tokens[start].roles):
            return start
        start += aside + has_comma or 1
    return start


def end_of_subject(tokens: list[Token], start: int, stop: int) -> int:
    """Find where the words behind a verb can no longer be its subject."""
    end = min(stop, start + _LONGEST_SUBJECT)
    for here in range(start, end):
        token = tokens[here]
        is_verb = token.text in verbs() or (token.trigger is not None and token.trigger.kind == "verb")
        if token.roles & _CLAUSE_ENDS or (here > start and (is_verb or find_cue(tokens, here))):
            return here
    return end


def named(tokens: list[Token], start: int, here: int) -> Subject:
    """Give the name at `here`; in doubt where another is joined to it."""
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    if after is not None and after.is_joined:
        is_nisba = after.text.startswith("ال") and any(is_person(token) for token in tokens[here + 2 : here + 4])
        if after.name or after.roles & TITLES or is_nisba:  # «فلان وفلان», «النرويجي فلان والدنماركي فلان»
            return DOUBTFUL
    title = [token.text.removeprefix("ال") for token in tokens[start:here] if token.name is None]
    return Subject("named", tokens[here], frozenset(title))


def is_person(token: Token) -> bool:
    """Whether a token is a person's name."""
    return token.name is not None and token.name.kind == "person"


def is_body(tokens: list[Token], start: int, here: int) -> bool:
    """Whether nothing but its head stands before a name: «صحيفة», «وزارة», a quotation mark."""
    return all(
        token.roles & {"media", "quote", "delegation", "role_noun", "skip"} and "title" not in token.roles
        for token in tokens[start:here]
    )


def is_free(tokens: list[Token], here: int, start: int) -> bool:
    """Whether a person is named for himself: not behind a preposition, nor as the one whose lawyer or office speaks."""
    if tokens[here].preposition:
        return False
    if here > start and _is_aide(tokens[here - 1]):  # «مستشار فلان»
        return False
    title = _title_of(tokens, here, start)
    if title is None:  # the word right before the name decides
        return here == start or not _is_possessed(tokens, here - 1)
    return not tokens[title].preposition and (title == start or not _is_possessed(tokens, title - 1))


def _title_of(tokens: list[Token], here: int, start: int) -> int | None:
    """Where the title of the person at `here` begins: «مع الرئيس الروسي فلان», «رئيس وزراء النرويج فلان»."""
    title = None
    for back in range(here - 1, max(start - 1, here - 1 - _LONGEST_TITLE), -1):
        token = tokens[back]
        if title is not None and (not token.roles & TITLES or _is_aide(token)):
            return title
        if _is_preposition(token) or "comma" in token.roles or (token.name and title is None):
            return title
        if token.roles & {"title", "honorific", "counterpart"}:
            title = back
        if token.preposition:
            return title
    return title


def _is_possessed(tokens: list[Token], at: int) -> bool:
    """«محامي فلان», «مبادرة فلان», «مع فلان», «معهد "فلان"»: who is named behind it is not who acts."""
    token = tokens[at]
    if "quote" in token.roles:
        return at > 0 and tokens[at - 1].text in heads()
    if _is_preposition(token) or _is_aide(token) or (token.trigger and token.trigger.kind == "noun"):
        return True
    is_definite = token.name or token.preposition or token.text.startswith(_ARTICLES)
    is_verb = token.trigger or token.text in verbs() or find_cue([token], 0)
    return not (is_definite or is_verb or token.roles & _KNOWN)


def _is_aide(token: Token) -> bool:
    return token.text in aides() or ("spokesman" in token.roles and not token.text.startswith("ال"))


def _is_preposition(token: Token) -> bool:
    return token.name is None and token.text in prepositions()


def _behind_phrase(tokens: list[Token], start: int, end: int) -> Subject:
    """«وقال لوكالة الأنباء مدير المركز فلان»: a subject behind a phrase; else none, or in doubt where one is named."""
    people = [here for here in range(start, end) if is_person(tokens[here]) and not tokens[here].preposition]
    if not people:
        return ABSENT
    listener = next((here for here in range(start, people[0]) if tokens[here].name), None)
    if listener is not None and tokens[start].preposition == "ل" and is_body(tokens, start + 1, listener):
        between = tokens[listener + 1 : people[0]]
        if not any(token.preposition or _is_preposition(token) for token in between):
            return named(tokens, listener + 1, people[0])
    return DOUBTFUL if any(is_free(tokens, here, start) for here in people) else ABSENT


def _is_object(tokens: list[Token], start: int, person: int) -> bool:
    """«اتهم البيان إدارة الرئيس فلان»: a body and its head behind a subject that is no title."""
    is_subject = tokens[start].text.startswith("ال") and not tokens[start].roles & TITLES
    return is_subject and person > start and tokens[person - 1].name is not None


def _known_head(region: list[Token]) -> str:
    """«الوزير», «الوزير الفرنسي في بيان»: the first word of one who was named before; not of «الوزير فلان»."""
    for here, token in enumerate(region):
        if here and (_is_preposition(token) or token.preposition or token.roles & {"comma", "adverb"}):
            break
        if token.name or not token.text.startswith("ال"):
            return ""
    return region[0].text.removeprefix("ال")
