from pathlib import Path

import dagster as dg

from orchestration.job import open_instance
from orchestration.settings import Settings


@dg.op
def greet() -> str:
    return "hello"


@dg.job
def greetings() -> None:
    greet()


def test_dagster_reads_the_events_of_a_run_from_files_of_its_own_kind(tmp_path: Path) -> None:
    settings = Settings(inbox=tmp_path, warehouse=tmp_path)
    settings.dagster_home.mkdir()
    with open_instance(settings) as instance:
        told = [event.event_type for event in greetings.execute_in_process(instance=instance).all_events]
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        (run,) = instance.get_runs()
        events = [entry.dagster_event for entry in instance.all_logs(run.run_id)]
    assert [event.event_type for event in events if event] == told
    assert not list(settings.dagster_home.rglob("*-wal"))
