import base64
import datetime as dt
import re

from orchestration.plots import plot_over_time

DAY = dt.date(2019, 4, 30)


def drawn(markdown: str) -> str:
    """The SVG inside a Markdown image."""
    found = re.match(r"!\[[a-z ]+\]\(data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)\)\n\n", markdown)
    assert found
    return base64.b64decode(found[1]).decode()


def test_days_close_together_are_counted_by_day_with_the_empty_ones_between() -> None:
    plot = plot_over_time([(DAY, 2), (DAY + dt.timedelta(days=2), 4)], "articles")
    assert plot.endswith("articles from 2019-04-30 to 2019-05-02, at most 4 in a day")
    assert "v-45h166v45h166v-90h166" in drawn(plot)


def test_days_of_two_years_are_counted_by_month() -> None:
    plot = plot_over_time([(DAY, 2), (dt.date(2019, 4, 1), 3), (dt.date(2021, 1, 1), 1)], "articles")
    assert plot.endswith("articles from 2019-04 to 2021-01, at most 5 in a month")


def test_days_of_decades_are_counted_by_year() -> None:
    plot = plot_over_time([(DAY, 2), (dt.date(1998, 1, 1), 1)], "articles")
    assert plot.endswith("articles from 1998 to 2019, at most 2 in a year")


def test_a_plot_is_short_enough_to_be_shown_in_place() -> None:
    days = [(DAY + dt.timedelta(days=day), 1 + day % 2 * 9_999) for day in range(50)]
    assert len(plot_over_time(days, "articles published")) < 1_000


def test_nothing_is_drawn_of_no_days() -> None:
    assert plot_over_time([], "articles") == ""
