"""When runs start: the sensor and the schedule, asked as the daemon asks them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs import active_runs, automation
from orchestration.defs.automation import dead_run_sensor, inbox_sensor, load_on_schedule
from orchestration.defs.jobs import load_news
from orchestration.run_lock import hold_run_lock
from orchestration.settings import read_settings
from tests.conftest import ROOT

pytestmark = pytest.mark.integration

TEXT = "التقى الوزير نظيره في العاصمة يوم الثلاثاء."


def settle(path: Path) -> None:
    """Wait until a file is old enough to be trusted: the status change of a file cannot be set back."""
    while time.time_ns() - os.stat(path).st_ctime_ns < 2_100_000_000:
        time.sleep(0.1)


def tick(instance: dg.DagsterInstance, cursor: str | None = None) -> tuple[str, str | None]:
    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    answer = inbox_sensor(context)
    return type(answer).__name__, context.cursor


@pytest.fixture
def inbox(own_warehouse: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    warehouse, inbox = own_warehouse
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(warehouse))
    monkeypatch.setenv("MARSAD_INBOX", str(inbox))
    monkeypatch.setenv("MARSAD_SETTLE_SECONDS", "2")
    return inbox


def test_the_sensor_asks_for_one_run_per_change_of_the_inbox(inbox: Path) -> None:
    with dg.DagsterInstance.local_temp() as instance:
        (inbox / "new.txt").write_text(TEXT)
        settle(inbox / "new.txt")
        first, cursor = tick(instance)
        assert first == "RunRequest"
        assert tick(instance, cursor) == ("SkipReason", cursor)


def test_the_sensor_leaves_a_file_that_is_being_written_for_the_next_tick(inbox: Path) -> None:
    with dg.DagsterInstance.local_temp() as instance:
        for path in inbox.rglob("*"):  # the copied sample is as it was loaded, but for its dates
            if path.is_file():
                settle(path)
        _, cursor = tick(instance)
        (inbox / "new.txt").write_text(TEXT)
        assert tick(instance, cursor) == ("SkipReason", cursor)
        settle(inbox / "new.txt")
        assert tick(instance, cursor)[0] == "RunRequest"


def test_the_sensor_tries_again_after_a_while_what_a_failed_run_left(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dg.DagsterInstance.local_temp() as instance:
        (inbox / "new.txt").write_text(TEXT)
        settle(inbox / "new.txt")
        _, cursor = tick(instance)
        monkeypatch.setattr(automation, "_RETRY_SECONDS", 0)
        assert tick(instance, cursor)[0] == "RunRequest"


def ask(who: str, instance: dg.DagsterInstance) -> str:
    """Ask for a run; returns why there is none."""
    if who == "sensor":
        answer = inbox_sensor(dg.build_sensor_context(instance=instance))
    else:
        answer = load_on_schedule(dg.build_schedule_context(instance=instance))
    return answer.skip_message if isinstance(answer, dg.SkipReason) else ""


@pytest.mark.parametrize("who", ["sensor", "schedule"])
@pytest.mark.usefixtures("inbox")
def test_nothing_starts_while_a_run_is_active_and_the_reason_names_it(who: str) -> None:
    with dg.DagsterInstance.local_temp() as instance:
        run = instance.create_run_for_job(_job(), status=dg.DagsterRunStatus.STARTED)
        assert ask(who, instance).startswith(f"run {run.run_id[:8]} (started) is active")


@pytest.mark.parametrize("who", ["sensor", "schedule"])
@pytest.mark.usefixtures("inbox")
def test_nothing_starts_while_a_run_of_the_shell_holds_the_lock_and_the_reason_names_it(who: str) -> None:
    with dg.DagsterInstance.local_temp() as instance, hold_run_lock(read_settings(), "feedbeef-1"):
        assert ask(who, instance).startswith(f"run feedbeef (process {os.getpid()}, since")


@pytest.mark.usefixtures("inbox")
def test_a_run_whose_process_died_is_closed_and_blocks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(active_runs, "_SILENCE_SECONDS", 0)
    with dg.DagsterInstance.local_temp() as instance:
        run = instance.create_run_for_job(_job(), status=dg.DagsterRunStatus.STARTED)
        assert "is active" not in ask("schedule", instance)
        dead_run_sensor(dg.build_sensor_context(instance=instance))
        assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.FAILURE


@pytest.mark.usefixtures("inbox")
def test_a_run_that_holds_the_lock_is_alive_however_long_it_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(active_runs, "_SILENCE_SECONDS", 0)
    with dg.DagsterInstance.local_temp() as instance:
        run = instance.create_run_for_job(_job(), status=dg.DagsterRunStatus.STARTED)
        with hold_run_lock(read_settings(), run.run_id):
            dead_run_sensor(dg.build_sensor_context(instance=instance))
        assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.STARTED


@pytest.mark.usefixtures("inbox")
def test_the_schedule_starts_a_run_when_none_is_active() -> None:
    with dg.DagsterInstance.local_temp() as instance:
        assert ask("schedule", instance) == ""


def test_the_sensor_asks_for_nothing_just_after_the_schedule_did(inbox: Path) -> None:
    with dg.DagsterInstance.local_temp() as instance:
        (inbox / "new.txt").write_text(TEXT)
        settle(inbox / "new.txt")
        assert ask("schedule", instance) == ""
        assert ask("sensor", instance).startswith("the schedule has just asked for a run")
        assert ask("schedule", instance) == ""  # the same tick, again after the daemon died


TICKS = """
import datetime, itertools, sys
from dagster._utils.schedules import schedule_execution_time_iterator
from orchestration.defs.automation import load_on_schedule as schedule
begin = datetime.datetime.fromisoformat(sys.argv[1]).timestamp()
ticks = schedule_execution_time_iterator(begin, schedule.cron_schedule, schedule.execution_timezone)
print(*(tick.astimezone(datetime.UTC).strftime("%dT%H:%M") for tick in itertools.islice(ticks, 4)))
"""


@pytest.mark.parametrize(
    ("cron", "begin", "ticks"),
    [
        # On 31 March 2024 there is no half past two in Paris, and on 27 October there are two.
        ("30 2 * * *", "2024-03-30T00:00Z", "30T01:30 31T01:00 01T00:30 02T00:30"),
        ("30 2 * * *", "2024-10-26T00:00Z", "26T00:30 27T01:30 28T01:30 29T01:30"),
        ("*/30 * * * *", "2024-03-31T00:30Z", "31T00:30 31T01:00 31T01:30 31T02:00"),
        ("*/30 * * * *", "2024-10-27T00:30Z", "27T00:30 27T01:00 27T01:30 27T02:00"),
    ],
)
def test_the_schedule_ticks_once_a_day_or_every_half_hour_also_when_the_clocks_change(
    cron: str, begin: str, ticks: str
) -> None:
    environment = os.environ | {"MARSAD_SCHEDULE": cron, "MARSAD_TIMEZONE": "Europe/Paris"}
    command = [sys.executable, "-c", TICKS, begin]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ticks


def _job() -> dg.JobDefinition:
    from orchestration.definitions import defs  # noqa: PLC0415 - takes seconds, which only this test should pay

    return defs.resolve_job_def(load_news.name)
