from sentences_with_names import tokens_of, trigger_at, unmark

from orchestration.news.clauses import read_word
from orchestration.news.drafts import Told, draft_encounters
from orchestration.news.encounters import Draft
from orchestration.news.normalise import fold_text
from orchestration.news.references import title_words


def _drafts(marked: str, number: int = 0, before: list[Draft] | None = None) -> list[Draft]:
    text, _ = unmark(marked)
    tokens = tokens_of(marked)
    people = [token for token in tokens if "person" in token.roles]
    sentence = {
        "sentence_number": 0,
        "section": "body",
        "start_char": 0,
        "end_char": len(text),
        "folded": fold_text(text),
    }
    is_sport = any("sport" in token.roles for token in tokens)
    told = Told(text, sentence, tokens, [], title_words(text, people), is_sport)
    return draft_encounters(told, trigger_at(tokens, number), before or [])


def _actors(draft: Draft) -> list[str]:
    return [person.actor_id for person in draft.participants]


def test_meetings_in_the_plural_are_one_a_side() -> None:
    drafts = _drafts("أجرى {p:رامي} لقاءات مع {p:هند} و{p:سعاد}")
    assert [_actors(draft) for draft in drafts] == [["رامي", "هند"], ["رامي", "سعاد"]]


def test_interview_is_no_meeting() -> None:
    assert _drafts("قال {p:رامي} في لقاء مع صحيفة {o:النهار}") == []


def test_match_of_two_teams_is_no_meeting() -> None:
    assert _drafts("لقاء {o:النور} مع {o:الأمل} في الدوري") == []


def test_call_is_by_phone() -> None:
    (draft,) = _drafts("تلقى {p:رامي} اتصالا هاتفيا من {p:هند}")
    assert (draft.meeting_type, draft.mode, draft.place) == ("call", "phone", None)


def test_visitor_and_host_have_their_roles() -> None:
    (draft,) = _drafts("استقبل {p:رامي} الوزيرة {p:هند}")
    assert draft.participants[0].role == "host"


def test_null_subject_is_who_was_spoken_of_last() -> None:
    first = _drafts("زار {p:رامي} {l:أوسلو}")
    (draft,) = _drafts("والتقى ب{p:هند}", before=first)
    assert [(person.actor_id, person.resolution) for person in draft.participants] == [
        ("رامي", "pronoun"),
        ("هند", "named"),
    ]


def test_joint_pronoun_is_the_last_pair() -> None:
    first = _drafts("اجتمع {p:رامي} مع {p:هند}")
    (draft,) = _drafts("عقب لقائهما", before=first)
    assert _actors(draft) == ["رامي", "هند"]


def test_said_by_somebody_is_attributed() -> None:
    (draft,) = _drafts("أعلن {p:سعاد} أن {p:رامي} التقى {p:هند}")
    assert draft.status.certainty == "attributed"
    assert draft.speaker is not None


def test_word_without_names_drafts_nothing() -> None:
    assert read_word("لقاء").trigger is not None
    assert _drafts("كان لقاء طويل") == []
