"""The load job run from the shell: the same job as in the UI, recorded in the same Dagster home."""

import contextlib
import re

import dagster as dg
from dagster._core.instance.ref import InstanceRef

from orchestration.definitions import defs
from orchestration.event_log import OpenEventLog
from orchestration.settings import Settings
from orchestration.snapshots import full_disk


def run_load_job(settings: Settings) -> str | None:
    """Run `load_news` in this process.

    Returns: None when it published, else the reasons of its failure.
    """
    try:
        return _execute(settings)
    except Exception:  # Dagster could not even record what went wrong: it writes to the same disk
        reason = full_disk(settings)
        if reason is None:
            raise
        return reason


def _execute(settings: Settings) -> str | None:
    job = defs.resolve_job_def("load_news")
    settings.temp_folder.mkdir(parents=True, exist_ok=True)
    with (
        open_instance(settings) as instance,
        # dbt prints a line per node: kept in a file, so that the terminal shows the progress alone.
        (settings.temp_folder / "dbt.log").open("w", encoding="utf-8") as log,
        contextlib.redirect_stdout(log),
    ):
        result = job.execute_in_process(
            run_config={"loggers": {"console": {}}}, instance=instance, raise_on_error=False
        )
        if result.success:
            return None
        events = [event for event in result.all_events if event.is_failure]
        reasons = [_reason(event) for event in events] or ["see the run in `make ui`"]
        return full_disk(settings) or "\n".join(reasons)


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """Dagster's home as it stands, with the files of its event log held open while the job runs."""
    event_log = {
        "module": OpenEventLog.__module__,
        "class": OpenEventLog.__name__,
        "config": {"base_dir": str(settings.dagster_home / "history" / "runs")},
    }
    overrides = {"event_log_storage": event_log}
    return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(settings.dagster_home), overrides=overrides))


def _reason(event: dg.DagsterEvent) -> str:
    error = getattr(event.event_specific_data, "error", None)
    # Dagster wraps what went wrong; the first error that is not its own says it best.
    while error is not None and error.cause is not None and (error.cls_name or "").startswith("Dagster"):
        error = error.cause
    message = re.sub(r"^orchestration\.[\w.]+: ", "", error.message.strip()) if error else event.message
    return f"{event.step_key or event.job_name}: {message}"
