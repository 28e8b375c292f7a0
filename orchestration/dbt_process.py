"""dbt as a child of a run: killed by the system with its parent, so that no dbt outlives a run that was killed.

An orphan would hold the build file, and the next run would have to wait for it. On systems other than Linux
it may outlive its parent, and the next run waits.
"""

import atexit
import gc
import importlib.metadata
import os
import sys
from pathlib import Path
from typing import Any

from orchestration.run_lock import run_in_progress
from orchestration.settings import read_settings
from orchestration.workers import die_with_parent


def main() -> None:
    """Run dbt with this process's arguments."""
    if sys.argv[1:] == ["--version"]:
        # dagster-dbt asks this before every run, and dbt's own answer takes it two seconds of imports.
        print(f"installed: {importlib.metadata.version('dbt-core')}")
        return
    die_with_parent()
    running = run_in_progress(read_settings())
    # Parsing opens no database, and is done before any run.
    if sys.argv[1:2] != ["parse"] and (running is None or running.process != os.getppid()):
        sys.exit("the run that started this dbt is over")  # it died before the line above took effect

    _stay_beside(Path(os.environ["MARSAD_BUILD_FILE"]), is_parsing=sys.argv[1:2] == ["parse"])
    # Nothing of what is imported is garbage: the interpreter need not look through it, now or before it ends.
    atexit.register(gc.freeze)
    gc.disable()
    from dbt.cli.main import cli  # noqa: PLC0415 - two seconds

    _word_only_what_is_kept()
    gc.enable()
    cli()


def _word_only_what_is_kept() -> None:
    """Leave out what is below the level of a log before it is worded: dbt does so after, for a tenth of its time."""
    from dbt_common.events.logger import _JsonLogger  # noqa: PLC0415 - with dbt

    write_line = _JsonLogger.write_line

    def write_line_of_level(self: Any, message: Any) -> None:
        if message.info.level != "debug" or self.level == "debug":
            write_line(self, message)

    setattr(_JsonLogger, "write_line", write_line_of_level)  # noqa: B010 - a method of dbt's own


def _stay_beside(build_file: Path, *, is_parsing: bool) -> None:
    """Name the profile's paths from the build file's folder: dbt parses anew, for seconds, where one has changed."""
    os.environ["MARSAD_TEMP"] = os.path.relpath(os.environ["MARSAD_TEMP"], build_file.parent)
    os.environ["MARSAD_BUILD_FILE"] = build_file.name
    if not is_parsing:
        os.chdir(build_file.parent)
