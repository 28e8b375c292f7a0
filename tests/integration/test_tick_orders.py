"""The schedule and the sensor in every order, with runs that fail or die between: nothing lost, nothing loaded twice.

The ticks are asked as the daemon asks them, the queue is Dagster's own, and the loads are real up to the ledger; what
the real daemon does with all this is in test_daemon.py.
"""

import itertools
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs import active_runs, automation
from orchestration.defs.automation import dead_run_sensor, inbox_sensor, load_on_schedule
from orchestration.defs.resources import RunConfig, order_of
from orchestration.ledger import load_files
from orchestration.runs import begin_run, close_record, end_run
from orchestration.settings import read_settings
from orchestration.snapshots import publish_snapshot
from orchestration.warehouse import open_build

TEXT = "التقى الوزير نظيره في العاصمة يوم الثلاثاء.\nخبر رقم"


@dg.job
def load_news() -> None:
    """Stands in the queue under the real job's name: what it does is done here."""


class Daemon:
    """The queue, the cursor, and what a worker makes of the next run."""

    def __init__(self, instance: dg.DagsterInstance) -> None:
        self.instance = instance
        self.cursor: str | None = None
        self.asked: list[str] = []
        self.files = 0
        self.inbox = read_settings().inbox

    def drop(self) -> None:
        self.files += 1
        (self.inbox / f"{self.files}.txt").write_text(f"{TEXT} {self.files}")

    def let_time_pass(self) -> None:
        """What was asked for a while ago keeps nobody from asking again."""
        read_settings().lock_file.with_name("next_run").unlink(missing_ok=True)

    def sensor(self) -> None:
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor)
        self.queue(inbox_sensor(context))
        self.cursor = context.cursor

    def sensor_dying(self) -> None:
        """The daemon is killed when the run is in the queue and the cursor is not written yet."""
        before = self.cursor
        self.sensor()
        self.cursor = before

    def schedule(self) -> None:
        self.queue(load_on_schedule(dg.build_schedule_context(instance=self.instance)))

    def queue(self, answer: object) -> None:
        if isinstance(answer, dg.RunRequest):
            run = self.instance.create_run_for_job(load_news, status=dg.DagsterRunStatus.NOT_STARTED)
            self.asked.append(run.run_id)

    def work(self, outcome: str = "publishes") -> None:
        """Take the next run of the queue, if there is one."""
        dead_run_sensor(dg.build_sensor_context(instance=self.instance))
        if not self.asked:
            return
        run_id = self.asked.pop(0)
        run = self.instance.get_run_by_id(run_id)
        settings = replace(read_settings(), order=order_of(RunConfig(), read_settings(), run_id))
        begin_run(settings, run_id)
        self.instance.handle_new_event(word_of(run_id, dg.DagsterEventType.PIPELINE_START))
        if outcome == "fails":  # its disk is gone for a moment
            settings = replace(settings, inbox=self.inbox / "gone")
            with pytest.raises(FileNotFoundError):
                load_files(settings, run_id, lambda _: None)
            end_run(settings, run_id)
            self.instance.report_run_failed(run)
            return
        load_files(settings, run_id, lambda _: None)
        if outcome == "dies":
            return
        publish_snapshot(settings, run_id, lambda copy: close_record(copy, run_id))
        with open_build(settings) as connection:
            close_record(connection, run_id)
        self.instance.handle_new_event(word_of(run_id, dg.DagsterEventType.PIPELINE_SUCCESS))


def word_of(run_id: str, kind: dg.DagsterEventType) -> dg.EventLogEntry:
    """What the process of a run tells the instance."""
    event = dg.DagsterEvent(kind.value, "load_news")
    return dg.EventLogEntry(None, 10, "", run_id, 0.0, job_name="load_news", dagster_event=event)


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Daemon:
    (tmp_path / "inbox").mkdir()
    monkeypatch.setenv("MARSAD_INBOX", str(tmp_path / "inbox"))
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("MARSAD_SETTLE_SECONDS", "0")
    monkeypatch.setattr("orchestration.news.files._RACY_NANOSECONDS", 0)
    monkeypatch.setattr(active_runs, "_SILENCE_SECONDS", -1)
    monkeypatch.setattr(automation, "_RETRY_SECONDS", 0)
    with dg.DagsterInstance.local_temp() as instance:
        yield Daemon(instance)


@pytest.mark.parametrize("outcome", ["publishes", "fails", "dies"])
def test_every_order_of_ticks_loads_each_file_once(daemon: Daemon, outcome: str) -> None:
    for order in itertools.permutations(["sensor_dying", "schedule", "drop", "work"]):
        daemon.drop()
        for step in order:
            if step == "work":
                daemon.work(outcome)
            else:
                getattr(daemon, step)()
            assert len(daemon.asked) <= 1, f"two runs wait after {step} in {order}"
        daemon.let_time_pass()
        daemon.work()
        daemon.sensor()
        daemon.work()
        daemon.let_time_pass()
        assert daemon.asked == []
        with open_build(read_settings()) as connection:
            files = connection.execute(
                "select count(*), count(distinct file_path), count(*) filter (state = 'loaded') from landing.files"
            ).fetchone()
            loads = connection.execute("select sum(loaded), sum(superseded + deleted) from landing.runs").fetchone()
        assert files == (daemon.files,) * 3, order
        assert loads == (daemon.files, 0), order
