"""What assets share: the settings, with the run's lock and record around everything that it does."""

from collections.abc import Iterator
from dataclasses import replace

import dagster as dg
from pydantic import Field

from orchestration.rebuild import begin_rebuild, end_rebuild
from orchestration.run_lock import hold_run_lock
from orchestration.runs import begin_run, end_run, has_begun
from orchestration.settings import RunOrder, Settings, export_settings, read_settings
from orchestration.stages import STAGES
from orchestration.workers import stop_workers


class RunConfig(dg.Config):
    """What a run is to do, as the launchpad shows it; without anything it takes all that is new."""

    folder: str = Field(
        default="",
        description="Take the files of this folder of the inbox alone, given by its path below the inbox. Files "
        "outside stay as they are. Empty: the whole inbox.",
    )
    limit: int | None = Field(
        default=None,
        ge=1,
        description="Read at most so many new and changed files, in the order of their paths; the rest is left for the "
        "next run. Deleted files count for nothing: they are always taken out.",
    )
    force: bool = Field(
        default=False,
        description="Read every file again, also those whose size and dates say that they are unchanged: for disks "
        "whose dates cannot be trusted. Goes with a folder, not with a limit.",
    )
    settle_seconds: int | None = Field(
        default=None,
        ge=0,
        description="Leave files that were written to within so many seconds for the next run, as they may not be "
        "whole yet. By default MARSAD_SETTLE_SECONDS; runs of the shell and rebuilds take everything.",
    )
    stages: list[str] = Field(
        default_factory=list,
        description="Make the landed output of these stages anew for every article, and of the stages that build on "
        f"them, although no version has changed: {', '.join(stage.name for stage in STAGES)}.",
    )
    from_scratch: bool = Field(
        default=False,
        description="Read and make everything anew in a second build file, which takes the place of the first when it "
        "has been published; what only grows (history) is taken over. Takes the whole inbox, each file as it is.",
    )


def order_of(config: RunConfig, settings: Settings, run_id: str) -> RunOrder:
    """What the configuration asks for, in the core's terms.

    Raises:
        ValueError: what it asks for cannot go together, or names no stage.
    """
    unknown = set(config.stages) - {stage.name for stage in STAGES}
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))}: no such stage; there are {[stage.name for stage in STAGES]}")
    if config.limit is not None and config.force:
        raise ValueError("force with a limit would read the same files again and again: give a folder instead")
    if config.from_scratch and (config.folder or config.limit is not None):
        raise ValueError("a rebuild from scratch takes the whole inbox: give neither a folder nor a limit")
    if config.from_scratch and config.settle_seconds:
        raise ValueError("a rebuild from scratch takes every file as it is: what it left would drop out of the tables")
    by_default = 0 if config.from_scratch else settings.settle_seconds
    return RunOrder(
        folder=config.folder,
        limit=config.limit,
        force=config.force,
        settle_seconds=by_default if config.settle_seconds is None else config.settle_seconds,
        stages=tuple(config.stages),
        rebuild=run_id if config.from_scratch else "",
    )


@dg.resource(
    config_schema=RunConfig.to_config_schema(),
    description="The settings and what this run is to do, for as long as it may write: no other run can meanwhile.",
)
def run_settings(context: dg.InitResourceContext) -> Iterator[Settings]:
    """Hold the run lock from the first step to the last; fails where another run holds it."""
    run_id = context.run_id or "outside a run"
    order = order_of(RunConfig(**context.resource_config), read_settings(), run_id)
    settings = replace(read_settings(), order=order)
    live = replace(settings, order=replace(order, rebuild=""))
    with hold_run_lock(live, run_id):
        if has_begun(live, run_id):
            yield live  # the run is over: `dg launch` opens what it used once more, to look at what it gave
            return
        note = begin_run(live, run_id)
        if note and context.log:
            context.log.warning(note)
        try:
            if settings.order.rebuild:
                begin_rebuild(settings)
            export_settings(settings)  # dbt writes to the file that they name
            yield settings
        finally:
            stop_workers()
            export_settings(live)
            if settings.order.rebuild:
                end_rebuild(settings, run_id)
            end_run(live, run_id)
