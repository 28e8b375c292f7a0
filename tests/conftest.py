"""What the tests share: the real command in a scratch warehouse, and the material beside the project."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "data" / "inbox" / "sample"


def run_marsad(
    warehouse: Path, inbox: Path, *command: str, prefix: tuple[str, ...] = (), project: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run a command of the product as a user would, with its own warehouse and inbox; also of a copy of it."""
    environment = os.environ | {"MARSAD_INBOX": str(inbox), "MARSAD_WAREHOUSE": str(warehouse)}
    for variable in ("DAGSTER_HOME", "MARSAD_BUILD_FILE", "MARSAD_TEMP", "DBT_LOG_PATH"):
        environment.pop(variable, None)
    return subprocess.run(
        [*prefix, sys.executable, "-m", "orchestration.cli", *command],
        env=environment,
        cwd=project,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def copy_project(folder: Path) -> None:
    """Copy the code and the models, for tests that change them."""
    ignored = shutil.ignore_patterns("target", "logs", "__pycache__")
    for part in ("orchestration", "dbt_project"):
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)


def ask_shell(warehouse: Path, statements: str) -> subprocess.CompletedProcess[str]:
    """Pipe statements into the shell that people use."""
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "sql"],
        env=os.environ | {"MARSAD_WAREHOUSE": str(warehouse)},
        cwd=ROOT,
        input=statements,
        capture_output=True,
        text=True,
        check=False,
    )


def wait_for(condition: Callable[[], object], seconds: int) -> None:
    """Poll until the condition holds; what it raises meanwhile is not yet."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return
        except Exception:  # a page that is not there yet, of whatever kind
            if time.monotonic() > deadline:
                raise
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.5)


@contextlib.contextmanager
def serving(command: list[str], environment: dict[str, str], log: Path, is_up: Callable[[], object]) -> Iterator[None]:
    """Run a server until the block ends, with every process that it started."""
    with log.open("w") as told:
        server = subprocess.Popen(
            command, env=os.environ | environment, cwd=ROOT, stdout=told, stderr=told, start_new_session=True
        )
        try:
            wait_for(is_up, 120)
            yield
        finally:
            os.killpg(server.pid, signal.SIGINT)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


@contextlib.contextmanager
def dagster_instance(home: Path) -> Iterator[dg.DagsterInstance]:
    """Dagster's storage in this home, beside the processes that use it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(home))
        with dg.DagsterInstance.get() as instance:
            yield instance


def query(warehouse: Path, sql: str, *parameters: object) -> pl.DataFrame:
    """Ask the published snapshot."""
    with duckdb.connect(str(warehouse / "current" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(sql, list(parameters)).pl()


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A warehouse into which the committed sample was loaded once, for all workers; not to be changed by a test."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "sample"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "warehouse" / "current").exists():
            result = run_marsad(folder / "warehouse", SAMPLE, "run")
            assert result.returncode == 0, result.stderr
    return folder / "warehouse"


@pytest.fixture
def own_warehouse(sample_warehouse: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the loaded sample, warehouse and inbox, that a test may change."""
    shutil.copytree(sample_warehouse, tmp_path / "warehouse", symlinks=True)
    shutil.copytree(SAMPLE, tmp_path / "inbox")
    return tmp_path / "warehouse", tmp_path / "inbox"


def needs_shared(folder: str) -> pytest.MarkDecorator:
    """Skip where the material beside the project is absent: its texts belong to their outlets."""
    return pytest.mark.skipif(
        not (SHARED / folder).is_dir(), reason=f"../shared/{folder} is not here: its texts belong to their outlets"
    )
