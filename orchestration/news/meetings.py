"""Who met whom, as each article reports it: encounters, their participants and the characters that prove them.

Only sentences that hold a trigger word are read word by word: one vectorised scan finds them.
"""

import bisect
import datetime as dt
import functools
import itertools
import operator
from collections.abc import Iterator
from typing import Any, NamedTuple

import polars as pl

from orchestration.news.captions import caption_triggers, draft_captions
from orchestration.news.circumstances import Place
from orchestration.news.clauses import Token, read_name, read_sentence
from orchestration.news.dates import find_dates
from orchestration.news.drafts import draft_encounters
from orchestration.news.encounters import merge_drafts
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, fold_text
from orchestration.news.participles import PARTICIPLES, draft_participles
from orchestration.news.references import read_titles
from orchestration.news.schemas import DATE_EXPRESSION, EVIDENCE, PARTICIPANT, REPORT
from orchestration.news.sentences import columns_by_article, slice_spans
from orchestration.news.surroundings import agree_with_publication, fill_from_surroundings, is_bygone, look_ahead
from orchestration.news.tokens import WORD
from orchestration.news.told import GROUPS, Draft, Told
from orchestration.news.triggers import Trigger, trigger_forms

Row = dict[str, Any]
Columns = dict[str, list[Any]]
Days = tuple[dt.date | None, dt.date | None]  # the first and the last on which an article may have come out

# Encounters and persons of one article are compared with each other, which a text longer than any article must not
# be: it is read in stretches of this length, each as if it stood alone. The longest of 11,000 articles has 21,156.
_LONGEST_STRETCH_CHARS = 100_000
_MOST_ENCOUNTERS = (
    1_000  # of one article, as SQL compares them with each other; none of 38,000 articles has more than 12
)
_MENTION = ("article_id", "mention_id", "mention_type", "actor_id", "location_id", "section", "start_char", "end_char")


class MeetingFrames(NamedTuple):
    """What `find_meetings` returns, by the schemas REPORT, PARTICIPANT and EVIDENCE."""

    reports: pl.DataFrame
    participants: pl.DataFrame
    evidence: pl.DataFrame


def find_meetings(articles: pl.DataFrame, sentences: pl.DataFrame, mentions: pl.DataFrame) -> MeetingFrames:
    """Find the encounters that each article reports.

    Takes: `articles` with article_id, raw_text, published_at, published_from, published_to; `sentences` of
    schema SENTENCE; `mentions` of schema MENTION.
    Returns: schemas REPORT, PARTICIPANT and EVIDENCE, in text order.
    Units: code points of raw_text, end exclusive.
    """
    told = _sentences_with_triggers(articles, sentences, mentions)
    names = columns_by_article(mentions.join(told, on="article_id", how="semi"), _MENTION)
    days = columns_by_article(find_dates(told, articles), DATE_EXPRESSION)
    leads = dict(sentences.filter(section="body").group_by("article_id").agg(pl.min("sentence_number")).iter_rows())
    dates = articles.select("article_id", pl.col("published_from", "published_to").cast(pl.Date))
    published = {article_id: (since, until) for article_id, since, until in dates.iter_rows()}
    texts = dict(articles.select("article_id", "raw_text").iter_rows())
    no_days: Columns = {name: [] for name in DATE_EXPRESSION}
    reports: list[Row] = []
    participants: list[Row] = []
    evidence: list[Row] = []
    # A loop per article: the order of words decides, and only sentences with a trigger and a name come here.
    for article_id, own in columns_by_article(told, told.columns).items():
        raw = texts[article_id]
        since, until = published[article_id]
        dateline: Place | None = None
        drafts: list[Draft] = []
        for sentences_here, names_here, days_here in _stretches(own, names[article_id], days.get(article_id, no_days)):
            dateline = dateline or _dateline(names_here)
            read = _read_stretch(raw, sentences_here, names_here, days_here, (since, until))
            found = merge_drafts([look_ahead(draft, since, raw) for draft in read])
            found = fill_from_surroundings(found, dateline, leads.get(article_id))
            drafts += [agree_with_publication(draft, since, until) for draft in found]
        drafts = sorted(drafts, key=lambda draft: draft.trigger)[:_MOST_ENCOUNTERS]
        for number, draft in enumerate(drafts):
            keys = {"report_id": f"{article_id}-r{number:02d}", "article_id": article_id}
            reports.append(keys | _report(draft, raw, since))
            participants += [keys | person._asdict() for person in draft.participants]
            evidence += [keys | span for span in _spans(draft, raw)]
    return MeetingFrames(
        pl.DataFrame(reports, REPORT), pl.DataFrame(participants, PARTICIPANT), pl.DataFrame(evidence, EVIDENCE)
    )


def _sentences_with_triggers(articles: pl.DataFrame, sentences: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    listed = read_lexicon("grammar_words").filter(pl.col("role").is_in(["phone", "video", *PARTICIPLES]))["word"]
    means = [fold_text(word) for word in listed]  # «تحدث» only by telephone, «مجتمعين» beside what is no trigger
    here = sentences.join(mentions.select("article_id").unique(), on="article_id", how="semi", maintain_order="left")
    # The letters of a trigger stand in many other words («المجلس»), so a second look tells whole words.
    letters, forms = _letters_of_triggers(), _forms_of_triggers().implode()
    is_trigger = pl.col("folded").str.extract_all(WORD).list.eval(pl.element().is_in(forms)).list.any()
    return (
        here.with_columns(slice_spans(articles, here, "article_id"))
        .with_columns(folded=fold(pl.col("text")))
        .with_columns(is_english=pl.col("folded").str.contains_any(list(caption_triggers())))
        .filter(pl.col("is_english") | pl.col("folded").str.contains_any([*letters, *means]))
        .filter(pl.col("is_english") | is_trigger | pl.col("folded").str.contains_any(means))
    )


@functools.cache
def _forms_of_triggers() -> pl.Series:
    """The folded words each of which may tell of an encounter."""
    readings = trigger_forms().items()
    return pl.Series([form for form, reading in readings if _tells_alone(reading)])


def _tells_alone(reading: Trigger) -> bool:
    """«التقى», «لقاء», «يرأس الوفد», «حضرها»; not «عقد», which carries a noun, nor «تحدث», talk by telephone only."""
    if reading.lemma == "حضر":
        return reading.pronoun == "single"
    return reading.frame == "delegation" or (reading.kind != "light" and reading.frame != "speak")


@functools.cache
def _letters_of_triggers() -> list[str]:
    """The shortest of the forms, of which every other one holds one: زار of وزارها."""
    forms = set(_forms_of_triggers())
    return [
        form
        for form in sorted(forms)
        if forms.isdisjoint(
            form[start:end] for start, end in itertools.combinations(range(len(form) + 1), 2) if end - start < len(form)
        )
    ]


def _stretches(sentences: Columns, mentions: Columns, days: Columns) -> Iterator[tuple[list[Row], ...]]:
    """The rows of an article, as one stretch unless the text is longer than any article."""
    for start in range(0, sentences["start_char"][-1] + 1, _LONGEST_STRETCH_CHARS):
        end = start + _LONGEST_STRETCH_CHARS
        if own := _rows_between(sentences, start, end):
            end = max(end, own[-1]["end_char"])
            yield own, _rows_between(mentions, start, end), _rows_between(days, start, end)


def _rows_between(columns: Columns, start: int, end: int) -> list[Row]:
    first, beyond = (bisect.bisect_left(columns["start_char"], place) for place in (start, end))
    values = zip(*[column[first:beyond] for column in columns.values()], strict=True)
    return [dict(zip(columns, row, strict=True)) for row in values]


def _read_stretch(raw: str, sentences: list[Row], mentions: list[Row], days: list[Row], published: Days) -> list[Draft]:
    drafts: list[Draft] = []
    titles = functools.cache(lambda: read_titles(raw, _persons(raw, mentions), *published))
    for sentence in sentences:
        tokens = read_sentence(raw, sentence["start_char"], sentence["end_char"], _within(sentence, mentions))
        roles = frozenset().union(*(token.roles for token in tokens))
        told = Told(raw, sentence, tokens, _within(sentence, days), titles, is_sport="sport" in roles)
        for at, token in enumerate(tokens):
            if token.trigger:
                drafts += draft_encounters(told, at, drafts)
        if roles & PARTICIPLES:
            drafts += draft_participles(told)
        if sentence["is_english"]:
            drafts += draft_captions(raw, sentence, _within(sentence, mentions), told.days)
    return drafts


def _dateline(mentions: list[Row]) -> Place | None:
    """«أوسلو (وكالة) -»: the first place that a dateline names."""
    for row in mentions:
        if row["section"] == "dateline" and row["mention_type"] == "place":
            return Place(row["start_char"], row["end_char"], row["location_id"], is_country=False)
    return None


def _persons(raw: str, mentions: list[Row]) -> list[Token]:
    return [read_name(raw, mention) for mention in mentions if mention["mention_type"] == "person"]


def _within(sentence: Row, spans: list[Row]) -> list[Row]:
    start, end = sentence["start_char"], sentence["end_char"]
    return [span for span in _between(spans, start, end) if span["end_char"] <= end]


def _between(rows: list[Row], start: int, end: int) -> list[Row]:
    """The rows that begin there, of rows in text order."""
    begin = operator.itemgetter("start_char")
    return rows[bisect.bisect_left(rows, start, key=begin) : bisect.bisect_left(rows, end, key=begin)]


def _report(draft: Draft, raw: str, since: dt.date | None) -> Row:
    place, day, status, speaker = draft.place, draft.day, draft.status, draft.speaker
    return {
        "meeting_type": draft.meeting_type,
        "status": status.status,
        "certainty": status.certainty,
        "mode": _mode(draft),
        "location_id": place.location_id if place else None,
        "place_text": raw[place.start : place.end] if place else None,
        "date_from": day.date_from if day else None,
        "date_to": day.date_to if day else None,
        "date_precision": day.precision if day else None,
        "is_background": draft.is_recalled or is_bygone(draft, since),
        "attributed_to_actor_id": speaker.name.actor_id if speaker and speaker.name else None,
        "unnamed_participants": list(draft.unnamed),
        "evidence": raw[slice(*draft.evidence)],
        "evidence_start_char": draft.evidence[0],
        "evidence_end_char": draft.evidence[1],
        "confidence": _confidence(draft),
    }


def _mode(draft: Draft) -> str:
    """What is told of a talk that was held («بحث فلان مع فلان») is face to face; a refused one has no mode."""
    if draft.status.status == "refused" and draft.place is None and draft.mode_span is None:
        return "unknown"
    is_told = draft.frame == "discuss" and GROUPS[draft.status.status] == "occurred"
    return "in_person" if draft.mode == "unknown" and is_told else draft.mode


def _confidence(draft: Draft) -> float:
    """From 0.4 to 0.9: every side named outright, and a status that a word states, are surer."""
    are_named = all(person.resolution == "named" for person in draft.participants)
    return 0.4 + 0.3 * are_named + 0.2 * (draft.status.weight > 0)


def _spans(draft: Draft, raw: str) -> list[Row]:
    cue, place, day, speaker = draft.status.cue, draft.place, draft.day, draft.speaker
    spans = {
        "trigger": draft.trigger,
        "status": (cue.start, cue.end) if cue else None,
        "place": (place.start, place.end) if place else None,
        "date": (day.start, day.end) if day and day.date_from else None,
        "mode": draft.mode_span,
        "attribution": (speaker.start, speaker.end) if speaker else None,
    }
    return [
        {"kind": kind, "start_char": span[0], "end_char": span[1], "text": raw[slice(*span)]}
        for kind, span in spans.items()
        if span
    ]
