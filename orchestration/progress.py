"""How far a run has come: so many of so many, how fast, and how long it will take."""

import time
from collections.abc import Callable

Log = Callable[[str], None]


def report_progress(what: str, unit: str, total: int, log: Log) -> Callable[[int], None]:
    """Make a function that logs how many are done, with the rate since now and the time left."""
    begun = time.monotonic()
    return lambda done: log(describe_progress(what, unit, done, total, time.monotonic() - begun))


def describe_progress(what: str, unit: str, done: int, total: int, seconds: float) -> str:
    """Word the progress; `done` of `total` took so many seconds."""
    rate = done / max(seconds, 0.001)
    left = f", {_duration((total - done) / rate)} left" if 0 < done < total else ""
    return f"{what}: {done:,} of {total:,} {unit}, {rate:,.0f} {unit}/s{left}"


def _duration(seconds: float) -> str:
    """Seconds below two minutes, minutes below two hours, hours above."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
