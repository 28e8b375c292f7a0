"""Snapshots and the build file: what is published is whole, and what is damaged is started again from it."""

import os
import random
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from orchestration.runs import begin_run, close_record, end_run
from orchestration.settings import Settings, read_settings
from orchestration.snapshots import publish_snapshot, published_run
from orchestration.warehouse import open_build

MANY = (
    "insert into landing.id_redirects select hash(i)::varchar, hash(-i)::varchar, 'meeting', 'x' from range(90000) t(i)"
)


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return replace(read_settings(), inbox=tmp_path / "inbox", warehouse=tmp_path / "warehouse")


def publish(settings: Settings, run_id: str, *statements: str) -> Path:
    begin_run(settings, run_id)
    with open_build(settings) as connection:
        for statement in statements:
            connection.execute(statement)
    published = publish_snapshot(settings, run_id, lambda copy: close_record(copy, run_id))
    with open_build(settings) as connection:
        close_record(connection, run_id)
    return published


def runs(file: Path) -> list[tuple[str, str]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute("select run_id, outcome from landing.runs order by started_at").fetchall()


def notes(settings: Settings) -> str:
    with duckdb.connect(str(settings.build_file), read_only=True) as connection:
        row = connection.execute("select note from landing.runs order by started_at desc limit 1").fetchone()
    return row[0] or ""


def test_a_published_snapshot_says_that_its_run_published(here: Settings) -> None:
    assert runs(publish(here, "one")) == [("one", "published")]
    assert published_run(here) == "one"


def test_only_the_newest_snapshots_are_kept(here: Settings) -> None:
    for number in range(5):
        publish(here, f"run{number}")
    assert sorted(folder.name.partition("-")[2] for folder in here.snapshots.iterdir()) == ["run2", "run3", "run4"]


def test_a_clock_set_back_makes_no_new_snapshot_the_oldest(here: Settings) -> None:
    publish(here, "old")
    (folder,) = here.snapshots.iterdir()
    ahead = folder.rename(here.snapshots / "29991231T235959000000-old")
    here.current.unlink()
    here.current.symlink_to(ahead.relative_to(here.warehouse))
    publish(here, "new")
    assert sorted(path.name.partition("-")[2] for path in sorted(here.snapshots.iterdir())) == ["new", "old"]
    assert max(here.snapshots.iterdir()).name.endswith("-new")


def test_runs_stand_in_the_order_of_their_starts_also_when_the_clock_was_set_back(here: Settings) -> None:
    publish(here, "one", "update landing.runs set started_at = '2999-01-01', ended_at = '2999-01-02'")
    assert [run for run, _ in runs(publish(here, "two"))] == ["one", "two"]


def test_a_run_that_died_before_it_published_is_recorded_as_killed(here: Settings) -> None:
    publish(here, "one")
    begin_run(here, "dies")
    assert runs(publish(here, "three")) == [("one", "published"), ("dies", "killed"), ("three", "published")]


def test_a_run_that_died_just_after_it_published_is_recorded_as_published(here: Settings) -> None:
    begin_run(here, "dies late")
    publish_snapshot(here, "dies late", lambda copy: close_record(copy, "dies late"))
    assert runs(publish(here, "two")) == [("dies late", "published"), ("two", "published")]


def test_a_run_that_failed_just_after_it_published_is_recorded_as_published(here: Settings) -> None:
    begin_run(here, "fails late")
    publish_snapshot(here, "fails late", lambda copy: close_record(copy, "fails late"))
    end_run(here, "fails late")
    assert runs(here.build_file) == [("fails late", "published")]


def test_redirects_of_a_run_that_never_published_are_withdrawn(here: Settings) -> None:
    publish(here, "one")
    begin_run(here, "dies")
    with open_build(here) as connection:
        connection.execute("insert into landing.id_redirects values ('a', 'b', 'meeting', 'dies')")
    publish(here, "three", "insert into landing.id_redirects values ('a', 'c', 'meeting', 'three')")
    with duckdb.connect(str(here.published_file), read_only=True) as connection:
        assert connection.execute("select new_id from landing.id_redirects").fetchall() == [("c",)]


def test_a_missing_build_file_is_started_again_from_the_snapshot(here: Settings) -> None:
    publish(here, "one")
    here.build_file.unlink()
    begin_run(here, "two")
    assert "is missing" in notes(here)
    assert runs(here.build_file) == [("one", "published"), ("two", "running")]


def test_the_first_run_of_all_has_nothing_to_tell(here: Settings) -> None:
    begin_run(here, "one")
    assert notes(here) == ""


def overwrite(file: Path, start: int, count: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(random.Random(1).randbytes(count))


def foreign(file: Path) -> None:
    file.unlink()
    with duckdb.connect(str(file)) as connection:
        connection.execute("create table accounts as select 1 as balance")


DAMAGES = {
    "text": lambda file: file.write_text("not a database" * 1000),
    "nothing": lambda file: file.write_bytes(b""),
    "half of it": lambda file: os.truncate(file, file.stat().st_size // 2),
    "its header": lambda file: overwrite(file, 0, 4096),
    "blocks in the middle": lambda file: overwrite(file, file.stat().st_size // 2, 100_000),
    "a foreign database": foreign,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_build_file_is_set_aside_and_started_again_with_its_history(here: Settings, damage: str) -> None:
    publish(here, "one", MANY)
    begin_run(here, "dies")  # the blocks are read once after a run that did not end well
    DAMAGES[damage](here.build_file)
    before = here.build_file.read_bytes()
    begin_run(here, "two")
    assert "Started again from the snapshot" in notes(here)
    assert "history included" in notes(here)
    assert runs(here.build_file) == [("one", "published"), ("two", "running")]
    (kept,) = here.set_aside.glob("*/warehouse.duckdb")
    assert kept.read_bytes() == before


def test_a_damaged_snapshot_is_passed_over_for_the_one_before_it(here: Settings) -> None:
    publish(here, "one", MANY)
    newest = publish(here, "two")
    newest.chmod(0o644)
    overwrite(newest, newest.stat().st_size // 2, 100_000)
    here.build_file.unlink()
    begin_run(here, "three")
    assert runs(here.build_file) == [("one", "published"), ("three", "running")]


def test_without_a_sound_snapshot_the_loss_of_history_is_said_loudly(here: Settings) -> None:
    publish(here, "one")
    for file in (here.published_file.resolve(), here.build_file):
        file.chmod(0o644)
        file.write_text("rubbish")
    begin_run(here, "two")
    assert "THE HISTORY IS LOST" in notes(here)
    assert runs(here.build_file) == [("two", "running")]


def test_a_torn_write_ahead_log_costs_only_what_it_held(here: Settings) -> None:
    publish(here, "one")
    here.build_file.with_name("warehouse.duckdb.wal").write_bytes(random.Random(2).randbytes(5000))
    begin_run(here, "two")
    assert runs(here.build_file) == [("one", "published"), ("two", "running")]


def test_a_build_file_of_an_older_release_is_brought_up_to_date(here: Settings) -> None:
    publish(here, "one", "alter table landing.runs drop column note", "drop table landing.id_redirects")
    repeated = "insert into landing.files (path_bytes_base64, content_sha256, state, is_current) values ('p', 'c', {})"
    publish(here, "two", repeated.format("'superseded', false"), repeated.format("'loaded', true"))
    with open_build(here) as connection:
        connection.execute("alter table landing.runs drop column note")
    begin_run(here, "three")
    with open_build(here) as connection:
        assert connection.execute("select state from landing.files").fetchall() == [("loaded",)]
    assert notes(here) == ""
