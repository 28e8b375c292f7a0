import datetime as dt
import re
from pathlib import Path

import mistune
import polars as pl
import pytest

from orchestration.preview import shown_of, table_of
from orchestration.settings import Settings
from orchestration.warehouse import TABLES, insert_frame, make_landing_tables, open_build

# A renderer that lets HTML through and makes links of bare addresses, as a careless page would.
RENDER = mistune.create_markdown(escape=False, plugins=["table", "url", "strikethrough"])


def tags_of(*cells: object) -> set[str]:
    """The HTML elements that a page would make of a table with these cells."""
    return set(re.findall(r"<(\w+)", str(RENDER(table_of([str(number) for number in range(len(cells))], [cells])))))


HARMLESS = {"table", "thead", "tbody", "tr", "th", "td", "code"}


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "![pixel](https://evil.example/pixel.png)",
        "[click](javascript:alert(1))",
        "https://evil.example/ and www.evil.example and me@evil.example",
        "<https://evil.example>",
        "[ref]: https://evil.example",
        "a | b || c \\| <b>d</b>",
        "` <img src=x> `` <img src=y> ```",
        "\\` <img src=x>",
        "ends with a backslash \\",
        "two\n\n<img src=x>\n\n# lines",
        "two\r\r<b>lines</b>\u2028<i>x</i>",
        "**bold** _soft_ ~~gone~~",
        "&lt;b&gt; &#60;img src=x&#62;",
        "   ",
        "",
    ],
)
def test_a_cell_makes_no_element_of_the_page(text: str) -> None:
    assert tags_of(text, 1) <= HARMLESS


def test_a_row_stays_one_line_whatever_its_texts_hold() -> None:
    assert len(table_of(["a"], [["one\ntwo\r\nthree\u2028four\x0bfive\x85six"]]).split("\n")) == 3


def test_a_pipe_opens_no_cell() -> None:
    assert table_of(["a"], [["x | y \\| z"]]).splitlines()[2].count("|") == 2


def test_an_override_of_direction_is_written_out() -> None:
    assert table_of(["a"], [["gnp\u202e\u2066\x1b"]]).splitlines()[2] == r"| `gnp\u202e\u2066\x1b` |"


def test_numbers_stand_plain_and_what_is_missing_stands_empty() -> None:
    assert table_of(["a", "b", "c"], [[1, None, True]]).splitlines()[2] == "| 1 |  | True |"


def test_arabic_is_read_from_the_right_as_a_whole() -> None:
    assert table_of(["a"], [["قمة 2018."]]).splitlines()[2] == "| `\u2068قمة 2018.\u2069` |"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(inbox=tmp_path, warehouse=tmp_path)
    with open_build(settings) as connection:
        make_landing_tables(connection)
    return settings


@pytest.mark.parametrize("asset", ["files", "articles", "mentions", "roles", "quotes", "meetings"])
def test_an_empty_table_is_shown_by_its_columns(settings: Settings, asset: str) -> None:
    tables = [shown for shown in shown_of(settings, f"landing_{asset}").values() if shown]
    assert tables
    assert all(len(table.splitlines()) == 2 for table in tables)


def test_a_list_of_long_texts_is_short_enough_to_be_shown_in_place(settings: Settings) -> None:
    published = dt.datetime(2019, 4, 30, tzinfo=dt.UTC).replace(tzinfo=None)
    rows = [{"article_id": str(number), "title": "عنوان " * 50, "published_at": published} for number in range(8)]
    with open_build(settings) as connection:
        insert_frame(connection, "articles", pl.DataFrame(rows, schema=TABLES["articles"]))
    shown = shown_of(settings, "landing_articles")
    assert len(shown["newest_articles"]) < 1_000
    assert len(shown["newest_articles"].splitlines()) > 2
    assert "at most 8 in a day" in shown["articles_published"]
