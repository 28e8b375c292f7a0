"""What the front page, the lists of meetings and names, and the page of outlets show: counts, shares and charts."""

from collections import Counter
from itertools import groupby
from typing import Any

from orchestration.report import charts, words
from orchestration.report.facts import Facts, Row
from orchestration.report.views import View, Views

ARTICLE_LABELS = {"articles": words.Label("مقالات", "Articles")}
_NEWEST, _DISPUTED = 12, 8
_MOST_YEARS = 15  # pages of single years, before which all is one page
_OUTLYING = 0.01  # the share of days at the beginning that a chart leaves out: a lone early day would empty it


def describe_overview(facts: Facts, views: Views) -> dict[str, Any]:
    """The front page."""
    meetings = list(views.meetings.values())
    return {
        "tiles": _tiles(facts.totals),
        "meeting_chart": chart_meetings(meetings, 240),
        "article_chart": _chart_articles(facts),
        "article_labels": ARTICLE_LABELS,
        "newest": meetings[:_NEWEST],
        "disputed": [meeting for meeting in meetings if meeting["is_disputed"]][:_DISPUTED],
        "statuses": _count_statuses(meetings),
        "quality": _shares(facts.totals),
        "checks": _summarise_checks(facts.checks),
    }


def chart_meetings(meetings: list[View], height: int) -> dict[str, Any] | None:
    """Meetings by status over time, by the day that each is known by; None where none has one."""
    days = sorted(meeting["known_by"] for meeting in meetings if meeting["known_by"])
    if not days:
        return None
    first, last = days[int(len(days) * _OUTLYING)], days[-1]
    periods = charts.list_periods(first, last)
    known = [(meeting["known_by"], meeting["status_id"], 1) for meeting in meetings if meeting["known_by"]]
    counts = charts.count_by_period(known, periods)
    earlier, undated = sum(day < periods[0].first for day in days), len(meetings) - len(days)
    caption = f"اللقاءات من {words.name_month(first).ar} إلى {words.name_month(last).ar}"
    return {
        "periods": periods,
        "counts": counts,
        "svg": charts.draw_stacked_bars(periods, counts, words.STATUS, caption, height),
        "note": _tell_what_is_missing(undated, earlier),
    }


def _tell_what_is_missing(undated: int, earlier: int) -> words.Label:
    parts = [
        words.Label(f"{count:,} {ar}", f"{count:,} {en}")
        for count, ar, en in ((undated, "بلا تاريخ", "undated"), (earlier, "قبل ذلك", "earlier"))
        if count
    ]
    ar, en = "بيوم اللقاء، وإلا فبيوم أول خبر عنه.", "By the day of the meeting, else of its first report."
    if parts:
        ar += f" خارج الرسم: {'، '.join(part.ar for part in parts)}."
        en += f" Not shown: {', '.join(part.en for part in parts)}."
    return words.Label(ar, en)


def _chart_articles(facts: Facts) -> dict[str, Any] | None:
    days = [(row["month"], "articles", row["articles"]) for row in facts.outlet_months if row["month"]]
    without = sum(row["articles"] for row in facts.outlet_months if not row["month"])
    note = words.Label(f"بيوم النشر؛ {without:,} بلا يوم نشر.", f"By day of publication; {without:,} have none.")
    if not days:
        return None
    in_order = sorted(month for month, _, count in days for _ in range(count))
    periods = charts.list_periods(in_order[int(len(in_order) * _OUTLYING)], in_order[-1])
    counts = charts.count_by_period(days, periods)
    svg = charts.draw_stacked_bars(periods, counts, ARTICLE_LABELS, "المقالات حسب يوم النشر", 240)
    return {"periods": periods, "counts": counts, "svg": svg, "note": note}


def _tiles(totals: Row) -> list[View]:
    def tile(href: str, value: int, label: words.Label, note: words.Label) -> View:
        return {"href": href, "value": f"{value:,}", "label": label, "note": note}

    copies, reports = totals["copies"], totals["reports"]
    return [
        tile(
            "outlets.html",
            totals["articles"],
            words.Label("مقال", "articles"),
            words.Label(f"منها {copies:,} نسخ", f"{copies:,} of them copies"),
        ),
        tile(
            "meetings.html",
            totals["meetings"],
            words.Label("لقاء", "meetings"),
            words.Label(f"من {reports:,} خبر", f"from {reports:,} reports"),
        ),
        tile(
            "actors.html",
            totals["participants"],
            words.Label("طرف", "actors"),
            words.Label("أشخاص وجهات ودول", "persons, bodies, countries"),
        ),
        tile(
            "outlets.html",
            totals["outlets"],
            words.Label("وسيلة إعلام", "outlets"),
            words.Label("المقالات حسب الشهر", "articles by month"),
        ),
        tile(
            "disputed.html",
            totals["disputed"],
            words.Label("مختلف فيه", "disputed"),
            words.Label("اختلفت فيه وسائل الإعلام", "outlets differ"),
        ),
    ]


def _shares(totals: Row) -> list[View]:
    parts = [
        (("مقالات ليوم نشرها تاريخ", "Articles with a day of publication"), "dated_articles", "articles"),
        (("مقالات بين تاريخين", "Articles between two dates"), "bounded_articles", "articles"),
        (("مقالات معروفة المصدر", "Articles of a known outlet"), "articles_with_outlet", "articles"),
        (("أسماء عُرف صاحبها", "Names that are resolved"), "linked", "mentions"),
        (("لقاءات لها تاريخ", "Meetings with a date"), "dated_meetings", "meetings"),
        (("لقاءات لها مكان", "Meetings with a place"), "placed_meetings", "meetings"),
    ]
    return [
        {"label": words.Label(*label), "percent": round(100 * totals[part] / totals[whole]) if totals[whole] else 0}
        for label, part, whole in parts
    ]


def _summarise_checks(checks: list[Row]) -> dict[str, Any]:
    failed = [check for check in checks if not check["passed"]]
    passed = len(checks) - len(failed)
    return {
        "failed": failed,
        "summary": words.Label(
            f"نجح {passed:,} من {len(checks):,} اختبارًا في آخر تحميل.",
            f"{passed:,} of {len(checks):,} checks of the last load passed.",
        ),
    }


def _count_statuses(meetings: list[View]) -> list[View]:
    counts = Counter(meeting["status_id"] for meeting in meetings)
    most = max(counts.values(), default=1)
    return [
        {"id": id_, "label": label, "count": counts[id_], "share": round(100 * counts[id_] / most, 1)}
        for id_, label in words.STATUS.items()
        if counts[id_]
    ]


def list_years(views: Views) -> list[dict[str, Any]]:
    """The pages of meetings: one a year, from new to old, then what is long ago and the undated; grouped by month."""
    pages = []
    newest = max((meeting["known_by"].year for meeting in views.meetings.values() if meeting["known_by"]), default=0)

    def page_of(meeting: View) -> int | None:
        day = meeting["known_by"]
        return max(day.year, newest - _MOST_YEARS) if day else None

    for year, in_year in groupby(views.meetings.values(), key=page_of):
        meetings = list(in_year)
        months = groupby(meetings, key=lambda meeting: meeting["known_by"] and meeting["known_by"].replace(day=1))
        groups = [
            {"label": words.name_month(month) if month else words.NO_DAY, "meetings": list(rows)}
            for month, rows in months
        ]
        label = words.Label(str(year), str(year)) if year else words.NO_DAY
        if year == newest - _MOST_YEARS:
            label = words.Label(f"{year} وما قبله", f"{year} and before")
        href = f"meetings-{year or 'undated'}.html"
        pages.append({"href": href, "label": label, "count": len(meetings), "groups": groups})
    return pages
