"""The real daemon and webserver: files dropped, files written slowly, a queue, a failing run, kill -9 and a restart."""

import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.scheduler.instigation import InstigatorState, InstigatorType, ScheduleInstigatorData

from tests.conftest import ROOT, dagster_instance, query, wait_for

pytestmark = pytest.mark.integration

TEXT = "التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي في موسكو يوم الثلاثاء.\nخبر رقم"
SELECTOR = 'repositoryLocationName: "marsad", repositoryName: "__repository__"'
HOUR = 3600
PIECES = [f"{TEXT} بطيء {number}.\n" for number in range(10)]


class Marsad:
    """Dagster as `make ui` starts it, on a port of its own; looks often, and waits briefly for files to settle."""

    def __init__(self, folder: Path) -> None:
        self.warehouse, self.inbox = folder / "warehouse", folder / "inbox"
        self.home = self.warehouse / "dagster"
        self.inbox.mkdir()
        self.home.mkdir(parents=True)
        (self.home / "dagster.yaml").write_text((ROOT / "orchestration" / "dagster.yaml").read_text())
        # It ticks once an hour, half an hour from now: what runs meanwhile was asked for by somebody else.
        minute = (dt.datetime.now(dt.UTC).minute + 30) % 60
        self.environment = os.environ | {
            "MARSAD_INBOX": str(self.inbox),
            "MARSAD_WAREHOUSE": str(self.warehouse),
            "DAGSTER_HOME": str(self.home),
            "MARSAD_LOOK_SECONDS": "2",
            "MARSAD_SETTLE_SECONDS": "5",
            "MARSAD_SCHEDULE": f"{minute} * * * *",
        }
        self.slow = threading.Thread(target=write_slowly, args=(self.inbox / "slow.txt",))
        self.log = (folder / "daemon.log").open("w")

    def start(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        program = str(Path(sys.executable).parent / "dagster")
        self.process = subprocess.Popen(
            [program, "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        wait_for(lambda: self.ask("{ version }"), 120)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(self, graphql: str) -> Any:
        body = json.dumps({"query": graphql}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/graphql", body, headers)
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = json.loads(response.read())
        assert "errors" not in answer, answer
        return answer["data"]

    def runs(self) -> list[dg.DagsterRun]:
        """From the first to the last."""
        with dagster_instance(self.home) as instance:
            return instance.get_runs()[::-1]

    def statuses(self) -> list[str]:
        return [run.status.value for run in self.runs()]

    def loads(self) -> list[int]:
        return query(self.warehouse, "select loaded from marts.fct_runs order by started_at").to_series().to_list()

    def schedule_ticks(self) -> list[str]:
        with dagster_instance(self.home) as instance:
            (state,) = instance.all_instigator_state(instigator_type=InstigatorType.SCHEDULE)
            ticks = instance.get_ticks(state.instigator_origin_id, state.selector_id)
            return [tick.status.value for tick in ticks if tick.status.value != "STARTED"]

    def pretend_to_have_been_down(self, hours: int) -> None:
        """Set the schedule's own memory back, as if the daemon had been killed so long ago."""
        with dagster_instance(self.home) as instance:
            (state,) = instance.all_instigator_state(instigator_type=InstigatorType.SCHEDULE)
            then = time.time() - hours * HOUR
            data = ScheduleInstigatorData(state.instigator_data.cron_schedule, then, then)
            instance.update_instigator_state(InstigatorState(state.origin, state.instigator_type, state.status, data))


@pytest.fixture(scope="module")
def marsad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marsad]:
    made = Marsad(tmp_path_factory.mktemp("daemon"))
    made.start()
    for kind in ("sensor", "schedule"):
        name = {"sensor": "inbox_sensor", "schedule": "load_on_schedule"}[kind]
        started = made.ask(
            f'mutation {{ started: start{kind.title()}({kind}Selector: {{{SELECTOR}, {kind}Name: "{name}"}}) '
            "{ __typename } }"
        )
        assert started["started"]["__typename"] in {"Sensor", "ScheduleStateResult"}
    yield made
    made.kill()
    made.log.close()


def write_slowly(path: Path) -> None:
    """Write for twenty seconds, with pauses shorter than what counts as settled."""
    with path.open("w") as file:
        for piece in PIECES:
            file.write(piece)
            file.flush()
            time.sleep(2)


def test_dropped_files_start_one_run_and_a_second_launch_waits_and_then_does_nothing(marsad: Marsad) -> None:
    for number in range(50):
        (marsad.inbox / f"{number}.txt").write_text(f"{TEXT} {number}.")
    wait_for(lambda: marsad.statuses() == ["STARTED"], 60)  # within a look, once the files have settled
    launched = marsad.ask(
        f'mutation {{ launched: launchRun(executionParams: {{selector: {{{SELECTOR}, jobName: "load_news"}}}}) '
        "{ __typename } }"
    )
    assert launched["launched"]["__typename"] == "LaunchRunSuccess"
    assert marsad.statuses() == ["STARTED", "QUEUED"]
    wait_for(lambda: marsad.statuses() == ["SUCCESS", "STARTED"], 120)
    marsad.slow.start()
    wait_for(lambda: marsad.statuses() == ["SUCCESS", "SUCCESS"], 120)
    assert [run.tags.get("dagster/sensor_name") for run in marsad.runs()] == ["inbox_sensor", None]
    assert marsad.loads() == [50, 0]
    assert query(marsad.warehouse, "select count(*) from marts.fct_articles").item() == 50


def test_after_a_failed_run_and_a_crash_one_run_catches_up_and_what_was_written_slowly_is_whole(marsad: Marsad) -> None:
    in_the_way = marsad.warehouse / "snapshots" / ".partial"
    in_the_way.write_text("a file where a folder is to be made")
    (marsad.inbox / "late.txt").write_text(f"{TEXT} أخير.")
    wait_for(lambda: marsad.statuses()[2:] == ["FAILURE"], 120)
    marsad.kill()
    in_the_way.unlink()
    marsad.pretend_to_have_been_down(hours=5)
    marsad.start()
    wait_for((marsad.warehouse / "failures.log").exists, 60)
    (failure,) = [json.loads(line) for line in (marsad.warehouse / "failures.log").read_text().splitlines()]
    assert failure["run_id"] == marsad.runs()[2].run_id
    assert "File exists" in failure["reasons"][0]
    slow = "select raw_text from marts.fct_article_texts where contains(raw_text, 'بطيء')"
    wait_for(lambda: query(marsad.warehouse, slow).rows() == [("".join(PIECES),)], 120)
    wait_for(marsad.schedule_ticks, 60)
    wait_for(lambda: all(run.is_finished for run in marsad.runs()), 120)
    # Of the five times that passed the schedule made good the last: it loaded, unless the sensor had come before it.
    scheduled = [run.status.value for run in marsad.runs() if run.tags.get("dagster/schedule_name")]
    assert (marsad.schedule_ticks(), scheduled) in [(["SUCCESS"], ["SUCCESS"]), (["SKIPPED"], [])]
    assert set(marsad.statuses()[3:]) == {"SUCCESS"}
    # Every file has one row, with no half of it in the history, and was loaded by one run.
    files = query(marsad.warehouse, "select state, count(*), count(distinct file_path) from marts.fct_files group by 1")
    assert files.rows() == [("loaded", 52, 52)]
    assert sum(marsad.loads()) == 52
