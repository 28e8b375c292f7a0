import csv
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.news.articles import build_articles
from orchestration.news.lexicon import FOLDER
from orchestration.news.schemas import RAW_ARTICLE
from orchestration.proposals import propose_chrome
from orchestration.settings import Settings
from tests.conftest import ROOT

PARAGRAPH = "قال المسؤول إن الأعمال في الموقع رقم {} تسير كما خطط لها وإنه سيسلم إلى أصحابه قبل نهاية الصيف المقبل."


def page(number: int, *, above: str = "", between: str = "", below: str = "") -> str:
    """An article of two paragraphs, each page another."""
    paragraph = PARAGRAPH.format(number)
    parts = ["تسليم المبنى الجديد قبل نهاية الصيف " + "ن" * number, above, paragraph, between, paragraph, below]
    return "\n".join(part for part in parts if part)


def publish(folder: Path, articles: list[tuple[str | None, str]], clusters: list[int] | None = None) -> Settings:
    """A published warehouse of these (source, text), with the sections that the core gives them."""
    raw = pl.DataFrame(
        [
            dict.fromkeys(RAW_ARTICLE) | {"article_id": f"a{number:03}", "raw_text": text}
            for number, (_, text) in enumerate(articles)
        ],
        schema=RAW_ARTICLE,
    )
    frames = {
        "fct_article_texts": raw.select("article_id", "raw_text"),
        "fct_article_sections": build_articles(raw)[1],
        "fct_articles": raw.select(
            "article_id",
            source_id=pl.Series([source for source, _ in articles], dtype=pl.String),
            duplicate_cluster_id=pl.Series([f"dup_{place}" for place in clusters or range(len(articles))]),
        ),
    }
    settings = Settings(inbox=folder, warehouse=folder)
    settings.current.mkdir()
    with duckdb.connect(str(settings.published_file)) as connection:
        connection.execute("create schema marts")
        for name, frame in frames.items():
            connection.register("frame", frame.to_arrow())
            connection.execute(f"create table marts.{name} as select * from frame")
    return settings


def propose(settings: Settings, least_articles: int = 5, least_percent: float = 2) -> tuple[str, list[dict[str, str]]]:
    """What is told, and the rows that are written."""
    told = propose_chrome(settings, least_articles=least_articles, least_percent=least_percent)
    with (settings.warehouse / "proposals" / "boilerplate_phrases.csv").open(encoding="utf-8", newline="") as file:
        return told, list(csv.DictReader(file))


def row_of(told: str, phrase: str) -> str:
    (row,) = [line for line in told.splitlines() if line.endswith(f" {phrase}")]
    return row


PROPOSED = [
    ({"above": "بوابة الإعمار"}, "بوابة الإعمار", "navigation", "line"),
    ({"below": "للاستفسار والملاحظات"}, "للاستفسار والملاحظات", "label", "line"),
    ({"below": "مما قد يفوتك\nخبر عن الطقس\nخبر عن البحر\nخبر عن السوق {}"}, "مما قد يفوتك", "tail", "line"),
    ({"below": "88001 - Tel"}, "88001 - Tel", "label", "line"),
    (
        {"below": "لا يتحمل الموقع مسؤولية ما ينشر فيه من آراء القراء الكرام"},
        "لا يتحمل الموقع مسؤولية ما ينشر فيه من آراء القراء الكرام",
        "notice",
        "anywhere",
    ),
    (
        {"below": "لا يتحمل الموقع  مسؤولية ما ينشر فيه من أقوال الضيوف الكرام"},
        "لا يتحمل الموقع مسؤولية ما ينشر فيه من أقوال الضيوف الكرام",
        "label",
        "line",
    ),
]


@pytest.mark.parametrize(("parts", "phrase", "kind", "match"), PROPOSED)
def test_a_line_that_repeats_is_proposed_by_its_place_and_wording(
    parts: dict[str, str], phrase: str, kind: str, match: str, tmp_path: Path
) -> None:
    pages = [page(number, **{place: text.format(number) for place, text in parts.items()}) for number in range(6)]
    told, rows = propose(publish(tmp_path, [("gate", text) for text in pages]))
    assert {"phrase": phrase, "kind": kind, "match": match, "source": "gate"} in rows
    assert row_of(told, phrase).split()[:3] == ["6", "100.0%", "gate"]


def test_a_label_before_what_differs_is_proposed_as_the_start_of_lines(tmp_path: Path) -> None:
    pages = [page(number, below=f"شارك\nكود المادة: {'ب' * (number + 1)}") for number in range(6)]
    _, rows = propose(publish(tmp_path, [("gate", text) for text in pages]))
    assert [(row["phrase"], row["kind"], row["match"]) for row in rows] == [("كود المادة:", "label", "start")]


NOT_PROPOSED = [
    ({"between": "تفاصيل المشروع"}, "تفاصيل المشروع", "sub-headline"),
    ({"between": PARAGRAPH}, PARAGRAPH, "background or a notice"),
    ({"below": "القاهرة"}, "القاهرة", "a place"),
    ({"below": "محمد عبدالرحمن الزواوي"}, "محمد عبدالرحمن الزواوي", "signature|credit"),
    ({"below": "صالح الصالح"}, "صالح الصالح", "signature|credit"),
    ({"above": "غياث الورفلي - متابعات"}, "غياث الورفلي - متابعات", "signature|credit"),
    ({"above": "طرابلس - محمد سالم الزواوي"}, "طرابلس - محمد سالم الزواوي", "signature|credit"),
]


@pytest.mark.parametrize(("parts", "phrase", "looks"), NOT_PROPOSED)
def test_a_line_that_may_be_text_is_shown_with_what_it_looks_like_and_not_proposed(
    parts: dict[str, str], phrase: str, looks: str, tmp_path: Path
) -> None:
    told, rows = propose(publish(tmp_path, [("gate", page(number, **parts)) for number in range(6)]))
    assert rows == []
    assert any(look in row_of(told, phrase) for look in looks.split("|"))


def test_the_name_of_a_site_behind_headlines_is_shown_and_not_proposed(tmp_path: Path) -> None:
    pages = [page(number).replace("\n", " - بوابة الإعمار\n", 1) for number in range(6)]
    told, rows = propose(publish(tmp_path, [("gate", text) for text in pages]))
    assert rows == []
    assert "closes lines" in row_of(told, "بوابة الإعمار")


@pytest.mark.parametrize(
    "known",
    ["شاهد أيضا", "اقرأ أيضا: خبر من السوق", "جميع الحقوق محفوظة للموقع", "12 مارس 2019", "رويترز", "بقلم: سالم"],
)
def test_what_the_rules_know_already_is_not_proposed(known: str, tmp_path: Path) -> None:
    told, rows = propose(publish(tmp_path, [("gate", page(number, below=known)) for number in range(6)]))
    assert rows == []
    assert "no line" in told


def test_copies_of_one_text_count_once(tmp_path: Path) -> None:
    pages = [("gate", page(number, below="للاستفسار والملاحظات")) for number in range(6)]
    assert propose(publish(tmp_path, pages, clusters=[0, 0, 0, 0, 0, 1]), least_articles=3)[1] == []
    (tmp_path / "other").mkdir()
    assert len(propose(publish(tmp_path / "other", pages), least_articles=3)[1]) == 1


@pytest.mark.parametrize(("articles", "percent", "proposed"), [(5, 2, 1), (6, 2, 0), (5, 50, 1), (5, 51, 0)])
def test_a_line_must_stand_in_enough_articles_and_in_enough_of_its_source(
    articles: int, percent: float, proposed: int, tmp_path: Path
) -> None:
    pages = [page(number, below="للاستفسار والملاحظات" if number < 5 else "") for number in range(10)]
    settings = publish(tmp_path, [("gate", text) for text in pages])
    assert len(propose(settings, articles, percent)[1]) == proposed


def test_lines_are_counted_by_source_and_the_commonest_comes_first(tmp_path: Path) -> None:
    lines = ["للاستفسار والملاحظات"] * 6 + ["صندوق بريد الموقع"] * 7 + ["مركز خدمة القراء"] * 4
    sources = ["gate"] * 6 + ["mirror"] * 9 + ["gate"] * 2
    pages = [page(number, below=line) for number, line in enumerate(lines)]
    _, rows = propose(publish(tmp_path, list(zip(sources, pages, strict=True))))
    assert [(row["source"], row["phrase"]) for row in rows] == [
        ("mirror", "صندوق بريد الموقع"),
        ("gate", "للاستفسار والملاحظات"),
    ]


def test_articles_of_no_known_source_are_counted_together(tmp_path: Path) -> None:
    _, rows = propose(publish(tmp_path, [(None, page(number, below="صندوق بريد الموقع")) for number in range(6)]))
    assert [row["source"] for row in rows] == ["unknown"]


def test_a_line_longer_than_a_notice_is_text_however_often_it_repeats(tmp_path: Path) -> None:
    long = "وهذا نص طويل يتكرر في كل صفحة " * 9
    assert propose(publish(tmp_path, [("gate", page(number, below=long)) for number in range(6)]))[1] == []


def test_spellings_of_one_line_are_one_and_nothing_invisible_is_proposed(tmp_path: Path) -> None:
    spellings = [
        "للاستفسار  والملاحظات",
        "للإستفسار والملاحظات \u200f",
        "\x1b[2Jللاستفسار والملاحظات",
        "« للاستفسار والملاحظات »",
    ]
    pages = [page(number, below=spellings[number % 2]) for number in range(6)]
    told, rows = propose(publish(tmp_path, [("gate", text) for text in pages]))
    assert [row["phrase"] for row in rows] == ["للاستفسار والملاحظات"]
    assert "\x1b" not in told


def test_a_terminal_is_not_commanded_by_what_repeats(tmp_path: Path) -> None:
    pages = [page(number, below="صندوق \x1b[2J\u202eبريد") for number in range(6)]
    told, rows = propose(publish(tmp_path, [("gate\x1b[2J", text) for text in pages]))
    assert len(rows) == 1
    assert not {"\x1b", "\u202e"} & set(told)


def test_nothing_to_propose_is_told_and_leaves_no_older_proposals(tmp_path: Path) -> None:
    settings = publish(tmp_path, [("gate", page(number, below="صندوق بريد الموقع")) for number in range(6)])
    assert propose(settings)[1]
    told, rows = propose(settings, least_articles=7)
    assert rows == []
    assert (
        told
        == "Of 6 articles: no line that the lexicon does not know stands in 7 articles and 2 % of those of its source."
    )


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `make run` first"):
        propose_chrome(Settings(inbox=tmp_path, warehouse=tmp_path), least_articles=5, least_percent=2)


@pytest.mark.parametrize(("articles", "percent"), [(1, 2), (5, -1), (5, 101)])
def test_limits_out_of_range_are_refused(articles: int, percent: float, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 2 articles"):
        propose_chrome(Settings(inbox=tmp_path, warehouse=tmp_path), least_articles=articles, least_percent=percent)


# Another process, as the lexicons are read once in each.
KINDS = """
import sys, polars
from pathlib import Path
from orchestration.news import lexicon
lexicon.FOLDER = Path(sys.argv[1])
from orchestration.news.lines import split_lines
print(*split_lines(polars.Series([sys.argv[2]]))["kind"].to_list())
"""


def test_a_row_that_is_appended_to_the_lexicon_makes_furniture_of_its_line(tmp_path: Path) -> None:
    lines = [next(iter(parts.values())).split("\n")[0] for parts, *_ in PROPOSED]
    page_lines = "\n".join([*lines[1:], "شارك", "كود المادة: {}"])
    pages = [page(number, above=lines[0], below=page_lines.format("ب" * (number + 1))) for number in range(6)]
    _, rows = propose(publish(tmp_path, [("gate", text) for text in pages]))
    assert len(rows) == len(PROPOSED) + 1
    shutil.copytree(FOLDER, tmp_path / "seeds")
    with (tmp_path / "seeds" / "boilerplate_phrases.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, fieldnames=["phrase", "kind", "match", "source"]).writerows(rows)
    command = [sys.executable, "-c", KINDS, tmp_path / "seeds", "\n".join([*lines, "كود المادة: جديد"])]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "None" not in told
