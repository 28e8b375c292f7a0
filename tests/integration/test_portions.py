"""A part of the inbox at a time: what a run does not take stays as it was, and the rest makes it whole."""

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from orchestration.ledger import load_files
from orchestration.runs import begin_run
from orchestration.settings import RunOrder
from orchestration.warehouse import open_build
from tests.faults.invariants import state_of
from tests.faults.stage_load import load
from tests.integration.test_ledger import OTHER, TEXT, Warehouse


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setattr("orchestration.news.files._RACY_NANOSECONDS", 0)  # or each test waits for two seconds
    made = Warehouse(tmp_path)
    for folder in ("a", "a/deep", "b"):
        for number in range(3):
            made.write(f"{folder}/{number}.txt", f"{TEXT}\nخبر رقم {folder} {number}.")
    made.write("b/bad.txt", b"")
    return made


def ask(warehouse: Warehouse, **order: object) -> dict[str, int]:
    """Load what an order asks for; returns the counts that are not 0."""
    everything = warehouse.settings
    warehouse.settings = replace(everything, order=RunOrder(**order))
    counts = warehouse.load()
    warehouse.settings = everything
    return counts


def current(warehouse: Warehouse) -> set[str]:
    return {str(path) for (path,) in warehouse.ask("select file_path from landing.files where is_current")}


def test_a_limit_takes_so_many_files_and_leaves_the_rest_for_the_next_runs(warehouse: Warehouse) -> None:
    assert ask(warehouse, limit=4) == {"loaded": 4, "left_for_next_run": 6}
    assert ask(warehouse, limit=4) == {"loaded": 4, "unchanged": 4, "left_for_next_run": 2}
    assert ask(warehouse) == {"loaded": 1, "quarantined": 1, "unchanged": 8}


def test_a_folder_is_taken_alone_and_files_outside_are_not_taken_for_deleted(warehouse: Warehouse) -> None:
    assert ask(warehouse, folder="b") == {"loaded": 3, "quarantined": 1}
    assert ask(warehouse, folder="a") == {"loaded": 6}
    assert len(current(warehouse)) == 10
    (warehouse.inbox / "b/0.txt").unlink()
    (warehouse.inbox / "a/deep/0.txt").unlink()
    assert ask(warehouse, folder="a/deep/") == {"unchanged": 2, "deleted": 1}
    assert "b/0.txt" in current(warehouse)
    assert ask(warehouse) == {"unchanged": 8, "deleted": 1}


def test_a_folder_whose_name_begins_like_anothers_is_not_that_one(warehouse: Warehouse) -> None:
    warehouse.write("ab/x.txt", OTHER)
    assert ask(warehouse, folder="a") == {"loaded": 6}


@pytest.mark.parametrize("folder", ["nowhere", "../inbox/a", "a/../b", "/", "link"])
def test_a_folder_that_is_none_of_the_inbox_is_refused(warehouse: Warehouse, folder: str) -> None:
    (warehouse.inbox / "link").symlink_to(warehouse.inbox / "a")
    with pytest.raises(ValueError, match="there is no folder"):
        ask(warehouse, folder=folder)


def test_a_deleted_file_is_taken_out_also_when_the_limit_leaves_new_ones(warehouse: Warehouse) -> None:
    ask(warehouse)
    (warehouse.inbox / "b/0.txt").unlink()
    for number in range(3):
        warehouse.write(f"c/{number}.txt", f"{OTHER}\nخبر {number}.")
    assert ask(warehouse, limit=1) == {"loaded": 1, "unchanged": 9, "deleted": 1, "left_for_next_run": 2}


def test_files_that_cannot_be_read_never_use_up_the_limit(warehouse: Warehouse) -> None:
    for number in range(2):
        (warehouse.inbox / "a" / f"0{number}.txt").symlink_to(warehouse.inbox / "nowhere.txt")
    ask(warehouse, limit=4)
    assert ask(warehouse, limit=2)["loaded"] == 2


def test_force_reads_again_what_seems_unchanged(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.news.files.mark", lambda _: "the same")  # a disk without dates or sizes
    ask(warehouse)
    warehouse.write("a/0.txt", OTHER)
    assert ask(warehouse) == {"unchanged": 10}
    assert ask(warehouse, force=True, folder="a") == {"loaded": 1, "superseded": 1, "unchanged": 5}


def test_a_file_that_was_just_written_to_is_left_where_the_run_waits_for_files_to_settle(warehouse: Warehouse) -> None:
    assert ask(warehouse, settle_seconds=60) == {"left_for_next_run": 10}
    ask(warehouse)
    warehouse.write("a/0.txt", OTHER)
    assert ask(warehouse, folder="a", settle_seconds=60)["left_for_next_run"] > 0
    assert warehouse.ask(f"select count(*) from landing.texts where raw_text = '{OTHER}'") == [(0,)]
    assert len(current(warehouse)) == 10
    time.sleep(1.1)
    assert ask(warehouse, settle_seconds=1)["loaded"] == 1


@pytest.mark.parametrize("seed", range(2))
def test_parts_in_any_order_and_then_the_rest_equal_one_load(warehouse: Warehouse, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(6):
        limit = chance.choice([None, 1, 2, 3])
        folder = chance.choice(["", "a", "a/deep", "b"])
        ask(warehouse, folder=folder, limit=limit, force=limit is None and chance.random() < 0.5)
        files = sorted(path for path in warehouse.inbox.rglob("*.txt"))
        victim, goal = chance.choice(files), warehouse.inbox / folder / f"new{chance.random()}.txt"
        match chance.choice(["edit", "delete", "rename", "copy", "nothing"]):
            case "edit":
                victim.write_text(f"{OTHER}\nتحديث {chance.random()}.")
            case "delete":
                victim.unlink()
            case "rename":
                victim.rename(goal)
            case "copy":
                goal.write_bytes(victim.read_bytes())
    ask(warehouse)
    whole = replace(warehouse.settings, warehouse=tmp_path / "whole")
    load(whole, "whole")
    with open_build(warehouse.settings) as mine, open_build(whole) as fresh:
        assert state_of(mine) == state_of(fresh)


def test_a_second_attempt_of_a_step_counts_no_file_twice(warehouse: Warehouse) -> None:
    ask(warehouse, limit=3)
    begin_run(warehouse.settings, "tries twice")
    first = load_files(warehouse.settings, "tries twice", lambda _: None)
    assert (first["loaded"], first["quarantined"], first["unchanged"], first["files_seen"]) == (6, 1, 3, 10)
    assert load_files(warehouse.settings, "tries twice", lambda _: None) == first
