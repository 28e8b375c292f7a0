"""Which runs are at work or about to be, and which only seem so: their process is dead."""

import time
from collections.abc import Sequence

import dagster as dg

from orchestration.run_lock import run_in_progress
from orchestration.settings import read_settings

# A part of the assets that somebody chose in the UI runs under Dagster's own name.
_OURS = {"load_news", "rebuild", "reextract", "verify", "__ASSET_JOB"}
_ACTIVE = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]
_SILENCE_SECONDS = 60  # a run that neither holds the lock nor logged anything for so long is dead


def active_run(instance: dg.DagsterInstance) -> str | None:
    """Which run is at work or about to be, if any; those whose process died do not count."""
    running = run_in_progress(read_settings())  # also one that another Dagster home started
    if running:
        return str(running)
    records = _runs(instance, _ACTIVE)
    dead = {record.dagster_run.run_id for record in _dead(instance, records)}
    alive = (record.dagster_run for record in records if record.dagster_run.run_id not in dead)
    return next((f"run {run.run_id[:8]} ({run.status.value.lower().replace('_', ' ')})" for run in alive), None)


def dead_runs(instance: dg.DagsterInstance) -> list[dg.DagsterRun]:
    """Runs that Dagster takes for started, and whose process is gone: it would have held the lock or said something."""
    return [record.dagster_run for record in _dead(instance, _runs(instance, [dg.DagsterRunStatus.STARTED]))]


def _runs(instance: dg.DagsterInstance, statuses: list[dg.DagsterRunStatus]) -> list[dg.RunRecord]:
    """Our own runs: the instance may hold those of other projects too."""
    records = instance.get_run_records(dg.RunsFilter(statuses=statuses))
    return [record for record in records if record.dagster_run.job_name in _OURS]


def _dead(instance: dg.DagsterInstance, records: Sequence[dg.RunRecord]) -> list[dg.RunRecord]:
    running = run_in_progress(read_settings())
    return [
        record
        for record in records
        if record.dagster_run.status == dg.DagsterRunStatus.STARTED
        and not (running and running.run_id == record.dagster_run.run_id)
        and time.time() - _last_word(instance, record) > _SILENCE_SECONDS
    ]


def _last_word(instance: dg.DagsterInstance, record: dg.RunRecord) -> float:
    events = instance.get_records_for_run(record.dagster_run.run_id, limit=1, ascending=False).records
    return events[0].timestamp if events else record.create_timestamp.timestamp()
