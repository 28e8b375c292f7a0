"""A plot of counts over time, drawn as SVG inside a Markdown image: nothing to install and nothing to fetch."""

import base64
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable

_HEIGHT = 90
_STEPS = 50  # at most, as Dagster shows Markdown in place up to a thousand characters
_WIDTH = 500  # of all steps


def plot_over_time(days: Iterable[tuple[dt.date, int]], what: str) -> str:
    """Counts by day, month or year, whichever fits, as a Markdown image; empty where there is nothing.

    Takes: days with their counts, and what is counted: words of ours, none of an article.
    """
    counts, unit = _binned(dict(days))
    if not counts:
        return ""
    image = base64.b64encode(_svg(list(counts.values())).encode()).decode()
    first, *_, last = [*counts, *counts]
    told = f"{what} from {first} to {last}, at most {max(counts.values()):,} in a {unit}"
    return f"![{what}](data:image/svg+xml;base64,{image})\n\n{told}"


def _binned(days: dict[dt.date, int]) -> tuple[dict[str, int], str]:
    """Counts by the finest unit of time that takes few enough steps, with the empty ones between."""
    if not days:
        return {}, ""
    first, last = min(days), max(days)
    if (last - first).days < _STEPS:
        labels = [str(first + dt.timedelta(days=step)) for step in range((last - first).days + 1)]
        return _counted(days, labels), "day"
    months = [divmod(month, 12) for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]
    if len(months) <= _STEPS:
        return _counted(days, [f"{year:04}-{month + 1:02}" for year, month in months]), "month"
    years = range(max(first.year, last.year - _STEPS + 1), last.year + 1)
    return _counted(days, [f"{year:04}" for year in years]), "year"


def _counted(days: dict[dt.date, int], labels: list[str]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for day, count in days.items():
        counts[str(day)[: len(labels[0])]] += count
    return {label: counts[label] for label in labels}


def _svg(counts: list[int]) -> str:
    """One filled line of steps: the shortest drawing of bars."""
    heights = [round(count * _HEIGHT / max(counts)) for count in counts]
    width = max(_WIDTH // len(counts), 1)
    steps = "".join(f"v{low - high}h{width}" for low, high in itertools.pairwise([0, *heights]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * len(counts)}" height="{_HEIGHT}">'
        f'<path fill="#4f43dd" d="M0 {_HEIGHT}{steps}V{_HEIGHT}"/></svg>'
    )
