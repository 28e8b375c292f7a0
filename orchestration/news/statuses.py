"""Whether an encounter took place: tense, negation and the cue words around its trigger."""

import functools
import re
from typing import NamedTuple

from orchestration.news.clauses import Token
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text
from orchestration.news.participants import clause_start
from orchestration.news.triggers import Trigger

_REACH_BEFORE, _REACH_AFTER, _REACH_NEGATION, _REACH_NOUN = 14, 9, 3, 3
_REACH_RECALL = 3
_REACH_OVERRULED = 8
_OPEN = frozenset({"planned", "proposed"})
_NEGATIONS = frozenset({"لم", "لن", "ما", "لا"})
# Words that a recalled encounter is told with; «سبق أن زار», «وكان قد التقى», «العام الماضي».
_RECALL = re.compile(r"\b(?:سبق ان|كان(?:ت|ا|وا)? قد|العام الماضي|الشهر الماضي|الاشهر الماضيه)\b")


class Status(NamedTuple):
    """What the clause says; `weight` 0 is the tense's default, 1 a cue's word."""

    status: str
    certainty: str
    weight: int
    cue: Token | None


class Cue(NamedTuple):
    """One row of the lexicon of cues."""

    status: str
    scope: str
    certainty: str


def read_status(tokens: list[Token], at: int, section: str) -> Status:
    """Read the status of the trigger at `at`.

    Rules: the nearest cue wins, those before the trigger over those after it; negation stands right before
    a verb. Without a cue the tense decides: future and imperfect are planned, but held in a headline.
    """
    trigger = tokens[at].trigger
    is_noun = trigger is not None and (trigger.kind == "noun" or _is_verbal_noun(trigger))
    before = _cue_before(tokens, at, is_noun=is_noun)
    carrier = _carrier(tokens, at) if is_noun else trigger
    tense = carrier.tense if carrier else "noun"
    if before and before.status not in {"held", "ongoing"}:
        return before
    if tense == "future":
        return Status("planned", "asserted", 1, tokens[at])
    return _cue_after(tokens, at, is_noun=is_noun) or before or _default(tokens, at, tense, section)


def _is_verbal_noun(trigger: Trigger) -> bool:
    """«قبل توجهه إلى»: the verb of arriving with a pronoun is the noun."""
    return trigger.frame == "arrive" and bool(trigger.pronoun)


def _default(tokens: list[Token], at: int, tense: str, section: str) -> Status:
    trigger = tokens[at].trigger
    is_purpose = trigger is not None and trigger.kind == "noun" and trigger.preposition == "ل"
    if is_purpose and _follows_trigger(tokens, at) and not is_recalled(tokens, at):
        return Status("planned", "asserted", 0, tokens[at])
    if tense == "imperfect" and section != "title":
        relative = any("relative" in token.roles for token in tokens[max(0, at - 6) : at + 2])
        return Status("ongoing" if relative else "planned", "asserted", 0, tokens[at])
    is_told = trigger is not None and trigger.kind == "verb" and tense == "perfect" and section != "title"
    return Status("held", "asserted", 1 if is_told else 0, None)


def is_recalled(tokens: list[Token], at: int) -> bool:
    """Whether the clause looks back: «سبق أن زار», «كان قد التقى», «العام الماضي»."""
    near = tokens[max(0, clause_start(tokens, at) - _REACH_RECALL) : at + _REACH_AFTER]
    return bool(_RECALL.search(" ".join(token.text for token in near)))


def _cue_before(tokens: list[Token], at: int, *, is_noun: bool) -> Status | None:
    fallback: Status | None = None
    for distance, here in enumerate(range(at - 1, max(-1, at - 1 - _REACH_BEFORE), -1), 1):
        token = tokens[here]
        if _closes(token, distance, is_noun=is_noun):
            return fallback
        cue = _cues().get(token.text) or _cues().get(_bare(token.text))
        if not cue or not _applies_before(cue, token, distance, is_noun=is_noun):
            continue
        found = Status(cue.status, cue.certainty, 1, token)
        if cue.status in {"ongoing", "held"}:
            fallback = fallback or found
            continue
        if cue.status in _OPEN and fallback and fallback.status == "held":
            return fallback  # «مبادرة أعلنت عقب لقائهما»
        if cue.status == "planned" and _is_counterfactual(tokens, here):
            return Status("cancelled", cue.certainty, 0, token)
        if cue.status in _OPEN and distance <= _REACH_OVERRULED:
            return _overruling(tokens, here, is_noun=is_noun) or found
        return found
    return fallback


def _closes(token: Token, distance: int, *, is_noun: bool) -> bool:
    """Where cues no longer reach: a full stop, another verb of meeting, the «الذي» of the trigger's own clause."""
    is_own_relative = "relative" in token.roles and not is_noun and distance == 1
    is_other_trigger = token.trigger is not None and token.trigger.kind == "verb" and distance > 1
    return "stop" in token.roles or is_own_relative or is_other_trigger


def _overruling(tokens: list[Token], at: int, *, is_noun: bool) -> Status | None:
    """«فشلت في ترتيب اجتماع», «رفض الدعوة إلى لقاء»: a refusal right before a plan decides."""
    for distance, here in enumerate(range(at - 1, max(-1, at - 1 - _REACH_NEGATION), -1), 1):
        token = tokens[here]
        cue = _cues().get(token.text)
        if token.roles & {"stop", "comma"} or not cue:
            continue
        is_off = cue.status not in {*_OPEN, "none", "held", "ongoing"}
        if is_off and _applies_before(cue, token, distance, is_noun=is_noun):
            return Status(cue.status, cue.certainty, 1, token)
    return None


def _is_counterfactual(tokens: list[Token], here: int) -> bool:
    """«كان من المفترض أن يلتقي»: it was to be, and is not."""
    return any(token.text in {"كان", "كانت"} for token in tokens[max(0, here - 2) : here])


def _applies_before(cue: Cue, token: Token, distance: int, *, is_noun: bool) -> bool:
    if token.text in _NEGATIONS:
        return cue.status != "none" and distance <= (_REACH_NOUN if is_noun else _REACH_NEGATION)
    if cue.status in {"none", "ongoing"} or cue.scope == "after":
        return cue.status == "ongoing" and cue.scope in {"before", "both"} and distance <= _REACH_NOUN
    if cue.scope == "adjacent":
        return is_noun and distance == 1
    if cue.scope == "before_noun":
        return is_noun and distance <= _REACH_NOUN
    return cue.scope in {"before", "both"}


def _cue_after(tokens: list[Token], at: int, *, is_noun: bool) -> Status | None:
    for distance, token in enumerate(tokens[at + 1 : at + 1 + _REACH_AFTER], 1):
        if "stop" in token.roles or (token.trigger and token.trigger.kind != "light"):
            return None
        if is_noun and token.trigger and token.trigger.tense == "future" and distance <= _REACH_NOUN:
            return Status("planned", "asserted", 1, token)
        cue = _cues().get(token.text) or _cues().get(_bare(token.text))
        if cue and (cue.scope in {"after", "both"} or (cue.scope == "after_noun" and is_noun and distance == 1)):
            return Status(cue.status, cue.certainty, 1, token)
    return None


def _carrier(tokens: list[Token], at: int) -> Trigger | None:
    for token in reversed(tokens[max(0, at - 8) : at]):
        if token.roles & {"stop", "boundary"}:
            return None
        if token.trigger and token.trigger.kind == "light":
            return token.trigger
    return None


def _follows_trigger(tokens: list[Token], at: int) -> bool:
    """«وصل إلى أوسلو للقاء فلان»: a meeting still ahead."""
    return any(token.trigger for token in tokens[max(0, at - 12) : at])


def _bare(text: str) -> str:
    return text[1:] if text[:1] in ("ل", "ب") and len(text) > 4 else text


@functools.cache
def _cues() -> dict[str, Cue]:
    rows = read_lexicon("status_cues").iter_rows(named=True)
    return {fold_text(row["cue"]): Cue(row["status"], row["scope"], row["certainty"]) for row in rows}
