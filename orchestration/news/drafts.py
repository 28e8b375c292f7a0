"""One trigger to one draft of an encounter: its sides with what is told beside them.

Belongs here: what one trigger says, with the titles and pronouns of its sides resolved in the article.
Does not belong here: which drafts are the same encounter (encounters.py).
"""

import itertools
from typing import Any

from orchestration.news.attendance import attendants_before, is_attended, looks_on
from orchestration.news.certainties import weigh_certainty
from orchestration.news.circumstances import read_mode
from orchestration.news.clauses import Token
from orchestration.news.cues import Status
from orchestration.news.encounter_days import read_day, read_last_time
from orchestration.news.further_sides import unnamed_parties, with_others
from orchestration.news.journeys import is_private
from orchestration.news.leaders import read_speaker
from orchestration.news.noun_phrases import NO_SIDES, Party, Sides
from orchestration.news.participants import read_persons, read_right
from orchestration.news.roles import as_invited, as_observers, as_received
from orchestration.news.senses import is_no_encounter
from orchestration.news.side_actors import name_parties, resolve_sides
from orchestration.news.sides import read_sides
from orchestration.news.statuses import is_long_absent, is_recalled, read_status
from orchestration.news.told import CALLERS, GROUPS, RECEPTIONS, Draft, Participant, Told
from orchestration.news.triggers import Trigger
from orchestration.news.venues import read_place

_LONGEST_EVIDENCE = 600
_REACH_EXISTENCE, _REACH_DELEGATION, _REACH_BODY = 4, 4, 3
_REACH_PARTICLES = 3  # words before the verb: «كما قد حضرها»
_ROUNDS, _ROUND_OF = frozenset({"محادثات", "مباحثات", "مشاورات"}), 3


def draft_encounters(told: Told, at: int, drafts: list[Draft]) -> list[Draft]:
    """Draft what the trigger at `at` tells; `drafts` are those of the article so far.

    Returns: no draft where nobody is named, one a trigger, or one a side for «لقاءات مع فلان وفلان».
    """
    trigger = told.tokens[at].trigger
    if trigger is not None and (_is_attendance_told(told.tokens[at]) or _is_attended_told(told.tokens, at)):
        return _draft_attendance(told, at, trigger)
    if (
        trigger is None
        or trigger.kind == "light"
        or is_no_encounter(told.tokens, at, told.raw, is_sport=told.is_sport)
        or is_long_absent(told.tokens, at)
    ):
        return []
    if trigger.is_definite and any(_is_attendance_told(token) for token in told.tokens[:at]):
        return []  # «يرأس الوفد إلى الاجتماع فلان»
    sides = read_sides(told.tokens, at)
    if (trigger.meeting_type == "call" or trigger.frame in RECEPTIONS) and not _has_person(sides):
        if trigger.meeting_type != "call":
            return []  # «ترفض النرويج استقبال المهاجرين»: countries take part through persons
        sides = NO_SIDES  # «مكالمات إلى بريطانيا», «أبلغ رامي هند في مكالمة هاتفية دعمه للحكومة»
    unnamed = unnamed_parties(told, at, sides)
    participants = with_others(resolve_sides(told.tokens, at, sides, told.titles, drafts), unnamed, told, at)
    frame = trigger.frame
    if frame == "receive":
        participants = as_received(participants, trigger, leaders=len(sides.left))
    if trigger.kind == "noun" and trigger.is_definite and is_attended(told.tokens, at):
        frame = "guests" if trigger.frame == "reception" else "attendance"
        attendants = read_right(told.tokens, at) + attendants_before(told.tokens, at)
        participants = name_parties(Sides((), tuple(attendants)), told.titles, "attendance")
        participants = as_observers(participants) if looks_on(told.tokens, at) else participants
    elif _adds_to_another(told.tokens, at, trigger, participants):
        frame = "anaphor"
    elif not _has_sides(trigger, sides, participants, told):
        return []
    draft = _draft(told, at, trigger, frame=frame, participants=participants, unnamed=unnamed)
    return [*_each_encounter(draft, trigger), *_last_time(draft, told, at)]


def _last_time(draft: Draft, told: Told, at: int) -> list[Draft]:
    """«اللقاء الأول بين رامي وهند منذ عام 2019»: they met in that year; of two titles others may have."""
    day = read_last_time(told.days, told.tokens, at)
    is_of_names = len(draft.participants) > 1 and all(person.resolution == "named" for person in draft.participants)
    if day is None or not is_of_names or GROUPS[draft.status.status] == "denied":
        return []
    held = Status("held", "asserted", 1, None)
    return [draft._replace(status=held, is_recalled=True, day=day, place=None, unnamed=(), speaker=None)]


def _has_sides(trigger: Trigger, sides: Sides, participants: tuple[Participant, ...], told: Told) -> bool:
    """Whether those named are enough for an encounter.

    Rules: a journey needs no second name, but one of whom an office is told; of «اجتماعهم مع فلان» the others may be
    named elsewhere.
    """
    is_visit = trigger.meeting_type == "visit"
    if is_visit and not _has_untold(sides) and all(is_private(who.actor_id, told.titles()) for who in participants):
        return False
    is_open = is_visit or trigger.pronoun == "joint" or _has_untold(sides)
    return len(participants) > (0 if is_open else 1)


def _has_untold(sides: Sides) -> bool:
    """«مع مسؤولين»."""
    return any(party.name is None and party.words for party in (*sides.left, *sides.right))


def _is_attendance_told(token: Token) -> bool:
    return token.trigger is not None and token.trigger.frame in {"delegation", "company"}


def _is_attended_told(tokens: list[Token], at: int) -> bool:
    """«كما حضرها من الجانب النرويجي فلان»: a pronoun for what was spoken of last, with no noun before it.

    Rules: in «مسيرة نظمتها جماعة وكان يحضرها فلان» it stands for the march.
    """
    trigger = tokens[at].trigger
    is_attending = trigger is not None and trigger.lemma == "حضر" and trigger.pronoun == "single"
    return is_attending and at < _REACH_PARTICLES and not any(token.trigger for token in tokens[:at])


def _draft_attendance(told: Told, at: int, trigger: Trigger) -> list[Draft]:
    """«ويرأس الوفد السويدي فلان», «ترافق الوزير خلال الزيارة فلانة»: who else takes part in what was spoken of last."""
    near = told.tokens[max(0, at - _REACH_DELEGATION) : at + _REACH_DELEGATION]
    if trigger.frame == "delegation" and not any("delegation" in token.roles for token in near):
        return []  # «يرأس الحكومة»
    if at and "aside" in told.tokens[at - 1].roles:
        return []  # «على رأس الوفد»
    people = name_parties(Sides((), tuple(read_persons(told.tokens, at))), told.titles, "noun")
    if trigger.frame == "company":
        people = tuple(person._replace(role="visitor") for person in people)
    frame = trigger.frame or "attendance"
    return [_draft(told, at, trigger, frame=frame, participants=people, unnamed=())] if people else []


def _adds_to_another(tokens: list[Token], at: int, trigger: Trigger, participants: tuple[Participant, ...]) -> bool:
    """«خلال اللقاء», «تعقد المحادثات برعاية النرويج»: no side of it is named here."""
    if _is_anaphor(trigger):
        return all(person.role in CALLERS for person in participants)
    return not participants and _is_said_not_to_be(tokens, at, trigger)


def _is_anaphor(trigger: Trigger) -> bool:
    """«خلال اللقاء», «في زيارته»: the encounter spoken of last."""
    return (
        trigger.kind == "noun"
        and trigger.frame != "arrive"
        and trigger.lemma != "حوار"
        and bool(trigger.is_definite or trigger.pronoun)
    )


def _is_said_not_to_be(tokens: list[Token], at: int, trigger: Trigger) -> bool:
    """«لم يحصل أي لقاء مباشر», «أن اجتماعا كهذا لم يحدث»: the one spoken of, said not to have taken place."""
    near = tokens[max(0, at - _REACH_EXISTENCE) : at + 1 + _REACH_EXISTENCE]
    if any(first.text == "ما" and second.text == "لم" for first, second in itertools.pairwise(tokens)):
        return False  # «لن يعقد الاجتماع ما لم»: a condition
    pairs = itertools.pairwise(near)
    return trigger.kind == "noun" and any(
        first.text in {"لم", "لن"} and "taking_place" in second.roles for first, second in pairs
    )


def _text_of_title(raw: str, party: Party) -> str:
    """«مسؤولين نرويجيين» of «مع مسؤولين نرويجيين», «وزراء» of «ووزراء»."""
    titles = (word for word in party.words if word.roles & {"title", "plural_title"})
    first = next(titles, party.words[0])
    return raw[first.start + first.is_joined : party.words[-1].end]


def _has_person(sides: Sides) -> bool:
    parties = (*sides.left, *sides.right)
    return not parties or any(party.name is None or "person" in party.name.roles for party in parties)


def _draft(  # noqa: PLR0913 - one argument a thing already known of the draft
    told: Told,
    at: int,
    trigger: Trigger,
    *,
    frame: str,
    participants: tuple[Participant, ...],
    unnamed: tuple[Party, ...],
) -> Draft:
    tokens, token = told.tokens, told.tokens[at]
    is_visit = trigger.meeting_type == "visit"
    default = "unknown" if trigger.frame == "discuss" or _is_unplaced_round(tokens, at, participants) else trigger.mode
    mode, cue = (trigger.mode, None) if is_visit else read_mode(told.sentence["folded"], tokens, at, default)
    meeting_type = _meeting_type(tokens, at, frame, mode, participants)
    speaker = read_speaker(tokens, at)
    status = weigh_certainty(tokens, at, read_status(tokens, at, told.sentence["section"]), speaker)
    if frame == "anaphor" and status.status == "denied" and not _is_said_not_to_be(tokens, at, trigger):
        status = status._replace(weight=0)  # «لم يتطرق الاجتماع إلى»
    if status.status == "proposed" and status.cue and "invitation" in status.cue.roles:
        participants = as_invited(participants)
    return Draft(
        sentences=frozenset({told.sentence["sentence_number"]}),
        section=told.sentence["section"],
        meeting_type=meeting_type,
        mode=mode,
        status=status,
        is_recalled=is_recalled(tokens, at),
        participants=participants,
        unnamed=tuple(_text_of_title(told.raw, party) for party in unnamed),
        place=None if meeting_type == "call" else read_place(tokens, at),
        day=read_day(told.days, tokens, at),
        trigger=(token.start, token.end),
        evidence=evidence_span(told.sentence, token),
        mode_span=(cue.start, cue.end) if cue else None,
        speaker=speaker,
        frame=frame,
    )


def _is_unplaced_round(tokens: list[Token], at: int, participants: tuple[Participant, ...]) -> bool:
    """«مفاوضات بين النرويج والسويد»: by what means bodies talk nobody says, unless a place is told."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.lemma not in _ROUNDS | {"مفاوضات", "حوار"}:
        return False
    bodies = {token.name.actor_id for token in tokens if token.name and "person" not in token.roles}
    return any(person.actor_id in bodies for person in participants) and read_place(tokens, at) is None


def _meeting_type(tokens: list[Token], at: int, frame: str, mode: str, participants: tuple[Participant, ...]) -> str:
    """Phone and video make a call; a «قمة» of two is a meeting, and so is the reception that details tell of.

    Rules: «استقبلت النرويج فلانا» is a visit, as no person receives; «محادثات بين» three bodies are a conference.
    """
    trigger = tokens[at].trigger
    if trigger is None:
        return "meeting"
    if trigger.frame == "reception" and frame in {"guests", "anaphor"}:
        return "meeting"
    if mode in {"phone", "video"} and trigger.meeting_type != "visit":
        return "call"
    kinds = {token.name.actor_id: token.name.kind for token in tokens if token.name}
    is_state = [kinds.get(person.actor_id) in {"country", "organization"} for person in participants]
    if frame == "receive" and any(is_state) and participants[is_state.index(True)].role == "host":
        return "visit"
    if trigger.lemma in _ROUNDS and sum(is_state) >= _ROUND_OF:
        return "conference"
    is_round = trigger.lemma == "مفاوضات"
    is_of_body = frame == "attendance" or (
        not is_round and any(kinds.get(person.actor_id) == "organization" for person in participants)
    )
    is_of_two = trigger.meeting_type == "conference" and len(participants) < _ROUND_OF and not is_of_body
    return "meeting" if is_of_two else trigger.meeting_type


def evidence_span(sentence: dict[str, Any], token: Token) -> tuple[int, int]:
    """The sentence that tells it, or what stands around the trigger in one without an end."""
    start, end = sentence["start_char"], sentence["end_char"]
    if end - start <= _LONGEST_EVIDENCE:
        return start, end
    start = max(start, token.start - _LONGEST_EVIDENCE // 2)
    return start, min(end, start + _LONGEST_EVIDENCE)


def _each_encounter(draft: Draft, trigger: Trigger) -> list[Draft]:
    """«لقاءات مع فلان وفلان» are as many encounters as there are other sides."""
    leader, others = draft.participants[:1], draft.participants[1:]
    if not trigger.is_plural or len(others) < 2:
        return [draft]
    return [draft._replace(participants=(*leader, other)) for other in others]
