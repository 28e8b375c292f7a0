"""Which cue word governs a trigger: the lexicon's words of planning, refusing, calling off, denying.

Belongs here: where a cue stands, how far it reaches, and which cue overrules another.
Does not belong here: what tense says without a cue (statuses.py).
"""

import functools
import re
from typing import NamedTuple

from orchestration.news.clause_bounds import leads_clause
from orchestration.news.clauses import Token
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

OPEN = frozenset({"planned", "proposed"})
_REACH_BEFORE, _REACH_AFTER, _REACH_NEGATION, _REACH_NOUN = 18, 9, 3, 3
_REACH_ASIDE = 2
_REACH_CHAIN, _REACH_PREDICATE, _REACH_OVERRULED = 8, 25, 8
_WILLED = frozenset({"proposed", "refused", "denied", "cancelled", "postponed"})
_CONTRASTS = frozenset({"بينما", "حين", "لكن", "لكنه", "لكنها", "لكنهم", "لكنهما"})
_ABSENCE = frozenset({"ليس", "ليست", "لا"})
_NEGATIONS = frozenset({"لم", "لن", "ما", "لا", "دون"})
# A finite verb of the imperfect: «يعتزم», «تدعو»; left alone: «ترتيب», «تحضير», verbal nouns of form II.
_FINITE = re.compile(r"^(?!ت\w{2}ي\w$)[يت]\w{3,}$")


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


def cue_before(tokens: list[Token], at: int, *, is_noun: bool) -> Status | None:
    """Find the nearest cue before the trigger that governs it; «held» and «ongoing» only where no other does."""
    fallback: Status | None = None
    for distance, here in enumerate(range(at - 1, max(-1, at - 1 - _REACH_BEFORE), -1), 1):
        token = tokens[here]
        is_next_clause = distance == 1 and leads_clause(tokens, here)
        if is_next_clause or _closes(token, distance, is_noun=is_noun):
            return fallback
        cue = find_cue(token)
        if not cue or not _applies_before(cue, token, distance, is_noun=is_noun):
            continue
        if cue.status == "denied" and cue.certainty == "attributed" and _is_presupposed(tokens, at):
            continue
        if cue.status == "held" and "aside" in token.roles and distance > _REACH_ASIDE:
            continue  # «خلال أسابيع قمة»
        if cue.status in _WILLED and distance > 1 and tokens[at - 1].roles & {"aside", "occasion"}:
            continue  # «رفض فلان خلال لقائه مع فلان الاقتراح», «رفض الاقتراح بعد لقاء مع فلان»
        found = Status(cue.status, cue.certainty, 1, token)
        if cue.status in {"ongoing", "held"}:
            fallback = fallback or found
            continue
        if cue.status in OPEN and fallback and fallback.status == "held":
            return fallback  # «مبادرة أعلنت عقب لقائهما»
        if token.text == "لن" and not is_noun:  # «لن يلتقي فلان فلانا»: a side declines
            return found._replace(status="refused")
        return _weighed(tokens, here, found, distance, is_noun=is_noun)
    return fallback


def _weighed(tokens: list[Token], here: int, found: Status, distance: int, *, is_noun: bool) -> Status:
    """What a cue comes to beside the words before it: «كان من المقرر», «رفض ترتيب», «هدد بإلغاء»."""
    if found.status in {"cancelled", "postponed"} and _is_only_wanted(tokens, here):
        return found._replace(status="planned", certainty="asserted")
    if found.status == "planned" and _is_counterfactual(tokens, here):
        return found._replace(status="cancelled", weight=0)
    if found.status == "planned" and _is_unplanned(tokens, here):
        return found._replace(status="denied")
    if found.status in OPEN and distance <= _REACH_OVERRULED:
        return _overruling(tokens, here, is_noun=is_noun) or found
    return found


def _closes(token: Token, distance: int, *, is_noun: bool) -> bool:
    """Where cues no longer reach: a full stop, «بينما», another verb of meeting, «الذي» of the trigger's own clause."""
    is_own_relative = "relative" in token.roles and not is_noun and distance == 1
    is_other_trigger = token.trigger is not None and token.trigger.kind == "verb" and distance > 1
    return "stop" in token.roles or is_own_relative or is_other_trigger or token.text in _CONTRASTS


def _is_presupposed(tokens: list[Token], at: int) -> bool:
    """Whether a denial takes the encounter for granted: «نفى تصريحات بشأن لقائه بفلان», «نفى أي علاقة بالاجتماع»."""
    trigger = tokens[at].trigger
    if trigger is None or not (trigger.pronoun or trigger.is_definite):
        return False
    return trigger.preposition == "ب" or (at > 0 and "matter" in tokens[at - 1].roles)


def _is_only_wanted(tokens: list[Token], here: int) -> bool:
    """«دعا إلى إلغاء الزيارة», «هدد بإلغاء اللقاء», «لتأجيل القمة»: calling off is wished for, and not done."""
    text = tokens[here].text
    if text[-5:] not in {"الغاء", "تاجيل", "ارجاء"}:  # a finite verb calls off
        return False
    if text.startswith("ل") or tokens[here].preposition == "ل":
        return True
    for token in reversed(tokens[max(0, here - _REACH_CHAIN) : here]):
        if token.roles & {"stop", "boundary"}:
            return False
        cue = find_cue(token)
        if cue and (cue.status == "proposed" or cue.scope == "over_off"):
            return True
    return False


def _overruling(tokens: list[Token], at: int, *, is_noun: bool) -> Status | None:
    """«فشلت في ترتيب اجتماع», «رفض الدعوة إلى لقاء», «رفض فلان طلب الوفد ترتيب لقاء»: a refusal before a plan decides.

    Rules: right before a plan told by a verb; farther off where the plan is a noun that the refusal may govern.
    """
    reach = _REACH_NEGATION if _is_finite(tokens[at]) else _REACH_CHAIN
    for distance, here in enumerate(range(at - 1, max(-1, at - 1 - reach), -1), 1):
        token = tokens[here]
        if token.roles & {"stop", "comma", "boundary", "relative"}:
            if distance > _REACH_NEGATION:
                return None
            continue
        cue = _cues().get(token.text)
        if not cue:
            continue
        is_off = cue.status not in {*OPEN, "none", "held", "ongoing"}
        if is_off and _applies_before(cue, token, distance, is_noun=is_noun):
            return Status(cue.status, cue.certainty, 1, token)
    return None


def _is_finite(token: Token) -> bool:
    return token.text in {"دعا", "دعت", "اقترح", "اقترحت", "طالب"} or bool(_FINITE.match(token.text))


def _is_unplanned(tokens: list[Token], here: int) -> bool:
    """«ليس من المقرر عقد لقاء», «لا توجد أي خطط للقاء»; of «لا يعتزم» and «لا مجال لعقد» somebody declines."""
    near = tokens[max(0, here - _REACH_NEGATION) : here]
    is_of_will = _is_finite(tokens[here]) or tokens[here].text.startswith("ل")
    return not is_of_will and any(token.text in _ABSENCE for token in near)


def _is_counterfactual(tokens: list[Token], here: int) -> bool:
    """«كان من المفترض أن يلتقي»: it was to be, and is not."""
    return any(token.text in {"كان", "كانت"} for token in tokens[max(0, here - 2) : here])


def _applies_before(cue: Cue, token: Token, distance: int, *, is_noun: bool) -> bool:
    if token.text in _NEGATIONS:
        return cue.status != "none" and distance <= (_REACH_NOUN if is_noun else _REACH_NEGATION)
    if cue.status in {"none", "ongoing"} or cue.scope == "after":
        return cue.status == "ongoing" and cue.scope in {"before", "both"} and distance <= _REACH_NOUN
    if cue.scope in {"over_off", "apart"}:  # «فشل في ترتيب لقاء»; «فشل اللقاء» took place, to no end
        return cue.scope == "apart" and (not is_noun or distance > 1)
    if cue.scope in {"adjacent", "predicate"}:  # «تأجل اللقاء»
        return is_noun and distance <= (1 if cue.scope == "adjacent" else _REACH_NOUN)
    if cue.scope == "before_noun":
        return is_noun and distance <= _REACH_NOUN
    return cue.scope in {"before", "both"}


def cue_after(tokens: list[Token], at: int, *, is_noun: bool) -> Status | None:
    """Find what is said behind the trigger: of a noun in its whole sentence, else the first cue close by."""
    predicate = predicate_status(tokens, at) if is_noun else None
    if predicate:
        return predicate
    for distance, token in enumerate(tokens[at + 1 : at + 1 + _REACH_AFTER], 1):
        is_next_clause = not is_noun and "boundary" in token.roles  # «وصل إلى أوسلو حيث من المقرر أن يلتقي»
        if "stop" in token.roles or is_next_clause or (token.trigger and token.trigger.kind != "light"):
            return None
        if "relative" in token.roles and any(
            "person" in before.roles or "title" in before.roles for before in tokens[at + 1 : at + distance]
        ):
            return None  # «لقاء مع الرئيس الذي يقوم بزيارة»
        if is_noun and _is_its_future(tokens, at, at + distance):
            return Status("planned", "asserted", 1, token)
        cue = find_cue(token)
        if cue and (cue.scope in {"after", "both"} or (cue.scope == "after_noun" and is_noun and distance == 1)):
            return Status(cue.status, cue.certainty, 1, token)
    return None


def _is_its_future(tokens: list[Token], at: int, here: int) -> bool:
    """«قمة رامي وهند ستعقد»; not «بعد محادثات مع هند أن بلاده ستشارك»."""
    trigger = tokens[here].trigger
    is_future = trigger is not None and trigger.tense == "future"
    return is_future and not any("boundary" in token.roles for token in tokens[at + 1 : here])


def predicate_status(tokens: list[Token], at: int) -> Status | None:
    """«اللقاء الذي كان مقررا بين فلان وفلان قد تأجل», «أن اللقاء المنتظر لم يتم»: what is said of a noun far off.

    Rules: a cue of scope «predicate» behind the noun in its sentence, or a negated verb of taking place; another
    encounter or somebody's words in between end the search.
    """
    for here in range(at + 1, min(len(tokens), at + _REACH_PREDICATE)):
        token = tokens[here]
        is_other = token.trigger is not None and token.trigger.kind != "light"
        if is_other or token.roles & {"stop", "boundary"} or ("say" in token.roles and "between" not in token.roles):
            return None
        cue = _cues().get(token.text)
        if cue and cue.scope == "predicate" and not _is_negated(tokens, here):
            return Status(cue.status, cue.certainty, 1, token)
        if "taking_place" in token.roles and _is_negated(tokens, here) and not _has_subject(tokens, here):
            return Status("denied", "asserted", 1, token)
    return None


def _has_subject(tokens: list[Token], here: int) -> bool:
    """«لم يتم التنسيق»: what did not take place stands behind the verb."""
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    return after is not None and after.text.startswith("ال") and "adverb" not in after.roles


def _is_negated(tokens: list[Token], here: int) -> bool:
    return here > 0 and tokens[here - 1].text in {"لم", "لن"}


def find_cue(token: Token) -> Cue | None:
    """The lexicon's row for a word, with and without a preposition or the ending of the accusative."""
    return _cue_of(token.text)


@functools.lru_cache(maxsize=100_000)  # words come again and again
def _cue_of(text: str) -> Cue | None:
    return _cues().get(text) or _cues().get(_bare(text))


def _bare(text: str) -> str:
    """«لترتيب», «بتأجيل» without the preposition; «مقررا» without the ending of the accusative."""
    if text[:1] in ("ل", "ب") and len(text) > 4 and text[1:] in _cues():
        return text[1:]
    return text[:-1] if text.endswith("ا") and len(text) > 4 else text


@functools.cache
def _cues() -> dict[str, Cue]:
    rows = read_lexicon("status_cues").iter_rows(named=True)
    return {fold_text(row["cue"]): Cue(row["status"], row["scope"], row["certainty"]) for row in rows}
