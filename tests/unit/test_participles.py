import pytest
from sentences_with_names import tokens_of, unmark

from orchestration.news.participles import draft_participles
from orchestration.news.references import read_titles
from orchestration.news.told import Told


def sides_of(marked: str, status: str = "ongoing") -> list[list[str]]:
    """The sides of each encounter that the participles of a sentence tell."""
    (text, _), tokens = unmark(marked), tokens_of(marked)
    people = [token for token in tokens if "person" in token.roles]
    sentence = {"sentence_number": 0, "section": "body", "start_char": 0, "end_char": len(text), "folded": text}
    told = Told(text, sentence, tokens, [], lambda: read_titles(text, people, None, None), is_sport=False)
    drafts = draft_participles(told)
    assert all(draft.status.status == status for draft in drafts)
    return [[person.actor_id for person in draft.participants] for draft in drafts]


def test_participle_tells_a_meeting_under_way() -> None:
    assert sides_of("{p:رامي} و{p:هند} مجتمعان مع {p:سعاد} في {l:أوسلو}") == [["رامي", "هند", "سعاد"]]


def test_clause_without_a_verb_repeats_the_participle() -> None:
    told = sides_of("{p:رامي} و{p:هند} مجتمعان مع {p:سعاد}، والوزير {p:أمين} مع {p:ناصر} وسيصدر بيان")
    assert told == [["رامي", "هند", "سعاد"], ["أمين", "ناصر"]]


def test_groups_sit_with_those_who_are_named() -> None:
    assert sides_of("الوفدان مجتمعان مع الضيوف فقط، الجيران مع {p:رامي} و{p:هند}") == [["رامي", "هند"]]


@pytest.mark.parametrize("participle", ["مستقبلاً", "مصافحا", "ملتقيا"])
def test_participle_under_a_picture_tells_a_meeting_that_was_held(participle: str) -> None:
    assert sides_of(f"الأمير {{p:رامي}} {participle} الوزيرة {{p:هند}} أمس", "held") == [["رامي", "هند"]]


@pytest.mark.parametrize(
    "marked",
    [
        "دعا {p:رامي} مستقبلا الوزيرة {p:هند}",
        "{p:رامي} يتوقع مستقبلا أفضل مع {p:هند}",
        "المجتمعون قالوا إن {p:رامي} مع {p:هند}",
        "الوفدان مجتمعان مع الضيوف، وقال {p:رامي} إنه مع {p:هند}",
        "{p:رامي} مجتمعون في {l:أوسلو}، {p:سعاد} مع {p:هند}",
    ],
)
def test_other_clauses_tell_none(marked: str) -> None:
    assert sides_of(marked) == []
