"""Who met whom among those who met most.

A table: a network of forty is a tangle, which no screen reader reads either.
"""

from typing import Any

from orchestration.report import words
from orchestration.report.actor_pages import count_others
from orchestration.report.exposure import heat
from orchestration.report.views import View, Views

_ACTORS = 40


def describe_matrix(views: Views) -> dict[str, Any]:
    """The meetings of every two of the forty actors that have most, whatever came of them."""
    actors = [actor for actor in views.actors.values() if actor["href"]][:_ACTORS]
    shared = {
        actor["id"]: {other: len(meetings) for other, meetings in count_others(_of(views, actor), actor["id"])}
        for actor in actors
    }
    most = max((shared[one["id"]].get(other["id"], 0) for one in actors for other in actors), default=0)
    return {
        "actors": actors,
        "rows": [{"actor": one, "cells": [_cell(shared, one, other, most) for other in actors]} for one in actors],
        "note": words.Label(
            f"أكثر {len(actors)} طرفًا لقاءً، وعدد ما جمع كل اثنين، أيًّا كانت حالته. العدد رابط إلى اللقاءات.",
            f"The {len(actors)} actors with most meetings; each number leads to the meetings of the two.",
        ),
    }


def _of(views: Views, actor: View) -> list[View]:
    return views.meetings_of_actor.get(actor["id"], [])


def _cell(shared: dict[str, dict[str, int]], one: View, other: View, most: int) -> View:
    count = shared[one["id"]].get(other["id"], 0)
    return {"other": other, "count": count, "heat": heat(count, most), "is_self": one["id"] == other["id"]}
