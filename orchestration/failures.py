"""What is told of a run that failed: a line in a file, and a message to a web address if one is set.

Reasons may quote what stands in files: they are data, and travel as JSON strings.
"""

import datetime as dt
import http.client
import json
import re
import threading
import time
import urllib.request
from collections.abc import Iterable
from typing import Any

import dagster as dg

from orchestration.settings import Settings

_ATTEMPTS = 3
_TIMEOUT_SECONDS = 5  # for each word of the server
_PAUSE_SECONDS = 1
_LONGEST_SECONDS = 20  # for all attempts: a server that answers a letter at a time keeps nobody waiting for ever
_LONGEST_REASON = 2_000


def reasons_of(events: Iterable[dg.DagsterEvent]) -> list[str]:
    """The reasons of a run's failure: those of its steps, or where none began, its own."""
    failures = [event for event in events if event.is_failure]
    return [_reason_of(event) for event in failures if event.is_step_failure] or [_reason_of(e) for e in failures]


def _reason_of(event: dg.DagsterEvent) -> str:
    """What went wrong, in the words of the first error that is not Dagster's wrapping."""
    error = getattr(event.event_specific_data, "error", None)
    while error is not None and error.cause is not None and (error.cls_name or "").startswith(("Dagster", "Retry")):
        error = error.cause
    message = re.sub(r"^orchestration\.[\w.]+: ", "", error.message.strip()) if error else event.message
    return f"{event.step_key or event.job_name}: {message}"


def tell_failure(settings: Settings, run_id: str, job: str, reasons: Iterable[str]) -> str | None:
    """Write the failure into `failures.log`, and post the same JSON to the web address.

    Returns: why the message could not be delivered, None where it was or nobody wants it. Raises nothing for it.
    """
    failure = {
        "run_id": run_id,
        "job": job,
        "failed_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "reasons": [reason[:_LONGEST_REASON] for reason in reasons],
    }
    problems = [_write(settings, failure), _post(settings.webhook, failure) if settings.webhook else None]
    return "; ".join(problem for problem in problems if problem) or None


def _write(settings: Settings, failure: dict[str, Any]) -> str | None:
    try:
        settings.failures_file.parent.mkdir(parents=True, exist_ok=True)
        with settings.failures_file.open("a", encoding="ascii") as log:
            log.write(json.dumps(failure) + "\n")
    except OSError as error:  # a full disk may be the very failure
        return f"{settings.failures_file} could not be written: {error}"
    return None


def _post(address: str, failure: dict[str, Any]) -> str | None:
    """Post in a thread, which is left to itself where it takes too long."""
    problem = ["it took too long to answer"]

    def attempt() -> None:
        for number in range(_ATTEMPTS):
            time.sleep(number * _PAUSE_SECONDS)
            try:
                _send(address, json.dumps(failure).encode())
            except (OSError, http.client.HTTPException, ValueError) as error:
                problem[0] = str(error) or type(error).__name__
            else:
                problem[0] = ""
                return

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(_LONGEST_SECONDS)
    return f"MARSAD_WEBHOOK was not told of the failure: {problem[0]}" if problem[0] else None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The message goes to the address that was set and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """A redirect is an error like any other answer."""


def _send(address: str, body: bytes) -> None:
    """Post once.

    Raises:
        OSError: nobody answered in time, or with anything but success; the address is never part of the message.
    """
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - http(s) alone
    with urllib.request.build_opener(_NoRedirects).open(request, timeout=_TIMEOUT_SECONDS):
        pass
