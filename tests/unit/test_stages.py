import importlib
import pkgutil
from collections.abc import Callable, Iterator

import polars as pl
import pytest

import orchestration.news
from orchestration.news import lexicon
from orchestration.news.schemas import RAW_ARTICLE
from orchestration.stages import STAGES
from tests.conftest import SAMPLE

MODULES = [
    importlib.import_module(f"orchestration.news.{module.name}")
    for module in pkgutil.iter_modules(orchestration.news.__path__)
]


def forget_tables() -> None:
    """Make every module read its lexicons anew."""
    for module in MODULES:
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and value is not lexicon.read_lexicon:
                value.cache_clear()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names of the lexicons that are read."""
    names: set[str] = set()
    read_lexicon: Callable[[str], pl.DataFrame] = lexicon.read_lexicon

    def noted(name: str) -> pl.DataFrame:
        names.add(name)
        return read_lexicon(name)

    for module in MODULES:
        if hasattr(module, "read_lexicon"):
            monkeypatch.setattr(module, "read_lexicon", noted)
    yield names
    forget_tables()


def test_each_stage_lists_the_lexicons_that_it_reads(read: set[str]) -> None:
    files = sorted(SAMPLE.glob("*/*.txt"))
    rows = [
        dict.fromkeys(RAW_ARTICLE) | {"article_id": f"a{number}", "raw_text": path.read_text("utf-8", "replace")}
        for number, path in enumerate(files)
        if path.parent.name != "quarantine"
    ]
    landed: dict[str, pl.DataFrame] = {"raw": pl.DataFrame(rows, schema=pl.Schema(RAW_ARTICLE))}
    for stage in STAGES:
        read.clear()
        forget_tables()
        landed |= zip(stage.tables, stage.build(**{name: landed[name] for name in stage.inputs}), strict=True)
        assert (stage.name, sorted(read)) == (stage.name, sorted(set(stage.lexicons)))
        if stage.name == "articles":
            dates = landed["articles"].select("article_id", "published_at", "published_from", "published_to")
            landed["articles"] = landed["raw"].select("article_id", "raw_text").join(dates, on="article_id")
