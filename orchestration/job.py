"""The jobs run from the shell: the same as in the UI, recorded in the same Dagster home."""

import contextlib
import uuid
from typing import Any

import dagster as dg
from dagster._core.instance.ref import InstanceRef
from dagster._core.storage.event_log import SqliteEventLogStorage

from orchestration.definitions import defs
from orchestration.event_log import OpenEventLog
from orchestration.failures import reasons_of, tell_failure
from orchestration.settings import Settings
from orchestration.snapshots import full_disk

_AT_ONCE = {"settle_seconds": 0}  # who asks from the shell means the files as they are


def run_job(settings: Settings, name: str, config: dict[str, Any]) -> str | None:
    """Run one of the jobs that load, in this process; of its failure the same is told as of one in the UI.

    Takes: the fields of `RunConfig` that are not as by default.
    Returns: None when it published, else the reasons of its failure.
    """
    run_id = str(uuid.uuid4())
    try:
        reasons = _execute(settings, run_id, name, config)
    except Exception as error:  # Dagster could not even record what went wrong: it writes to the same disk
        full = full_disk(settings)
        if full is None:
            tell_failure(settings, run_id, name, [str(error)])
            raise
        reasons = [full]
    if not reasons:
        return None
    problem = tell_failure(settings, run_id, name, reasons)
    return "\n".join([*reasons, *([problem] if problem else [])])


def _execute(settings: Settings, run_id: str, name: str, config: dict[str, Any]) -> list[str]:
    """Returns: the reasons of the failure, none where the run published."""
    job = defs.resolve_job_def(name)
    settings.temp_folder.mkdir(parents=True, exist_ok=True)
    with (
        open_instance(settings) as instance,
        # dbt prints a line per node: kept in a file, so that the terminal shows the progress alone.
        (settings.temp_folder / "dbt.log").open("w", encoding="utf-8") as log,
        contextlib.redirect_stdout(log),
    ):
        result = job.execute_in_process(
            run_config={"loggers": {"console": {}}, "resources": {"settings": {"config": {**_AT_ONCE, **config}}}},
            instance=instance,
            raise_on_error=False,
            run_id=run_id,
        )
        if result.success:
            return []
        full = full_disk(settings)
        return [full] if full else reasons_of(result.all_events) or ["see the run in `make ui`"]


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """Dagster's home as it stands; where its event log lies in files, these are held open while the job runs."""
    ref = InstanceRef.from_dir(str(settings.dagster_home))
    if ref.event_storage_data is None or ref.event_storage_data.class_name != SqliteEventLogStorage.__name__:
        return dg.DagsterInstance.from_ref(ref)  # a database, which its dagster.yaml names
    event_log = {
        "module": OpenEventLog.__module__,
        "class": OpenEventLog.__name__,
        "config": {"base_dir": str(settings.dagster_home / "history" / "runs")},
    }
    overrides = {"event_log_storage": event_log}
    return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(settings.dagster_home), overrides=overrides))
