import datetime as dt

import polars as pl

from orchestration.notebooks import figures

MEETINGS = pl.DataFrame({"who_ar": ["ليلى", "سعاد"], "who_en": ["Layla", None], "held": [3, 0], "not_held": [1, 2]})


def test_names_and_values_are_escaped() -> None:
    frame = pl.DataFrame({"name": ["<script>x</script>"], "held": [1]})
    for drawn in (
        figures.draw_table(frame),
        figures.draw_bars(frame, ["name"], ["held"]),
        figures.draw_shades(frame.with_columns(year=2020), "name", "year", "held"),
    ):
        assert "&lt;script&gt;" in drawn
        assert "<script>" not in drawn


def test_an_arabic_name_is_isolated_with_the_english_beside() -> None:
    drawn = figures.draw_bars(MEETINGS, ["who"], ["held", "not_held"])
    assert '<bdi dir="auto">ليلى</bdi> <bdi lang="en">Layla</bdi>' in drawn
    assert '<bdi dir="auto">سعاد</bdi></td>' in drawn


def test_bars_are_as_long_as_their_share_of_the_longest() -> None:
    drawn = figures.draw_bars(MEETINGS, ["who"], ["held", "not_held"])
    assert 'x="0.00%" width="75.00%"' in drawn
    assert 'x="75.00%" width="25.00%"' in drawn
    assert 'width="50.00%"' in drawn


def test_nothing_is_told_as_nothing() -> None:
    empty = MEETINGS.clear()
    assert "Nothing of this kind" in figures.draw_table(empty)
    assert "Nothing of this kind" in figures.draw_bars(empty, ["who"], ["held"])


def test_meetings_without_a_day_are_counted_below_the_chart() -> None:
    frame = pl.DataFrame({"day": [dt.date(2020, 1, 5), None], "status": ["held", "planned"], "meetings": [2, 7]})
    drawn = figures.draw_periods(frame)
    assert 'class="fill-held"' in drawn
    assert "7 meetings without any day" in drawn


def test_a_place_without_a_point_is_left_off_the_map() -> None:
    frame = pl.DataFrame(
        {
            "location_id": ["a", "b"],
            "name_ar": ["ألف", "باء"],
            "name_en": ["Alif", "Baa"],
            "latitude": [30.0, None],
            "longitude": [10.0, None],
            "meetings": [2, 1],
        }
    )
    drawn = figures.draw_map(frame)
    assert "ألف" in drawn
    assert "باء" not in drawn


def test_rows_beyond_the_most_are_counted() -> None:
    assert "1 more rows" in figures.draw_table(MEETINGS, most=1)


def test_the_style_touches_nothing_but_the_figures() -> None:
    assert figures.style().startswith("<style>@scope (.marsad) {")
    assert ":root" not in figures.style()
