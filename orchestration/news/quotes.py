"""Direct speech: the words that an article quotes, and who said them.

Belongs here: which words in quotation marks are speech, and which clause of saying they belong to.
Does not belong here: pairing the marks (quote_marks.py), the subject of that clause (speakers.py), whose words go on
from one sentence to the next (voices.py).
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from orchestration.news.clauses import Name, Token
from orchestration.news.marked_texts import (
    MarkedText,
    is_name,
    marked_paragraphs,
    marked_texts,
    sentence_at,
    tokens_between,
)
from orchestration.news.normalise import fold_text
from orchestration.news.quote_marks import Pair, pair_marks
from orchestration.news.schemas import QUOTE
from orchestration.news.speakers import Speech, speech_after, speech_before, subject_before
from orchestration.news.speech_cues import heads, title_words, work_words
from orchestration.news.voices import Voice, hear, voice_before

_FEWEST_WORDS, _FEWEST_ALONE = 4, 8  # of speech: beside a word of saying, and without any
_LONGEST_CONTEXT_CHARS = 500
_MOST_CONNECTING = 12  # words between two quotations of one sentence that have one speaker
_REACH_WORK, _LONGEST_NAME = 3, 6
# «إن "..."», «بأنه "..."»: with a pronoun the marks hold the predicate; without, they may hold a name.
_THAT = frozenset({"ان", "بان"})
_THAT_HE = frozenset(that + pronoun for that in _THAT for pronoun in ("ه", "ها", "هم", "هما", "نا", "ني", "ي"))
_AND = frozenset({"و", "أو", "،", ",", "، و", "،و"})


class _Quote(NamedTuple):
    """One quotation: the words, the mark behind them, the sentence that it begins in, who speaks."""

    start: int
    end: int
    closing: int
    sentence: int
    speaker: Name | None = None
    resolution: str | None = None
    cue: str | None = None


def find_quotes(articles: pl.DataFrame, sentences: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Find the direct speech of each article and its speakers.

    Takes: `articles` with article_id and raw_text; `sentences` of schema SENTENCE; `mentions` of schema MENTION.
    Returns: schema QUOTE, in text order.
    Units: code points of raw_text, end exclusive.
    Rules: speech has four words or more, or a verb of saying with a colon or «إن» before it; names and titles in
    quotation marks are none. The speaker is the subject of the verb; without a new subject the last one goes on.
    """
    rows: list[tuple[Any, ...]] = []
    # A loop per article: the order of words decides, and only the sentences around quotation marks are read.
    for article_id, text in marked_texts(articles, sentences, mentions):
        for number, quote in enumerate(_quotes_of(text), 1):
            place = (article_id, number, text.numbers[quote.sentence])
            span = (quote.start, quote.end, text.raw[quote.start : quote.end])
            speaker = (quote.speaker.mention_id, quote.speaker.actor_id) if quote.speaker else (None, None)
            rows.append((*place, *span, *speaker, quote.resolution, quote.cue))
    return pl.DataFrame(rows, QUOTE, orient="row")


def _quotes_of(text: MarkedText) -> Iterator[_Quote]:
    """The direct speech of one article, in reading order."""
    voice: Voice | None = None
    heard = -1  # the sentences up to this one have told who speaks
    last: _Quote | None = None
    title_end = len(text.raw)
    for pair in pair_marks(text.raw, marked_paragraphs(text)):
        quote = _candidate(text, pair)
        if quote is None:
            continue
        before = tokens_between(text, _context_start(text, pair, quote.sentence, last), pair.opening.start)
        is_listed = text.raw[title_end : min(pair.opening.start, title_end + 5)].strip() in _AND  # «"كتاب" و"كتاب"»
        if is_listed or _is_title(text, quote, before):
            title_end = pair.closing.end
            continue
        speech = _speech(text, before, pair)
        if speech:
            voice, heard = _voice(text, voice, heard, quote, speech), quote.sentence
            quote = _spoken(quote, text.raw, speech, voice)
            voice = None if speech.cue and speech.cue.kind == "preposition" else voice  # a source is quoted once
        elif last and last.sentence == quote.sentence and _is_connected(before):
            quote = quote._replace(speaker=last.speaker, resolution=last.resolution, cue=last.cue)
        elif not _stands_alone(text, quote, pair):
            continue
        last = quote
        yield quote


def _candidate(text: MarkedText, pair: Pair) -> _Quote | None:
    """The words between two marks, without outer white space, if they may be speech."""
    words = text.raw[pair.opening.end : pair.closing.start]
    start = pair.opening.end + len(words) - len(words.lstrip())
    if not words.strip() or not (_has_words(words, _FEWEST_WORDS) or _is_introduced(text.raw, pair)):
        return None
    return _Quote(start, start + len(words.strip()), pair.closing.end, sentence_at(text, pair.opening.start))


def _has_words(words: str, count: int) -> bool:
    return len(words.split(maxsplit=count)) >= count


def _is_introduced(raw: str, pair: Pair) -> bool:
    """Whether a colon or «إن» stands right before the words; a bare «إن» only where nothing completes it."""
    before = raw[max(0, pair.opening.start - 20) : pair.opening.start].rstrip()
    if before.endswith(":"):
        return True
    word = fold_text(before.split()[-1]) if before else ""
    after = raw[pair.closing.end : pair.closing.end + 2].lstrip(" ")
    return word in _THAT_HE or (word in _THAT and not after[:1].isalpha())


def _context_start(text: MarkedText, pair: Pair, here: int, last: _Quote | None) -> int:
    """Where the words begin that may say who speaks: with the sentence, behind the last speech, or at «قال:» above."""
    start = text.starts[here]
    if here and not text.raw[start : pair.opening.start].strip() and text.raw[text.ends[here - 1] - 1] == ":":
        start = text.starts[here - 1]
    if last and last.closing > start:
        start = last.closing
    return max(start, pair.opening.start - _LONGEST_CONTEXT_CHARS)


def _is_title(text: MarkedText, quote: _Quote, before: list[Token]) -> bool:
    """A known name in quotation marks, words behind «كتابها الجديد», «بعنوان», «منظمة», a few that open with a head."""
    first, *rest = text.raw[quote.start : quote.end].split(maxsplit=_LONGEST_NAME)
    if is_name(text, quote.start, quote.end) or (len(rest) < _LONGEST_NAME and fold_text(first) in heads()):
        return True
    if before and before[-1].text in title_words():
        return True
    for token in reversed(before[-_REACH_WORK:]):
        if token.text in work_words():
            return True
        if not (token.name or token.text.startswith("ال")):
            return False
    return False


def _speech(text: MarkedText, before: list[Token], pair: Pair) -> Speech | None:
    """The clause of saying before the words, else the one behind them."""
    speech, start = speech_before(before), pair.closing.end
    if speech or text.raw[start : start + 1] in ".\n\r":
        return speech
    here = sentence_at(text, start + 1)  # a stop inside the marks has cut the sentence there
    after = speech_after(tokens_between(text, start, min(text.ends[here], start + _LONGEST_CONTEXT_CHARS)))
    if after and after.subject.state == "absent":  # «على حد قوله»
        return after._replace(subject=subject_before(before, len(before)))
    return after


def _voice(text: MarkedText, voice: Voice | None, heard: int, quote: _Quote, speech: Speech) -> Voice | None:
    """Who speaks the words of a quotation."""
    if speech.subject.state == "absent" or speech.subject.head:
        adds = speech.cue is not None and speech.cue.adds
        voice = voice_before(text, voice, heard, quote.sentence, adds=adds)
    return hear(voice, speech, quote.sentence)


def _spoken(quote: _Quote, raw: str, speech: Speech, voice: Voice | None) -> _Quote:
    """A quotation with its speaker, and its cue as written, without a conjunction."""
    written = raw[speech.start : speech.end]
    if speech.cue and not fold_text(written).startswith(speech.cue.form):
        written = written[1:]
    resolution = "named" if speech.subject.name else "continued"
    return quote._replace(
        speaker=voice.name if voice else None,
        resolution=resolution if voice else None,
        cue=written or None,
    )


def _is_connected(between: list[Token]) -> bool:
    """Whether the same person goes on speaking between two quotations of one sentence."""
    return len(between) <= _MOST_CONNECTING and not any(
        "stop" in token.roles or (token.name and token.name.kind == "person") for token in between
    )


def _stands_alone(text: MarkedText, quote: _Quote, pair: Pair) -> bool:
    """Whether words that nobody is said to speak are quoted: many, a sentence of their own, or a headline's."""
    words = text.raw[quote.start : quote.end]
    before = text.raw[text.starts[quote.sentence] : pair.opening.start].strip()
    after = text.raw[pair.closing.end : text.ends[quote.sentence]]
    is_sentence = before.endswith(":") or not (before or any(letter.isalpha() for letter in after))
    return _has_words(words, _FEWEST_ALONE) or (
        _has_words(words, _FEWEST_WORDS) and (is_sentence or text.sections[quote.sentence] == "title")
    )
