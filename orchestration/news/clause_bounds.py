"""How far the words of one encounter reach in its sentence: what stands beyond tells of something else."""

from orchestration.news.clauses import Token

_TIMES = frozenset({"بعد", "عقب", "قبل", "قبيل", "اثر", "غداه"})
_ABOUT = frozenset({"نحو", "حوالي", "قرابه"})
_REACH_SIDELINE, _REACH_RESUMED, _LONGEST_SET_OFF, _LONGEST_ASIDE = 3, 4, 4, 10
# What points back at the noun before «الذي»: «الفندق الذي عقد فيه», «الزيارة التي بحث خلالها».
_RESUMPTIVE = frozenset({"فيه", "فيها", "فيهما", "خلاله", "خلالها", "اثناءه", "اثناءها", "به", "بها", "عنده", "عندها"})
_ATTENDING = frozenset({"شارك", "حضر"})
_ORDINALS = frozenset({"الاول", "الاولي", "الثاني", "الثانيه", "الثالث", "الثالثه", "الرابع", "الرابعه"})


def clause_begin(tokens: list[Token], at: int) -> int:
    """Index of the last token before `at` that belongs to another clause, -1 where none does."""
    if opens_sentence(tokens, at):
        return at - 1
    for here in range(at - 1, -1, -1):
        if opens_clause(tokens, here) or is_encounter(tokens, here) or _opens_perfect(tokens, here):
            return here
        is_apart = is_clause_of_its_own(tokens, here, at) or "open" in tokens[here].roles
        if is_apart or opens_speech(tokens, here) or closes_speech(tokens, here):
            return here
    return -1


def clause_end(tokens: list[Token], at: int) -> int:
    """Index of the first token after `at` that tells of something else."""
    for here in range(at + 1, len(tokens)):
        trigger = tokens[here].trigger
        is_verb = trigger is not None and trigger.kind == "verb"
        is_matter = opens_matter(tokens, here) or is_after_another(tokens, here) or is_clause_on_side(tokens, at, here)
        is_clause = opens_clause(tokens, here) and not lists_members(tokens, at, here)
        if is_clause or is_verb or is_matter or is_encounter(tokens, here):
            return here
    return len(tokens)


def opens_sentence(tokens: list[Token], here: int) -> bool:
    """«فلان في أوسلو الخميس، وقمة فلان وفلان معلقة»: «و» before a noun of encounter behind a comma."""
    trigger = tokens[here].trigger
    is_noun = trigger is not None and trigger.kind == "noun" and trigger.is_joined and not trigger.preposition
    return is_noun and here > 0 and "comma" in tokens[here - 1].roles


def opens_clause(tokens: list[Token], here: int) -> bool:
    """A full stop, a subordinator but «حيث», or a verb of saying; «بين» and «عبر» are prepositions."""
    token = tokens[here]
    if "boundary" in token.roles:
        return token.text != "حيث"
    return "stop" in token.roles or ("say" in token.roles and not token.roles & {"between", "topic"})


def opens_matter(tokens: list[Token], here: int) -> bool:
    """«لبحث الأوضاع في», «حول»: what is talked of."""
    return "matter" in tokens[here].roles and "topic" in tokens[here].roles


def is_encounter(tokens: list[Token], here: int) -> bool:
    """Whether another encounter is told here; not one on whose margin this one takes place («على هامش قمة»)."""
    trigger = tokens[here].trigger
    if trigger is None or trigger.kind == "light" or trigger.meeting_type == "visit":
        return False
    return not any(token.text == "هامش" for token in tokens[max(0, here - _REACH_SIDELINE) : here])


def is_clause_on_side(tokens: list[Token], at: int, here: int) -> bool:
    """«التقى رامي هند التي تعمل في أوسلو»: a clause that only tells who a side is.

    Rules: «اللقاء مع هند الذي كان مقررا في أوسلو» and «الذي عقد في أوسلو» tell of the encounter.
    """
    if "relative" not in tokens[here].roles or not any(token.name for token in tokens[at + 1 : here]):
        return False
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    carrier = after.trigger if after else None
    is_carried = carrier is not None and carrier.kind == "light" and carrier.lemma not in _ATTENDING
    return not is_carried and (after is None or after.text not in {"كان", "كانت"})


def is_clause_of_its_own(tokens: list[Token], here: int, at: int) -> bool:
    """«كان في أوسلو الوزير الذي التقى هند»: what stands before «الذي» is outside; «أوسلو التي التقى فيها» is not."""
    if "relative" not in tokens[here].roles:
        return False
    return not any(token.text in _RESUMPTIVE for token in tokens[here + 1 : at + _REACH_RESUMED])


def _opens_perfect(tokens: list[Token], here: int) -> bool:
    """«نعرفهم في أوسلو، وقد التقيت بفلان»: «وقد» opens a sentence of its own; not that of «كان وقد»."""
    is_joined = tokens[here].is_joined and tokens[here].text == "قد"
    return is_joined and here > 0 and tokens[here - 1].text not in {"كان", "كانت"}


def opens_speech(tokens: list[Token], here: int) -> bool:
    """Whether a quotation mark opens a whole speech, and not a word or two that it sets off («"محادثات بناءة"»)."""
    later = range(here + 1, here + 2 + _LONGEST_SET_OFF)
    return _is_mark(tokens, here, opens=True) and not any(_is_mark(tokens, other, opens=False) for other in later)


def closes_speech(tokens: list[Token], here: int) -> bool:
    """Whether a quotation mark closes a whole speech."""
    earlier = range(here - 1 - _LONGEST_SET_OFF, here)
    return _is_mark(tokens, here, opens=False) and not any(_is_mark(tokens, other, opens=True) for other in earlier)


def _is_mark(tokens: list[Token], here: int, *, opens: bool) -> bool:
    """An opening mark stands right before a word and behind a space; a closing one the other way round."""
    if not 0 <= here < len(tokens) or "quote" not in tokens[here].roles:
        return False
    is_before = here + 1 < len(tokens) and tokens[here + 1].start == tokens[here].end
    is_behind = here > 0 and tokens[here - 1].end == tokens[here].start
    return is_before and not is_behind if opens else is_behind


def is_after_another(tokens: list[Token], here: int) -> bool:
    """«التقى فلانا بعد إقرار القانون في أوسلو»: what came before has a place of its own; «بعد ظهر» is a time."""
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    is_time_ago = after is not None and after.text in _ABOUT  # «قبل نحو أسبوعين»
    return tokens[here].text in _TIMES and after is not None and not (after.roles & {"adverb", "name"} or is_time_ago)


def after_aside(tokens: list[Token], at: int, here: int) -> int:
    """«يلتقي فلان خلال هذه الزيارة الرئيس»: where a verb's other side stands behind an adverbial, else 0."""
    trigger = tokens[at].trigger
    if trigger is None or trigger.kind != "verb" or trigger.frame not in {"object", "receive", "with"}:
        return 0
    if not _opens_aside(tokens, here):
        return 0
    told: frozenset[str] = frozenset()
    for later in range(here + 1, min(here + _LONGEST_ASIDE, len(tokens))):
        token = tokens[later]
        if token.roles & {"title", "honorific", "person", "with"} and not token.is_joined:
            return later
        if token.roles & {"stop", "boundary"} or ("say" in token.roles and "relative" not in told):
            return 0
        told |= token.roles
    return 0


def _opens_aside(tokens: list[Token], here: int) -> bool:
    """«خلال», «في زيارة»."""
    if "aside" in tokens[here].roles:
        return True
    after = tokens[here + 1].trigger if "locprep" in tokens[here].roles and here + 1 < len(tokens) else None
    return after is not None and after.kind == "noun" and after.meeting_type == "visit"


def is_among(tokens: list[Token], here: int) -> bool:
    """«ضمن وفد فلان»; not «ضمن جولة»."""
    return "among" in tokens[here].roles and here + 1 < len(tokens) and "delegation" in tokens[here + 1].roles


def lists_members(tokens: list[Token], at: int, here: int) -> bool:
    """«لقاء بين زعماء القوى، وهم رامي وهند», «زيارة مسؤول نرويجي هو رامي»: who those are that a title tells of."""
    if here >= len(tokens) or tokens[here].text not in {"هم", "هما", "هو", "هي"}:
        return False
    roles = frozenset[str]().union(*(token.roles for token in tokens[at + 1 : here]))
    head = "plural_title" if tokens[here].text.startswith("هم") else "title"
    return head in roles and "person" not in roles


def is_ranked(tokens: list[Token], at: int, here: int) -> bool:
    """«هذا اللقاء هو الأول بين رامي وهند»: what a pronoun says of the noun goes on to its sides."""
    is_pronoun = here == at + 1 and tokens[here].text in {"هو", "هي"}
    return is_pronoun and here + 1 < len(tokens) and tokens[here + 1].text in _ORDINALS


def leads_clause(tokens: list[Token], here: int) -> bool:
    """«رامي يستقبل هند وسعاد تزور أوسلو»: whether a person behind «و» is the subject of the next clause.

    Rules: a verb of one who meets or travels right behind the name, and a verb before it; «رامي وهند يلتقيان» have one.
    """
    token, verb = tokens[here], tokens[here + 1].trigger if here + 1 < len(tokens) else None
    is_person = token.name is not None and token.name.kind == "person" and token.is_joined
    if not is_person or verb is None or verb.kind != "verb" or verb.is_dual or verb.pronoun:
        return False
    earlier = (word for word in reversed(tokens[:here]) if "stop" not in word.roles)
    return any((word.trigger is not None and word.trigger.kind != "noun") or "verb" in word.roles for word in earlier)
