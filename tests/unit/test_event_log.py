from pathlib import Path

import dagster as dg
import pytest

from orchestration.settings import ROOT


@dg.op
def greet() -> str:
    return "hello"


@dg.job
def greetings() -> None:
    greet()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    return tmp_path


def use(home: Path, configuration: str) -> None:
    (home / "dagster.yaml").write_text(configuration)


def events_of(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    events = [entry.dagster_event for entry in instance.all_logs(run_id)]
    return [event.event_type.value for event in events if event]


def test_dagster_reads_the_events_of_a_run_from_files_of_its_own_kind(home: Path) -> None:
    use(home, (ROOT / "orchestration" / "dagster.yaml").read_text())
    with dg.DagsterInstance.get() as instance:
        told = [event.event_type.value for event in greetings.execute_in_process(instance=instance).all_events]
    use(home, "telemetry: {enabled: false}")
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_runs()
        assert events_of(instance, run.run_id) == told
    assert not list(home.rglob("*-wal"))


def test_the_events_of_more_runs_than_files_are_held_open_are_all_there(home: Path) -> None:
    use(home, (ROOT / "orchestration" / "dagster.yaml").read_text())
    with dg.DagsterInstance.get() as instance:
        runs = [greetings.execute_in_process(instance=instance) for _ in range(12)]
        for run in runs:
            assert events_of(instance, run.run_id) == [event.event_type.value for event in run.all_events]
        held = {str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()}
    assert len([path for path in held if path.startswith(str(home)) and path.endswith(".db")]) <= 10
