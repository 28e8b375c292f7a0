"""When runs start by themselves: the schedule, the sensor on the inbox, and the one that closes dead runs."""

import time

import dagster as dg

from orchestration.defs.active_runs import active_run, dead_runs
from orchestration.defs.jobs import load_news
from orchestration.ledger import has_news
from orchestration.run_lock import claim_next_run
from orchestration.settings import read_settings

_RETRY_SECONDS = 600  # after a run that did not load what it was started for


@dg.schedule(
    job=load_news,
    cron_schedule=read_settings().schedule,
    execution_timezone=read_settings().timezone,
    description="Loads at fixed times (MARSAD_SCHEDULE, MARSAD_TIMEZONE); skips while a run is active. Of the times "
    "that passed while the daemon was down it takes the last one alone.",
)
def load_on_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start a run unless one is active."""
    return _ask_for_run(context.instance, "the schedule")


@dg.sensor(
    job=load_news,
    minimum_interval_seconds=read_settings().look_seconds,
    description="Starts a run when the inbox differs from what the ledger knows (looks every MARSAD_LOOK_SECONDS); "
    "skips when nothing is new, and leaves files that are still being written to for the next look.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start a run when the inbox holds what the ledger does not know."""
    active = active_run(context.instance)
    if active:
        return dg.SkipReason(f"{active} is active: what it does not take is taken by the next tick")
    news = has_news(read_settings())
    if not news:
        return dg.SkipReason("nothing is new in the inbox")
    asked_for, _, asked_at = (context.cursor or "").partition(" ")
    wait = float(asked_at or 0) + _RETRY_SECONDS - time.time()
    if news == asked_for and wait > 0:
        return dg.SkipReason(f"the run that was to load this has failed; it is tried again in {wait / 60:.0f} minutes")
    answer = _ask_for_run(context.instance, "the sensor")
    if isinstance(answer, dg.RunRequest):
        context.update_cursor(f"{news} {int(time.time())}")
    return answer


@dg.sensor(
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Closes the record of a run whose process died, which would block the queue. Starts nothing.",
)
def dead_run_sensor(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Tell Dagster of runs that it takes for started and that are dead."""
    dead = dead_runs(context.instance)
    for run in dead:
        context.instance.report_run_failed(run, "its process died; the next run repairs what it left")
    return dg.SkipReason(f"{len(dead)} dead runs were closed" if dead else "no run is dead")


def _ask_for_run(instance: dg.DagsterInstance, who: str) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run unless one is at work or was just asked for."""
    active = active_run(instance)
    if active:
        return dg.SkipReason(f"{active} is active: it, or the next tick, takes the new files")
    other = claim_next_run(read_settings(), who)
    if other:
        return dg.SkipReason(f"{other} has just asked for a run: it, or the next tick, takes the new files")
    return dg.RunRequest()
