"""A failed run is written down and told to a web address: real failures, a real server, also one that is ill."""

import errno
import http.server
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

from orchestration import failures
from orchestration.defs import retries
from orchestration.defs.alerts import failure_sensor
from orchestration.defs.retries import retry_passing_errors
from orchestration.failures import reasons_of, tell_failure
from orchestration.settings import Settings, read_settings
from tests.conftest import run_marsad


class Hook(http.server.BaseHTTPRequestHandler):
    """Answers each request with the next of the server's answers; 0 is silence."""

    server: "Server"

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        if not answer:
            self.server.closing.wait(30)
            return
        self.send_response(answer)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


class Server(http.server.ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.answers: list[int] = []
        self.bodies: list[bytes] = []
        self.closing = threading.Event()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.closing.set()
    made.shutdown()


@pytest.fixture
def here(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(failures, "_PAUSE_SECONDS", 0)
    monkeypatch.setattr(failures, "_TIMEOUT_SECONDS", 0.3)
    monkeypatch.setenv("MARSAD_WEBHOOK", f"http://127.0.0.1:{server.server_port}/hook?key=secret")
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(tmp_path / "warehouse"))
    return read_settings()


def written(settings: Settings) -> list[dict[str, object]]:
    return [json.loads(line) for line in settings.failures_file.read_text("ascii").splitlines()]


def test_a_failure_is_one_line_and_the_same_json_is_posted_whatever_the_reason_holds(
    here: Settings, server: Server
) -> None:
    reason = 'landing_files: "}\n{"job": "forged"}\x1b[2Jخطأ'
    assert tell_failure(here, "one", "load_news", [reason]) is None
    (line,) = written(here)
    assert (line["run_id"], line["job"], line["reasons"]) == ("one", "load_news", [reason])
    assert [json.loads(body) for body in server.bodies] == [line]


@pytest.mark.parametrize("ill", [500, 307, 0])
def test_a_server_that_is_ill_for_a_moment_is_told_again(here: Settings, server: Server, ill: int) -> None:
    server.answers = [ill, ill]
    assert tell_failure(here, "one", "load_news", ["why"]) is None
    assert len(server.bodies) == 3


@pytest.mark.parametrize("ill", [500, 0])
def test_a_server_that_stays_ill_is_asked_three_times_and_breaks_nothing(
    here: Settings, server: Server, ill: int
) -> None:
    server.answers = [ill] * 9
    begun = time.monotonic()
    problem = tell_failure(here, "one", "load_news", ["why"])
    assert problem.startswith("MARSAD_WEBHOOK was not told of the failure: ")
    assert "secret" not in problem
    assert (len(server.bodies), len(written(here))) == (3, 1)
    assert time.monotonic() - begun < 5


def test_where_nobody_listens_the_line_is_written_all_the_same(here: Settings) -> None:
    problem = tell_failure(replace(here, webhook="http://127.0.0.1:9/"), "one", "load_news", ["why"])
    assert "Connection refused" in problem
    assert len(written(here)) == 1


def test_a_server_that_never_ends_its_answer_keeps_nobody_waiting(
    here: Settings, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "_TIMEOUT_SECONDS", 30)
    monkeypatch.setattr(failures, "_LONGEST_SECONDS", 0.5)
    server.answers = [0]
    assert "too long" in tell_failure(here, "one", "load_news", ["why"])


@dg.asset
def breaks() -> None:
    raise ValueError("this and that")


def test_the_sensor_tells_the_reason_of_the_step_that_failed(here: Settings, server: Server) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize([breaks], instance=instance, raise_on_error=False)
        event = next(event for event in result.all_events if event.event_type_value == "PIPELINE_FAILURE")
        context = dg.build_run_status_sensor_context(
            "failure_sensor", event, instance, instance.get_run_by_id(result.run_id)
        )
        failure_sensor(context.for_run_failure())
    assert written(here)[0]["reasons"] == ["breaks: ValueError: this and that"]
    assert json.loads(server.bodies[0])["run_id"] == result.run_id


@pytest.mark.integration
def test_a_run_of_the_shell_tells_of_its_failure_too(here: Settings, server: Server, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    failed = run_marsad(here.warehouse, tmp_path / "inbox", "run", "--folder", "nowhere")
    assert failed.returncode == 1
    assert "there is no folder 'nowhere'" in failed.stderr
    assert [json.loads(body) for body in server.bodies] == written(here)
    assert "there is no folder 'nowhere'" in written(here)[0]["reasons"][0]


ATTEMPTS: list[int] = []


@dg.asset(config_schema={"errors": [int]})
@retry_passing_errors()
def reads_a_disk(context: dg.AssetExecutionContext) -> None:
    ATTEMPTS.append(len(ATTEMPTS))
    errors = context.op_execution_context.op_config["errors"]
    if len(ATTEMPTS) <= len(errors):
        raise OSError(errors[len(ATTEMPTS) - 1], "as the system words it")


@pytest.mark.parametrize(
    ("errors", "attempts"),
    [
        ([errno.EIO], 2),
        ([errno.EIO, errno.ESTALE], 3),
        ([errno.EIO] * 9, 3),
        ([errno.ENOSPC], 1),
        ([errno.ENOENT], 1),
        ([errno.EACCES], 1),
    ],
)
def test_a_step_is_tried_again_for_errors_of_the_disk_that_pass_and_no_others(
    errors: list[int], attempts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "_PAUSE_SECONDS", 0)
    ATTEMPTS.clear()
    result = dg.materialize(
        [reads_a_disk],
        run_config={"ops": {"reads_a_disk": {"config": {"errors": errors}}}},
        raise_on_error=False,
    )
    assert (len(ATTEMPTS), result.success) == (attempts, len(errors) < attempts)
    if not result.success:
        assert reasons_of(result.all_events)[0].startswith("reads_a_disk: ")
        assert "as the system words it" in reasons_of(result.all_events)[0]
