"""How sure an article is of an encounter: said by somebody, only rumoured, or bound to a condition.

Belongs here: the words of rumour and of condition that govern a trigger. Does not belong here: whether the encounter
took place (statuses.py), and who says so (participants.py).
"""

from orchestration.news.clauses import Token
from orchestration.news.cues import OPEN, Status, find_cue
from orchestration.news.participants import clause_start

_REACH_CLAIM, _REACH_TOPIC, _REACH_CONDITION = 8, 4, 8
_OCCURRED = frozenset({"held", "ongoing"})
_ABOUT = frozenset({"عن", "حول", "بشان", "بخصوص"})
_UNCONDITIONED = frozenset({"ما", "عما", "مما", "فيما", "دون", "بدون", "بلا"})
_BY = frozenset({"بحسب", "حسب", "وفق", "وفقا", "عن", "حسبما"})


def weigh_certainty(tokens: list[Token], at: int, status: Status, speaker: Token | None) -> Status:
    """Say how sure the article is of the status of the trigger at `at`.

    Rules: a rumour stays one whoever tells it, unless it is what a denial denies («نفى ما تردد عن لقاء»); what is a
    condition itself («إذا التقى رامي هند») is only proposed; a plan may hang on one («يلتقي رامي هند إذا»).
    """
    rumour = _rumour(tokens, at)
    if rumour and not (status.cue and status.status == "denied" and status.cue.start < rumour.start):
        return status._replace(certainty="rumoured")
    condition = _condition_of(tokens, at)
    if condition and status.status in _OCCURRED:
        return Status("proposed", "conditional", 1, condition)
    if condition or (status.status in OPEN and (_is_bound(tokens, at) or _is_possible(tokens, at))):
        return status._replace(certainty="conditional")
    return status._replace(certainty="attributed") if speaker and status.certainty == "asserted" else status


def _rumour(tokens: list[Token], at: int) -> Token | None:
    """The word of rumour that governs the trigger, or that tells where the sentence comes from."""
    words = [here for here in range(len(tokens)) if _is_rumour(tokens, here)]
    if not words:
        return None
    start = clause_start(tokens, at)
    last_stop = next((here for here in range(at - 1, -1, -1) if "stop" in tokens[here].roles), -1)
    for here in reversed(words):
        is_before = last_stop < here < at
        if is_before and (_opens_claim(tokens, here, start) or _is_about(tokens, here, start, at)):
            return tokens[here]
    return _source_in(tokens, at, words)


def _is_rumour(tokens: list[Token], here: int) -> bool:
    """«تسريبات», «تردد»; not «وكالة أنباء», «وكالات الأنباء»."""
    cue = find_cue(tokens[here])
    is_agency = here > 0 and "media" in tokens[here - 1].roles
    return cue is not None and cue.scope in {"rumour", "rumour_verb"} and not is_agency


def _opens_claim(tokens: list[Token], here: int, start: int) -> bool:
    """«تردد أن», «ذكرت تقارير إعلامية أن»: the clause of the trigger is what the rumour says."""
    if not start or "boundary" not in tokens[start - 1].roles or here >= start - 1:
        return False
    between = [token for token in tokens[here + 1 : start - 1] if "adverb" not in token.roles]
    return len(between) <= (0 if _is_verb(tokens[here]) else _REACH_CLAIM) and not _is_broken(between)


def _is_about(tokens: list[Token], here: int, start: int, at: int) -> bool:
    """«أنباء عن لقاء», «شائعات ترددت حول لقاء»: what the rumour is about."""
    near = range(here + 1, min(at, here + 1 + (1 if _is_verb(tokens[here]) else _REACH_TOPIC)))
    about = next((place for place in near if tokens[place].text in _ABOUT), None)
    is_same_clause = here >= start and tokens[at].trigger is not None and "noun" in tokens[at].roles
    return about is not None and is_same_clause and at - about <= _REACH_TOPIC and not _is_broken(tokens[about:at])


def _is_verb(token: Token) -> bool:
    """«تردد رامي قبل أن» is no rumour: a verb must stand right before its «أن»."""
    cue = find_cue(token)
    return cue is not None and cue.scope == "rumour_verb"


def _is_broken(tokens: list[Token]) -> bool:
    return any(token.roles & {"comma", "stop", "boundary"} or token.trigger for token in tokens)


def _source_in(tokens: list[Token], at: int, words: list[int]) -> Token | None:
    """«التقى رامي هند سرا بحسب تسريبات»: a rumour as the source of the whole sentence."""
    for here in words:
        is_source = any(word.text in _BY for word in tokens[max(0, here - 2) : here])
        low, high = min(here, at), max(here, at)
        if is_source and not any(word.roles & {"stop", "boundary"} for word in tokens[low + 1 : high]):
            return tokens[here]
    return None


def _condition_of(tokens: list[Token], at: int) -> Token | None:
    """«إذا التقى», «في حال عقد لقاء», «شرط أن يلتقي»: the word of condition in whose clause the trigger stands."""
    for here in range(at - 1, max(-1, at - 1 - _REACH_CONDITION), -1):
        token = tokens[here]
        if _is_condition(tokens, here):
            return token
        is_subordinator = token.text == "ان" and here > 0 and _is_condition(tokens, here - 1)
        if token.roles & {"stop", "comma", "boundary"} and not is_subordinator:
            return None
    return None


def _is_bound(tokens: list[Token], at: int) -> bool:
    """«يلتقي رامي هند إذا», «إذا توقفت الحرب، يلتقي رامي هند»: a plan on a condition that stands in its sentence."""
    start = clause_start(tokens, at)
    if start and _is_condition(tokens, start - 1):
        return True
    for here in range(at + 1, len(tokens)):
        token = tokens[here]
        if _is_condition(tokens, here):  # «وفي حال» opens a sentence of its own
            return not (token.is_joined or tokens[here - 1].is_joined)
        if token.roles & {"stop", "boundary", "say"} or (token.trigger and token.trigger.kind == "verb"):
            return False
    return False


def _is_possible(tokens: list[Token], at: int) -> bool:
    """«قد يلتقي رامي هند»; «قد التقى» is done."""
    trigger = tokens[at].trigger
    return trigger is not None and trigger.tense == "imperfect" and at > 0 and tokens[at - 1].text == "قد"


def _is_condition(tokens: list[Token], here: int) -> bool:
    """«إذا», «شرط», «في حال»; not «ما إذا», which asks, nor «دون شرط»."""
    cue = find_cue(tokens[here])
    before = tokens[here - 1].text if here else ""
    if cue is None or cue.scope not in {"condition", "condition_after_in"}:
        return False
    return before == "في" if cue.scope == "condition_after_in" else before not in _UNCONDITIONED
