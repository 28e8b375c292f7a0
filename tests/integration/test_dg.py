"""Dagster's own command finds the project, and the jobs are configured as they say."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from dagster import DagsterInstance

from orchestration import cli, run_lock
from orchestration.failures import reasons_of
from orchestration.run_lock import hold_run_lock
from orchestration.settings import read_settings
from tests.conftest import ROOT

pytestmark = pytest.mark.integration


def dg(*arguments: str) -> str:
    program = str(Path(sys.executable).parent / "dg")
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_dg_loads_and_lists_the_definitions() -> None:
    assert "All definitions loaded successfully." in dg("check", "defs")
    listed = json.loads(dg("list", "defs", "--json"))
    names = {kind: [one["name"] for one in listed[kind]] for kind in ("jobs", "schedules", "sensors")}
    assert names == {
        "jobs": ["load_news", "rebuild", "reextract", "verify", "write_report"],
        "schedules": ["load_on_schedule"],
        "sensors": ["dead_run_sensor", "default_automation_condition_sensor", "failure_sensor", "inbox_sensor"],
    }
    assert all(job["description"] for job in listed["jobs"])


@pytest.fixture
def own(own_warehouse: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    warehouse, inbox = own_warehouse
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(warehouse))
    monkeypatch.setenv("MARSAD_INBOX", str(inbox))
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    cli.prepare_dagster_home(read_settings())
    return warehouse


def run_verify() -> list[str]:
    """Run the job; returns what it says of its failure."""
    from orchestration.definitions import defs  # noqa: PLC0415 - takes seconds, which only these tests should pay

    with DagsterInstance.ephemeral() as instance:
        result = defs.resolve_job_def("verify").execute_in_process(instance=instance, raise_on_error=False)
    return reasons_of(result.all_events)


def test_the_job_verify_fails_and_says_which_tables_differ(own: Path) -> None:
    published = (own / "current" / "warehouse.duckdb").resolve()
    published.chmod(0o644)
    with duckdb.connect(str(published)) as connection:
        connection.execute("delete from marts.fct_quotes")
        connection.execute("update marts.dim_sources set kind = 'unknown'")
    (reason,) = run_verify()
    assert "rows differ between the published tables and a rebuild: dim_sources (" in reason
    assert "fct_quotes (" in reason


@pytest.mark.usefixtures("own")
def test_the_job_verify_is_refused_while_a_run_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_lock, "_PATIENCE_SECONDS", 0)
    with hold_run_lock(read_settings(), "feedbeef-1"):
        assert "run feedbeef" in run_verify()[0]
