"""`make explain`: what one article became, each statement beside the characters that prove it."""

import hashlib
import os
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from orchestration.news.files import show_path
from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import open_published

_COLOURS = {"person": "1;33", "organization": "1;35", "country": "1;36", "place": "1;32"}
_DIM, _BOLD, _OFF = "\x1b[2m", "\x1b[1m", "\x1b[0m"


def explain_file(settings: Settings, file: str, *, colour: bool) -> str:
    """Describe the published article of a file.

    Takes: a path as it stands in the inbox, or the path of a file anywhere, told by its content.

    Raises:
        FileNotFoundError: no article of the warehouse comes from that file.
    """
    with open_published(settings) as connection:
        article = _find_article(connection, settings, file)
        identity = {"id": article["article_id"]}
        rows = {name: connection.execute(query, identity).pl() for name, query in _QUERIES.items()}
    parts = [
        _head(article),
        _paint_text(article["raw_text"], rows["sections"], rows["mentions"], colour=colour),
        _list_mentions(rows["mentions"], colour=colour),
        _list_quotes(rows["quotes"], colour=colour),
        *[
            _describe_report(report, rows["participants"], rows["evidence"], colour=colour)
            for report in rows["reports"].iter_rows(named=True)
        ],
    ]
    return "\n\n".join(parts if rows["reports"].height else [*parts, "No meeting is reported."])


_QUERIES = {
    "sections": "select * from marts.fct_article_sections where article_id = $id order by start_char",
    "mentions": """
        select mentions.*, roles.roles from marts.fct_mentions as mentions
        left join (
            select mention_id, string_agg(role_ar, ' + ' order by role_number) as roles
            from marts.fct_roles where article_id = $id group by mention_id
        ) as roles using (mention_id)
        where article_id = $id order by start_char
    """,
    "quotes": """
        select quotes.*, mentions.surface from marts.fct_quotes as quotes
        left join marts.fct_mentions as mentions on mentions.mention_id = quotes.speaker_mention_id
        where quotes.article_id = $id order by quotes.start_char
    """,
    "reports": "select * from marts.fct_meeting_reports where article_id = $id order by evidence_start_char, report_id",
    "participants": """
        select bridge.*, actors.name_ar, actors.name_en, mentions.surface, mentions.start_char
        from marts.bridge_meeting_reports_x_actors as bridge
        join marts.fct_meeting_reports as reports using (report_id)
        left join marts.dim_actors as actors on actors.actor_id = bridge.actor_id
        left join marts.fct_mentions as mentions on mentions.mention_id = bridge.mention_id
        where reports.article_id = $id order by bridge.report_id, mentions.start_char
    """,
    "evidence": """
        select evidence.* from marts.fct_report_evidence as evidence
        join marts.fct_meeting_reports as reports using (report_id)
        where reports.article_id = $id order by report_id, evidence.start_char
    """,
}


def _find_article(connection: duckdb.DuckDBPyConnection, settings: Settings, file: str) -> dict[str, Any]:
    query = """
        select articles.*, texts.raw_text from marts.fct_articles as articles
        join marts.fct_article_texts as texts using (article_id)
        where articles.article_id in (
            select article_id from marts.fct_files
            where is_current and (file_path = $path or content_sha256 = $hash)
        )
        order by articles.file_path = $path desc, articles.article_id limit 1
    """
    path = Path(file).expanduser() if file.startswith("~/") else Path(file)
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    inside = path.resolve().is_relative_to(settings.inbox) if path.is_file() else False
    stored = _as_stored(path.resolve().relative_to(settings.inbox) if inside else file)
    found = connection.execute(query, {"path": stored, "hash": digest}).pl().to_dicts()
    if not found:
        raise FileNotFoundError(f"no article comes from {file!r}: {_why_not(connection, stored, path)}")
    return found[0]


def _as_stored(path: Path | str) -> str:
    """A name of bytes as the ledger writes it: what is no UTF-8 as escapes."""
    return show_path(os.fsencode(path))


def _why_not(connection: duckdb.DuckDBPyConnection, stored: str, path: Path) -> str:
    known = connection.execute(
        "select state, reason, detail from marts.fct_files where file_path = $path order by is_current desc limit 1",
        {"path": stored},
    ).fetchone()
    if known:
        return f"its state is {' - '.join(str(part) for part in known if part)}"
    if path.is_file():
        return "no run has seen it; put it below the inbox and `make run`"
    return "there is no such file; say `make explain FILE=` with a path, as `make quarantine` or fct_files shows it"


def _head(article: dict[str, Any]) -> str:
    published = article["published_at"] or f"{article['published_from'] or '?'} .. {article['published_to'] or '?'}"
    quoted = f": {clean(article['published_evidence'])}" if article["published_evidence"] else ""
    dating = f"{article['published_method']}, {article['published_precision']}"
    return "\n".join(
        [
            f"{escape(article['file_path'])}   article {article['article_id']}   ({article['encoding']})",
            f"  title      {clean(article['title'] or 'none')}",
            f"  source     {clean(article['source_id'] or 'not known')}"
            + (f", credits {clean(article['agency_source_id'])}" if article["agency_source_id"] else ""),
            f"  published  {published} ({dating}){quoted}",
        ]
    )


def _paint_text(raw: str, sections: pl.DataFrame, mentions: pl.DataFrame, *, colour: bool) -> str:
    """The text line by line, each section named, the names in it painted."""
    lines = []
    for section in sections.iter_rows(named=True):
        start, end = section["start_char"], section["end_char"]
        inside = mentions.filter(pl.col("start_char") >= start, pl.col("end_char") <= end)
        painted = _paint(raw, start, end, list(inside.iter_rows(named=True)), colour=colour)
        if section["section"] == "boilerplate" and colour:
            painted = f"{_DIM}{painted}{_OFF}"
        lines.append(f"{section['section']:>11} {start:>6}-{end:<6} {painted}")
    return "\n".join(lines)


def _paint(raw: str, start: int, end: int, mentions: list[dict[str, Any]], *, colour: bool) -> str:
    parts, position = [], start
    for mention in mentions:
        parts.append(clean(raw[position : mention["start_char"]]))
        surface = clean(raw[mention["start_char"] : mention["end_char"]])
        parts.append(f"\x1b[{_COLOURS[mention['mention_type']]}m{surface}{_OFF}" if colour else f"[{surface}]")
        position = mention["end_char"]
    return "".join([*parts, clean(raw[position:end])])


def clean(text: object) -> str:
    """What a scraped page says, on one line and without what would reach the terminal as a command."""
    return escape(str(text).translate(_LINE_ENDS))


_LINE_ENDS = dict.fromkeys(map(ord, "\t\n\r"), " ")


def _list_mentions(mentions: pl.DataFrame, *, colour: bool) -> str:
    lines = [
        f"  {row['start_char']:>6}-{row['end_char']:<6} {row['mention_type']:<13} {clean(row['surface'])}  ->  "
        f"{clean(row['actor_id'] or row['location_id'] or 'unlinked: ' + str(row['unresolved_reason']))} "
        f"({row['link_method']}, {row['confidence']:.2f})" + (f"  [{clean(row['roles'])}]" if row["roles"] else "")
        for row in mentions.iter_rows(named=True)
    ]
    return "\n".join([heading(f"{len(lines)} mentions", colour=colour), *lines])


def _list_quotes(quotes: pl.DataFrame, *, colour: bool) -> str:
    lines = [
        f"  {row['start_char']:>6}-{row['end_char']:<6} {clean(row['surface'] or 'speaker not known')} "
        f"({row['speaker_resolution'] or 'open'}, {clean(row['cue'] or 'no word of saying')}): {clean(row['text'])}"
        for row in quotes.iter_rows(named=True)
    ]
    return "\n".join([heading(f"{len(lines)} quotations", colour=colour), *lines])


def _describe_report(
    report: dict[str, Any], participants: pl.DataFrame, evidence: pl.DataFrame, *, colour: bool
) -> str:
    who = [
        f"    {row['role']:<12} {clean(row['name_ar'] or row['actor_id'])} / "
        f"{clean(row['name_en'] or row['actor_id'])}  ({row['resolution']}: {row['surface']!r} at {row['start_char']})"
        for row in participants.filter(report_id=report["report_id"]).iter_rows(named=True)
    ]
    why = [
        f"    {row['kind']:<12} {row['start_char']}-{row['end_char']}  {clean(row['text'])}"
        for row in evidence.filter(report_id=report["report_id"]).iter_rows(named=True)
    ]
    facts = ", ".join(
        f"{name} {clean(report[name])}"
        for name in ("status", "meeting_type", "mode", "certainty", "place_text", "date_from", "date_to")
        if report[name] is not None
    )
    title = f"report {report['report_id']} of meeting {report['meeting_id']}: {facts}"
    quoted = f"    {report['evidence_start_char']}-{report['evidence_end_char']}  {clean(report['evidence'])}"
    return "\n".join([heading(title, colour=colour), *who, *why, quoted])


def heading(text: str, *, colour: bool) -> str:
    """A line that opens a part of what is told."""
    return f"{_BOLD}{text}{_OFF}" if colour else text
