"""Articles per outlet and month: the exposure behind every count."""

import datetime as dt
from collections import Counter
from typing import Any

from orchestration.report import charts, words
from orchestration.report.facts import Facts
from orchestration.report.views import View, Views

_MOST_COLUMNS = 36
_HEATS = 5


def describe_exposure(facts: Facts, views: Views) -> dict[str, Any]:
    """A row per outlet, from many articles to few; a column per month in which anything appeared, and two without.

    Rules: of more than 36 months, years.
    """
    months = sorted({row["month"] for row in facts.outlet_months if row["month"]})
    by_year = len(months) > _MOST_COLUMNS
    periods = sorted({_period(month, by_year=by_year) for month in months})
    counts: dict[str | None, Counter[dt.date | str]] = {}
    for row in facts.outlet_months:
        column = _period(row["month"], by_year=by_year) if row["month"] else row["basis"]
        counts.setdefault(row["source_id"], Counter())[column] += row["articles"]
    columns: list[dt.date | str] = ["bounded", "unknown", *periods]
    most = max((count for cells in counts.values() for count in cells.values()), default=0)
    rows = [_row(facts, views, id_, [cells[column] for column in columns], most) for id_, cells in counts.items()]
    size = 12 if by_year else 1
    return {
        "note": words.Label(
            "كل عدد في هذا التقرير يقوم على هذه المقالات: ما لم يُحمَّل لا يُرى.",
            "Every count in this report rests on these articles: what was not loaded is not seen.",
        ),
        "columns": [
            words.Label("بين تاريخين", "between dates"),
            words.NO_DAY,
            *[words.Label(charts.Period(period, size).tick, "") for period in periods],
        ],
        "rows": sorted(rows, key=lambda row: (-row["articles"], str(row["outlet"]["id"]))),
    }


def _period(month: dt.date, *, by_year: bool) -> dt.date:
    return month.replace(month=1) if by_year else month


def _row(facts: Facts, views: Views, id_: str | None, cells: list[int], most: int) -> View:
    own = [row for row in facts.outlet_months if row["source_id"] == id_]

    def total(name: str) -> int:
        return sum(row[name] or 0 for row in own)

    return {
        "outlet": views.outlets[id_],
        "articles": total("articles"),
        "copies": total("copies"),
        "reports": total("reports"),
        "cells": [{"count": count, "heat": heat(count, most)} for count in cells],
    }


def heat(count: int, most: int) -> int:
    """How strong a cell's colour is, from 0 for nothing to 5, on a scale of roots: small counts must show."""
    return 0 if not count or not most else max(1, round(_HEATS * (count / most) ** 0.5))
