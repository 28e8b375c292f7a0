"""Second attempts, for disks and networks that fail for a moment; for nothing else."""

import contextlib
import errno
import os
from collections.abc import Iterator

import dagster as dg
import duckdb

_ATTEMPTS = 2  # after the first
_PAUSE_SECONDS = 10

# What may be otherwise in a moment. A full disk, a missing file or right, and every error of logic are not.
_PASSING = {
    getattr(errno, name)
    for name in (
        "EAGAIN",
        "EBUSY",
        "EIO",
        "ECONNRESET",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "EINTR",
        "ENETDOWN",
        "ENETUNREACH",
        "ENOTCONN",
        "EREMOTEIO",
        "ESTALE",
        "ETIMEDOUT",
    )
    if hasattr(errno, name)
}


@contextlib.contextmanager
def retry_passing_errors() -> Iterator[None]:
    """Have Dagster run the step again where it met an error of the disk or the network that may pass.

    Rules: a step can be run again at any time: what it had committed stands, and it takes up the rest.
    """
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if not _is_passing(error):
            raise
        raise dg.RetryRequested(max_retries=_ATTEMPTS, seconds_to_wait=_PAUSE_SECONDS) from error


def _is_passing(error: OSError | duckdb.Error) -> bool:
    if isinstance(error, OSError):
        return error.errno in _PASSING
    # DuckDB hands on the system's words alone; a database that it closed upon them opens again.
    return any(os.strerror(number) in str(error) for number in _PASSING)
