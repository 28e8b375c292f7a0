"""The jobs run from the shell: the same as in the UI, recorded in the same Dagster home ($DAGSTER_HOME)."""

import contextlib
import uuid
from typing import Any

import dagster as dg

from orchestration.definitions import defs
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
        dg.DagsterInstance.get() as instance,
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
