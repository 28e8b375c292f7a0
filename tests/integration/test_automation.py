"""When runs start: the sensor and the schedule, asked as the daemon asks them."""

import os
import time
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs.automation import inbox_sensor, load_news, load_on_schedule

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


@pytest.mark.parametrize("ask", ["sensor", "schedule"])
@pytest.mark.usefixtures("inbox")
def test_nothing_starts_while_a_run_is_active(ask: str) -> None:
    with dg.DagsterInstance.local_temp() as instance:
        instance.create_run_for_job(_job(), status=dg.DagsterRunStatus.STARTED)
        if ask == "sensor":
            answer = inbox_sensor(dg.build_sensor_context(instance=instance))
        else:
            answer = load_on_schedule(dg.build_schedule_context(instance=instance))
        assert isinstance(answer, dg.SkipReason)
        assert "active" in (answer.skip_message or "")


def test_the_schedule_starts_a_run_when_none_is_active() -> None:
    with dg.DagsterInstance.local_temp() as instance:
        assert isinstance(load_on_schedule(dg.build_schedule_context(instance=instance)), dg.RunRequest)


def _job() -> dg.JobDefinition:
    from orchestration.definitions import defs  # noqa: PLC0415 - takes seconds, which only this test should pay

    return defs.resolve_job_def(load_news.name)
