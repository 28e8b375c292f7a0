"""Where an encounter takes place: the place, or the building, that its own clause names.

Does not belong here: what it takes from the visit or the lead around it (surroundings.py).
"""

import functools

from orchestration.news.buildings import read_building
from orchestration.news.circumstances import Place
from orchestration.news.clause_bounds import clause_begin, clause_end, is_encounter, opens_clause
from orchestration.news.clauses import Token, read_word
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

_REACH_CARRIER, _REACH_HOST, _REACH_SUBJECT, _REACH_JOURNEY, _REACH_VISIT, _REACH_GOAL = 7, 8, 4, 3, 6, 2
_REACH_ENVOY = 4  # words of the title before «إلى»
_HOSTING = frozenset({"احتضن", "استضاف", "شهد"})
# A part of a country that its adjective tells: «الشرق النرويجي»; the capital is a place of its own.
_PARTS = frozenset({"العاصمه", "الشرق", "الغرب", "الشمال", "الجنوب", "الاراضي"})


def read_place(tokens: list[Token], at: int) -> Place | None:
    """Find the nearest place after the trigger, else the nearest before it in the clause.

    Rules: a place is a name behind «في», «إلى» or «ب», or right behind a visit or a noun of meeting («اجتماع أوسلو»),
    or a capital told by its country's adjective («العاصمة النرويجية»); the head noun before it («قصر», «مدينة») belongs
    to its text. Who hosts it is its place («تحتضن أوسلو اللقاء»). The clause of another encounter has its own place; a
    visit's is that of the meeting during it («التقى فلانا خلال زيارة إلى أوسلو»), and «حيث» points back at the place
    before it («في أوسلو حيث التقى فلانا»). Where none is named, it is where a side is on a journey («استقبل رامي هند
    التي تزور أوسلو»), else a building without a name («في مكتبه»).
    """
    trigger = tokens[at].trigger
    if trigger is not None and trigger.frame == "arrive":
        goals = [
            here
            for here in _places_after(tokens, at, is_visit=True)
            if _is_goal(tokens, here) or _is_reached(tokens, at, here)
        ]
        return _place(tokens, goals[0]) if goals else None
    is_visit = trigger is not None and trigger.meeting_type == "visit"
    before = _places_before(tokens, at)
    carried = [here for here in before if here > _carrier(tokens, at)]
    places = [*_hosts(tokens, at), *carried, *_places_after(tokens, at, is_visit=is_visit), *before]
    places = places or _visited_bodies(tokens, at)
    if places:
        return _place(tokens, places[0])
    return (None if is_visit else _place_of_journey(tokens, at) or _goal_of_visit(tokens, at)) or read_building(
        tokens, at
    )


def _visited_bodies(tokens: list[Token], at: int) -> list[int]:
    """«تزور الرئيسة هند البيت الأبيض»: a body right behind the traveller of «زار» is where one goes."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.kind != "verb" or trigger.frame != "visit":
        return []
    return [
        here
        for here in range(at + 2, clause_end(tokens, at))
        if "organization" in tokens[here].roles and "person" in tokens[here - 1].roles and not tokens[here].is_joined
    ][:1]


def _goal_of_visit(tokens: list[Token], at: int) -> Place | None:
    """«زار أوسلو للقاء هند»: the meeting for which one travels is where one travels to."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.preposition != "ل":
        return None
    visits = [here for here in range(at - 1, clause_begin(tokens, at), -1) if _is_visit(tokens[here])]
    return next((place for here in visits if (place := read_place(tokens[:at], here))), None)


def _is_visit(token: Token) -> bool:
    return token.trigger is not None and token.trigger.meeting_type == "visit"


def _places_after(tokens: list[Token], at: int, *, is_visit: bool) -> list[int]:
    end = clause_end(tokens, at)
    return [here for here in range(at + 1, end) if _is_place(tokens, here, at, is_visit=is_visit)]


def _places_before(tokens: list[Token], at: int) -> list[int]:
    """Those of the clause; a noun of visit has its place close by («كان في أوسلو في زيارة رسمية»)."""
    begin = clause_begin(tokens, at)
    if _is_visit(tokens[at]):
        commas = [here for here in range(begin + 1, at) if tokens[here].roles & {"comma", "quote"}]
        begin = max(begin, at - 1 - _REACH_VISIT, *commas)
    return [here for here in range(at - 1, begin, -1) if _is_place(tokens, here, at, is_visit=False)]


def _carrier(tokens: list[Token], at: int) -> int:
    """«عقدت في أوسلو جلسة مباحثات»: where the verb that carries the noun stands, else the noun itself."""
    for here in range(at - 1, max(-1, at - _REACH_CARRIER), -1):
        trigger = tokens[here].trigger
        if trigger is not None and trigger.kind == "light":
            return here
    return at


def _hosts(tokens: list[Token], at: int) -> list[int]:
    """«تحتضن أوسلو اللقاء», «قمة تستضيفها النرويج»: the place that is the subject of a verb of hosting."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.kind != "noun":
        return []
    verbs = [here for here in range(at - 1, max(-1, at - _REACH_HOST), -1) if _is_hosting(tokens, here, pronoun="")]
    later = range(at + 1, min(len(tokens), at + _REACH_HOST))
    verbs += [here for here in later if _is_hosting(tokens, here, pronoun="single")]
    return [here for verb in verbs[:1] for here in _subject_places(tokens, verb)][:1]


def _subject_places(tokens: list[Token], verb: int) -> list[int]:
    """«تحتضن العاصمة النرويجية أوسلو»: the place that a verb's subject is or ends in."""
    for here in range(verb + 1, min(len(tokens), verb + _REACH_SUBJECT)):
        if _is_bare_place(tokens[here]) or _is_part(tokens, here):
            return [here]
        if not (tokens[here].text.startswith("ال") or "locative" in tokens[here].roles):
            return []
    return []


def _is_hosting(tokens: list[Token], here: int, *, pronoun: str) -> bool:
    trigger = tokens[here].trigger
    return trigger is not None and trigger.lemma in _HOSTING and trigger.pronoun == pronoun


def _is_bare_place(token: Token) -> bool:
    return token.name is not None and token.name.kind in {"place", "country"} and not token.preposition


def _place(tokens: list[Token], here: int) -> Place:
    name = tokens[here].name
    if name is None:
        identity = _capitals().get(tokens[here + 1].text) if tokens[here].text == "العاصمه" else None
        return Place(tokens[here].start, tokens[here + 1].end, identity, is_country=False)
    identity = name.location_id if name.kind == "organization" else name.location_id or name.actor_id
    return Place(_head_start(tokens, here), tokens[here].end, identity, name.kind == "country")


@functools.cache
def _capitals() -> dict[str, str | None]:
    """«النرويجية» -> the place of Norway's capital, for every adjective of a country; null where no list has it."""
    cities = {
        fold_text(name): identity
        for identity, name in read_lexicon("cities").select("location_id", "name_ar").iter_rows()
    }
    countries = read_lexicon("countries").select("country_iso3", "capital_ar").iter_rows()
    capitals = {country: cities.get(fold_text(capital or "")) for country, capital in countries}
    nisbas = read_lexicon("nisbas").select("nisba", "country_iso3").iter_rows()
    return {"ال" + fold_text(nisba): capitals.get(country) for nisba, country in nisbas}


def _is_place(tokens: list[Token], here: int, at: int, *, is_visit: bool) -> bool:
    token = tokens[here]
    if token.name is None:
        return _is_part(tokens, here) and (
            _is_placed(tokens, here) or _is_bare_goal(tokens, here, at, is_visit=is_visit)
        )
    if token.name.kind == "organization":  # «في البيت الأبيض», «في مقر الحزب»: a body that is named by its seat
        return _is_seat(token.text) and here > 0 and (tokens[here - 1].text == "في" or token.preposition == "ب")
    if token.name.kind not in {"place", "country"}:
        return False
    # «قال من أوسلو حيث يقوم بزيارة», «يعتزم زيارة أوسلو ولقاء هند»
    if 0 < here < at and (tokens[here + 1].text == "حيث" or _is_visit(tokens[here - 1])):
        return True
    if token.preposition == "ب" or (token.preposition == "ل" and (is_visit or _follows_visit(tokens, here))):
        return True
    is_led = _is_led_by_preposition(tokens, here)
    return _is_bare_goal(tokens, here, at, is_visit=is_visit) if is_led is None else is_led


def _follows_visit(tokens: list[Token], here: int) -> bool:
    """«التقى فلانا خلال زيارته الرسمية لأوسلو»."""
    return any(_is_visit(token) for token in tokens[max(0, here - _REACH_GOAL) : here])


def _is_led_by_preposition(tokens: list[Token], here: int) -> bool | None:
    """«في مدينة أوسلو»: whether the words before a place make it one; null where no preposition stands there."""
    for back in range(here - 1, max(-1, here - 4), -1):
        token = tokens[back]
        if token.name is not None:
            return None
        if token.roles & {"title", "honorific"} or token.text.startswith("رئيس"):
            is_told = back < here - 1 and tokens[here - 1].text.startswith("ال")  # «وزير الخارجية أوسلو»
            return None if is_told else False
        if token.text in {"في", "الي", "داخل"}:
            return not (_is_posting(tokens, back) or _is_of_envoy(tokens, back, here) or _is_matter(tokens, back))
        if "locative" in token.roles and token.preposition == "ب":
            return True
    return None


def _is_matter(tokens: list[Token], here: int) -> bool:
    """«الأوضاع في السودان», «التسوية السلمية في السودان»: what is talked of is there, and not who talks."""
    before = here - 2 if here > 1 and tokens[here - 1].text.startswith("ال") else here - 1
    return here > 0 and bool({*tokens[here - 1].roles, *tokens[max(0, before)].roles} & {"matter"})


def _is_bare_goal(tokens: list[Token], here: int, at: int, *, is_visit: bool) -> bool:
    """«زار الوزير رامي سالم أوسلو»: a place behind a visit and who makes it; «اجتماع أوسلو»: a city behind its noun.

    Rules: a tour's places stand behind a verb («جولة تشمل أوسلو»).
    """
    if not is_visit or here < at:
        return here == at + 1 and _is_named_after(tokens, here, at)
    last = here - 2 if "locative" in tokens[here - 1].roles and tokens[here - 1].name is None else here - 1
    before = tokens[last]
    if last == at or before.roles & {"person", "adverb", "comma", "quote", "close", "covering"}:
        return True
    if before.text == "من" and tokens[last - 1].text in {"كل", "كلا"}:  # «زار كلا من أوسلو وستوكهولم»
        return True
    is_adverb = not before.roles and before.text.endswith("ا")  # «زار مرارا أوسلو»
    return is_adverb or (before.text.startswith("ال") and not before.roles & {"title", "honorific", "name"})


def _is_named_after(tokens: list[Token], here: int, at: int) -> bool:
    """«اجتماع أوسلو»; not «لقاء أوسلو وستوكهولم», where cities stand for those who meet."""
    trigger, name = tokens[at].trigger, tokens[here].name
    is_noun = trigger is not None and trigger.kind == "noun" and not trigger.is_definite and not trigger.pronoun
    is_listed = here + 1 < len(tokens) and tokens[here + 1].is_joined and tokens[here + 1].name is not None
    return is_noun and name is not None and name.kind == "place" and not tokens[here].is_joined and not is_listed


def _is_part(tokens: list[Token], here: int) -> bool:
    """«العاصمة النرويجية» without the city's name behind it, «الشرق النرويجي»."""
    if here + 1 >= len(tokens) or tokens[here].text not in _PARTS or tokens[here + 1].text not in _capitals():
        return False
    return not (here + 2 < len(tokens) and tokens[here + 2].name is not None and not tokens[here + 2].is_joined)


def _is_placed(tokens: list[Token], here: int) -> bool:
    return here > 0 and (tokens[here - 1].text in {"في", "الي"} or tokens[here].preposition in {"ب", "ل"})


def _is_seat(name: str) -> bool:
    """«البيت الأبيض», «قصر الرئاسة»: a name that opens with a word for a building."""
    return "locative" in read_word(name.split(" ", maxsplit=1)[0]).roles


def _is_posting(tokens: list[Token], here: int) -> bool:
    """«سفير النرويج في السويد»: where an office is held is not where one meets."""
    return any("posting" in token.roles for token in tokens[max(0, here - 2) : here])


def _is_of_envoy(tokens: list[Token], back: int, here: int) -> bool:
    """«التقى المبعوث النرويجي الخاص إلى السويد رامي هندا»: where he is sent, before his name."""
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    is_named = after is not None and "person" in after.roles and not (after.is_joined or after.preposition)
    return is_named and any("envoy" in token.roles for token in tokens[max(0, back - _REACH_ENVOY) : back])


def _is_goal(tokens: list[Token], here: int) -> bool:
    """«وصل إلى العاصمة النرويجية أوسلو»: one arrives where «إلى» or «ل» points; not «إلى السلطة في النرويج»."""
    if tokens[here].preposition == "ل" or tokens[here].text.startswith("لل"):
        return True
    for token in reversed(tokens[max(0, here - 4) : here]):
        if token.text in {"الي", "نحو"}:
            return True
        if not (token.text.startswith("ال") or "locative" in token.roles):
            return False
    return False


def _is_reached(tokens: list[Token], at: int, here: int) -> bool:
    """«سيصل أوسلو», «وصل رامي أوسلو أمس»: one reaches a place without «إلى» too."""
    trigger, before = tokens[at].trigger, tokens[here - 1]
    is_near = here - 1 == at or bool(before.roles & {"person", "adverb"})
    return trigger is not None and trigger.kind == "verb" and trigger.lemma == "وصل" and is_near


def _head_start(tokens: list[Token], here: int) -> int:
    """«قصر» right before the name belongs to the place's text; «في» and «العاصمة الروسية» do not."""
    before = tokens[here - 1] if here else None
    if before is not None and "locative" in before.roles and before.name is None and not before.text.startswith("ال"):
        return before.end - len(before.text) if before.preposition else before.start
    return tokens[here].start


def _place_of_journey(tokens: list[Token], at: int) -> Place | None:
    """«استقبل رامي هند التي تزور أوسلو», «هند الموجودة في زيارة»: where a side is while they meet."""
    for here in range(at + 1, len(tokens)):
        if opens_clause(tokens, here) or is_encounter(tokens, here):
            return None
        if "relative" in tokens[here].roles:
            journeys = range(here + 1, min(len(tokens), here + 1 + _REACH_JOURNEY))
            return next((read_place(tokens, later) for later in journeys if _is_under_way(tokens[later])), None)
    return None


def _is_under_way(token: Token) -> bool:
    """«يزور», «وصل», «بزيارة»; not «زار», a journey that is over."""
    trigger = token.trigger
    if trigger is None or trigger.meeting_type != "visit":
        return False
    return trigger.frame == "arrive" or trigger.tense == "imperfect" or trigger.kind == "noun"
