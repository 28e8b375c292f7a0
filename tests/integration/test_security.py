"""What SECURITY.md promises, with the real parts: hostile files, the read-only shell and page, the lock, the modes."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
import unicodedata
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl
import pytest
from selenium.webdriver.common.by import By

from orchestration.explain import explain_file
from orchestration.settings import Settings, read_settings
from orchestration.warehouse import open_published
from tests.chromium import opened_chromium
from tests.conftest import ROOT, dagster_instance, query, run_marsad, serving, wait_for
from tests.integration.test_ui import page_text

pytestmark = pytest.mark.integration

# Folders whose own names would break out of SQL, Jinja, a format string, a shell or a line of the log.
FOLDER = 'it\'s {{ 1 % 0 }}; drop "x" $(touch pwned) %s \x1b[31m\n\u202e مرصد'
ATTACK = (
    "'; drop table marts.fct_articles; -- {{ env_var('HOME') }} {% raw %} {# x #} $(touch pwned) `touch pwned` %s "
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ![pixel](/graphql?query=mutation) "
    "[link](javascript:alert(1)) https://evil.example/a|b \u202egnp.exe\u2066"
)
CONTROLS = "\x1b]0;owned\x07 \x1b[2J \x9b31m"
NAME = "'; drop table x; -- {{ 1∕0 }} <img src=x onerror=y> $(touch pwned) %s \x1b[31m\n00:00:00  forged\u202e.txt"
PADDING = "عقد مجلس المدينة جلسته العادية وناقش فيها خطة العام المقبل. " * 200  # a text with more commands is no text
TEXT = (
    f"لقاء في موسكو {ATTACK}\n\nعقد فلاديمير بوتين اجتماعا مع خليفة حفتر في موسكو {ATTACK} {CONTROLS}.\n\n{PADDING}\n"
)
SIDECAR = {
    "title": f"عنوان {ATTACK} {CONTROLS}",
    "author": ATTACK + CONTROLS,
    "source": ATTACK + CONTROLS,
    "published_at": f"2017-07-25 {ATTACK}",
    ATTACK: {CONTROLS: ["\ud800"]},
}
# Runs in every Python process of the job, and notes each host that one asks for or connects to.
LISTENER = """
import os, sys
def note(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname") or (
        event == "socket.connect" and isinstance(arguments[1], tuple)
    ):
        with open(os.environ["NETWORK_LOG"], "a") as log:
            log.write(f"{event} {arguments!r} {sys.argv}\\n")
sys.addaudithook(note)
"""


class Loaded(NamedTuple):
    """A warehouse into which hostile files were loaded, and what the run printed."""

    warehouse: Path
    inbox: Path
    printed: str
    network_log: Path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("hostile")
    warehouse, inbox = folder / f"warehouse {FOLDER}", folder / f"inbox {FOLDER}"
    inbox.mkdir()
    (inbox / NAME).write_text(TEXT, newline="")
    (inbox / NAME).with_suffix(".json").write_text(json.dumps(SIDECAR))
    (inbox / f"refused {NAME}").write_text("English alone: " + ATTACK, newline="")
    (folder / "hook").mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(LISTENER)
    (folder / "network.log").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder / "hook"), prepend=os.pathsep)
        patch.setenv("NETWORK_LOG", str(folder / "network.log"))
        result = run_marsad(warehouse, inbox, "run")
    assert result.returncode == 0, result.stderr
    return Loaded(warehouse, inbox, result.stdout + result.stderr, folder / "network.log")


def commands_in(text: str) -> list[str]:
    """The characters of a text that a terminal would obey, or that would reorder its line."""
    scopes = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return [
        char
        for char in text.replace("\n", "")
        if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(char) in scopes
    ]


def settings_of(loaded: Loaded) -> Settings:
    return replace(read_settings(), warehouse=loaded.warehouse, inbox=loaded.inbox)


def test_a_hostile_text_lands_verbatim(hostile: Loaded) -> None:
    assert query(hostile.warehouse, "select raw_text from marts.fct_article_texts").item() == TEXT


def test_hostile_file_names_land_verbatim(hostile: Loaded) -> None:
    rows = query(hostile.warehouse, "select file_path, state from marts.fct_files").rows()
    assert set(rows) == {(NAME, "loaded"), (f"refused {NAME}", "quarantined")}


def test_a_hostile_sidecar_is_kept_as_text(hostile: Loaded) -> None:
    title, author = query(hostile.warehouse, "select title, author from marts.fct_articles").row(0)
    assert "{{ env_var('HOME') }}" in title
    assert "'; drop table" in author


def test_hostile_text_becomes_evidence_and_no_table_is_lost(hostile: Loaded, sample_warehouse: Path) -> None:
    evidence = query(hostile.warehouse, "select evidence from marts.fct_meeting_reports")
    assert any("{% raw %}" in text for text in evidence["evidence"])
    tables = "select table_schema, table_name from information_schema.tables order by all"
    assert query(hostile.warehouse, tables).rows() == query(sample_warehouse, tables).rows()


def test_nothing_of_a_text_or_a_name_was_executed(hostile: Loaded) -> None:
    folders = (ROOT, ROOT / "dbt_project", hostile.inbox, hostile.inbox.parent, hostile.warehouse)
    assert not [folder for folder in folders if (folder / "pwned").exists()]


def test_a_run_asks_for_no_host(hostile: Loaded) -> None:
    assert hostile.network_log.read_text() == ""


def test_what_a_run_prints_commands_no_terminal_and_forges_no_line(hostile: Loaded) -> None:
    assert commands_in(hostile.printed) == []
    assert not [line for line in hostile.printed.split("\n") if line.startswith("00:00:00  forged")]


@pytest.mark.parametrize("command", ["quarantine", "explain", "verify"])
def test_what_a_command_prints_commands_no_terminal(hostile: Loaded, command: str) -> None:
    file = [str(hostile.inbox / NAME)] if command == "explain" else []
    told = run_marsad(hostile.warehouse, hostile.inbox, command, *file)
    assert told.returncode == 0, told.stderr
    assert commands_in(told.stdout + told.stderr) == []
    if command != "verify":
        assert r"\x1b[31m\n00:00:00  forged\u202e.txt" in told.stdout


def test_make_hands_a_file_name_over_as_it_is(hostile: Loaded) -> None:
    told = subprocess.run(
        ["make", "--assume-old=.venv/.installed", "explain", f"FILE={hostile.inbox / NAME}"],
        env=os.environ | {"MARSAD_WAREHOUSE": str(hostile.warehouse), "MARSAD_INBOX": str(hostile.inbox)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "vladimir_putin" in told.stdout
    assert not (ROOT / "pwned").exists()


def test_explain_of_a_report_commands_no_terminal(hostile: Loaded) -> None:
    (report, *_) = query(hostile.warehouse, "select report_id from marts.fct_meeting_reports")["report_id"]
    told = run_marsad(hostile.warehouse, hostile.inbox, "explain", "--report", report)
    assert told.returncode == 0, told.stderr
    assert "khalifa_haftar" in told.stdout
    assert commands_in(told.stdout) == []


def test_make_hands_a_report_over_as_it_is(hostile: Loaded) -> None:
    told = subprocess.run(
        ["make", "--assume-old=.venv/.installed", "explain", "REPORT='; $(touch pwned) `touch pwned`"],
        env=os.environ | {"MARSAD_WAREHOUSE": str(hostile.warehouse), "MARSAD_INBOX": str(hostile.inbox)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "$(touch pwned) `touch pwned`" in told.stderr
    assert not (ROOT / "pwned").exists()


def test_explain_in_colour_sends_only_its_own_colours(hostile: Loaded) -> None:
    told = explain_file(settings_of(hostile), str(hostile.inbox / NAME), colour=True)
    assert commands_in(told) != []
    assert commands_in(re.sub(r"\x1b\[(0|1|2|1;3[2-6])m", "", told)) == []


def test_a_refusal_quotes_a_file_without_its_commands(hostile: Loaded) -> None:
    told = run_marsad(hostile.warehouse, hostile.inbox, "explain", f"refused {NAME}")
    assert told.returncode == 2
    assert "not_arabic" in told.stderr
    assert commands_in(told.stderr) == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("select file_path, chr(155) || '31m' as c1 from fct_files;", 0),
        ("select raw_text, [raw_text], {'a': raw_text} from fct_article_texts;", 0),
        ("select title::integer from fct_articles;", 1),
        ("from ask.search('بوتين'); from ask.every_meeting; from ask.meetings(chr(155)); from ask.names limit 9;", 0),
        ('select 1 as "\x1b[31m\u202e\u009b";', 0),
        ("selec \x1b[31m\u202e;", 1),
    ],
)
def test_what_the_shell_answers_commands_no_terminal(hostile: Loaded, statement: str, code: int) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "sql"],
        env=os.environ | {"MARSAD_WAREHOUSE": str(hostile.warehouse)},
        cwd=ROOT,
        input=statement,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == code, answer.stderr
    assert commands_in(answer.stdout + answer.stderr) == []


# What leaves the published file, or changes it; {here} is the file, {out} a folder outside.
FORBIDDEN = """
    delete from fct_articles
    update fct_articles set title = 'x'
    create table marts.x as select 1
    drop table fct_articles
    alter table fct_articles add column x integer
    insert into fct_runs select * from fct_runs
    attach '{out}/new.duckdb'
    attach '{here}' as again
    attach ':memory:' as other
    copy fct_runs to '{out}/runs.csv'
    copy fct_runs to '{here}.wal'
    copy fct_runs to '{here}.tmp/runs.csv'
    copy fct_runs to '/dev/stdout'
    export database '{out}/all'
    import database '{out}'
    from read_text('{out}/secret.txt')
    from read_blob('{here}')
    from read_csv('{out}/secret.txt')
    from '{out}/secret.txt'
    from glob('{out}/*')
    from 'http://127.0.0.1:9/x.csv'
    install httpfs
    load httpfs
    load '{out}/x.duckdb_extension'
    create persistent secret s (type http, bearer_token 'x')
    set enable_external_access = true
    set disabled_filesystems = ''
    set lock_configuration = false
    set autoinstall_known_extensions = true
    reset lock_configuration
    pragma profiling_output = '{out}/profile.json'
    set log_query_path = '{out}/queries.log'
    call enable_logging(storage = 'file', storage_path = '{out}')
    from frame_of_python
"""


@pytest.mark.parametrize("statement", textwrap.dedent(FORBIDDEN).strip().splitlines())
def test_the_published_file_can_be_neither_changed_nor_left(
    sample_warehouse: Path, tmp_path: Path, statement: str
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    settings = replace(read_settings(), warehouse=sample_warehouse)
    here = settings.published_file.resolve()
    frame_of_python = pl.DataFrame({"secret": [1]})  # noqa: F841 - DuckDB would find it by its name
    before = sorted(here.parent.iterdir()), here.stat().st_mtime_ns, here.stat().st_size
    with open_published(settings) as connection:
        connection.execute("use marts")
        with pytest.raises(duckdb.Error):
            connection.execute(statement.format(here=here, out=tmp_path)).fetchall()
    assert (sorted(here.parent.iterdir()), here.stat().st_mtime_ns, here.stat().st_size) == before
    assert [path.name for path in tmp_path.iterdir()] == ["secret.txt"]


@pytest.mark.parametrize("setting", ["autoinstall_known_extensions", "autoload_known_extensions"])
def test_a_reader_fetches_and_loads_no_extension(sample_warehouse: Path, setting: str) -> None:
    with open_published(replace(read_settings(), warehouse=sample_warehouse)) as connection:
        assert connection.execute("select current_setting(?)", [setting]).fetchone() == (False,)


class Server(NamedTuple):
    """A running read-only webserver."""

    url: str
    port: int
    home: Path


@pytest.fixture(scope="module")
def server(hostile: Loaded) -> Iterator[Server]:
    """The command that SECURITY.md gives for a page that only shows."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = hostile.warehouse / "dagster"
    environment = {
        "DAGSTER_HOME": str(home),
        "MARSAD_INBOX": str(hostile.inbox),
        "MARSAD_WAREHOUSE": str(hostile.warehouse),
    }
    program = str(Path(sys.executable).parent / "dagster-webserver")
    command = [program, "--read-only", "-h", "127.0.0.1", "-p", str(port), "-w", "workspace.yaml"]
    started = Server(f"http://127.0.0.1:{port}", port, home)
    log = hostile.inbox.parent / "webserver.log"
    with serving(command, environment, log, lambda: ask(started, "{ version }")):
        yield started


def ask(server: Server, graphql: str, *, by_address: bool = False) -> Any:
    """Ask as the page does, or by an address alone, as a link or an image of any other page could."""
    request: str | urllib.request.Request = f"{server.url}/graphql?{urllib.parse.urlencode({'query': graphql})}"
    if not by_address:
        body = json.dumps({"query": graphql}).encode()
        request = urllib.request.Request(f"{server.url}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.loads(response.read())["data"]


JOB = 'repositoryLocationName: "marsad", repositoryName: "__repository__"'
MUTATIONS = {
    "launch": f'launchRun(executionParams: {{selector: {{{JOB}, jobName: "load_news"}}, runConfigData: "{{}}"}})',
    "terminate": 'terminateRun(runId: "%s", terminatePolicy: MARK_AS_CANCELED_IMMEDIATELY)',
    "delete": 'deletePipelineRun(runId: "%s")',
    "wipe": 'wipeAssets(assetPartitionRanges: [{assetKey: {path: ["landing_files"]}}])',
    "schedule": f'startSchedule(scheduleSelector: {{{JOB}, scheduleName: "load_on_schedule"}})',
    "sensor": f'startSensor(sensorSelector: {{{JOB}, sensorName: "inbox_sensor"}})',
    "reload": "reloadWorkspace",
}


@pytest.mark.parametrize("by_address", [False, True])
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_read_only_page_changes_nothing(server: Server, mutation: str, by_address: bool) -> None:  # noqa: FBT001
    with dagster_instance(server.home) as instance:
        (run,) = instance.get_runs()
        asked = MUTATIONS[mutation].replace("%s", run.run_id)
        reason = "... on TerminateRunFailure { message }" if mutation == "terminate" else ""
        answer = ask(server, f"mutation {{ asked: {asked} {{ __typename {reason} }} }}", by_address=by_address)["asked"]
        assert answer["__typename"] == "UnauthorizedError" or "do not have permission" in answer["message"]
        assert [known.run_id for known in instance.get_runs()] == [run.run_id]


def test_the_read_only_page_is_served(server: Server) -> None:
    assert "dagster-webserver --read-only -h 127.0.0.1 -p" in (ROOT / "SECURITY.md").read_text()
    with urllib.request.urlopen(f"{server.url}/runs", timeout=30) as response:
        assert response.status == 200
        assert 'id="__next"' in response.read().decode()


def test_the_page_listens_on_this_machine_alone(server: Server) -> None:
    listening = "0A"
    found = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).exists()
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[1].endswith(f":{server.port:04X}") and line.split()[3] == listening
    ]
    assert found == [f"0100007F:{server.port:04X}"]


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromedriver") is None, reason="chromium and chromium-driver are not installed here")
def test_the_page_of_an_asset_shows_hostile_text_as_text(server: Server) -> None:
    with opened_chromium() as browser:
        browser.get(f"{server.url}/assets/landing_articles")
        wait_for(lambda: "newest_articles" in page_text(browser), 60)
        wait_for(lambda: "<img src=x onerror=alert(1)>" in page_text(browser), 30)
        assert "\u202e" not in page_text(browser)
        assert browser.find_elements(By.CSS_SELECTOR, "img[src*='graphql'], img[src='x'], a[href*='evil']") == []
        assert browser.find_elements(By.XPATH, "//a[starts-with(@href, 'javascript')]") == []


def test_every_requirement_of_the_lock_has_a_hash() -> None:
    lines = (ROOT / "requirements.lock").read_text().replace("\\\n", " ").splitlines()
    requirements = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert len(requirements) > 100
    assert [
        line for line in requirements if not re.fullmatch(r"\S+==\S+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+ *", line)
    ] == []


def test_the_environment_is_installed_with_its_hashes_alone() -> None:
    installs = [line for line in (ROOT / "Makefile").read_text().splitlines() if "pip install" in line]
    assert installs
    # Either from the lock, or the project itself with nothing fetched for it.
    assert all(
        "--require-hashes -r requirements.lock" in line or line.endswith("--no-deps --no-build-isolation -e .")
        for line in installs
    )


def test_what_is_installed_names_no_package_host() -> None:
    for name in ("requirements.lock", "Makefile", "pyproject.toml", ".ci/run"):
        text = (ROOT / name).read_text()
        assert "://" not in text, name
        assert not re.search(r"(?<!no-emit-)(index[-_]url|find[-]links)", text), name


@pytest.fixture
def shown_to_others(sample_warehouse: Path) -> Iterator[Path]:
    """The warehouse in a folder that everybody may enter, as on a shared machine."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(shutil.copytree(sample_warehouse, Path(folder) / "warehouse", symlinks=True))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
@pytest.mark.parametrize(
    "attempt",
    [
        "echo x >> current/warehouse.duckdb",
        "echo x > current/warehouse.duckdb.wal",
        "rm -f current/warehouse.duckdb",
        "mv current/warehouse.duckdb current/old",
        "ln -sfn /tmp current",
        "rm -f current",
        "mkdir snapshots/mine",
        "echo x > build/temp/x",
        "chmod u+w current/warehouse.duckdb",
        "echo x >> dagster/dagster.yaml",
    ],
)
def test_another_user_can_read_the_snapshot_and_neither_write_nor_replace_it(
    shown_to_others: Path, attempt: str
) -> None:
    def as_nobody(command: str) -> int:
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        return subprocess.run(
            [*nobody, "sh", "-c", command], cwd=shown_to_others, capture_output=True, check=False
        ).returncode

    assert as_nobody("test -r current/warehouse.duckdb") == 0
    assert as_nobody(attempt) != 0


def test_the_mode_of_a_snapshot_lets_nobody_write(sample_warehouse: Path) -> None:
    assert (sample_warehouse / "current" / "warehouse.duckdb").stat().st_mode & 0o222 == 0
