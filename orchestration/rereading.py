"""A proven sentence read once more by the pure core: what the published rows leave out of how they were read.

Belongs here: the clause, the noun phrases and the date phrases of one report. Does not belong here: printing
(explain_report.py).
"""

import functools
import re
from typing import Any, NamedTuple

import polars as pl

from orchestration.news.captions import draft_captions
from orchestration.news.clauses import Token, read_name, read_sentence
from orchestration.news.cues import Cue, find_cue
from orchestration.news.date_resolution import Phrase, parse_phrase
from orchestration.news.dates import find_dates
from orchestration.news.drafts import draft_encounters
from orchestration.news.normalise import fold_text
from orchestration.news.noun_phrases import Party
from orchestration.news.participles import draft_participles
from orchestration.news.references import Titles, read_titles, resolve_title
from orchestration.news.schemas import SENTENCE
from orchestration.news.sides import read_sides
from orchestration.news.told import Draft, Told
from orchestration.news.triggers import Trigger

Row = dict[str, Any]
_MOST_WORDS_IN_FRONT = 2  # of a date phrase: «في عام» stands before 2017, and its place does not count them
_WORD_BEFORE = re.compile(r"\S+\s+$")

# What each frame of meeting_triggers.csv looks for.
FRAMES = {
    "object": "«A التقى B»: the subject meets the object",
    "with": "«اجتمع A مع B», «اجتمع A وB»: the subject meets whom «مع» names, or whom «و» joins to it",
    "receive": "«استقبل A B»: the subject is host, the object the guest",
    "visit": "«زار A المكان»: the subject travels, a person at the goal is host",
    "arrive": "«وصل A إلى المكان»: the subject travels, a person at the goal is host",
    "discuss": "«بحث A مع B الأمر»: a meeting only where somebody is met by «مع», or two discuss",
    "contact": "«اتصل A بB»: the subject calls whom «ب» names",
    "speak": "«تحدث A هاتفيا مع B»: only by telephone or video",
    "sit": "«جلس A مع B»: only with «مع»",
    "noun": "«لقاء A مع B», «لقاء بين A وB»: the genitive, «مع», «بين», else the subject of the clause",
    "call": "«اتصال بين A وB», «اتصال A بB»: persons alone call",
    "reception": "«استقبال A لB»: the genitive is host, whom «ل» names the guest",
    "company": "«رافق A B خلال الزيارة»: adds to the encounter spoken of last",
    "delegation": "«يرأس الوفد A»: adds to the encounter spoken of last",
}


class Side(NamedTuple):
    """A noun phrase of the trigger's frame: its words, and the actor that it names or whose title it is."""

    slot: str
    is_before: bool  # the trigger
    is_named: bool
    text: str
    actor_id: str | None


class DatePhrase(NamedTuple):
    """A date expression of the sentence: its row, and what it was taken for."""

    row: Row
    phrase: Phrase | None


class Reading(NamedTuple):
    """What the rules make of the sentence, read by itself; without a trigger where they find none in that place."""

    trigger: Trigger | None
    sides: tuple[Side, ...]
    dates: tuple[DatePhrase, ...]
    draft: Draft | None  # the encounter that it tells by itself
    cues: dict[tuple[int, int], Cue]  # of the words that the lexicon of cues holds, by their place
    told_by: str = ""  # what tells it where no trigger with a frame does


def read_again(report: Row, article: Row, mentions: list[Row], trigger: Row | None, section: str) -> Reading:
    """Read the sentence of a report.

    Takes: the report's row; its article with raw_text and the days between which it came out; the article's mentions in
    text order; the evidence row of the trigger; the section that the sentence stands in.
    """
    raw, start, end = article["raw_text"], report["evidence_start_char"], report["evidence_end_char"]
    inside = [row for row in mentions if row["start_char"] >= start and row["end_char"] <= end]
    tokens = read_sentence(raw, start, end, inside)
    days = _days_in(raw, start, end, article)
    cues = {(token.start, token.end): cue for token in tokens if (cue := find_cue(token))}
    dates = tuple(DatePhrase(day, _phrase_of(raw, day)) for day in days)
    published = article["published_from"], article["published_to"]
    people = [read_name(raw, row) for row in mentions if row["mention_type"] == "person"]
    titles = functools.cache(lambda: read_titles(raw, people, *published))
    sentence = {
        "start_char": start, "end_char": end, "sentence_number": 0, "section": section,
        "folded": fold_text(raw[start:end]),
    }  # fmt: skip
    is_sport = any("sport" in token.roles for token in tokens)
    told = Told(raw, sentence, tokens, days, titles, is_sport)
    at = next((at for at, token in enumerate(tokens) if trigger and _is_trigger(token, trigger)), None)
    if at is None:
        draft, told_by = _told_otherwise(told, inside, trigger)
        return Reading(None, (), dates, draft, cues, told_by)
    drafts = draft_encounters(told, at, [])
    return Reading(tokens[at].trigger, _sides(raw, tokens, at, titles()), dates, next(iter(drafts), None), cues)


def _told_otherwise(told: Told, mentions: list[Row], trigger: Row | None) -> tuple[Draft | None, str]:
    """What a caption in English or a participle tells in that place, all sides together, and which of them it is."""
    ways = {
        "an English caption: who stands before the words, and whom they name behind them": draft_captions(
            told.raw, told.sentence, mentions, told.days
        ),
        "a participle, with «مع» or an object behind it, or a clause «A مع B» after it": draft_participles(told),
    }
    for way, drafts in ways.items():
        here = [draft for draft in drafts if trigger and draft.trigger[0] == trigger["start_char"]]
        if here:
            everybody = tuple(person for draft in here for person in draft.participants)
            return here[0]._replace(participants=everybody), way
    return None, ""


def _is_trigger(token: Token, span: Row) -> bool:
    return token.trigger is not None and token.start == span["start_char"]


def _sides(raw: str, tokens: list[Token], at: int, titles: Titles) -> tuple[Side, ...]:
    sides = read_sides(tokens, at)
    return tuple(
        Side(
            slot=party.slot,
            is_before=party.words[0].start < tokens[at].start,
            is_named=party.name is not None,
            text=_words_of(raw, party),
            actor_id=_actor_of(party, titles),
        )
        for party in (*sides.left, *sides.right)
        if party.words
    )


def _words_of(raw: str, party: Party) -> str:
    return raw[party.words[0].start : max(word.end for word in party.words)]


def _actor_of(party: Party, titles: Titles) -> str | None:
    token = party.name or resolve_title(party, titles)
    return token.name.actor_id if token and token.name else None


def _days_in(raw: str, start: int, end: int, article: Row) -> list[Row]:
    columns = {"article_id": article["article_id"], "sentence_number": 0, "start_char": start, "end_char": end}
    sentence = pl.DataFrame([columns | {"section": "body"}], SENTENCE).with_columns(text=pl.lit(raw[start:end]))
    published = {name: article[name] for name in ("article_id", "published_from", "published_to")}
    types = {"article_id": pl.String, "published_from": pl.Date, "published_to": pl.Date}
    return find_dates(sentence, pl.DataFrame([published], types)).to_dicts()


def _phrase_of(raw: str, day: Row) -> Phrase | None:
    """What the words of a date were taken for; some are told by a word in front that their place leaves out."""
    begin = day["start_char"]
    for _ in range(_MOST_WORDS_IN_FRONT + 1):
        phrase = parse_phrase(fold_text(raw[begin : day["end_char"]]))
        before = _WORD_BEFORE.search(raw, max(0, begin - 30), begin)
        if phrase or before is None:
            return phrase
        begin = before.start()
    return None
