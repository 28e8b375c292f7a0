"""Snapshots: what readers see, and the backup from which a lost or damaged build file is started again.

Each snapshot is a folder of its own, read only and complete before it has its name: a stale write-ahead log
beside a replaced file would be replayed into it, and a crash must never leave half a snapshot under a good
name. Readers that are open keep the old snapshot, new ones see the new one.
"""

import contextlib
import datetime as dt
import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from orchestration.faults import crash_point
from orchestration.settings import Settings
from orchestration.warehouse import DiskFullError, connect, make_landing_tables, open_build

_SNAPSHOT_NAME = re.compile(r"\d{8}T\d{12}-")
_PARTIAL = ".partial"  # a copy under way
_POINTER = ".current-"  # a link under way
_LEAST_FREE_BYTES = 1_000_000


def publish_snapshot(settings: Settings, run_id: str, finish: Callable[[duckdb.DuckDBPyConnection], None]) -> Path:
    """Copy the build file into a snapshot folder of its own and point `current` at it.

    Takes: what to write into the copy alone, as its last word before it is published.

    Raises:
        DiskFullError: the disk has no room for the copy; the old snapshot stays published.
    """
    with open_build(settings) as connection:
        connection.execute("checkpoint")
    partial = settings.snapshots / _PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    needed, free = settings.build_file.stat().st_size, shutil.disk_usage(settings.snapshots).free
    if free < needed * 1.1:
        raise DiskFullError(f"a snapshot needs {needed:,} bytes and {free:,} are free; nothing was published")
    copy = partial / settings.build_file.name
    try:
        shutil.copyfile(settings.build_file, copy)
        crash_point("copied")
        with contextlib.closing(connect(settings, copy)) as connection:
            finish(connection)
            connection.execute("checkpoint")
        crash_point("finished")
        copy.chmod(0o444)
        _flush_to_disk(copy)
        _flush_to_disk(partial)
    except (OSError, duckdb.Error) as error:
        if getattr(error, "errno", None) != errno.ENOSPC and "No space left on device" not in str(error):
            raise
        shutil.rmtree(partial, ignore_errors=True)
        raise DiskFullError("the disk filled up while the snapshot was written; nothing was published") from error
    stamp = _next_stamp(settings)
    folder = settings.snapshots / f"{stamp}-{run_id}"
    partial.rename(folder)
    _flush_to_disk(settings.snapshots)
    _point_at(settings, folder, stamp)
    crash_point("swapped")
    _drop_old_snapshots(settings)
    return folder / settings.build_file.name


def full_disk(settings: Settings) -> str | None:
    """Which of our folders lies on a disk that is full, if any: what fails then says so in a hundred ways."""
    for folder in (settings.build_file.parent, settings.temp_folder, settings.snapshots, settings.warehouse):
        if folder.exists() and shutil.disk_usage(folder).free < _LEAST_FREE_BYTES:
            return f"the disk that holds {folder} is full: free some space and run again; what was loaded before stays"
    return None


def published_run(settings: Settings) -> str | None:
    """The id of the run whose snapshot is published."""
    return settings.current.resolve().name.partition("-")[2] if settings.current.is_symlink() else None


def restore_build(settings: Settings) -> str | None:
    """Make sure that the build file is sound; if it is not, set it aside and start again from the newest snapshot.

    Returns: what was wrong and what was done about it, None where all was well.
    """
    has_snapshots = bool(_snapshot_folders(settings))
    damage = _damage(settings, settings.build_file)
    is_new = damage in {_MISSING, _EMPTY} and not has_snapshots
    note = None if damage is None or is_new else _start_again(settings, damage)
    with open_build(settings) as connection:
        make_landing_tables(connection)
    return note


_MISSING, _EMPTY = "is missing", "is empty"


def _damage(settings: Settings, file: Path, *, is_suspect: bool = False) -> str | None:
    """What keeps a DuckDB file from being used as ours, if anything.

    Every block is read, and its checksum tested, where the file is suspect or its last run did not publish.
    """
    if not file.exists():
        return _MISSING
    try:
        with contextlib.closing(connect(settings, file)) as connection:
            tables = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
            if not {("landing", "files"), ("landing", "runs")} <= set(tables):
                return "is no warehouse of Marsad's" if tables else _EMPTY
            last = connection.execute("select outcome from landing.runs order by started_at desc limit 1").fetchone()
            if is_suspect or last is None or last[0] != "published":
                for schema, table in tables:
                    connection.execute(f'select bit_xor(hash(rows)) from "{schema}"."{table}" as rows')  # noqa: S608
    except duckdb.Error as error:
        return f"is damaged ({str(error).splitlines()[0][:200]})"
    return None


def _start_again(settings: Settings, damage: str) -> str:
    kept = _set_aside(settings)
    snapshot = _copy_newest_sound_snapshot(settings)
    what = f"the build file {damage}" + (f"; it is kept in {kept}" if kept else "")
    if snapshot:
        return f"{what}. Started again from the snapshot {snapshot}, history included"
    return (
        f"{what}. No snapshot could be opened either: started again from the inbox alone, so THE HISTORY IS LOST "
        "(texts of edited and deleted files, earlier runs, replaced ids)"
    )


def _set_aside(settings: Settings) -> Path | None:
    """Move the build file and its log out of the way; returns where it is kept."""
    log = settings.build_file.with_name(settings.build_file.name + ".wal")
    present = [path for path in (log, settings.build_file) if path.exists()]
    if not present:
        return None
    folder = settings.set_aside / dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    folder.mkdir(parents=True)
    for path in present:  # the log first: without its file it can do no harm
        path.rename(folder / path.name)
    return folder


def _copy_newest_sound_snapshot(settings: Settings) -> str | None:
    partial = settings.build_file.with_name(_PARTIAL)
    for folder in _snapshot_folders(settings):
        shutil.copyfile(folder / settings.build_file.name, partial)
        if _damage(settings, partial, is_suspect=True) is None:
            _flush_to_disk(partial)
            partial.rename(settings.build_file)
            return folder.name
        partial.unlink()
    return None


def _snapshot_folders(settings: Settings) -> list[Path]:
    """The complete snapshots, the published one first, then from new to old."""
    if not settings.snapshots.exists():
        return []
    current = settings.current.resolve()
    complete = [
        folder
        for folder in settings.snapshots.iterdir()
        if _SNAPSHOT_NAME.match(folder.name) and (folder / settings.build_file.name).exists()
    ]
    return sorted(sorted(complete, reverse=True), key=lambda folder: folder.resolve() != current)


def _next_stamp(settings: Settings) -> str:
    """The time, but never before the newest snapshot's: a clock set back must not make the new one the oldest."""
    now = dt.datetime.now(dt.UTC)
    for folder in _snapshot_folders(settings):
        with contextlib.suppress(ValueError):
            taken = dt.datetime.strptime(folder.name.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=dt.UTC)
            now = max(now, taken + dt.timedelta(microseconds=1))
    return now.strftime("%Y%m%dT%H%M%S%f")


def _point_at(settings: Settings, folder: Path, stamp: str) -> None:
    for leftover in settings.warehouse.glob(f"{_POINTER}*"):  # of a run killed at this very place
        leftover.unlink()
    pointer = settings.warehouse / f"{_POINTER}{stamp}"
    pointer.symlink_to(folder.relative_to(settings.warehouse))
    pointer.replace(settings.current)
    _flush_to_disk(settings.warehouse)


def _flush_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_old_snapshots(settings: Settings) -> None:
    """Remove all but the newest snapshots; a reader that has one open keeps it until it closes."""
    kept = _snapshot_folders(settings)[: settings.snapshots_kept]
    for folder in settings.snapshots.iterdir():
        if folder not in kept and _SNAPSHOT_NAME.match(folder.name):
            shutil.rmtree(folder)
