"""What assets share: the settings, and the lock that a run holds from its first step to its last."""

from collections.abc import Iterator

import dagster as dg

from orchestration.settings import Settings, read_settings
from orchestration.warehouse import hold_run_lock


@dg.resource(description="The settings, with the lock that keeps two runs from writing at once.")
def locked_settings() -> Iterator[Settings]:
    """Hold the run lock for as long as the run lasts; fails at once where another run holds it."""
    settings = read_settings()
    with hold_run_lock(settings):
        yield settings
