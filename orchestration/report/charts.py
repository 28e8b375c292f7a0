"""Charts as inline SVG: plain functions of numbers, styled by the page, readable in print and without scripts.

Time runs from left to right, as on the statistical charts of the Arabic press; labels are numbers and months.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from orchestration.report import words

_WIDTH, _HEIGHT = 720, 220
_LEFT, _RIGHT, _BOTTOM, _TOP = 62, 24, 28, 12
_MOST_BARS = 60
_MOST_LABELS = 8


class Period(NamedTuple):
    """A month, a quarter or a year, by its first month."""

    first: dt.date
    months: int

    @property
    def label(self) -> words.Label:
        """Its name; a quarter by its first and last month."""
        if self.months == 12:
            return words.Label(str(self.first.year), str(self.first.year))
        start, end = words.name_month(self.first), words.name_month(_add_months(self.first, self.months - 1))
        return start if self.months == 1 else words.Label(f"{start.ar} – {end.ar}", f"{start.en} – {end.en}")

    @property
    def tick(self) -> str:
        """Its short name on an axis: numbers alone, which both languages read."""
        return str(self.first.year) if self.months == 12 else f"{self.first:%Y-%m}"


def list_periods(first: dt.date, last: dt.date) -> list[Period]:
    """The months from one day to another without a gap; quarters or years where they would be too many to tell."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    size = 1 if months <= _MOST_BARS else 3 if months <= _MOST_BARS * 3 else 12
    start = first.replace(day=1, month=(first.month - 1) // size * size + 1)
    periods = []
    while start <= last:
        periods.append(Period(start, size))
        start = _add_months(start, size)
    return periods


def count_by_period(days: Sequence[tuple[dt.date, str, int]], periods: Sequence[Period]) -> dict[str, list[int]]:
    """Sum what is counted on days by series and period; what lies outside of them is left out."""
    places = {period.first: place for place, period in enumerate(periods)}
    size = periods[0].months if periods else 1
    counts: dict[str, list[int]] = {}
    for day, series, count in days:
        start = day.replace(day=1, month=(day.month - 1) // size * size + 1)
        if start in places:
            counts.setdefault(series, [0] * len(periods))[places[start]] += count
    return counts


def draw_stacked_bars(
    periods: Sequence[Period],
    counts: Mapping[str, Sequence[int]],
    labels: Mapping[str, words.Label],
    caption: str,
    height: int = _HEIGHT,
) -> Markup:
    """Bars of periods, stacked by series in the order of the labels; a series is told by its class `fill-<id>`."""
    series = [name for name in labels if any(counts.get(name, ()))]
    totals = [sum(counts[name][place] for name in series) for place in range(len(periods))]
    top = _round_up(max(totals, default=0))
    inner, step = height - _TOP - _BOTTOM, (_WIDTH - _LEFT - _RIGHT) / max(len(periods), 1)
    bar = max(min(step * 0.8, 48), 1)
    parts = [_axis(top, inner)]
    for place, period in enumerate(periods):
        if not totals[place]:
            continue
        told = "، ".join(f"{labels[name].ar} {counts[name][place]}" for name in series if counts[name][place])
        parts.append(f"<g><title>{escape(period.label.ar)}: {escape(told)}</title>")
        base = float(_TOP + inner)
        for name in series:
            size = counts[name][place] / top * inner
            if size:
                base -= size
                x = _LEFT + place * step + (step - bar) / 2
                parts.append(
                    f'<rect class="fill-{name}" x="{x:.1f}" y="{base:.1f}" width="{bar:.1f}" height="{size:.1f}"/>'
                )
        parts.append("</g>")
    parts.append(_ticks(periods, step, height))
    return Markup(  # noqa: S704 - numbers, our own names and escaped labels
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(caption)}" direction="ltr">'
        f"{''.join(parts)}</svg>"
    )


def _axis(top: int, inner: int) -> str:
    lines = []
    for share in (0.0, 0.5, 1.0):
        y = _TOP + inner * (1 - share)
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        if share * top == int(share * top):
            lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{int(share * top):,}</text>')
    return "".join(lines)


def _ticks(periods: Sequence[Period], step: float, height: int) -> str:
    every = -(-len(periods) // _MOST_LABELS)
    return "".join(
        f'<text x="{_LEFT + (place + 0.5) * step:.1f}" y="{height - 8}" text-anchor="middle">{period.tick}</text>'
        for place, period in enumerate(periods)
        if place % max(every, 1) == 0
    )


def _round_up(number: int) -> int:
    """The next round number, of which a half is whole too."""
    size = 1
    while True:
        for factor in (2, 4, 6, 10):
            if number <= factor * size:
                return factor * size
        size *= 10


def _add_months(month: dt.date, months: int) -> dt.date:
    number = month.year * 12 + month.month - 1 + months
    return month.replace(year=number // 12, month=number % 12 + 1, day=1)
