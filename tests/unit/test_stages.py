import importlib
import pkgutil
from collections.abc import Callable, Iterator

import polars as pl
import pytest

import orchestration.news
from orchestration.news import lexicon
from orchestration.stages import STAGES
from tests.conftest import SAMPLE
from tests.unit.landed import land, raw_articles

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
    texts = {
        f"a{number}": path.read_text("utf-8", "replace")
        for number, path in enumerate(files)
        if path.parent.name != "quarantine"
    }
    stages = land(raw_articles(texts))
    for stage in STAGES:
        read.clear()
        forget_tables()
        next(stages)
        assert (stage.name, sorted(read)) == (stage.name, sorted(set(stage.lexicons)))
