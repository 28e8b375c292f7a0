"""Two runs never write at once, and a dead one keeps nobody waiting."""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from orchestration import run_lock
from orchestration.run_lock import RunInProgressError, hold_run_lock, run_in_progress
from orchestration.settings import Settings, read_settings
from tests.conftest import ROOT

PREAMBLE = """
import sys, time
from dataclasses import replace
from pathlib import Path
from orchestration.run_lock import hold_run_lock, run_in_progress
from orchestration.settings import read_settings
here = replace(read_settings(), warehouse=Path(sys.argv[1]))
"""
HOLD = """
with hold_run_lock(here, "feedbeef-1"):
    print("begun", flush=True)
    time.sleep(600)
"""
ASK = """
print("begun", flush=True)
while True:
    run_in_progress(here)
"""


def begin(program: str, settings: Settings) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PREAMBLE + program, str(settings.warehouse)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begun\n"
    return process


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return replace(read_settings(), warehouse=tmp_path)


@pytest.fixture
def holder(here: Settings) -> subprocess.Popen[str]:
    process = begin(HOLD, here)
    yield process
    process.kill()
    process.wait()


def test_nobody_holds_the_lock_of_a_warehouse_that_no_run_wrote_to(here: Settings) -> None:
    assert run_in_progress(here) is None


def test_the_run_that_holds_the_lock_is_named(here: Settings, holder: subprocess.Popen[str]) -> None:
    running = run_in_progress(here)
    assert (running.run_id, running.process) == ("feedbeef-1", holder.pid)
    assert str(running).startswith(f"run feedbeef (process {holder.pid}, since 20")


@pytest.mark.usefixtures("holder")
def test_a_second_run_is_refused_after_a_moment_with_the_name_of_the_first(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_lock, "_PATIENCE_SECONDS", 0.3)
    with pytest.raises(RunInProgressError, match="run feedbeef"), hold_run_lock(here, "second"):
        pass


def test_the_lock_of_a_killed_run_is_free_at_once(here: Settings, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert run_in_progress(here) is None
    with hold_run_lock(here, "next"):
        assert run_in_progress(here).run_id == "next"


def test_a_run_waits_for_one_that_is_just_ending(here: Settings, holder: subprocess.Popen[str]) -> None:
    ending = subprocess.Popen(["sh", "-c", f"sleep 0.5; kill {holder.pid}"])
    begin = time.monotonic()
    with hold_run_lock(here, "next"):
        assert time.monotonic() - begin > 0.3
    ending.wait()


def test_asking_who_holds_the_lock_turns_no_run_away(here: Settings) -> None:
    asking = begin(ASK, here)
    for number in range(100):
        with hold_run_lock(here, f"run{number}"):
            pass
    asking.kill()
    asking.wait()
