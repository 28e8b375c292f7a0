"""Whose words go on: «وأضاف "..."», «وتابع الوزير "..."», after somebody was named.

Belongs here: remembering who spoke last, from one sentence to the next.
Does not belong here: the subject of one clause of saying (speakers.py).
"""

from typing import NamedTuple

from orchestration.news.clauses import Name
from orchestration.news.marked_texts import MarkedText, tokens_between
from orchestration.news.speakers import Speech, first_speech

_REACH_SENTENCES = 6
_LONGEST_OPENING_CHARS = 500  # of a sentence, in which its main clause stands


class Voice(NamedTuple):
    """Who spoke last: the name, the gender of the verb, the words of the title, the sentence."""

    name: Name
    gender: str
    words: frozenset[str]
    sentence: int


def hear(voice: Voice | None, speech: Speech, sentence: int) -> Voice | None:
    """Tell who speaks after one more clause of saying; null where that is not known.

    Rules: without a subject, or with the title of the last speaker alone, he goes on, if the verb has his gender.
    """
    subject, gender = speech.subject, speech.cue.gender if speech.cue else ""
    if subject.name and subject.name.name:
        return Voice(subject.name.name, gender, subject.words, sentence)
    if voice is None or subject.state == "doubtful":
        return None
    goes_on = subject.state == "absent" or subject.head in voice.words  # «وأضاف الوزير»
    agrees = not (gender and voice.gender) or gender == voice.gender
    return voice._replace(sentence=sentence) if goes_on and agrees else None


def voice_before(text: MarkedText, voice: Voice | None, heard: int, here: int, *, adds: bool) -> Voice | None:
    """Tell who spoke last before the sentence `here`, given who did up to the sentence `heard`.

    Rules: the sentences in between are read, the nearest first; nobody of the headline in the body, nor far away;
    where others are named since, only a verb that adds («أضاف») still means him.
    """
    passed: list[tuple[Speech, int]] = []
    others: list[tuple[Name, int]] = []
    for number in range(here - 1, max(heard, here - _REACH_SENTENCES - 1), -1):
        end = min(text.ends[number], text.starts[number] + _LONGEST_OPENING_CHARS)
        tokens = tokens_between(text, text.starts[number], end)
        told = first_speech(tokens)
        if told is None:
            others += [(token.name, number) for token in tokens if token.name and token.name.kind == "person"]
            continue
        passed.append((told, number))
        if told.subject.state != "absent" and not told.subject.head:
            break
    for told, number in reversed(passed):
        voice = hear(voice, told, number)
    if voice is None or here - voice.sentence > _REACH_SENTENCES:
        return None
    is_other = not adds and any(at > voice.sentence and name.actor_id != voice.name.actor_id for name, at in others)
    sections = {text.sections[here], text.sections[voice.sentence]}
    return None if is_other or (len(sections) > 1 and "title" in sections) else voice
