"""Pairs of quotation marks: where somebody's words begin and end in a paragraph, or in several.

Belongs here: which mark opens and which closes, also where one is missing or stands the wrong way round.
Does not belong here: whether the words between are speech, and whose (quotes.py, speakers.py).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# U+0022, U+201C-U+201F, U+00AB, U+00BB, U+2039, U+203A, and the single marks written twice.
# «"سلام"» holds four; left alone: the apostrophe of «d'Orsay».
MARKS = '"“”„‟«»‹›'
DOUBLED = ("''", "‘‘", "’’", "``", "´´")
# Each mark by itself, not a class of them: so the engine knows with what a match begins, and skips all else.
_MARK = re.compile("|".join(map(re.escape, [*MARKS, *DOUBLED])))
_OPENING, _CLOSING = frozenset("“„‟«‹"), frozenset("”»›")
_FAMILIES = {mark: family for family, marks in enumerate(('"', "“”„‟", "«»", "‹›")) for mark in marks}
_BEFORE_WORDS, _AFTER_WORDS = frozenset("([{:،,-–—/ـ"), frozenset(".،,;؛:!؟?)]}…-–—/")
_PARTICLES = frozenset("وفبلك")

_LONGEST_CHARS = 3_000


class Mark(NamedTuple):
    """One mark: its place, which marks it pairs with, and what it looks like: O(pens), C(loses), N(either)."""

    start: int
    end: int
    family: int
    look: str


class Pair(NamedTuple):
    """The marks around a quotation; the words stand from `opening.end` to `closing.start`."""

    opening: Mark
    closing: Mark


def pair_marks(raw: str, paragraphs: Iterable[tuple[int, int]]) -> list[Pair]:
    """Pair the quotation marks of an article.

    Takes: the raw text and the places of its paragraphs that hold a mark, in reading order.
    Returns: the outermost pairs in reading order, none longer than 3,000 characters.
    Rules: a mark left open goes on where the next paragraph opens with such a mark; else it is dropped.
    """
    read = [(start, end, _marks(raw, start, end)) for start, end in paragraphs]
    turned = _turned_families([mark for _, _, marks in read for mark in marks], raw)
    pairs: list[Pair] = []
    for family in sorted({mark.family for _, _, marks in read for mark in marks}):
        pairs += _pairs_of(raw, family, turned, read)
    return list(_outermost(pairs))


def _marks(raw: str, start: int, end: int) -> list[Mark]:
    hits = _MARK.finditer(raw, start, end)
    return [
        Mark(*hit.span(), _FAMILIES.get(hit[0], len(_FAMILIES)), _look(raw, *hit.span(), start, end)) for hit in hits
    ]


def _look(raw: str, at: int, beyond: int, start: int, end: int) -> str:
    """What the characters around a mark make of it: «(" x» opens, «x".» closes, «x"x» and « " » may do either."""
    before = raw[at - 1] if at > start else " "
    after = raw[beyond] if beyond < end else " "
    is_particle = before in _PARTICLES and (at - 1 == start or raw[at - 2].isspace())
    has_room = before.isspace() or before in _BEFORE_WORDS or before in MARKS or is_particle
    has_end = after.isspace() or after in _AFTER_WORDS or after in MARKS
    if has_room == has_end or is_particle:
        return "O" if is_particle and not has_end else "N"
    return "O" if has_room else "C"


def _turned_families(marks: list[Mark], raw: str) -> frozenset[int]:
    """Families that an article writes the wrong way round: »...«, as mirrored keyboards do."""
    votes: dict[int, int] = {}
    for mark in marks:
        drawn = _drawn(raw[mark.start])
        if drawn != "N" and mark.look != "N":
            votes[mark.family] = votes.get(mark.family, 0) + (1 if drawn == mark.look else -1)
    return frozenset(family for family, vote in votes.items() if vote < 0)


def _drawn(mark: str) -> str:
    return "O" if mark in _OPENING else "C" if mark in _CLOSING else "N"


def _pairs_of(raw: str, family: int, turned: frozenset[int], read: list[tuple[int, int, list[Mark]]]) -> Iterator[Pair]:
    """The pairs of one family, paragraph by paragraph; `carried` is the mark that the last one left open."""
    carried: Mark | None = None
    last_end = 0
    for start, end, marks in read:
        own = [mark for mark in marks if mark.family == family]
        is_next = carried is not None and not raw[last_end:start].strip()
        goes_on = is_next and bool(own) and not raw[start : own[0].start].strip()
        last_end = end
        opened = carried if goes_on else None
        own = own[1:] if goes_on else own
        if own and _drawn(raw[own[0].start]) != "N":
            directed = [mark._replace(look=_direction(raw[mark.start], family in turned)) for mark in own]
            found, carried = _pair_directed(directed, opened)
        else:
            found, carried = _pair_straight(own, opened)
        yield from found


def _direction(mark: str, is_turned: bool) -> str:  # noqa: FBT001 - a private helper
    drawn = _drawn(mark)
    return {"O": "C", "C": "O"}[drawn] if is_turned else drawn


def _pair_directed(marks: list[Mark], opened: Mark | None) -> tuple[list[Pair], Mark | None]:
    """« and » by what they are; pairs inside others come out too."""
    pairs = []
    stack = [opened] if opened else []
    for mark in marks:
        if mark.look == "O":
            stack.append(mark)
        elif stack:
            pairs.append(Pair(stack.pop(), mark))
    return pairs, stack[0] if stack else None


def _pair_straight(marks: list[Mark], opened: Mark | None) -> tuple[list[Pair], Mark | None]:
    """Straight marks by turns; by their looks where one is missing."""
    if opened:
        if not marks:
            return [], opened
        pairs, left = _pair_straight(marks[1:], None)
        return [Pair(opened, marks[0]), *pairs], left
    if len(marks) % 2 == 0 and not any(mark.look == "C" for mark in marks[::2]):
        return [Pair(*pair) for pair in zip(marks[::2], marks[1::2], strict=True)], None
    pairs = []
    waiting: Mark | None = None
    for mark in marks:
        if waiting and mark.look != "O":
            pairs.append(Pair(waiting, mark))
            waiting = None
        elif mark.look != "C":
            waiting = mark
    return pairs, waiting


def _outermost(pairs: list[Pair]) -> Iterator[Pair]:
    end = -1
    for pair in sorted(pairs, key=lambda pair: (pair.opening.start, -pair.closing.start)):
        if pair.opening.start >= end and pair.closing.start - pair.opening.end <= _LONGEST_CHARS:
            yield pair
            end = pair.closing.end
