"""Where meetings were: points on an outline of the land, without tiles, and the list that says the same.

Source: the outline is Natural Earth's land at 1:110 million (public domain), through world-atlas, rounded to tenths of
a degree, in `land_110m.txt`: one ring a line, as longitude,latitude.
"""

import functools
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from orchestration.report import words
from orchestration.report.facts import Facts
from orchestration.report.views import View, Views

_LAND = Path(__file__).parent / "land_110m.txt"
_SHOWN = 30  # meetings told in the list of a place


class _Box(NamedTuple):
    west: float
    south: float
    east: float
    north: float


WORLD = _Box(-170, -58, 190, 84)
_REGION = _Box(-12, 8, 66, 56)
_PIXELS = 900  # across each map
_LABELS = 14
_LABEL_WIDTH, _LABEL_HEIGHT = 85, 30  # pixels that a label keeps free around it


def describe_places(facts: Facts, views: Views) -> dict[str, Any]:
    """The places that have meetings, from many to few, on two maps and in a list."""
    meetings: dict[str, list[View]] = {}
    for meeting in views.meetings.values():
        if meeting["place"]:
            meetings.setdefault(meeting["place"]["id"], []).append(meeting)
    rows = [
        {
            "place": views.places[id_],
            "country": None
            if facts.locations[id_]["kind"] == "country"
            else views.countries.get(facts.locations[id_]["country_iso3"]),
            "latitude": facts.locations[id_]["latitude"],
            "longitude": facts.locations[id_]["longitude"],
            "meetings": at_place,
            "shown": at_place[:_SHOWN],
        }
        for id_, at_place in sorted(meetings.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    placed = [row for row in rows if row["latitude"] is not None and row["longitude"] is not None]
    without = len(views.meetings) - sum(len(row["meetings"]) for row in rows)
    return {
        "rows": rows,
        "maps": [
            {"svg": draw_map(placed, _REGION), "caption": words.Label("المنطقة", "The region")},
            {"svg": draw_map(placed, WORLD), "caption": words.Label("العالم", "The world")},
        ],
        "note": words.Label(
            f"{len(rows):,} مكانًا؛ {without:,} لقاء لا يُعرف مكانه. مساحة الدائرة بعدد اللقاءات، والدولة في وسطها.",
            f"{len(rows):,} places; of {without:,} meetings none is known. A circle's area tells the meetings.",
        ),
    }


def draw_map(rows: list[View], box: _Box) -> Markup:
    """A map of a box of degrees, equally spaced; each point is a link into the list."""
    scale = _PIXELS / (box.east - box.west)
    height = (box.north - box.south) * scale
    inside = [
        row for row in rows if box.west <= row["longitude"] <= box.east and box.south <= row["latitude"] <= box.north
    ]
    most = max((len(row["meetings"]) for row in inside), default=1)
    points: list[str] = []
    labels: list[str] = []
    taken: list[tuple[float, float]] = []
    for row in inside:
        x, y = (row["longitude"] - box.west) * scale, (box.north - row["latitude"]) * scale
        radius = 3 + 15 * (len(row["meetings"]) / most) ** 0.5
        title = f"{row['place']['ar']} {row['place']['en'] or ''}: {len(row['meetings'])}"
        points.append(
            f'<a href="#{row["place"]["anchor"]}" tabindex="-1"><circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
            f"<title>{escape(title)}</title></circle></a>"
        )
        is_free = all(abs(x - other_x) > _LABEL_WIDTH or abs(y - other_y) > _LABEL_HEIGHT for other_x, other_y in taken)
        if len(labels) < _LABELS and is_free:
            taken.append((x, y))
            labels.append(
                f'<text x="{x:.1f}" y="{y - radius - 3:.1f}" text-anchor="middle">{escape(row["place"]["ar"])}</text>'
            )
    return Markup(  # noqa: S704 - numbers, our own anchors and escaped names
        f'<svg class="map" viewBox="0 0 {_PIXELS} {height:.0f}" role="img" aria-label="خريطة؛ القائمة تقول ما تقوله">'
        f'<path class="land" d="{_outline(box, scale)}"/>{"".join(points)}{"".join(labels)}</svg>'
    )


def _outline(box: _Box, scale: float) -> str:
    """The rings that touch the box, as a path; what lies outside is cut off by the edge of the picture."""
    rings = []
    for ring in _rings():
        for shift in (-360, 0, 360):  # what crosses the edge of the map stands on both of its sides
            points = [(x + shift, y) for x, y in ring]
            if max(x for x, _ in points) >= box.west and min(x for x, _ in points) <= box.east:
                rings.append(
                    "M" + "L".join(f"{(x - box.west) * scale:.0f} {(box.north - y) * scale:.0f}" for x, y in points)
                )
    return "Z".join(rings) + "Z"


@functools.cache
def _rings() -> list[list[tuple[float, float]]]:
    def read(point: str) -> tuple[float, float]:
        x, _, y = point.partition(",")
        return float(x), float(y)

    return [_unwrap([read(point) for point in line.split()]) for line in _LAND.read_text().splitlines()]


def _unwrap(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring that goes on where it crosses the line of dates, instead of leaping around the earth."""
    unwrapped = ring[:1]
    for x, y in ring[1:]:
        last = unwrapped[-1][0]
        unwrapped.append((x - 360 * round((x - last) / 360), y))
    return unwrapped
