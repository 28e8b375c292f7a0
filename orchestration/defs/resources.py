"""What assets share: the settings, with the run's lock and record around everything that it does."""

from collections.abc import Iterator

import dagster as dg

from orchestration.run_lock import hold_run_lock
from orchestration.runs import begin_run, end_run
from orchestration.settings import Settings, read_settings
from orchestration.workers import stop_workers


@dg.resource(description="The settings, for as long as this run may write: no other run can meanwhile.")
def run_settings(context: dg.InitResourceContext) -> Iterator[Settings]:
    """Hold the run lock from the first step to the last; fails where another run holds it."""
    settings, run_id = read_settings(), context.run_id or "outside a run"
    with hold_run_lock(settings, run_id):
        note = begin_run(settings, run_id)
        if note and context.log:
            context.log.warning(note)
        try:
            yield settings
        finally:
            stop_workers()
            end_run(settings, run_id)
