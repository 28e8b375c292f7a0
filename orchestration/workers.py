"""Worker processes for what takes long and looks at some articles alone: they read and extract, and open no database.

Much of it is Python, which in one process keeps one core busy however many threads there are. Few batches are not
worth the start of a process.
"""

import ctypes
import functools
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")

_WORKERS = min(os.cpu_count() or 1, 4)  # each takes half a gigabyte
_FEW_BATCHES = 2
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def map_ahead(
    work: Callable[..., Result], batches: Sequence[Batch], arguments: Callable[[Batch], tuple[Any, ...]]
) -> Iterator[tuple[Batch, Result]]:
    """Yield each batch with what `work` makes of its arguments, in order, while the next ones are being worked on.

    Takes: a function of a module, and arguments that can be pickled; they are made in this process, as late as can be.
    """
    if len(batches) <= _FEW_BATCHES:
        for batch in batches:
            yield batch, work(*arguments(batch))
        return
    ahead: deque[tuple[Batch, Future[Result]]] = deque()
    for batch in batches:
        ahead.append((batch, _start_workers().submit(work, *arguments(batch))))
        if len(ahead) > 2 * _WORKERS:  # none waits for the next batch while this process writes
            done, future = ahead.popleft()
            yield done, future.result()
    for done, future in ahead:
        yield done, future.result()


def start_each(work: Callable[[], None]) -> None:
    """Start every worker with work of its own, which nothing waits for."""
    for _ in range(_WORKERS):
        _start_workers().submit(work)


def even_batches(count: int) -> int:
    """So many batches, or a few more, that each worker has as many as the others."""
    return count if count <= _FEW_BATCHES else -(-count // _WORKERS) * _WORKERS


def stop_workers() -> None:
    """End the workers, if any were started: the next run starts its own, with the lexicons of its day."""
    if _start_workers.cache_info().currsize:
        _start_workers().shutdown(cancel_futures=True)
        _start_workers.cache_clear()


@functools.cache
def _start_workers() -> ProcessPoolExecutor:
    # A fork would take over the locks of other threads: Polars' own would never open again.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(_WORKERS, context, initializer=_end_with_parent, initargs=(os.getpid(),))


def _end_with_parent(parent: int) -> None:
    # Together they have one of Polars' threads for each core; it reads this when it is imported, with the first work.
    os.environ.setdefault("POLARS_MAX_THREADS", str(max(1, (os.cpu_count() or 1) // _WORKERS)))
    gc.set_threshold(100_000)  # tokens make no circles, and every look at them goes through the lexicons too
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the run, which ends its workers
    die_with_parent()
    if os.getppid() != parent:  # it died before the line above took effect
        os._exit(1)


def die_with_parent() -> None:
    """Have the system kill this process when the one that started it ends, however that ends; on Linux alone."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
