"""Which noun phrases of a frame are the sides, by the kind of trigger.

A verb with its subject before or after it, a verbal noun with its genitive, a visit with its traveller.
"""

from orchestration.news.attendance import is_attended
from orchestration.news.clauses import Token
from orchestration.news.journeys import read_journey
from orchestration.news.leaders import has_carrier, is_behind_subject, is_governed, read_next_leader, read_subject
from orchestration.news.noun_phrases import NO_SIDES, Party, Sides, is_of_many
from orchestration.news.participants import clause_start, is_person, plain_parties, read_persons, read_right
from orchestration.news.triggers import Trigger

_REACH_URGING, _REACH_PRONOUN = 14, 9
_THEREIN = frozenset({"خلالها", "خلاله", "اثناءها", "اثناءه"})
_WITH_PRONOUN = frozenset({"به", "بها", "معه", "معها"})
_TO_PRONOUN = frozenset({"له", "لها", "لهما", "لهم"})
_PHRASE_ENDS = frozenset({"stop", "comma", "adverb", "locprep", "topic", "aside", "boundary", "close", "quote", "open"})
_OBJECT_FRAMES = frozenset({"object", "receive"})
_JOINT_FRAMES = frozenset({"with", "contact", "discuss", "speak", "sit"})


def read_sides(tokens: list[Token], at: int) -> Sides:
    """Choose the sides of the trigger at `at` among the noun phrases before and after it."""
    trigger = tokens[at].trigger
    if trigger is None:
        return NO_SIDES
    right = read_right(tokens, at)
    if trigger.frame in {"visit", "arrive"}:
        return read_journey(tokens, at, trigger, right)
    right = [party._replace(slot="with") if party.slot == "company" else party for party in right]
    if trigger.frame in {"noun", "call"}:
        return _noun_sides(tokens, at, trigger, right)
    if trigger.frame == "reception":
        return _reception_sides(tokens, at, trigger, right)
    return _verb_sides(tokens, at, trigger, right)


def _verb_sides(tokens: list[Token], at: int, trigger: Trigger, right: list[Party]) -> Sides:
    """Read a verb's sides: «التقى فلان فلانا», «فلان التقى فلانا», «اجتمع فلان مع فلان», «والتقى بفلان»."""
    firsts, others = _in_slot(right, "first"), [party for party in right if party.slot != "first"]
    leads = is_behind_subject(tokens, at)
    if leads and trigger.frame in _OBJECT_FRAMES and _has_own_subject(firsts):
        leads = False
    if trigger.frame == "sit" and not _in_slot(others, "with"):  # «جلس فلان مع فلان», not «جلس فلان وراء المنصة»
        return NO_SIDES
    if trigger.frame == "discuss" and not _tells_encounter(tokens, at, trigger, right, leads=leads):
        return NO_SIDES
    is_object = is_only_object(tokens, at, trigger, right)
    crosses = is_object or not firsts or _is_in_journey(tokens, at)
    subject = [] if _is_first_person(tokens[at]) else read_subject(tokens, at, crosses=crosses)
    if is_object and not _has_person(subject) and trigger.frame != "receive":
        subject = []
    if leads:
        objects = [party for place, party in enumerate(firsts) if not place or party.is_joined]
        return Sides(tuple(subject), tuple((objects if trigger.frame in _OBJECT_FRAMES else []) + others))
    is_travellers = _has_person(subject) and _is_in_journey(tokens, at)
    needed = 1 if trigger.frame in _JOINT_FRAMES and not others else 2
    if firsts and len(firsts) + len(others) >= needed and not is_travellers:
        return Sides((), tuple(firsts + others))
    if trigger.frame in _JOINT_FRAMES and not others:
        return NO_SIDES
    return Sides(tuple(subject), tuple(firsts + others))


def _is_in_journey(tokens: list[Token], at: int) -> bool:
    """«في زيارة يلتقي خلالها هند وسعاد»: whoever travels meets both."""
    trigger = tokens[at].trigger
    is_object = trigger is not None and trigger.frame in _OBJECT_FRAMES
    return is_object and at + 1 < len(tokens) and tokens[at + 1].text in _THEREIN


def _reception_sides(tokens: list[Token], at: int, trigger: Trigger, right: list[Party]) -> Sides:
    """«خلال استقبال رامي لهند», «خلال استقباله هند», «كان في استقبال هند رامي»; «لدى استقبال رامي له».

    Rules: in «وكان في استقباله رامي» the pronoun is the one who came.
    """
    is_at_arrival = _is_at_arrival(tokens, at)
    if len(right) == 1 and not trigger.pronoun and (others := _across_from(tokens, at, right[0])):
        return Sides((), (*right, *others))
    if is_at_arrival or (len(right) > 1 and not trigger.pronoun):
        return Sides((), tuple(right))
    subject = read_subject(tokens, at)
    return Sides(tuple(party for party in subject if _has_person([party])), tuple(right))


def _is_at_arrival(tokens: list[Token], at: int) -> bool:
    """«كان في استقبال هند», «في مقدمة مستقبلي هند»; not «لدى استقباله هند»."""
    trigger = tokens[at].trigger
    return at > 0 and (tokens[at - 1].text == "في" or (trigger is not None and trigger.lemma == "مستقبلي"))


def _across_from(tokens: list[Token], at: int, only: Party) -> list[Party]:
    """Who stands across from the one side right behind the noun: «كان في استقبال هند لدى وصولها رامي»."""
    if any(token.text in _TO_PRONOUN for token in tokens[at + 1 : at + _REACH_PRONOUN]):
        return [party for party in read_subject(tokens, at) if party.name and _has_person([party])]
    if not _is_at_arrival(tokens, at):
        return []
    leaders = read_subject(tokens, at, crosses=False) or read_persons(tokens, at)
    return [party for party in leaders if party.name and party.name != only.name]


def is_only_object(tokens: list[Token], at: int, trigger: Trigger, right: list[Party]) -> bool:
    """«إلى أوسلو حيث سيلتقي الوزيرة هند.»: the one name behind a verb that goes on with a sentence is its object."""
    if trigger.frame not in _OBJECT_FRAMES or len(right) != 1 or not right[0].words or not at:
        return False
    goes_on = trigger.is_joined or "boundary" in tokens[at - 1].roles
    after = tokens.index(right[0].name or right[0].words[-1]) + 1
    return goes_on and (after == len(tokens) or bool(tokens[after].roles & _PHRASE_ENDS or tokens[after].preposition))


def _in_slot(parties: list[Party], slot: str) -> list[Party]:
    return [party for party in parties if party.slot == slot]


def _has_own_subject(firsts: list[Party]) -> bool:
    """Two names behind the verb, not joined by «و», are its subject and its object."""
    return len([party for party in firsts if party.name]) > 1 and not firsts[1].is_joined


def _tells_encounter(tokens: list[Token], at: int, trigger: Trigger, right: list[Party], *, leads: bool) -> bool:
    """«بحث فلان مع فلان», «فلان وفلان يبحثان», «يبحث فلان وفلان»; not «يناقش قرار فلان».

    Rules: «تناولت الصحف الأزمة بين النرويج والسويد» tells of no encounter of the two.
    """
    firsts, others = _in_slot(right, "first"), [party for party in right if party.slot != "first"]
    if not leads and not _is_open_to_party(tokens, at):
        return False
    are_two = len(firsts) > 1 and all(party.name and "person" in party.name.roles for party in firsts)
    if trigger.lemma == "بحث" and (are_two or any(map(is_of_many, firsts))):
        return True
    met = [party for party in others if party.slot != "between" and _is_met(tokens, at, party)]
    return bool(met) or (leads and trigger.is_dual)


def _is_met(tokens: list[Token], at: int, party: Party) -> bool:
    """«بحثا العلاقات مع الوزير فلان», «بحث فلان مع الحلف»; not «يناقش الزعماء علاقات الحلف مع النرويج»."""
    if party.name is None or "person" in party.name.roles or party.slot != "with":
        return True
    marker = next((here for here in range(at + 1, len(tokens)) if "with" in tokens[here].roles), at)
    return all(token.roles for token in tokens[at + 1 : marker])


def _is_open_to_party(tokens: list[Token], at: int) -> bool:
    """«بحث فلان مع», «بحث مع»; not «يناقش قرار فلان»."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and bool(
        after.roles & {"name", "title", "honorific", "with", "company", "adverb", "comma", "topic", "pair"}
    )


def _is_first_person(token: Token) -> bool:
    """«التقيت», «التقينا»: the speaker of a quotation."""
    return token.text.endswith(("يت", "ينا"))


def _noun_sides(tokens: list[Token], at: int, trigger: Trigger, right: list[Party]) -> Sides:
    """Read a noun's sides: «بين فلان وفلان», «لقاء فلان مع فلان», «أجرى فلان لقاء مع فلان»."""
    if not _is_political(tokens, at, trigger, right) or _is_session(right):
        return NO_SIDES
    urged = _urged(tokens, at, right)
    if urged is not None:
        return Sides(tuple(urged), tuple(right)) if urged else NO_SIDES
    if _in_slot(right, "between"):
        return Sides((), tuple(right))
    if trigger.is_definite and not _is_carried(tokens, at):
        right = [party for party in right if party.slot != "first"]
    right = _without_seat(right)
    firsts, others = _without_appositions(_in_slot(right, "first")), [*_in_slot(right, "with"), *_in_slot(right, "to")]
    if firsts and (_is_convened(tokens, at) or _is_for_traveller(tokens, at, trigger)):
        return Sides(tuple(read_subject(tokens, at, crosses=False)), tuple(right))
    if (firsts and others) or len(firsts) > 1 or len(_in_slot(right, "to")) > 1:
        return Sides((), tuple(right))
    return Sides(_of_pronouns(tokens, at) or _noun_subject(tokens, at, trigger, firsts, others), tuple(right))


def _of_pronouns(tokens: list[Token], at: int) -> tuple[Party, ...]:
    """«انتقد سلوك رامي تجاه هند خلال لقائه بها»: the two persons named last before are those who met."""
    trigger, after = tokens[at].trigger, tokens[at + 1] if at + 1 < len(tokens) else None
    if trigger is None or trigger.pronoun != "single" or after is None or after.text not in _WITH_PRONOUN:
        return ()
    told = plain_parties(tokens[clause_start(tokens, at) : at])
    named = {party.name.name.actor_id: party for party in told if party.name and party.name.name and is_person(party)}
    return tuple(named.values())[-2:] if len(named) > 1 else ()


def _is_for_traveller(tokens: list[Token], at: int, trigger: Trigger) -> bool:
    """«وصل رامي إلى أوسلو للقاء هند وسعاد»: whoever travels for a meeting has it with those behind."""
    if trigger.preposition != "ل" or trigger.is_definite:
        return False
    before = (token.trigger for token in tokens[clause_start(tokens, at) : at])
    return any(earlier and earlier.kind == "verb" and earlier.meeting_type == "visit" for earlier in before)


def _without_seat(right: list[Party]) -> list[Party]:
    """«جمعت قمة النرويج رامي وهند»: a country right before a person is where they meet."""
    is_seat = len(right) > 1 and right[0].name is not None and "country" in right[0].name.roles
    is_before_person = is_seat and not right[1].is_joined and right[1].slot == "first" and _has_person(right[1:2])
    return right[1:] if is_before_person else right


def _is_session(right: list[Party]) -> bool:
    """«عقدت اللجنة اجتماعها برئاسة فلان»."""
    return bool(right) and all(party.slot == "chair" for party in right)


def _urging(tokens: list[Token], at: int) -> int | None:
    """Where «دعا», «حث» stands whose «إلى» or «على» governs the noun at `at`."""
    governed = False
    for here in range(at - 1, max(-1, at - _REACH_URGING), -1):
        token = tokens[here]
        if token.roles & {"urging", "invitation"} and governed:
            return here
        if token.trigger or token.roles & {"stop", "boundary"}:
            return None
        governed = governed or token.text in {"الي", "علي"}
    return None


def _urged(tokens: list[Token], at: int, right: list[Party]) -> list[Party] | None:
    """«دعا رامي هند وسعاد إلى لقاء»: those behind the verb but the one who calls, who may stand before it.

    Rules: who invites one person to a meeting with nobody else takes part in it.
    Returns: null where nobody is urged, or where he who calls for a meeting may want it for himself.
    """
    word = _urging(tokens, at)
    if word is None:
        return None
    told = [party for party in read_right(tokens[:at], word) if party.name and party.slot == "first"]
    is_led = word > 0 and tokens[word - 1].name is not None
    urged = told if is_led else told[1:]
    if len(urged) == 1 and not right and "invitation" in tokens[word].roles and _has_person(urged):
        return [*(read_subject(tokens, word, crosses=False) if is_led else told[:1]), *urged]
    return urged if urged or "urging" in tokens[word].roles else None


def _noun_subject(
    tokens: list[Token], at: int, trigger: Trigger, firsts: list[Party], others: list[Party]
) -> tuple[Party, ...]:
    if not firsts and not others and not trigger.pronoun:  # «فلان وفلان سيعقدان محادثات»
        is_theirs = has_carrier(tokens, at) or _is_beside(tokens, at)
        subject = read_subject(tokens, at, crosses=False) if is_theirs else []
        return tuple(subject) if len(subject) > 1 or any(map(is_of_many, subject)) else ()
    is_of_body = not others and trigger.frame != "call" and not _has_person(firsts)  # «اجتماع الحكومة»
    if is_of_body and firsts and at and any("attending" in token.roles for token in tokens[max(0, at - 3) : at]):
        return tuple(party for party in _attending(tokens, at) if party.name and "person" in party.name.roles)
    if is_of_body or trigger.pronoun == "joint":
        return ()
    if trigger.preposition == "ب" and not trigger.pronoun and not has_carrier(tokens, at):
        return ()  # «فيما يتعلق بمفاوضات»
    subject = read_subject(tokens, at, crosses=is_governed(tokens, at))
    is_met = bool(others) and (_has_person(others) or not trigger.is_definite)
    if not subject and is_met and any("during" in token.roles for token in tokens[clause_start(tokens, at) : at]):
        return tuple(read_next_leader(tokens, at))  # «وبعد محادثات مع هند، قال رامي»
    return tuple(subject)


def _is_beside(tokens: list[Token], at: int) -> bool:
    """«اتفق رامي وهند خلال قمة ثنائية», «شارك رامي وهند في مؤتمر»: those who lead the clause take part."""
    if not at or (trigger := tokens[at].trigger) is None or trigger.is_definite:
        return False
    return "aside" in tokens[at - 1].roles or is_attended(tokens, at)


def _attending(tokens: list[Token], at: int) -> list[Party]:
    """«لحضور قمة الحلف وصل فلان», «وصل فلان للمشاركة في قمة الحلف»: who takes part in the meeting of a body."""
    return read_subject(tokens, at) or read_next_leader(tokens, at)


def _without_appositions(firsts: list[Party]) -> list[Party]:
    """«اتصال من فلان رئيس الوزراء»: behind a noun a title after a name only tells who that is."""
    return [party for place, party in enumerate(firsts) if party.name or not place or party.is_joined]


def _is_political(tokens: list[Token], at: int, trigger: Trigger, right: list[Party]) -> bool:
    """«مقابلة» is an interview unless it meets somebody at once; «حوار» a metaphor unless persons hold it."""
    if trigger.lemma == "مقابلة":
        return at + 1 < len(tokens) and bool(tokens[at + 1].roles & {"name", "title", "honorific"})
    return trigger.lemma != "حوار" or all("person" in party.name.roles for party in right if party.name)


def _has_person(parties: list[Party]) -> bool:
    return any(party.name is None or "person" in party.name.roles for party in parties)


def _is_convened(tokens: list[Token], at: int) -> bool:
    """«عقد فلان اجتماعا ضم فلانا وفلانا»: he who holds the meeting takes part in it."""
    carriers = (token.trigger for token in tokens[clause_start(tokens, at) : at])
    is_carried = any(trigger and trigger.kind == "light" for trigger in carriers)
    return is_carried and any(token.trigger and token.trigger.lemma == "ضم" for token in tokens[at + 1 : at + 4])


def _is_carried(tokens: list[Token], at: int) -> bool:
    """«اللقاء الذي جمع», «جمعت القمة رامي وهند»: a noun with «ال» has no genitive, but a clause may name sides."""
    is_gathering = at > 0 and (before := tokens[at - 1].trigger) is not None and before.lemma in {"جمع", "ضم"}
    return is_gathering or any("relative" in token.roles or token.trigger for token in tokens[at + 1 : at + 4])
