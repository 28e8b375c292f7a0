"""A folder that is replaced whole: written beside, then exchanged in one step."""

import contextlib
import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_MARKER = "report.json"  # what shows that a folder is ours to replace
_AT_WORKING_FOLDER, _EXCHANGE = -100, 2  # of Linux: AT_FDCWD, RENAME_EXCHANGE


@contextlib.contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write into, which takes the place of the other when the block ends well.

    Rules: a reader meets the old folder or the new one; killed at any point, one of both stands, and the next run
    clears what is left. Where the system cannot exchange two folders, the old one is moved away first.

    Raises:
        FileExistsError: the folder holds something else, or another process is writing it.
    """
    folder = folder.absolute()
    partial, old = (folder.with_name(f".{folder.name}.{kind}") for kind in ("partial", "old"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        if old.exists() and not folder.exists():
            old.rename(folder)  # killed between two renames
        if folder.is_symlink() or (folder.exists() and not _is_ours(folder)):
            raise FileExistsError(f"{folder} holds something else than a report: choose another folder")
        for leftover in (partial, old):
            shutil.rmtree(leftover, ignore_errors=True)
        partial.mkdir()
        try:
            yield partial
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        if not folder.exists():
            partial.rename(folder)
        elif _exchange(partial, folder):
            shutil.rmtree(partial)
        else:
            folder.rename(old)
            partial.rename(folder)
            shutil.rmtree(old)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / _MARKER).is_file() or not any(folder.iterdir()))


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the parent folder's lock, which dies with the process and leaves no file."""
    descriptor = os.open(folder.parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise FileExistsError(f"a report is being written into {folder.parent} already") from error
    finally:
        os.close(descriptor)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(
        rename(_AT_WORKING_FOLDER, os.fsencode(one), _AT_WORKING_FOLDER, os.fsencode(other), ctypes.c_uint(_EXCHANGE))
        == 0
    )
