"""What one trigger tells of an encounter, and where: the records that drafts.py fills and encounters.py merges."""

from collections.abc import Callable
from typing import Any, NamedTuple

from orchestration.news.circumstances import Day, Place
from orchestration.news.clauses import Token
from orchestration.news.cues import Status
from orchestration.news.references import Titles

GROUPS = {
    "held": "occurred", "ongoing": "occurred", "planned": "future", "proposed": "future",
    "postponed": "off", "cancelled": "off", "refused": "off", "denied": "denied",
}  # fmt: skip
RECEPTIONS = frozenset({"receive", "reception"})
CALLERS = frozenset({"mediator", "convener"})  # roles of those who bring others together


class Told(NamedTuple):
    """One sentence with a trigger, and what its article says around it."""

    raw: str
    sentence: dict[str, Any]
    tokens: list[Token]
    days: list[dict[str, Any]]
    titles: Callable[[], Titles]  # few articles need them
    is_sport: bool


class Participant(NamedTuple):
    """One actor of a draft."""

    actor_id: str
    mention_id: str
    role: str
    resolution: str


class Draft(NamedTuple):
    """What one trigger says; merged drafts are encounters."""

    sentences: frozenset[int]
    section: str
    meeting_type: str
    mode: str
    status: Status
    is_recalled: bool
    participants: tuple[Participant, ...]
    unnamed: tuple[str, ...]
    place: Place | None
    day: Day | None
    trigger: tuple[int, int]
    evidence: tuple[int, int]
    mode_span: tuple[int, int] | None
    speaker: Token | None  # who says so
    frame: str
