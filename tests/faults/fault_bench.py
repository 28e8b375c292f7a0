"""`make faults`: kill the real process -9 at named points and at random times, restart it, and check everything.

Each round changes the inbox at random, starts a load, kills it, looks at what it left, and lets the next load run
to its end. Every load must leave the previous snapshot readable, and the next one must bring the warehouse to
exactly what the inbox holds.
"""

import argparse
import collections
import concurrent.futures
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

import duckdb

from orchestration.faults import CrashPoint
from orchestration.settings import Settings, read_settings
from tests.conftest import ROOT, run_marsad
from tests.faults.invariants import broken, differs_from, opened_copy, state_of
from tests.faults.model_inbox import ModelInbox

_STAGES = [sys.executable, "-m", "tests.faults.stage_load"]
_JOB = [sys.executable, "-m", "orchestration.cli", "run"]
_DBT = "dbt"  # not in the Python code: the bench reads dbt's log and kills at one of its nodes
# Each named point, and up to which of its passages the bench counts; what no passage reaches is not counted.
_POINTS: dict[str, int] = {
    "listed": 1,
    "read": 1,
    "inserted": 12,
    "committing": 8,
    "committed": 8,
    "copied": 1,
    "finished": 1,
    "swapped": 1,
}


@dataclass
class Report:
    """What a bench did and found."""

    kills: collections.Counter[str] = field(default_factory=collections.Counter)
    failures: list[str] = field(default_factory=list)
    restart_seconds: list[float] = field(default_factory=list)

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.kills + other.kills, self.failures + other.failures, self.restart_seconds + other.restart_seconds
        )

    def __str__(self) -> str:
        """One line per kind of kill, then the failures."""
        slowest = max(self.restart_seconds, default=0.0)
        lines = [
            f"{self.kills.total()} kills, {len(self.failures)} failures; the slowest restart took {slowest:.1f} s",
            *(f"  {point:<12}{count:>6}" for point, count in sorted(self.kills.items())),
            *(f"  FAILED {failure}" for failure in self.failures),
        ]
        return "\n".join(lines)


def kill_stages(folder: Path, kills: int, seed: int) -> Report:
    """Kill the ledger, the stages and the publishing this many times."""
    report = _kill(folder, kills, seed, _STAGES, [*_POINTS, *["random"] * len(_POINTS)])
    report.failures += _differences_from_rebuild(folder)
    return report


def kill_jobs(folder: Path, kills: int, seed: int) -> Report:
    """Kill the whole job as many times, dbt included, and compare the marts with a rebuild in the end."""
    points = [_DBT, "random", _DBT, "random", *_POINTS]
    report = _kill(folder, kills, seed, _JOB, points)
    verified = run_marsad(folder / "warehouse", folder / "inbox", "verify")
    if verified.returncode or "0 rows differ" not in verified.stdout:
        report.failures.append(f"verify: {verified.stdout[-2000:]} {verified.stderr[-2000:]}")
    return report


def _kill(folder: Path, kills: int, seed: int, command: list[str], points: list[str]) -> Report:
    is_job = command == _JOB
    dice, report = random.Random(seed), Report()
    settings = replace(read_settings(), inbox=folder / "inbox", warehouse=folder / "warehouse")
    inbox = ModelInbox(settings.inbox, seed, with_sample=is_job)
    inbox.change(20)
    usual = _load_to_the_end(settings, inbox, command, report, "the first load")
    points = [points[0], *dice.sample(points[1:], len(points) - 1)]  # of few kills the first point is one
    while report.kills.total() < kills and len(report.failures) < 5:
        inbox.change(dice.randint(1, 8))
        before = _published(settings)
        point = points[report.kills.total() % len(points)]
        where = f"{point}:{dice.randint(1, _POINTS.get(point, 30))}"
        if not _start_and_kill(settings, command, where, dice.uniform(0, usual)):
            _check_at_rest(settings, inbox, report, where, is_job=is_job)
            continue  # it was through before the point came
        report.kills[point] += 1
        if before and _published(settings) != before and point not in {"swapped", "random"}:
            report.failures.append(f"{where}: the published snapshot changed")
        if not _published(settings) and before:
            report.failures.append(f"{where}: the published snapshot cannot be read")
        if settings.build_file.exists():
            with opened_copy(settings.build_file, folder / "scratch") as copy:
                if copy.execute("select 1 from duckdb_tables() where table_name = 'article_versions'").fetchone():
                    report.failures += [f"after {where}: {fact}" for fact in broken(copy)]
        if dice.random() < 0.3:
            inbox.change(dice.randint(1, 4))
        report.restart_seconds.append(_load_to_the_end(settings, inbox, command, report, where))
    return report


def _environment(settings: Settings, crash_at: str = "") -> dict[str, str]:
    environment = os.environ | {
        "MARSAD_INBOX": str(settings.inbox),
        "MARSAD_WAREHOUSE": str(settings.warehouse),
        "MARSAD_CRASH_AT": crash_at,
    }
    for variable in ("DAGSTER_HOME", "MARSAD_BUILD_FILE", "MARSAD_TEMP", "DBT_LOG_PATH"):
        environment.pop(variable, None)
    return environment


def _start_and_kill(settings: Settings, command: list[str], where: str, seconds: float) -> bool:
    """Run a load that dies at a point, or at a moment; returns whether it did."""
    point, _, passage = where.partition(":")
    crash_at = where if point in get_args(CrashPoint) else ""
    process = subprocess.Popen(
        command, cwd=ROOT, env=_environment(settings, crash_at), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if point == "random":
        time.sleep(seconds)
        process.kill()
    elif point == _DBT:
        _wait_for_dbt(settings, process, int(passage))
        process.kill()
    return process.wait() == -signal.SIGKILL


def _wait_for_dbt(settings: Settings, process: subprocess.Popen[bytes], node: int) -> None:
    """Wait until dbt has begun this many of its nodes in this run."""
    log = settings.temp_folder / "dbt_target" / "dbt.log"
    begin = log.stat().st_size if log.exists() else 0
    while process.poll() is None:
        if log.exists():
            with log.open("rb") as file:
                file.seek(begin if log.stat().st_size >= begin else 0)
                if file.read().count(b'"name": "LogStartLine"') >= node:
                    return
        time.sleep(0.02)


def _load_to_the_end(settings: Settings, inbox: ModelInbox, command: list[str], report: Report, after: str) -> float:
    begin = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(settings), capture_output=True, text=True, check=False, timeout=300
    )
    seconds = time.monotonic() - begin
    if done.returncode:
        report.failures.append(f"after {after}: the next load failed: {(done.stderr + done.stdout)[-1500:]}")
        return seconds
    _check_at_rest(settings, inbox, report, after, is_job=command == _JOB)
    return seconds


def _check_at_rest(settings: Settings, inbox: ModelInbox, report: Report, after: str, *, is_job: bool) -> None:
    with duckdb.connect(str(settings.published_file), read_only=True) as published:
        facts = broken(published, at_rest=True) + differs_from(published, inbox)
        leftovers = published.execute("select table_name from duckdb_tables() where contains(table_name, '__dbt_')")
        facts += [f"left over: {name}" for (name,) in leftovers.fetchall()]
        if is_job:
            held = published.execute("select article_id, file_path from marts.fct_articles").fetchall()
            if dict(held) != inbox.expected_articles():
                facts.append("marts.fct_articles is not what the inbox holds")
    strangers = [path.name for path in settings.warehouse.iterdir() if path.name.startswith(".current-")]
    facts += [f"left over: {name}" for name in strangers]
    if len(list(settings.snapshots.iterdir())) > settings.snapshots_kept:
        facts.append(f"snapshots are not pruned: {sorted(path.name for path in settings.snapshots.iterdir())}")
    report.failures += [f"at rest after {after}: {fact}" for fact in facts]


def _published(settings: Settings) -> tuple[str, int] | None:
    """Which snapshot is published and what can be read in it."""
    if not settings.published_file.exists():
        return None
    with duckdb.connect(str(settings.published_file), read_only=True) as published:
        (texts,) = published.execute("select count(*) from landing.texts").fetchone() or (0,)
        marts = published.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        for (table,) in marts:
            published.execute(f"select bit_xor(hash(rows)) from marts.{table} as rows")
    return settings.current.resolve().name, texts


def _differences_from_rebuild(folder: Path) -> list[str]:
    settings = replace(read_settings(), inbox=folder / "inbox", warehouse=folder / "rebuilt")
    subprocess.run(_STAGES, cwd=ROOT, env=_environment(settings), check=True)
    with (
        duckdb.connect(str(folder / "warehouse" / "current" / "warehouse.duckdb"), read_only=True) as published,
        duckdb.connect(str(settings.published_file), read_only=True) as rebuilt,
    ):
        mine, theirs = state_of(published), state_of(rebuilt)
    return [f"{table} differs from a rebuild" for table in mine if mine[table] != theirs[table]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stages", type=int, default=1000, help="kills of the ledger, the stages and the publishing")
    parser.add_argument("--jobs", type=int, default=50, help="kills of the whole job")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    failed = False
    for name, bench, kills in (("stages", kill_stages, arguments.stages), ("whole jobs", kill_jobs, arguments.jobs)):
        report = in_parallel(bench, kills, arguments.seed)
        print(f"{name}: {report}", flush=True)
        failed = failed or bool(report.failures)
    return int(failed)


def in_parallel(bench: Callable[[Path, int, int], Report], kills: int, seed: int, workers: int = 2) -> Report:
    """Share the kills among workers, each with an inbox and a warehouse of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="marsad-faults-") as folder,
        concurrent.futures.ThreadPoolExecutor(workers) as pool,
    ):
        shares = [kills // workers + (number < kills % workers) for number in range(workers)]
        runs = [
            pool.submit(bench, Path(folder) / str(number), share, seed + number)
            for number, share in enumerate(shares)
            if share
        ]
        return sum((run.result() for run in runs), Report())


if __name__ == "__main__":
    sys.exit(main())
