"""What the page of one actor shows: meetings over time, with whom, the spellings of the name and the offices held."""

import datetime as dt
from typing import Any

from orchestration.report import words
from orchestration.report.facts import Facts, Row
from orchestration.report.overview import chart_meetings
from orchestration.report.views import View, Views

_OTHERS, _SPELLINGS, _ROLES = 40, 40, 25


def describe_actor(facts: Facts, views: Views, id_: str) -> dict[str, Any]:
    """Everything on the page of an actor; lists that are long tell how much they leave out."""
    row = facts.actors[id_]
    meetings = views.meetings_of_actor.get(id_, [])
    others = count_others(meetings, id_)
    spellings = [alias for alias in facts.aliases_of_actor.get(id_, []) if alias["attested_count"]]
    roles = facts.roles_of_actor.get(id_, [])
    return {
        "actor": views.actors[id_],
        "country": None if row["kind"] == "country" else views.countries.get(row["country_iso3"]),
        "is_curated": row["is_curated"],
        "articles": row["articles_count"],
        "seen": _span(row["first_mentioned_at"], row["last_mentioned_at"]),
        "chart": chart_meetings(meetings, 150),
        "meetings": meetings,
        "others": [{"actor": views.actors[other], "meetings": shared} for other, shared in others[:_OTHERS]],
        "more_others": max(len(others) - _OTHERS, 0),
        "spellings": spellings[:_SPELLINGS],
        "more_spellings": max(len(spellings) - _SPELLINGS, 0),
        "roles": [_role(views, role) for role in roles[:_ROLES]],
        "more_roles": max(len(roles) - _ROLES, 0),
    }


def count_others(meetings: list[View], id_: str) -> list[tuple[str, list[View]]]:
    """Who else was at the meetings of an actor, and at which; those who share most come first."""
    shared: dict[str, list[View]] = {}
    for meeting in meetings:
        for actor in meeting["actors"]:
            if actor["id"] != id_:
                shared.setdefault(actor["id"], []).append(meeting)
    return sorted(shared.items(), key=lambda item: (-len(item[1]), item[0]))


def _role(views: Views, row: Row) -> View:
    where = views.actors.get(row["organization_actor_id"]) or views.countries.get(row["country_iso3"])
    first, last = (
        (row["valid_from"], row["valid_to"]) if row["is_curated"] else (row["first_used_on"], row["last_used_on"])
    )
    basis = words.OFFICE_BASIS["curated"] if row["is_curated"] else words.Label("من المقالات", "as articles say")
    if row["is_former"]:
        basis = words.Label("سابقًا، من المقالات", "former, as articles say")
    return {
        "ar": row["role_ar"],
        "en": row["role_en"],
        "where": where,
        "days": _open_span(first, last),
        "basis": basis,
        "articles": row["articles_count"],
    }


def _open_span(first: dt.date | None, last: dt.date | None) -> words.Label | None:
    if first and last:
        return words.name_days(first, last)
    if first:
        start = words.name_day(first)
        return words.Label(f"منذ {start.ar}", f"since {start.en}")
    if last:
        end = words.name_day(last)
        return words.Label(f"حتى {end.ar}", f"until {end.en}")
    return None


def _span(first: dt.datetime | None, last: dt.datetime | None) -> words.Label | None:
    return words.name_days(first.date(), last.date()) if first and last else None
