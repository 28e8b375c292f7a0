"""When runs start: the job, its schedule and the sensor on the inbox."""

import time
from collections.abc import Sequence

import dagster as dg

from orchestration.ledger import has_news
from orchestration.run_lock import run_in_progress
from orchestration.settings import read_settings

load_news = dg.define_asset_job(
    "load_news",
    selection=dg.AssetSelection.all(),
    description="Load what is new or changed in the inbox, rebuild what depends on it, check, publish.",
    tags={"dagster/concurrency_key": "warehouse"},
)

_ACTIVE = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]
_RETRY_SECONDS = 600  # after a run that did not load what it was started for
_SILENCE_SECONDS = 60  # a run that neither holds the lock nor logged anything for so long is dead


def _active_run(instance: dg.DagsterInstance) -> str | None:
    """Which run is at work or about to be, if any; those whose process died do not count."""
    running = run_in_progress(read_settings())  # also one that another Dagster home started
    if running:
        return str(running)
    records = instance.get_run_records(dg.RunsFilter(job_name=load_news.name, statuses=_ACTIVE))
    dead = {record.dagster_run.run_id for record in _dead_runs(instance, records)}
    alive = (record.dagster_run for record in records if record.dagster_run.run_id not in dead)
    return next((f"run {run.run_id[:8]} ({run.status.value.lower().replace('_', ' ')})" for run in alive), None)


def _dead_runs(instance: dg.DagsterInstance, records: Sequence[dg.RunRecord]) -> list[dg.RunRecord]:
    """Runs that Dagster takes for started, and whose process is gone: it would have held the lock or said something."""
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


@dg.sensor(
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Closes the record of a run whose process died, which would block the queue. Starts nothing.",
)
def dead_run_sensor(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Tell Dagster of runs that it takes for started and that are dead."""
    started = dg.RunsFilter(job_name=load_news.name, statuses=[dg.DagsterRunStatus.STARTED])
    dead = _dead_runs(context.instance, context.instance.get_run_records(started))
    for record in dead:
        context.instance.report_run_failed(record.dagster_run, "its process died; the next run repairs what it left")
    return dg.SkipReason(f"{len(dead)} dead runs were closed" if dead else "no run is dead")


@dg.schedule(
    job=load_news,
    cron_schedule=read_settings().schedule,
    execution_timezone=read_settings().timezone,
    description="Loads at fixed times (MARSAD_SCHEDULE, MARSAD_TIMEZONE); skips while a run is active.",
)
def load_on_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start a run unless one is active."""
    active = _active_run(context.instance)
    if active:
        return dg.SkipReason(f"{active} is active: it, or the next tick, takes the new files")
    return dg.RunRequest()


@dg.sensor(
    job=load_news,
    minimum_interval_seconds=30,
    description="Starts a run when the inbox differs from what the ledger knows; skips when nothing is new.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start a run when the inbox holds what the ledger does not know."""
    active = _active_run(context.instance)
    if active:
        return dg.SkipReason(f"{active} is active: what it does not take is taken by the next tick")
    news = has_news(read_settings())
    if not news:
        return dg.SkipReason("nothing is new in the inbox")
    asked_for, _, asked_at = (context.cursor or "").partition(" ")
    wait = float(asked_at or 0) + _RETRY_SECONDS - time.time()
    if news == asked_for and wait > 0:
        return dg.SkipReason(f"the run that was to load this has failed; it is tried again in {wait / 60:.0f} minutes")
    context.update_cursor(f"{news} {int(time.time())}")
    return dg.RunRequest()
