from drafts_of_actors import draft_of
from sentences_with_names import tokens_of, trigger_at, unmark

from orchestration.news.references import read_titles
from orchestration.news.side_actors import resolve_sides
from orchestration.news.sides import read_sides


def _resolved(marked: str, *before: str) -> list[str]:
    text, _ = unmark(marked)
    tokens = tokens_of(marked)
    people = [token for token in tokens if "person" in token.roles]
    at = trigger_at(tokens)
    drafts = [draft_of(*before)] if before else []
    found = resolve_sides(tokens, at, read_sides(tokens, at), lambda: read_titles(text, people, None, None), drafts)
    return [person.actor_id for person in found]


def test_pronoun_at_the_head_of_a_sentence_is_who_acts_next() -> None:
    assert _resolved("وبعد مباحثاته مع {p:هند} تحدث {p:رامي} عن ذلك") == ["رامي", "هند"]


def test_two_of_one_sentence_were_gathered() -> None:
    assert _resolved("واتفقت {p:هند} مع {p:رامي} على ذلك أثناء اجتماع جمعهما الخميس") == ["هند", "رامي"]


def test_call_during_which_somebody_spoke_to_somebody_is_between_them() -> None:
    assert _resolved("هنأ {p:رامي} نظيرته {p:هند} في اتصال هاتفي") == ["رامي", "هند"]


def test_phone_call_beside_two_names_is_between_them() -> None:
    assert _resolved("أبلغ {p:رامي} {p:هند} في مكالمة هاتفية دعمه") == ["رامي", "هند"]


def test_both_men_are_the_pair_spoken_of_last() -> None:
    assert _resolved("لكن الرجلين تحادثا هاتفيا", "رامي", "سالم") == ["رامي", "سالم"]


def test_talks_of_nobody_known_do_not_join_the_others() -> None:
    assert _resolved("وكان المبعوث قد أجرى محادثات مع {p:رامي} و{p:هند}") == []


def test_plural_pronoun_is_no_pair() -> None:
    assert _resolved("في ختام اجتماعهم السبت", "رامي", "هند") == []


def test_allusion_names_the_other_side() -> None:
    told = "أوضح {p:رامي} أن الطرف الآخر لا يزال رافضا للحوار في إشارة إلى {p:هند}"
    assert _resolved(told) == ["رامي", "هند"]
