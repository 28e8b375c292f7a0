"""What happens when a run fails: it is written down, and somebody is called."""

import dagster as dg

from orchestration.failures import reasons_of, tell_failure
from orchestration.settings import read_settings


@dg.run_failure_sensor(
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Writes each failed run of the daemon or the UI into failures.log, and posts it to MARSAD_WEBHOOK if "
    "that is set. A run of the shell tells of its failure itself.",
)
def failure_sensor(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    """Tell of the failure; that nobody could be told is no failure of the sensor."""
    reasons = reasons_of([*context.get_step_failure_events(), context.failure_event])
    run = context.dagster_run
    problem = tell_failure(read_settings(), run.run_id, run.job_name, reasons)
    if problem:
        context.log.warning(problem)
    return dg.SkipReason(problem) if problem else None
