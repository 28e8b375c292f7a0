"""The graph, assembled once: files -> landing -> dbt -> published snapshot."""

import dagster as dg

from orchestration.defs.alerts import failure_sensor
from orchestration.defs.automation import dead_run_sensor, inbox_sensor, load_on_schedule
from orchestration.defs.dbt_assets import DBT, dbt_models
from orchestration.defs.freshness import sources_arrive_as_usual
from orchestration.defs.jobs import JOBS
from orchestration.defs.landing_assets import INBOX_FILES, LANDING_ASSETS
from orchestration.defs.landing_checks import LANDING_CHECKS
from orchestration.defs.loggers import terse_console
from orchestration.defs.published import PUBLISHED_ASSETS
from orchestration.defs.resources import run_settings

defs = dg.Definitions(
    assets=[INBOX_FILES, *LANDING_ASSETS, dbt_models, *PUBLISHED_ASSETS],
    asset_checks=[*LANDING_CHECKS, sources_arrive_as_usual],
    jobs=JOBS,
    schedules=[load_on_schedule],
    sensors=[inbox_sensor, dead_run_sensor, failure_sensor],
    # One process for a run, also for a part of it asked for in the UI: a process per step would pay Dagster's and
    # dbt's import each time, and fight for the lock.
    executor=dg.in_process_executor,
    loggers={"console": terse_console},
    resources={"settings": run_settings, "dbt": DBT},
)
