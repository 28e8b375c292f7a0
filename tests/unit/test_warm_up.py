from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration import warm_up
from orchestration.news.aliases import known_aliases
from orchestration.settings import Settings
from orchestration.workers import _start_workers, map_ahead, stop_workers


def lexicons_read() -> int:
    return known_aliases.cache_info().currsize


@pytest.fixture
def first_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    monkeypatch.setattr(warm_up, "_MANY_FILES", 2)
    settings = Settings(inbox=tmp_path / "inbox", warehouse=tmp_path / "warehouse")
    settings.inbox.mkdir()
    for number in range(3):
        (settings.inbox / f"{number}.txt").write_text("نص", "utf-8")
    yield settings
    stop_workers()


def test_workers_of_a_large_first_load_have_read_the_lexicons_before_the_first_batch(first_load: Settings) -> None:
    warm_up.warm_up_for_first_load(first_load)
    assert {read for _, read in map_ahead(lexicons_read, range(6), lambda _: ())} == {1}


def test_a_later_load_starts_no_worker_before_it_knows_what_is_new(first_load: Settings) -> None:
    first_load.build_file.parent.mkdir(parents=True)
    first_load.build_file.touch()
    warm_up.warm_up_for_first_load(first_load)
    assert _start_workers.cache_info().currsize == 0


def test_a_first_load_of_few_files_starts_no_worker(first_load: Settings) -> None:
    (first_load.inbox / "0.txt").unlink()
    warm_up.warm_up_for_first_load(first_load)
    assert _start_workers.cache_info().currsize == 0
