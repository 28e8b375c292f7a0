"""A plot of counts over time, drawn as SVG inside a Markdown image: nothing to install and nothing to fetch."""

import base64
import datetime as dt
from collections import Counter
from collections.abc import Iterable

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 720, 150, 18, 22
_MOST_BARS = 120


def plot_over_time(days: Iterable[tuple[dt.date, int]], what: str) -> str:
    """Bars of counts by day, month or year, whichever fits, as a Markdown image; empty where there is nothing.

    Takes: days with their counts, and what is counted: a word of ours, no text of an article.
    """
    bars, unit = _binned(dict(days))
    if not bars:
        return ""
    image = base64.b64encode(_svg(bars, f"{what} by {unit}").encode()).decode()
    return f"![{what} by {unit}](data:image/svg+xml;base64,{image})"


def _binned(days: dict[dt.date, int]) -> tuple[dict[str, int], str]:
    """Counts of the finest unit of time that takes few enough bars, with the empty ones between."""
    if not days:
        return {}, ""
    first, last = min(days), max(days)
    if (last - first).days < _MOST_BARS:
        labels = [str(first + dt.timedelta(days=step)) for step in range((last - first).days + 1)]
        return _counted(days, labels), "day"
    months = [divmod(month, 12) for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]
    if len(months) <= _MOST_BARS:
        return _counted(days, [f"{year:04}-{month + 1:02}" for year, month in months]), "month"
    return _counted(
        days, [f"{year:04}" for year in range(max(first.year, last.year - _MOST_BARS), last.year + 1)]
    ), "year"


def _counted(days: dict[dt.date, int], labels: list[str]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for day, count in days.items():
        counts[str(day)[: len(labels[0])]] += count
    return {label: counts[label] for label in labels}


def _svg(bars: dict[str, int], title: str) -> str:
    step, most = _WIDTH / len(bars), max(bars.values())
    height = _HEIGHT - _TOP - _BOTTOM
    drawn = []
    for place, (label, count) in enumerate(bars.items()):
        tall = height * count / most
        drawn.append(
            f'<rect x="{place * step:.1f}" y="{_TOP + height - tall:.1f}" width="{max(step - 1, 1):.1f}" '
            f'height="{tall:.1f}"><title>{label}: {count}</title></rect>'
        )
    first, *_, last = [*bars, *bars]
    base = _HEIGHT - 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12" fill="#6b7280">'
        f'<text x="0" y="12">{title}, at most {most:,}</text>'
        f'<g fill="#4f43dd">{"".join(drawn)}</g>'
        f'<path d="M0 {_TOP + height + 0.5}H{_WIDTH}" stroke="#9ca3af"/>'
        f'<text x="0" y="{base}">{first}</text><text x="{_WIDTH}" y="{base}" text-anchor="end">{last}</text></svg>'
    )
