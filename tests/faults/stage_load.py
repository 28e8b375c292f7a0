"""The process that the fault bench kills: the real ledger, stages and publishing, without Dagster and dbt."""

import uuid

from orchestration.ledger import load_files
from orchestration.run_lock import hold_run_lock
from orchestration.runs import begin_run, close_record
from orchestration.settings import Settings, read_settings
from orchestration.snapshots import publish_snapshot
from orchestration.stages import STAGES, run_stage
from orchestration.warehouse import open_build


def main() -> None:
    settings, run_id = read_settings(), str(uuid.uuid4())
    with hold_run_lock(settings, run_id):
        load(settings, run_id)


def load(settings: Settings, run_id: str) -> dict[str, int]:
    """Begin a run, load, extract, publish and close it; returns the run's counts."""
    begin_run(settings, run_id)
    counts = load_files(settings, run_id, lambda _: None)
    for stage in STAGES:
        run_stage(settings, stage, run_id, lambda _: None)
    publish_snapshot(settings, run_id, lambda copy: close_record(copy, run_id))
    with open_build(settings) as connection:
        close_record(connection, run_id)
    return counts


if __name__ == "__main__":
    main()
