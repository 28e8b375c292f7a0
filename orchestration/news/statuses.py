"""Whether an encounter took place: what the tense of its trigger says, and the cue word that governs it."""

import re

from orchestration.news.clauses import Token
from orchestration.news.cues import OPEN, Status, cue_after, cue_before, predicate_status
from orchestration.news.participants import clause_start
from orchestration.news.triggers import Trigger

_REACH_FUTURE = 5
_REACH_CARRIED, _REACH_PAST, _REACH_SINCE, _REACH_RECALL, _REACH_AFTER = 5, 6, 18, 3, 9
_MASDARS = frozenset({"عقد", "جمع", "ضم", "حضر", "تم"})  # written like the verb: «اقترح عقد لقاء»
# Words that a recalled encounter is told with; «سبق أن زار», «وكان قد التقى», «العام الماضي».
_FORMER = frozenset({"الاخير", "الاخيره", "السابق", "السابقه"})
_RECALL = re.compile(r"\b(?:سبق ان|كان(?:ت|ا|وا)? قد|في وقت سابق من|العام الماضي|الشهر الماضي|الاشهر الماضيه)\b")


def read_status(tokens: list[Token], at: int, section: str) -> Status:
    """Read the status of the trigger at `at`.

    Rules: the nearest cue wins, those before the trigger over those after it; negation stands right before
    a verb. Without a cue the tense decides: future and imperfect are planned, but held in a headline, and «يقوم
    رامي بزيارة» is under way.
    """
    trigger = tokens[at].trigger
    is_noun = trigger is not None and (trigger.kind == "noun" or _is_verbal_noun(trigger))
    before = cue_before(tokens, at, is_noun=is_noun)
    carrier = _carrier(tokens, at) if is_noun else trigger
    tense = carrier.tense if carrier else "noun"
    if before and before.status in OPEN and _is_told_past(tokens, at, before, is_noun=is_noun):
        before = None
    if before and before.status not in {"held", "ongoing"}:
        return predicate_status(tokens, at) or before if before.status in OPEN and is_noun else before
    if tense == "future":
        return Status("planned", "asserted", 1, tokens[at])
    ahead = (_future_verb(tokens, at) or _announced(tokens, at)) if is_noun and not before else None
    if ahead:
        return Status("planned", "asserted", 1, ahead)
    return cue_after(tokens, at, is_noun=is_noun) or before or _default(tokens, at, tense, section)


def _is_told_past(tokens: list[Token], at: int, before: Status, *, is_noun: bool) -> bool:
    """Whether the words tell a thing done, which no plan governs.

    Rules: a verb of the perfect («دعا إلى الحوار ثم التقى فلانا»), or one that carries the noun («في ما يمكن فعله أجرى
    فلان اتصالا»); a noun that a clause of the perfect tells of («اقترح، في مكالمة أجراها أمس»); a circumstance behind
    «في» («دعا فلان في لقاء مع»), not «يرغب في لقاء» nor «يعتزم التوجه إلى أوسلو في زيارة».
    """
    trigger, cue = tokens[at].trigger, before.cue
    if not is_noun:
        return trigger is not None and trigger.tense == "perfect" and trigger.kind == "verb"
    later = tokens[at + 1 : at + 1 + _REACH_CARRIED]
    if len(later) > 1 and "relative" in later[0].roles and _is_perfect(later[1]):  # «الاجتماع الذي عقد أمس»
        return True
    if any(_is_perfect_carrier(token) and token.text.endswith(("ها", "ه")) for token in later):
        return True
    carriers = [token for token in tokens[max(0, at - _REACH_PAST) : at] if _is_perfect_carrier(token)]
    if carriers and cue and cue.start < carriers[-1].start:
        return True
    is_planned_journey = trigger is not None and trigger.meeting_type == "visit" and before.status == "planned"
    is_behind_in = at > 1 and tokens[at - 1].text == "في" and not is_planned_journey
    return is_behind_in and bool(tokens[at - 2].roles & {"name", "comma", "adverb"})


def _future_verb(tokens: list[Token], at: int) -> Token | None:
    """«وسيلي ذلك اجتماع»: a verb with «سـ» whose subject the noun may be."""
    for token in reversed(tokens[max(0, at - _REACH_FUTURE) : at]):
        if token.trigger or token.name or token.roles & {"stop", "boundary", "comma", "aside", "locprep"}:
            return None
        if "verb" in token.roles and token.text.startswith("سي"):
            return token
    return None


def _announced(tokens: list[Token], at: int) -> Token | None:
    """«أعلن فلان عن عقد قمة»: what is announced is still ahead."""
    is_holding = at > 1 and tokens[at - 1].text in {"عقد", "تنظيم", "اجراء"}
    return tokens[at - 1] if is_holding and tokens[at - 2].text == "عن" else None


def _is_perfect(token: Token) -> bool:
    return token.trigger is not None and token.trigger.kind == "light" and token.trigger.tense == "perfect"


def _is_perfect_carrier(token: Token) -> bool:
    """«أجرى», «عقدت»; not «عقد», which is the verbal noun too."""
    trigger = token.trigger
    is_carrier = trigger is not None and trigger.kind == "light" and trigger.tense == "perfect"
    return is_carrier and token.text not in _MASDARS


def _is_verbal_noun(trigger: Trigger) -> bool:
    """«قبل توجهه إلى»: the verb of arriving with a pronoun is the noun."""
    return trigger.frame == "arrive" and bool(trigger.pronoun)


def _default(tokens: list[Token], at: int, tense: str, section: str) -> Status:
    trigger = tokens[at].trigger
    is_purpose = trigger is not None and trigger.kind == "noun" and trigger.preposition == "ل"
    if is_purpose and _follows_trigger(tokens, at) and not is_recalled(tokens, at):
        return Status("planned", "asserted", 0, tokens[at])
    if tense == "imperfect" and _is_past_progressive(tokens, at):
        return Status("held", "asserted", 0, None)
    if tense == "imperfect" and section != "title":
        near = tokens[max(0, at - 6) : at + 2]
        relative = any("relative" in token.roles or token.text in {"هو", "هي"} for token in near)
        is_under_way = relative or any(token.trigger and token.trigger.lemma == "قام" for token in near)
        return Status("ongoing" if is_under_way else "planned", "asserted", 0, tokens[at])
    is_told = trigger is not None and trigger.kind == "verb" and tense == "perfect" and section != "title"
    return Status("held", "asserted", 1 if is_told else 0, None)


def is_long_absent(tokens: list[Token], at: int) -> bool:
    """«لم يزر فلان أوسلو منذ عام 2012», «لم يلتقيا منذ»: how long ago the last one was, and no denial of any."""
    is_negated = any(token.text == "لم" for token in tokens[max(0, at - 2) : at])
    return is_negated and any(token.text == "منذ" for token in tokens[at : at + _REACH_SINCE])


def _is_past_progressive(tokens: list[Token], at: int) -> bool:
    """«كان الوزير يجري محادثات»: an imperfect behind «كان», with no «أن» between."""
    for token in reversed(tokens[max(0, at - _REACH_PAST - 2) : at]):
        if token.text in {"كان", "كانت", "كانا", "كانوا"}:
            return True
        if token.roles & {"stop", "boundary", "comma"}:
            return False
    return False


def is_recalled(tokens: list[Token], at: int) -> bool:
    """Whether the clause looks back: «سبق أن زار», «كان رامي التقى», «العام الماضي», «زيارته الأخيرة»."""
    near = tokens[max(0, clause_start(tokens, at) - _REACH_RECALL) : at + _REACH_AFTER]
    is_last = at > 0 and tokens[at - 1].text == "اخر"
    is_former = any(token.text in _FORMER for token in tokens[at + 1 : at + 3])
    trigger = tokens[at].trigger
    carrier = _carrier(tokens, at) if trigger is not None and trigger.kind == "noun" else trigger
    is_past = carrier is not None and carrier.tense == "perfect" and _is_past_progressive(tokens, at)
    return is_last or is_former or is_past or bool(_RECALL.search(" ".join(token.text for token in near)))


def _carrier(tokens: list[Token], at: int) -> Trigger | None:
    for token in reversed(tokens[max(0, at - 8) : at]):
        if token.roles & {"stop", "boundary"} or (token.trigger and token.trigger.kind == "noun"):
            return None
        if token.trigger and token.trigger.kind == "light":
            return token.trigger
    return None


def _follows_trigger(tokens: list[Token], at: int) -> bool:
    """«وصل إلى أوسلو للقاء فلان»: a meeting still ahead."""
    return any(token.trigger for token in tokens[max(0, at - 12) : at])
