"""Every path and switch, built once; nothing else reads or sets the environment."""

import os
import re
import sys
import zoneinfo
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class RunOrder:
    """What one run was asked to do; without anything: to take all that is new."""

    folder: str = ""  # below the inbox; what lies outside is as it was
    limit: int | None = None  # of new and changed files
    force: bool = False  # read files again that look unchanged
    settle_seconds: int = 0  # what was written to within them is left for the next run
    stages: tuple[str, ...] = ()  # made anew, with all that is made of them
    rebuild: str = ""  # the id of the run that makes a second build file from scratch


@dataclass(frozen=True)
class Settings:
    """Where things lie and how much may be used.

    `inbox` is read only. Everything written lies below `warehouse`: the private build file, the published
    snapshots and Dagster's home.
    """

    inbox: Path
    warehouse: Path
    max_bytes: int = 20_000_000
    snapshots_kept: int = 3
    memory_limit: str = "1GB"
    schedule: str = "*/30 * * * *"
    timezone: str = "UTC"
    look_seconds: int = 30
    settle_seconds: int = 10
    webhook: str | None = field(default=None, repr=False)  # such addresses are secrets
    order: RunOrder = RunOrder()

    @property
    def build_file(self) -> Path:
        """The one file that the job writes; its name is that of the published one."""
        return self.rebuilds / self.order.rebuild / "warehouse.duckdb" if self.order.rebuild else self.live_build_file

    @property
    def live_build_file(self) -> Path:
        """The build file that loads add to."""
        return self.warehouse / "build" / "warehouse.duckdb"

    @property
    def rebuilds(self) -> Path:
        """Where a rebuild from scratch makes its build file, in a folder with the id of its run."""
        return self.warehouse / "build" / "rebuild"

    @property
    def temp_folder(self) -> Path:
        """Where DuckDB spills and dbt writes its artefacts."""
        return self.warehouse / "build" / "temp"

    @property
    def snapshots(self) -> Path:
        """One folder per published run."""
        return self.warehouse / "snapshots"

    @property
    def current(self) -> Path:
        """The symbolic link that readers follow."""
        return self.warehouse / "current"

    @property
    def published_file(self) -> Path:
        """The published database."""
        return self.current / "warehouse.duckdb"

    @property
    def quality_pages(self) -> Path:
        """What the checks found, run by run, as pages to open in a browser."""
        return self.warehouse / "docs" / "quality"

    @property
    def dbt_page(self) -> Path:
        """The page that dbt writes: models, columns and lineage."""
        return self.warehouse / "docs" / "dbt" / "index.html"

    @property
    def dagster_home(self) -> Path:
        """Dagster's own storage: runs, events, sensor cursors."""
        return self.warehouse / "dagster"

    @property
    def lock_file(self) -> Path:
        """Held while a run is under way, so that two never write at once; it says which run."""
        return self.warehouse / "build" / "run.lock"

    @property
    def failures_file(self) -> Path:
        """One line of JSON for each run that failed."""
        return self.warehouse / "failures.log"

    @property
    def set_aside(self) -> Path:
        """Where a build file goes that cannot be used; nothing here is ever removed."""
        return self.warehouse / "build" / "set_aside"


def read_settings() -> Settings:
    """Build the settings from the environment.

    Raises:
        ValueError: a switch holds something that it cannot be.
    """
    folder = {
        name: Path(os.environ.get(variable) or ROOT / "data" / name).expanduser().resolve()
        for name, variable in (("inbox", "MARSAD_INBOX"), ("warehouse", "MARSAD_WAREHOUSE"))
    }
    if re.search("[?#\ud800-\udfff]|%[0-9A-Fa-f]{2}", str(folder["warehouse"])):
        raise ValueError(
            "MARSAD_WAREHOUSE must be UTF-8 without ?, # or % before two digits, which dbt and Dagster take for parts "
            f"of a URL, but it is {str(folder['warehouse'])!r}"
        )
    return Settings(
        inbox=folder["inbox"],
        warehouse=folder["warehouse"],
        max_bytes=_whole_number("MARSAD_MAX_BYTES", Settings.max_bytes),
        snapshots_kept=_whole_number("MARSAD_SNAPSHOTS", Settings.snapshots_kept),
        memory_limit=os.environ.get("MARSAD_MEMORY") or Settings.memory_limit,
        schedule=os.environ.get("MARSAD_SCHEDULE") or Settings.schedule,
        timezone=_time_zone(os.environ.get("MARSAD_TIMEZONE") or Settings.timezone),
        look_seconds=_whole_number("MARSAD_LOOK_SECONDS", Settings.look_seconds),
        settle_seconds=_whole_number("MARSAD_SETTLE_SECONDS", Settings.settle_seconds, least=0),
        webhook=_web_address("MARSAD_WEBHOOK"),
    )


def export_settings(settings: Settings) -> None:
    """Hand the settings to the processes that this one starts: dbt and Dagster read them as variables."""
    os.environ |= {
        "MARSAD_INBOX": str(settings.inbox),
        "MARSAD_WAREHOUSE": str(settings.warehouse),
        "MARSAD_BUILD_FILE": str(settings.build_file),
        "MARSAD_TEMP": str(settings.temp_folder),
        "DBT_LOG_PATH": str(settings.temp_folder / "dbt_logs"),
        "DBT_LOG_LEVEL_FILE": "info",  # its debug log takes ten megabytes a run
        "DAGSTER_HOME": os.environ.get("DAGSTER_HOME") or str(settings.dagster_home),
        "DO_NOT_TRACK": "1",
        "GX_ANALYTICS_ENABLED": "false",
        # dbt stands beside this interpreter, whether or not its environment was activated.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }


def read_crash_point() -> tuple[str, int]:
    """Where the fault bench wants this process to die: a point's name and at which of its passages; normally none.

    Raises:
        ValueError: MARSAD_CRASH_AT is no name with a number, such as `committed:3`.
    """
    name, _, passage = (os.environ.get("MARSAD_CRASH_AT") or ":1").partition(":")
    if not passage.isdigit():
        raise ValueError(f"MARSAD_CRASH_AT must be a point and a number, such as committed:3, not {name}:{passage}")
    return name, int(passage)


def _time_zone(name: str) -> str:
    try:
        return zoneinfo.ZoneInfo(name).key
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"MARSAD_TIMEZONE must name a time zone such as Africa/Tripoli, but it is {name!r}") from error


def _web_address(variable: str) -> str | None:
    address = os.environ.get(variable) or None
    if address is not None and not re.fullmatch(r"https?://[^\s/?#:@]+(:\d+)?([/?][!-~]*)?", address):
        raise ValueError(f"{variable} must be a web address such as https://example.org/path, in ASCII")
    return address


def _whole_number(variable: str, default: int, least: int = 1) -> int:
    text = os.environ.get(variable) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise ValueError(f"{variable} must be a whole number of {least} or more, but it is {text!r}")
    return int(text)
