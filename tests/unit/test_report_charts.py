import datetime as dt
import re

import pytest

from orchestration.report import words
from orchestration.report.charts import count_by_period, draw_stacked_bars, list_periods

JUNE, JULY, SEPTEMBER = dt.date(2017, 6, 30), dt.date(2017, 7, 1), dt.date(2017, 9, 15)


def test_periods_are_months_without_a_gap() -> None:
    assert [period.first for period in list_periods(JUNE, SEPTEMBER)] == [
        dt.date(2017, 6, 1),
        dt.date(2017, 7, 1),
        dt.date(2017, 8, 1),
        dt.date(2017, 9, 1),
    ]


@pytest.mark.parametrize(("last", "months", "periods"), [(dt.date(2030, 5, 1), 3, 53), (dt.date(2060, 5, 1), 12, 44)])
def test_many_months_are_told_by_quarters_or_years(last: dt.date, months: int, periods: int) -> None:
    listed = list_periods(JUNE, last)
    assert {period.months for period in listed} == {months}
    assert len(listed) == periods


def test_days_are_counted_in_their_period_and_others_left_out() -> None:
    periods = list_periods(JUNE, JULY)
    days = [(JUNE, "held", 1), (JULY, "held", 2), (JULY, "planned", 1), (SEPTEMBER, "held", 9)]
    assert count_by_period(days, periods) == {"held": [1, 2], "planned": [0, 1]}


def test_heights_of_bars_are_in_the_ratio_of_the_counts() -> None:
    periods = list_periods(JUNE, JULY)
    svg = draw_stacked_bars(periods, {"held": [1, 3], "planned": [2, 0]}, words.STATUS, "رسم")
    bars = dict[str, list[float]]()
    for series, height in re.findall(r'class="fill-(\w+)"[^>]* height="([\d.]+)"', svg):
        bars.setdefault(series, []).append(float(height))
    one, three = bars["held"]
    assert three == pytest.approx(3 * one, abs=0.2)
    assert bars["planned"][0] == pytest.approx(2 * one, abs=0.2)


def test_label_with_a_command_is_text_in_a_chart() -> None:
    svg = draw_stacked_bars(list_periods(JUNE, JUNE), {"held": [1]}, {"held": words.Label("<b>", "b")}, '"><script>')
    assert "<b>" not in svg
    assert "<script>" not in svg


def test_chart_of_nothing_is_an_empty_one() -> None:
    assert "<rect" not in draw_stacked_bars([], {}, words.STATUS, "رسم")
