"""The lock that keeps two runs, from the UI, a schedule or a shell, from writing at once.

It is the operating system's lock on a file, so that it ends with its process, however that ends. The file
says which run holds it; what it says counts only while it is held.
"""

import contextlib
import datetime as dt
import fcntl
import json
import os
import time
from collections.abc import Iterator
from typing import IO, NamedTuple

from orchestration.settings import Settings

# Whoever asks who holds the lock takes it for an instant: that must not turn a run away.
_PATIENCE_SECONDS = 5.0
_CLAIM_SECONDS = 30  # in which a run that was asked for has come to stand in the queue


class RunInProgress(NamedTuple):
    """The run that holds the lock."""

    run_id: str
    process: int
    since: str

    def __str__(self) -> str:
        """As it stands in the messages to those that wait."""
        return f"run {self.run_id[:8]} (process {self.process}, since {self.since} UTC)"


class RunInProgressError(Exception):
    """Another run holds the build file."""


@contextlib.contextmanager
def hold_run_lock(settings: Settings, run_id: str) -> Iterator[None]:
    """Hold the lock for this run.

    Raises:
        RunInProgressError: another run holds it; the message names it.
    """
    settings.lock_file.parent.mkdir(parents=True, exist_ok=True)
    with settings.lock_file.open("a+", encoding="utf-8") as lock:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not _take(lock):
            if time.monotonic() > deadline:
                raise RunInProgressError(
                    f"{_read(lock)} is writing to {settings.build_file}; run again when it has ended"
                )
            time.sleep(0.1)
        _write(lock, run_id)
        yield


def run_in_progress(settings: Settings) -> RunInProgress | None:
    """Which run holds the lock now, if any; a run whose process died holds none."""
    try:
        with settings.lock_file.open("r", encoding="utf-8") as lock:
            return None if _take(lock) else _read(lock)
    except FileNotFoundError:
        return None


def claim_next_run(settings: Settings, who: str) -> str | None:
    """Note that `who` is about to ask for a run; where another one has just done so, its name, and nothing is noted.

    The schedule and the sensor are asked at the same moment, when neither can see the run of the other yet.
    """
    file = settings.lock_file.with_name("next_run")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as claim:
        fcntl.flock(claim, fcntl.LOCK_EX)
        claim.seek(0)
        try:
            other, asked_at = json.loads(claim.read())
        except ValueError:  # nobody has asked yet, or died while writing
            other, asked_at = who, 0.0
        if other != who and 0 <= time.time() - asked_at < _CLAIM_SECONDS:
            return str(other)
        claim.truncate(0)
        claim.write(json.dumps([who, time.time()]))
    return None


def _take(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(lock: IO[str], run_id: str) -> None:
    since = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    lock.truncate(0)  # the file is open for appending: what is written stands at its start
    lock.write(json.dumps(RunInProgress(run_id, os.getpid(), since)._asdict()))
    lock.flush()


def _read(lock: IO[str]) -> RunInProgress:
    lock.seek(0)
    try:
        return RunInProgress(**json.loads(lock.read()))
    except (ValueError, TypeError):  # taken, and not yet written
        return RunInProgress("unknown", 0, "just now")
