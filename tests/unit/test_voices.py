import pytest
from sentences_with_names import tokens_of

from orchestration.news.speakers import speech_before
from orchestration.news.voices import Voice, hear


def _hear(voice: Voice | None, sentence: str, number: int) -> Voice | None:
    speech = speech_before(tokens_of(sentence))
    assert speech is not None
    return hear(voice, speech, number)


@pytest.mark.parametrize("sentence", ["وأضاف أن", "وقال في بيان إن", "وتابع الوزير", "مضيفا"])
def test_voice_goes_on(sentence: str) -> None:
    voice = _hear(_hear(None, "قال الوزير {p:رامي} إن", 0), sentence, 1)
    assert voice is not None
    assert (voice.name.actor_id, voice.sentence) == ("رامي", 1)


@pytest.mark.parametrize("sentence", ["وأضافت أن", "وتابع السفير", "وقال شاهد", "وقال {p:فادي} و{p:هند} إن"])
def test_voice_ends(sentence: str) -> None:
    assert _hear(_hear(None, "قال الوزير {p:رامي} إن", 0), sentence, 1) is None


def test_new_voice_takes_over() -> None:
    voice = _hear(_hear(None, "قال الوزير {p:رامي} إن", 0), "وقالت {p:هند} إن", 1)
    assert voice is not None
    assert (voice.name.actor_id, voice.gender) == ("هند", "f")
