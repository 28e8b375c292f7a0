"""What the page of one meeting shows: who was there, what each outlet says and proves, where they differ."""

import datetime as dt
from itertools import groupby
from typing import Any

from orchestration.report import words
from orchestration.report.excerpts import cut_excerpts
from orchestration.report.facts import Facts, Row
from orchestration.report.views import View, Views

_NAMES_IN_HEADING = 4


def describe_meeting(facts: Facts, views: Views, id_: str) -> dict[str, Any]:
    """Everything on the page of a meeting; reports are numbered in the order of their publication."""
    meeting = views.meetings[id_]
    reports = facts.reports_of_meeting[id_]
    numbers = {report["report_id"]: number for number, report in enumerate(reports, 1)}
    history = facts.history_of_meeting.get(id_, [])
    told = {span["kind"] for report in reports for span in facts.evidence_of_report.get(report["report_id"], [])}
    return {
        "meeting": meeting,
        "key": {kind: label for kind, label in words.EVIDENCE.items() if kind in told},
        "heading": _heading(meeting, "ar") or "لم يُسمَّ أحد",
        "heading_en": _heading(meeting, "en"),
        "participants": [_participant(views, row) for row in facts.actors_of_meeting.get(id_, [])],
        "disputes": _disputes(views, facts.disputes_of_meeting.get(id_, []), numbers),
        "reports": [_report(facts, views, row, numbers[row["report_id"]]) for row in reports],
        "history": [_change(views, row, numbers) for row in history] if len(history) > 1 else [],
        "links": [_link(row, numbers) for row in facts.links_of_meeting.get(id_, [])],
    }


def _heading(meeting: View, language: str) -> str:
    names = [actor[language] for actor in meeting["actors"] if actor[language]]
    more = len(names) - _NAMES_IN_HEADING
    rest = ([f"و{more} غيرهم"] if language == "ar" else [f"and {more} others"]) if more > 0 else []
    return ("، " if language == "ar" else ", ").join(names[:_NAMES_IN_HEADING] + rest)


def _participant(views: Views, row: Row) -> View:
    return {
        "actor": views.actors[row["actor_id"]],
        "role": words.ROLE[row["role"]],
        "office_ar": row["office_at_time"],
        "office_en": row["office_at_time_en"],
        "basis": words.OFFICE_BASIS.get(row["office_basis"]),
        "reports": row["reports_count"],
    }


def _disputes(views: Views, rows: list[Row], numbers: dict[str, int]) -> list[View]:
    """One row per field and value, with the outlets that say so and their reports."""
    return [
        {
            "field": words.FIELD[field],
            "values": [_value(views, field, one) for one in str(value).split(",")],
            "outlets": [
                {"outlet": views.outlets[id_], "numbers": sorted(numbers[row["report_id"]] for row in same_outlet)}
                for id_, same_outlet in groupby(same_value, key=lambda row: row["source_id"])
            ],
        }
        for (field, value), same_value in groupby(rows, key=lambda row: (row["field"], row["value"]))
    ]


def _value(views: Views, field: str, value: str) -> View | words.Label:
    """One value of a disputed field; one that stands for no row is shown as it is."""
    if field == "date":
        first, _, last = value.partition("/")
        return words.name_days(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
    known: dict[str, Any] = {"place": views.places, "participants": views.actors, "status": words.STATUS}
    found: View | words.Label | None = known.get(field, {}).get(value)
    return found or {"ar": value, "en": None}


def _report(facts: Facts, views: Views, row: Row, number: int) -> View:
    evidence = facts.evidence_of_report.get(row["report_id"], [])
    place = (row["evidence_start_char"], row["evidence_end_char"])
    return {
        "number": number,
        "id": row["report_id"],
        "file": row["file_path"],
        "title": row["title"],
        "outlet": views.outlets[row["source_id"]],
        "agency": views.outlets[row["agency_source_id"]] if row["agency_source_id"] else None,
        "published": _publication(row),
        "status_id": row["status"],
        "status": words.STATUS[row["status"]],
        "certainty": words.CERTAINTY[row["certainty"]],
        "attributed_to": views.actors.get(row["attributed_to_actor_id"]),
        "has_days": row["date_from"] is not None,
        "days": words.name_days(row["date_from"], row["date_to"]),
        "place": views.places.get(row["location_id"]),
        "place_text": row["place_text"],
        "is_background": row["is_background"],
        "is_copy": not row["is_cluster_head"],
        "excerpts": cut_excerpts(facts.texts[row["article_id"]], place, evidence),
        "evidence": [{"label": words.EVIDENCE[span["kind"]], "text": span["text"]} for span in evidence],
        "actors": [_named(views, side) for side in facts.actors_of_report.get(row["report_id"], [])],
        "unnamed": row["unnamed_participants"] or [],
    }


def _named(views: Views, side: Row) -> View:
    role = None if side["role"] == "participant" else words.ROLE[side["role"]]
    return {"ar": views.actors[side["actor_id"]]["ar"], "role": role}


def _publication(row: Row) -> words.Label:
    if row["published_at"]:
        return words.name_day(row["published_at"].date())
    if row["published_from"] and row["published_to"]:
        span = words.name_days(row["published_from"], row["published_to"])
        return words.Label(f"بلا تاريخ، {span.ar}", f"undated, {span.en}")
    return words.NO_DAY


def _change(views: Views, row: Row, numbers: dict[str, int]) -> View:
    return {
        "status_id": row["status"],
        "status": words.STATUS[row["status"]],
        "as_of": words.name_day(row["published_on"]) if row["published_on"] else words.NO_DAY,
        "days": words.name_days(row["date_from"], row["date_to"]) if row["date_from"] else None,
        "is_moved": row["is_moved"],
        "outlet": views.outlets[row["source_id"]],
        "number": numbers.get(row["report_id"]),
    }


def _link(row: Row, numbers: dict[str, int]) -> View:
    points = [{"label": label, "points": f"{row[name]:+}"} for name, label in words.POINTS.items() if row[name]]
    return {
        "one": numbers.get(row["report_id"]),
        "other": numbers.get(row["other_report_id"]),
        "rule": words.LINK_RULE[row["rule"]],
        "score": row["score"],
        "parts": points,
    }
