"""Buildings without a name of their own in which one meets: «في مكتبه», «بمقر الوزارة», «في منزل رامي سالم».

Does not belong here: places that have a name (venues.py).
"""

import functools

from orchestration.news.circumstances import Place
from orchestration.news.clause_bounds import clause_begin, clause_end
from orchestration.news.clauses import Token
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

_LONGEST_BUILDING = 4
_OWN = ("ه", "ها", "هم", "هما", "ي", "نا")  # whose it is
_MARKS = frozenset({"comma", "stop", "open", "close", "quote"})
_BEYOND = _MARKS | {"adverb", "boundary", "relative", "skip", "verb", "with"}


def read_building(tokens: list[Token], at: int) -> Place | None:
    """«في مكتبه», «بمقر الوزارة», «الفندق الذي عقد فيه»: a building that has no name of its own."""
    for here in (*range(at + 1, clause_end(tokens, at)), *range(at - 1, clause_begin(tokens, at), -1)):
        is_led = here > 0 and tokens[here - 1].text in {"في", "داخل"}
        is_pointed_at = here < at and "relative" in tokens[here + 1].roles  # with «فيه» behind: else another clause
        if _is_building(tokens[here]) and (tokens[here].preposition == "ب" or is_led or is_pointed_at):
            return Place(_bare_start(tokens[here]), tokens[_building_end(tokens, here)].end, None, is_country=False)
    return None


def _is_building(token: Token) -> bool:
    return token.name is None and token.text in _buildings()


@functools.cache
def _bare_buildings() -> frozenset[str]:
    return frozenset(fold_text(word) for word in read_lexicon("grammar_words").filter(role="venue")["word"])


@functools.cache
def _buildings() -> frozenset[str]:
    """The lexicon's buildings: bare, with the article and with the pronoun of whose they are."""
    words = _bare_buildings()
    owned = [(word[:-1] + "ت" if word.endswith("ه") else word) + pronoun for word in words for pronoun in _OWN]
    return frozenset([*words, *("ال" + word for word in words), *owned])


def _bare_start(token: Token) -> int:
    return token.end - len(token.text) if token.preposition else token.start


def _building_end(tokens: list[Token], here: int) -> int:
    """«الفندق الكبير», «مقر وزارة الخارجية», «منزل رامي سالم»: up to the name or the last word that completes it."""
    end = here
    is_bare = tokens[here].text in _bare_buildings()
    for later in range(here + 1, min(len(tokens), here + _LONGEST_BUILDING)):
        token = tokens[later]
        is_open = token.is_joined or token.preposition or token.trigger or token.roles & _BEYOND
        is_word = token.text.startswith("ال") or "role_noun" in token.roles or token.name is not None
        if is_open or not (is_word or (is_bare and later == here + 1)):
            return end
        end = later
        if token.name is not None:
            return end
    return end
