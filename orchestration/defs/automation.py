"""When runs start: the job, its schedule and the sensor on the inbox."""

import dagster as dg

from orchestration.ledger import has_news
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


def _is_running(context: dg.ScheduleEvaluationContext | dg.SensorEvaluationContext) -> bool:
    active = dg.RunsFilter(job_name=load_news.name, statuses=_ACTIVE)
    return bool(context.instance.get_run_records(active, limit=1))


@dg.schedule(
    job=load_news,
    cron_schedule=read_settings().schedule,
    execution_timezone=read_settings().timezone,
    description="Loads at fixed times (MARSAD_SCHEDULE, MARSAD_TIMEZONE); skips while a run is active.",
)
def load_on_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start a run unless one is active."""
    if _is_running(context):
        return dg.SkipReason("a run is active: it, or the next tick, takes the new files")
    return dg.RunRequest()


@dg.sensor(
    job=load_news,
    minimum_interval_seconds=30,
    description="Starts a run when the inbox differs from what the ledger knows; skips when nothing is new.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start a run when the inbox holds what the ledger does not know."""
    if _is_running(context):
        return dg.SkipReason("a run is active: its files are taken by the next tick")
    news = has_news(read_settings())
    if news == context.cursor:
        return dg.SkipReason("the inbox is as the last tick saw it")
    context.update_cursor(news)
    return dg.RunRequest() if news else dg.SkipReason("nothing is new in the inbox")
