"""`make explain REPORT=`: one row of fct_meeting_reports, as it was read: sentence, frame, sides, cue, day, meeting.

What no table holds is read again from the proven sentence (rereading.py), and said to be.
"""

from typing import Any

import duckdb
import polars as pl

from orchestration.explain import clean, heading
from orchestration.news.told import Draft
from orchestration.rereading import FRAMES, DatePhrase, Reading, Side, read_again
from orchestration.settings import Settings
from orchestration.warehouse import open_published

Row = dict[str, Any]
_MOST_OTHERS = 15


def explain_report(settings: Settings, report_id: str, *, colour: bool) -> str:
    """Describe how one published report was read, and the meeting that it became part of.

    Raises:
        ValueError: the warehouse has no such report; what it has of that article or meeting is told.
    """
    with open_published(settings) as connection:
        report = _one(connection, _REPORT, report_id)
        if report is None:
            raise ValueError(f"no report {report_id!r} is published: {_why_not(connection, report_id)}")
        rows = {name: connection.execute(query, {"id": report_id}).pl() for name, query in _QUERIES.items()}
    spans = {row["kind"]: row for row in rows["evidence"].to_dicts()}
    mentions = rows["mentions"].to_dicts()
    reading = read_again(report, report, mentions, spans.get("trigger"), report["section"] or "body")
    named = {row["mention_id"]: row for row in mentions}
    parts = [
        _describe_sentence(report, spans, colour=colour),
        _describe_frame(reading, spans, colour=colour),
        _describe_participants(rows["participants"], reading, named, report, colour=colour),
        _describe_status(report, reading, spans, colour=colour),
        _describe_date(report, reading, spans, colour=colour),
        _describe_place(report, spans, colour=colour),
        _describe_meeting(report, rows["others"], colour=colour),
    ]
    return "\n\n".join(parts)


_REPORT = """
    select
        reports.*, articles.* exclude (article_id), texts.raw_text, places.name_en as place_en,
        speakers.name_en as speaker_en, meetings.status as meeting_status, meetings.date_from as meeting_from,
        meetings.date_to as meeting_to, meetings.reports_count, meetings.independent_sources_count,
        meetings.is_disputed,
        (
            select min(section) from marts.fct_article_sections as sections
            where sections.article_id = reports.article_id
                and reports.evidence_start_char >= sections.start_char
                and reports.evidence_end_char <= sections.end_char
        ) as section
    from marts.fct_meeting_reports as reports
    join marts.fct_articles as articles using (article_id)
    join marts.fct_article_texts as texts using (article_id)
    left join marts.fct_meetings as meetings on meetings.meeting_id = reports.meeting_id
    left join marts.dim_locations as places on places.location_id = reports.location_id
    left join marts.dim_actors as speakers on speakers.actor_id = reports.attributed_to_actor_id
    where reports.report_id = $id
"""

_QUERIES = {
    "mentions": """
        select mentions.* from marts.fct_mentions as mentions
        join marts.fct_meeting_reports as reports using (article_id)
        where reports.report_id = $id order by mentions.start_char
    """,
    "participants": """
        select bridge.*, actors.name_ar, actors.name_en from marts.bridge_meeting_reports_x_actors as bridge
        left join marts.dim_actors as actors using (actor_id)
        left join marts.fct_mentions as mentions on mentions.mention_id = bridge.mention_id
        where bridge.report_id = $id order by mentions.start_char, bridge.actor_id
    """,
    "evidence": "select * from marts.fct_report_evidence where report_id = $id order by start_char",
    "others": """
        select others.*, coalesce(sources.name_en, sources.name_ar, articles.source_id, 'outlet not known') as outlet,
            articles.published_at, articles.file_path,
            coalesce('  [' || links.rule || coalesce(' ' || links.score, '') || ']', '') as link
        from marts.fct_meeting_reports as mine
        join marts.fct_meeting_reports as others using (meeting_id)
        join marts.fct_articles as articles on articles.article_id = others.article_id
        left join marts.dim_sources as sources on sources.source_id = articles.source_id
        left join marts.fct_meeting_links as links
            on links.report_id = least(mine.report_id, others.report_id)
            and links.other_report_id = greatest(mine.report_id, others.report_id)
        where mine.report_id = $id and others.report_id <> $id
        order by articles.published_at nulls last, others.report_id
    """,
}


def _one(connection: duckdb.DuckDBPyConnection, query: str, key: str) -> Row | None:
    found = connection.execute(query, {"id": key}).pl().to_dicts()
    return found[0] if found else None


def _why_not(connection: duckdb.DuckDBPyConnection, key: str) -> str:
    """The reports of the meeting or article that the key may mean."""
    query = """
        select report_id from marts.fct_meeting_reports
        where $id <> '' and (meeting_id = $id or article_id = split_part($id, '-', 1)) order by report_id limit 10
    """
    known = [row[0] for row in connection.execute(query, {"id": key}).fetchall()]
    if known:
        return f"that article or meeting has {', '.join(known)}"
    return "fct_meeting_reports and `make explain FILE=` show the ids that there are"


def _section(title: str, lines: list[str], *, colour: bool) -> str:
    return "\n".join([heading(title, colour=colour), *(f"  {line}" for line in lines)])


def _describe_sentence(report: Row, spans: dict[str, Row], *, colour: bool) -> str:
    start, end, trigger = report["evidence_start_char"], report["evidence_end_char"], spans.get("trigger")
    text = clean(report["evidence"])
    if trigger and start <= trigger["start_char"] < end:
        cut = report["raw_text"][start : trigger["start_char"]], report["raw_text"][trigger["end_char"] : end]
        text = f"{clean(cut[0])}[{clean(trigger['text'])}]{clean(cut[1])}"
    from_file = f"{clean(report['file_path'])}   article {report['article_id']}"
    title = f"report {report['report_id']} of meeting {report['meeting_id']}"
    return _section(
        title, [from_file, f"{report['section'] or 'section not known'} {start}-{end}", text], colour=colour
    )


def _describe_frame(reading: Reading, spans: dict[str, Row], *, colour: bool) -> str:
    word, trigger = spans.get("trigger"), reading.trigger
    if word and reading.told_by:
        told = f"«{clean(word['text'])}» at {word['start_char']}: {reading.told_by}"
        return _section("trigger", [told], colour=colour)
    if word is None or trigger is None:
        return _section("trigger", ["read again, the rules find no word of encounter in that place"], colour=colour)
    traits = [trigger.kind, trigger.tense if trigger.kind != "noun" else "", f"tells of a {trigger.meeting_type}"]
    traits += ["dual"] * trigger.is_dual + ["plural"] * trigger.is_plural + ["definite"] * trigger.is_definite
    traits += [f"with a {trigger.pronoun} pronoun"] if trigger.pronoun else []
    traits += [f"behind «{trigger.preposition}»"] if trigger.preposition else []
    lines = [
        f"«{clean(word['text'])}» at {word['start_char']}: {trigger.lemma}, {', '.join(filter(None, traits))}",
        f"frame {trigger.frame}   {FRAMES.get(trigger.frame, '')}",
    ]
    return _section("trigger (read again)", lines, colour=colour)


def _describe_participants(
    participants: pl.DataFrame, reading: Reading, mentions: dict[str, Row], report: Row, *, colour: bool
) -> str:
    lines: list[str] = []
    known = set(participants["actor_id"])
    for row in participants.to_dicts():
        lines.append(f"{row['role']:<12} {clean(row['name_ar'] or row['actor_id'])} / {clean(row['name_en'] or '')}")
        lines += [f"    {line}" for line in _path_of(row, mentions.get(row["mention_id"]), reading, report)]
    unnamed = report["unnamed_participants"] or []
    lines += [f"unnamed      {clean(words)}" for words in unnamed]
    lines += [
        f"left out     «{clean(side.text)}» ({_slot(side)}): {_why_left_out(side, reading)}"
        for side in reading.sides
        if side.actor_id not in known and side.text not in unnamed
    ]
    return _section(f"participants: {participants.height}", lines, colour=colour)


def _slot(side: Side) -> str:
    return f"slot {side.slot}, {'before' if side.is_before else 'behind'} the trigger; read again"


def _why_left_out(side: Side, reading: Reading) -> str:
    if side.actor_id is None:
        return "the name has no actor" if side.is_named else "no one person of the article has that title"
    if reading.trigger and reading.trigger.is_plural:
        return "is of another of the encounters that the plural tells"
    return "another sentence decided on the sides, or the rules differ"


def _path_of(row: Row, mention: Row | None, reading: Reading, report: Row) -> list[str]:
    """From the words of the sentence to the actor: the noun phrase, the name, the link."""
    sides = [side for side in reading.sides if side.actor_id == row["actor_id"]]
    phrases = [f"noun phrase «{clean(side.text)}» ({_slot(side)})" for side in sides]
    lines = phrases or [_other_way(row, reading)]
    if mention is None:
        return [*lines, f"{row['resolution']}: by no name"]
    where = f"at {mention['start_char']}" + ("" if _is_inside(mention, report) else f", {_around(report, mention)}")
    rival = f"; else {clean(mention['runner_up_id'])}" if mention["runner_up_id"] else ""
    link = f"{mention['link_method']} {mention['confidence']:.2f}, as {clean(mention['alias'])}{rival}"
    return [*lines, f"{row['resolution']}: «{clean(mention['surface'])}» -> {row['actor_id']} ({link}) {where}"]


def _other_way(row: Row, reading: Reading) -> str:
    """How somebody takes part who is no side of the trigger in this sentence."""
    if reading.draft and any(person.actor_id == row["actor_id"] for person in reading.draft.participants):
        if reading.told_by:
            return "a side of it (read again)"
        return "told beside the frame: who attends, or whom a dual or a pronoun means (read again)"
    if row["resolution"] == "pronoun":
        return "a pronoun, a dual or no subject: who was spoken of before"
    return "not told by this sentence alone: another one on the same encounter, or before it, names this side"


def _describe_status(report: Row, reading: Reading, spans: dict[str, Row], *, colour: bool) -> str:
    lines = []
    word = spans.get("status")
    if word:
        cue = reading.cues.get((word["start_char"], word["end_char"]))
        row = f"row of status_cues: {cue.status}, {cue.scope}, {cue.certainty}" if cue else "no cue word: its tense"
        place = row if _is_inside(word, report) else "in another sentence: " + _around(report, word)
        lines.append(f"«{clean(word['text'])}» at {word['start_char']}   {place}")
    else:
        lines.append("no cue word: the tense of the trigger alone")
    if said := spans.get("attribution"):
        speaker = report["speaker_en"] or report["attributed_to_actor_id"] or "whom no list knows"
        lines.append(f"said by «{clean(said['text'])}» at {said['start_char']}, {clean(speaker)}")
    lines += [f"confidence {report['confidence']:.1f}" + ", recalled as background" * bool(report["is_background"])]
    draft = reading.draft
    if draft is None:
        lines.append("read again by itself, the sentence tells no encounter: others complete it, or the rules differ")
    else:
        lines += _differences(report, draft)
    title = f"status {report['status']}, {report['certainty']}, {report['meeting_type']}, {report['mode']}"
    return _section(title, lines, colour=colour)


def _differences(report: Row, draft: Draft) -> list[str]:
    again = {"status": draft.status.status, "certainty": draft.status.certainty, "meeting_type": draft.meeting_type}
    return [
        f"read again by itself, the sentence gives {name} {value}: another sentence, the day of publication or a "
        "correction decided, or the rules differ"
        for name, value in again.items()
        if value != report[name]
    ]


def _describe_date(report: Row, reading: Reading, spans: dict[str, Row], *, colour: bool) -> str:
    chosen = spans.get("date")
    lines = [_anchor(report)]
    lines += [_describe_phrase(date, chosen) for date in reading.dates]
    if chosen and not _is_inside(chosen, report):
        lines.append(
            f"taken from elsewhere: «{clean(chosen['text'])}» at {chosen['start_char']}: {_around(report, chosen)}"
        )
    elif chosen and not any(date.row["start_char"] == chosen["start_char"] for date in reading.dates):
        lines.append(
            f"«{clean(chosen['text'])}» at {chosen['start_char']} tells it: counted from another day, or ongoing"
        )
    day = reading.draft.day if reading.draft else None
    if day:
        lines += ["in the present tense or planned: a weekday is the next one"] * day.is_ahead
        lines += ["the day on which a journey begins; its end is not told"] * day.is_start
        lines += [f"lasts {day.days} days"] if day.days else []
    title = f"date {report['date_from'] or '?'} .. {report['date_to'] or '?'} ({report['date_precision'] or 'none'})"
    return _section(title, lines if len(lines) > 1 else [*lines, "no date expression in the sentence"], colour=colour)


def _anchor(report: Row) -> str:
    day = report["published_at"] or f"{report['published_from'] or '?'} .. {report['published_to'] or '?'}"
    quoted = f": {clean(report['published_evidence'])}" if report["published_evidence"] else ""
    return f"said on {day} ({report['published_method']}, {report['published_precision']}){quoted}"


def _describe_phrase(date: DatePhrase, chosen: Row | None) -> str:
    row, phrase = date.row, date.phrase
    is_chosen = chosen is not None and chosen["start_char"] == row["start_char"]
    kind = f"{phrase.kind} {' '.join(f'{name}={clean(part)}' for name, part in phrase.parts.items())}" if phrase else ""
    meant = f"{row['date_from'] or '?'} .. {row['date_to'] or '?'}"
    verdict = "the date of this encounter" if is_chosen else "tells something else, or is less exact"
    return f"«{clean(row['text'])}» at {row['start_char']}: {kind} -> {meant} (read again); {verdict}"


def _describe_place(report: Row, spans: dict[str, Row], *, colour: bool) -> str:
    word = spans.get("place")
    if word is None:
        return _section("place not told", [], colour=colour)
    where = f"at {word['start_char']}" + ("" if _is_inside(word, report) else f", {_around(report, word)}")
    location = clean(report["place_en"] or report["location_id"] or "no place of the registry")
    return _section(f"place {location}", [f"«{clean(word['text'])}» {where}"], colour=colour)


def _is_inside(span: Row, report: Row) -> bool:
    return bool(report["evidence_start_char"] <= span["start_char"] < report["evidence_end_char"])


def _around(report: Row, span: Row) -> str:
    return f"...{clean(report['raw_text'][max(0, span['start_char'] - 40) : span['end_char'] + 40])}..."


def _describe_meeting(report: Row, others: pl.DataFrame, *, colour: bool) -> str:
    days = f"{report['meeting_from'] or '?'} .. {report['meeting_to'] or '?'}"
    counts = f"reports {report['reports_count']}, independent outlets {report['independent_sources_count']}"
    title = f"meeting {report['meeting_id']}: {report['meeting_status']}, {days}, {counts}"
    lines = [
        f"{row['report_id']}  {clean(row['outlet'])}, {row['published_at'] or 'day not known'}: {row['status']} "
        f"({row['certainty']}), {row['date_from'] or '?'} .. {row['date_to'] or '?'}, "
        f"{clean(row['place_text'] or '')}{row['link']}"
        for row in others.head(_MOST_OTHERS).to_dicts()
    ]
    lines += [f"and {others.height - _MOST_OTHERS} more"] if others.height > _MOST_OTHERS else []
    lines += ["the outlets disagree: fct_meeting_disputes has what each says"] * bool(report["is_disputed"])
    return _section(title, lines or ["no other report tells of it"], colour=colour)
