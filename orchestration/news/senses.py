"""What a trigger word means where it is no encounter: an interview, a match, a sum that «reaches» so much.

Does not belong here: who meets whom (sides.py).
"""

import functools
import re

from orchestration.news.clauses import Token, read_word
from orchestration.news.lexicon import read_lexicon
from orchestration.news.triggers import Trigger

_REACH_MEANS, _REACH_EVENT, _REACH_TAKING, _REACH_PRESS, _REACH_SHOW, _REACH_RANK = 12, 4, 8, 3, 10, 4
_SHOWS = frozenset({"برنامج", "برنامجه", "برنامجها", "برنامجهم", "حلقه", "الحلقه", "حلقته", "حلقتها", "استديو"})
_AMONG = frozenset({"مقدمه", "طليعه", "راس", "ضمن", "بين"})
_TAKING = frozenset({"قام", "أجرى", "بدأ", "أنهى", "اختتم", "واصل"})
_TEAM_WORDS = frozenset({"لقاء", "التقى", "استضاف", "استقبل", "قابل"})
_WARMLY = ("بحفاو", "بترحي", "بترحا", "بالترح", "بالورو", "بمراسم")  # how such words begin
_MEETING = frozenset({"التقى", "قابل", "لقاء"})
# «مؤتمر صحفي», «مؤتمرا صحافيا», «المؤتمر الصحفي»; not «مؤتمر صحي».
_PRESS = re.compile(r"مؤتمر\w* (?:ال)?صحا?في")


def is_no_encounter(tokens: list[Token], at: int, raw: str, *, is_sport: bool) -> bool:
    """Whether the trigger at `at` tells no encounter.

    Rules: «مقابلة مع صحيفة», «لقاء تلفزيوني», «مؤتمر صحفي» are no meetings, nor is «المؤتمر» in an article on one;
    «لقاء» of two teams; «التقته الصحيفة»; «تحدث» without a telephone, «على اتصال» without a call; «استضاف» a summit,
    which is where it is held; «يقابل بالرفض».
    """
    trigger = tokens[at].trigger
    if trigger is None or (is_sport and trigger.lemma in _TEAM_WORDS):
        return True
    is_other = _OTHER_FRAMES.get(trigger.frame)
    if is_other and is_other(tokens, at):
        return True
    if trigger.frame == "speak" or trigger.lemma == "اتصال":
        return not _is_call(tokens, at, trigger) or _is_with_press(tokens, at)
    if trigger.lemma in _OTHER_SENSES:
        return _OTHER_SENSES[trigger.lemma](tokens, at)
    if trigger.kind == "verb":
        return _is_interview(tokens, at, trigger) or _is_passive(tokens, at, trigger)
    is_press = trigger.lemma == "مؤتمر" and trigger.is_definite and bool(_PRESS.search(raw))
    is_show = trigger.lemma == "حوار" and at > 0 and "media" in tokens[at - 1].roles  # «برنامج حوار»
    return is_press or is_show or (trigger.frame in {"noun", "call"} and _is_with_press(tokens, at))


def _is_of_none(tokens: list[Token], at: int) -> bool:
    """A reception at which nobody meets."""
    return _is_on_show(tokens, at) or _is_of_many(tokens, at)


def _is_on_show(tokens: list[Token], at: int) -> bool:
    """«تستضيف هند في هذه الحلقة من برنامجها رامي»: guests of a programme."""
    near = tokens[at + 1 : at + 1 + _REACH_SHOW]
    return any(
        word.text in _SHOWS and "في" in (near[here - 1].text, near[max(0, here - 2)].text)
        for here, word in enumerate(near)
        if here
    )


def _is_of_many(tokens: list[Token], at: int) -> bool:
    """«عرض رامي استقبال مهاجرين», «استقبل طلبات»: whom or what nobody meets."""
    return any("received" in token.roles for token in tokens[at + 1 : at + 3])


def _is_of_rank(tokens: list[Token], at: int) -> bool:
    """«وصل رامي إلى الرئاسة», «وصولا إلى حل»: one reaches no place."""
    behind = range(at + 1, min(at + 1 + _REACH_RANK, len(tokens)))
    goal = next((here + 1 for here in behind if tokens[here].text == "الي"), len(tokens))
    trigger = tokens[at].trigger
    is_noun = trigger is not None and trigger.kind == "noun"  # «ما تم الوصول إليه»; not «وصل إليه رامي»
    is_pronoun = is_noun and any(tokens[here].text in {"اليه", "اليها"} for here in behind)
    return is_pronoun or (goal < len(tokens) and "rank" in tokens[goal].roles)


def _is_with_press(tokens: list[Token], at: int) -> bool:
    """«لقاء مع صحيفة», «حوار تلفزيوني», «حوار مع هند، مراسلة الإذاعة»."""
    near = tokens[at + 1 : at + 1 + _REACH_PRESS]
    if any("media" in token.roles or _is_outlet(token) for token in near):
        return True
    person = next((here for here, token in enumerate(near, at + 1) if "person" in token.roles), None)
    behind = tokens[person + 1 : person + 3] if person else []
    return len(behind) == 2 and "comma" in behind[0].roles and "media" in behind[1].roles


def _is_call(tokens: list[Token], at: int, trigger: Trigger) -> bool:
    """«تحدث هاتفيا», «اتصال هاتفي», «أجرى اتصالا», «تلقى اتصالا», «في اتصال مع»; not «على اتصال مع»."""
    near = tokens[max(0, at - 3) : at + _REACH_MEANS]
    if any(token.roles & {"phone", "video"} for token in near):
        return True
    is_in_touch = at > 0 and tokens[at - 1].text in {"علي", "كيفيه"}
    return trigger.frame != "speak" and not is_in_touch


def _is_no_tour(tokens: list[Token], at: int) -> bool:
    """«جولة مفاوضات», «جولة ثالثة من المحادثات», «الجولة الأولى»; not «قام بجولة في أوسلو», «خلال جولته»."""
    trigger, before = tokens[at].trigger, tokens[at - 1] if at else None
    is_taken = before is not None and ("aside" in before.roles or _is_taking(tokens, at))
    is_round = any(token.trigger and token.trigger.kind == "noun" for token in tokens[at + 1 : at + _REACH_EVENT])
    return not is_taken or is_round or trigger is None or trigger.is_definite


def _is_taking(tokens: list[Token], at: int) -> bool:
    """«قام رامي بجولة», «بدأ جولة», «يجري جولة»."""
    carriers = (token.trigger for token in tokens[max(0, at - _REACH_TAKING) : at])
    return any(trigger and trigger.lemma in _TAKING for trigger in carriers)


def _is_of_event(tokens: list[Token], at: int) -> bool:
    """«استضافت النرويج القمة», «القمة التي تستضيفها النرويج»."""
    behind = tokens[at + 1 : at + 1 + _REACH_EVENT]
    is_relative = at > 1 and "relative" in tokens[at - 1].roles
    before = tokens[max(0, at - _REACH_EVENT) : at] if is_relative else []
    return any(token.trigger and token.trigger.kind == "noun" for token in (*behind, *before))


def _is_future(tokens: list[Token], at: int) -> bool:
    """«تعاون مستقبلي»; not «في مقدمة مستقبليه»."""
    return at == 0 or tokens[at - 1].text not in _AMONG


_OTHER_FRAMES = {"receive": _is_of_none, "reception": _is_of_none, "arrive": _is_of_rank}
# Nouns and verbs whose other sense is the more frequent one.
_OTHER_SENSES = {"جولة": _is_no_tour, "مستقبلي": _is_future, "استضاف": _is_of_event}


def _is_interview(tokens: list[Token], at: int, trigger: Trigger) -> bool:
    """«التقتهم الصحيفة», «قابلته وكالة الأنباء»."""
    return trigger.lemma in _MEETING and any(
        "media" in token.roles or _is_outlet(token) for token in tokens[at + 1 : at + 3]
    )


def _is_passive(tokens: list[Token], at: int, trigger: Trigger) -> bool:
    """«يقابل بالرفض», «استقبلت بتشاؤم»: nobody stands behind «ب»; «استقبل بحفاوة» is a reception."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    is_manner = after is not None and after.text.startswith("ب") and not after.roles
    is_warm = after is not None and after.text.startswith(_WARMLY)
    return is_manner and not is_warm and trigger.lemma in {"قابل", "استقبل"}


def _is_outlet(token: Token) -> bool:
    """«مع بي بي سي», «مع صحيفة النهار»: an outlet of the registry, or a name that opens like an outlet's."""
    if token.name is None or "organization" not in token.roles:
        return False
    return token.name.actor_id in _outlets() or "media" in read_word(token.text.split()[0]).roles


@functools.cache
def _outlets() -> frozenset[str]:
    return frozenset(read_lexicon("actors").filter(sector="MED")["actor_id"])
