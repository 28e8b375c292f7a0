"""Rows made ready for the pages: names, links and labels of actors, places, outlets and meetings, made once for all.

Every `href` is relative to the report's folder.
"""

import hashlib
import re
from typing import Any, NamedTuple

from orchestration.report import words
from orchestration.report.facts import Facts, Row

View = dict[str, Any]

_FILE_NAME = re.compile(r"[a-z0-9_-]{1,100}")


class Views(NamedTuple):
    """What pages show of the rows, by id."""

    actors: dict[str, View]
    places: dict[str, View]
    outlets: dict[str | None, View]
    meetings: dict[str, View]
    meetings_of_actor: dict[str, list[View]]
    countries: dict[str | None, View]


def make_views(facts: Facts, actor_pages: int) -> Views:
    """Make the views; the first so many actors have a page of their own."""
    with_page = [id_ for id_, row in facts.actors.items() if row["meetings"]][:actor_pages]
    pages = {id_: f"actors/{file_name(id_)}.html" for id_ in with_page}
    actors = {id_: _view_actor(row, pages.get(id_)) for id_, row in facts.actors.items()}
    met_at = {row["location_id"] for row in facts.meetings}
    places = {id_: _view_place(row, is_listed=id_ in met_at) for id_, row in facts.locations.items()}
    meetings: dict[str, View] = {}
    of_actor: dict[str, list[View]] = {}
    for row in facts.meetings:
        sides = facts.actors_of_meeting.get(row["meeting_id"], [])
        view = _view_meeting(row, [actors[side["actor_id"]] for side in sides], places.get(row["location_id"]))
        meetings[row["meeting_id"]] = view
        for side in sides:
            of_actor.setdefault(side["actor_id"], []).append(view)
    outlets: dict[str | None, View] = {id_: _view_outlet(row) for id_, row in facts.sources.items()}
    outlets[None] = {"id": None, "ar": "وسيلة إعلام غير معروفة", "en": "outlet unknown"}
    countries = {row["country_iso3"]: actors[id_] for id_, row in facts.actors.items() if row["kind"] == "country"}
    return Views(actors, places, outlets, meetings, of_actor, countries)


def file_name(id_: str) -> str:
    """An id as a file's name: itself where it is plain, else a hash of it."""
    return id_ if _FILE_NAME.fullmatch(id_) else "x" + hashlib.sha256(id_.encode("utf-8", "replace")).hexdigest()[:16]


def _view_actor(row: Row, href: str | None) -> View:
    return {
        "id": row["actor_id"],
        "anchor": file_name(row["actor_id"]),
        "ar": row["name_ar"],
        "en": row["name_en"],
        "href": href,
        "kind": words.ACTOR_KIND[row["kind"]],
        "kind_id": row["kind"],
        "meetings": row["meetings"],
        "mentions": row["mentions_count"],
    }


def _view_place(row: Row, *, is_listed: bool) -> View:
    """A place that single reports name alone has no entry to lead to."""
    anchor = f"place-{file_name(row['location_id'])}"
    return {
        "id": row["location_id"],
        "anchor": anchor,
        "ar": row["name_ar"],
        "en": row["name_en"],
        "href": f"places.html#{anchor}" if is_listed else None,
    }


def _view_outlet(row: Row) -> View:
    return {"id": row["source_id"], "ar": row["name_ar"] or row["domain"] or row["source_id"], "en": row["name_en"]}


def _view_meeting(row: Row, actors: list[View], place: View | None) -> View:
    day = row["known_by"]
    return {
        "id": row["meeting_id"],
        "href": f"meetings/{file_name(row['meeting_id'])}.html",
        "status": words.STATUS[row["status"]],
        "status_id": row["status"],
        "kind": words.KIND[row["meeting_type"]],
        "mode": words.MODE[row["mode"]],
        "days": words.name_days(row["date_from"], row["date_to"]),
        "published": row["first_published"] and words.name_days(row["first_published"], row["last_published"]),
        "first_published": row["first_published"] and words.name_day(row["first_published"]),
        "has_days": row["date_from"] is not None,
        "known_by": day,
        "iso": day.isoformat() if day else None,
        "actors": actors,
        "place": place,
        "reports": row["reports_count"],
        "outlets": row["sources_count"],
        "independent": row["independent_sources_count"],
        "is_disputed": row["is_disputed"],
    }
