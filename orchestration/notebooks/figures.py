"""What the notebook draws: HTML and SVG from rows, in the report's colours; nothing of it needs scripts or a network.

Every text is data: it is escaped, and isolated so that Arabic and Latin keep their own directions in one cell.
Plain strings are returned: marimo sends nothing else to the page.
"""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import escape

from orchestration.report import charts, places, words

_CSS = Path(places.__file__).parent / "static" / "report.css"
_NONE = '<p class="none">Nothing of this kind is in the published file.</p>'
# The groups of ask.who_met, in the colour of the commonest status of each.
_GROUPS = {
    "held": words.STATUS["held"],
    "announced": words.Label("أُعلن", "announced"),
    "not_held": words.Label("لم يُعقد", "not held"),
}
_FILLS = {
    "announced": "planned",
    "not_held": "denied",
    "uses": "articles",
    "meetings": "articles",
    "days_overdue": "planned",
}


def draw_bars(frame: pl.DataFrame, names: Sequence[str], series: Sequence[str]) -> str:
    """A row per row of the frame: its names, a bar of stacked counts, and their sum.

    Takes: columns that hold names (x stands for both x_ar and x_en, where those are there), and columns that hold
    counts: of statuses, of groups of statuses or of anything else.
    """
    if frame.is_empty():
        return _frame(_NONE)
    most = max(1, *frame.select(pl.sum_horizontal(*series)).to_series())
    rows = [
        f"<tr>{''.join(f'<td>{_name(row, name)}</td>' for name in names)}"
        f'<td class="bar">{_bar({key: row[key] or 0 for key in series}, most)}</td>'
        f'<td class="number">{sum(row[key] or 0 for key in series):,}</td></tr>'
        for row in frame.iter_rows(named=True)
    ]
    legend = _legend(series) if len(series) > 1 else ""
    return _frame(f'{legend}<table class="bars"><tbody>{"".join(rows)}</tbody></table>')


def draw_periods(frame: pl.DataFrame) -> str:
    """Bars of months, quarters or years, stacked by status; what has no day is told below.

    Takes: columns day, status and meetings.
    """
    known = frame.drop_nulls("day")
    if known.is_empty():
        return _frame(_NONE)
    days = known["day"].sort().to_list()
    periods = charts.list_periods(days[0], days[-1])
    counts = charts.count_by_period(known.select("day", "status", "meetings").rows(), periods)
    drawn = charts.draw_stacked_bars(periods, counts, words.STATUS, "Meetings over time by status", 240)
    undated = frame.filter(pl.col("day").is_null())["meetings"].sum()
    note = f'<p class="note">{undated:,} meetings without any day are not shown.</p>' if undated else ""
    return _frame(f"{_legend([status for status in words.STATUS if status in counts])}{drawn}{note}")


def draw_map(frame: pl.DataFrame) -> str:
    """Places as circles on the outline of the land.

    Takes: columns location_id, name_ar, name_en, latitude, longitude and meetings.
    """
    rows = [
        {
            "place": {"anchor": "", "ar": row["name_ar"], "en": row["name_en"]},
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "meetings": range(row["meetings"]),
        }
        for row in frame.drop_nulls(["latitude", "longitude"]).iter_rows(named=True)
    ]
    return _frame(places.draw_map(rows, places.WORLD) if rows else _NONE)


def draw_shades(frame: pl.DataFrame, row: str, column: str, count: str) -> str:
    """A table of counts in which many are dark: a line per outlet, a column per year; what has no year stands last."""
    if frame.is_empty():
        return _frame(_NONE)
    columns = sorted(frame[column].unique().to_list(), key=lambda value: (value is None, value))
    most = max(frame[count])
    head = "".join(f"<th>{_text('undated' if value is None else str(value))}</th>" for value in columns)
    lines = []
    for (name,), cells in frame.sort(row).group_by(row, maintain_order=True):
        counts = dict(cells.select(column, count).rows())
        shades = "".join(_shade(counts.get(value, 0), most) for value in columns)
        lines.append((-sum(counts.values()), f"<tr><td>{_text(name)}</td>{shades}</tr>"))
    body = "".join(line for _, line in sorted(lines, key=lambda line: line[0]))
    return _frame(f"<table><thead><tr><th>{_text(row)}</th>{head}</tr></thead><tbody>{body}</tbody></table>")


def draw_table(frame: pl.DataFrame, most: int = 50) -> str:
    """The rows as they are, each cell in its own direction."""
    if frame.is_empty():
        return _frame(_NONE)
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in frame.columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(name, value)}</td>' for name, value in row.items())}</tr>"
        for row in frame.head(most).iter_rows(named=True)
    )
    more = f'<p class="note">{frame.height - most:,} more rows.</p>' if frame.height > most else ""
    return _frame(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}")


@functools.cache
def style() -> str:
    """The report's style for what is drawn here, and for nothing else on the page."""
    rules = _CSS.read_text("utf-8").replace(":root", ":scope")
    return f"<style>@scope (.marsad) {{ {rules} {_OWN_RULES} }}</style>"


_OWN_RULES = """
:scope {
  font: 15px/1.6 var(--text); background: var(--paper); color: var(--ink);
  padding: .5rem .75rem; border-radius: .4rem; overflow-x: auto;
}
td, th { white-space: normal; }
td.number { text-align: end; width: 4rem; }
bdi.number { white-space: nowrap; }
svg.map { width: 100%; background: var(--sea); }
"""


def _frame(inner: str) -> str:
    return f'<div class="marsad">{inner}</div>'


def _cell(column: str, value: Any) -> str:
    if column == "status" and value in words.STATUS:
        return f'<span class="status is-{value}">{_text(words.STATUS[value].ar)} {_text(words.STATUS[value].en)}</span>'
    if isinstance(value, list):
        return "<br>".join(_text(part) for part in value)
    return _text(value)


def _name(row: Mapping[str, Any], name: str) -> str:
    if name in row:
        return _text(row[name])
    arabic, english = row[f"{name}_ar"], row[f"{name}_en"]
    beside = f' <bdi lang="en">{escape(english)}</bdi>' if english and english != arabic else ""
    return f"{_text(arabic)}{beside}"


def _text(value: Any) -> str:
    """A text in its own direction; the direction of what holds it stays."""
    if value is None:
        return '<span class="none">—</span>'
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else f"{value:,}" if isinstance(value, int) else value
    return f'<bdi dir="auto"{" class=number" if isinstance(value, dt.date) else ""}>{escape(shown)}</bdi>'


def _bar(counts: Mapping[str, int], most: int) -> str:
    start, parts = 0.0, []
    for series, count in counts.items():
        width = 100 * count / most
        title = f"<title>{escape(_label(series).en)}: {count:,}</title>"
        fill = _FILLS.get(series, series)
        parts.append(f'<rect class="fill-{fill}" x="{start:.2f}%" width="{width:.2f}%" height="100%">{title}</rect>')
        start += width
    told = ", ".join(f"{_label(series).en} {count:,}" for series, count in counts.items() if count)
    return f'<svg role="img" aria-label="{escape(told)}">{"".join(parts)}</svg>'


def _legend(series: Sequence[str]) -> str:
    items = "".join(
        f'<li><span class="swatch fill-{_FILLS.get(name, name)}"></span>{_text(_label(name).ar)} '
        f"{_text(_label(name).en)}</li>"
        for name in series
    )
    return f'<ul class="legend">{items}</ul>'


def _label(series: str) -> words.Label:
    return _GROUPS.get(series) or words.STATUS.get(series) or words.Label(series, series.replace("_", " "))


def _shade(count: int, most: int) -> str:
    share = round(70 * (count / most) ** 0.5) if count else 0  # a scale of roots: small counts must show
    return (
        f'<td class="number" style="background: color-mix(in srgb, var(--accent) {share}%, transparent)">'
        f"{f'{count:,}' if count else ''}</td>"
    )
