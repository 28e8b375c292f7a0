"""The notebook on the sample: every question is answered, and the page needs nothing but this machine."""

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import polars as pl
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from orchestration import notebook
from orchestration.notebooks import ten_questions
from orchestration.settings import read_settings
from orchestration.warehouse import open_published
from tests.chromium import opened_chromium
from tests.conftest import ROOT, SAMPLE, run_marsad, serving, wait_for

pytestmark = pytest.mark.integration

NOTEBOOK = ROOT / "orchestration" / "notebooks" / "ten_questions.py"
ANSWERS = {
    "who_met_whom",
    "over_time",
    "timeline",
    "overdue",
    "disputed",
    "held_or_denied",
    "outlets",
    "spellings",
    "meeting_places",
    "exposure",
    "silences",
}
FIGURES = 13  # the answers, the list under the name, and bars beside the map


@pytest.fixture
def published(sample_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(sample_warehouse))


def answers(**given: Any) -> dict[str, pl.DataFrame]:
    """Run every cell, raising what one raises."""
    _, values = ten_questions.app.run(defs=given or None)
    return {name: value for name, value in values.items() if isinstance(value, pl.DataFrame)}


@pytest.mark.usefixtures("published")
def test_every_question_is_answered_with_rows() -> None:
    rows = {name: frame.height for name, frame in answers().items()}
    assert rows.keys() >= ANSWERS
    assert min(rows.values()) > 0


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", ["Serraj", "السراج", "el-Sarraj"])
def test_the_name_is_taken_in_any_spelling(name: str) -> None:
    found = answers(name=SimpleNamespace(value=name))
    assert found["meant"]["actor_id"][0] == "fayez_al_sarraj"
    assert "السراج" in set(found["spellings"]["surface"])
    assert not found["timeline"].is_empty()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", ["O'Brien'); drop table marts.fct_articles; --", "", "حفتر\u202e<b>"])
def test_no_name_breaks_a_query(name: str) -> None:
    assert answers(name=SimpleNamespace(value=name)).keys() >= ANSWERS


@pytest.mark.usefixtures("published")
def test_the_exported_page_holds_every_figure_and_no_error(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    command = [sys.executable, "-m", "marimo", "export", "html", "--no-sandbox", str(NOTEBOOK), "-o", str(page)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path)}
    result = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "Error" not in result.stderr
    assert page.read_text("utf-8").count('div class=\\"marsad\\"') == FIGURES


def test_nothing_published_is_told(tmp_path: Path) -> None:
    result = run_marsad(tmp_path / "none", SAMPLE, "notebook")
    assert result.returncode == 2
    assert "nothing is published" in result.stderr
    assert "make run" in result.stderr


def test_a_snapshot_of_an_older_release_is_told(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    duckdb.connect(str(tmp_path / "current" / "warehouse.duckdb")).close()
    result = run_marsad(tmp_path, SAMPLE, "notebook")
    assert result.returncode == 2
    assert "without the macros of schema ask" in result.stderr


def test_a_copy_is_made_once_and_then_left_alone(tmp_path: Path) -> None:
    copy = notebook.make_copy(tmp_path / "mine" / "questions.py")
    assert copy.read_bytes() == NOTEBOOK.read_bytes()
    copy.write_text("mine")
    assert notebook.make_copy(copy).read_text() == "mine"


def test_a_copy_that_marimo_could_not_open_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.py"):
        notebook.make_copy(tmp_path / "questions.ipynb")


@pytest.mark.usefixtures("published")
def test_a_second_connection_of_one_process_is_as_locked_as_the_first() -> None:
    with open_published(read_settings()) as first, open_published(read_settings()) as second:
        for connection in (first, second):
            with pytest.raises(duckdb.PermissionException):
                connection.sql(f"from read_text('{NOTEBOOK}')")
            with pytest.raises(duckdb.InvalidInputException):
                connection.execute("set disabled_filesystems = ''")


@pytest.fixture
def page(sample_warehouse: Path, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        "MARSAD_WAREHOUSE": str(sample_warehouse),
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    run, *options = notebook.marimo_command(None)
    command = [sys.executable, "-m", "marimo", run, "--headless", "--port", str(port), *options]
    with serving(command, environment, tmp_path / "log", lambda: is_up(address)):
        yield address


def is_up(address: str) -> bool:
    with urllib.request.urlopen(f"{address}/health", timeout=2) as response:
        return response.status == 200


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    with opened_chromium("performance") as driver:
        yield driver


def asked_for(browser: webdriver.Chrome) -> set[str]:
    """The addresses that the page and its scripts asked for."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromedriver") is None, reason="chromium and chromium-driver are not installed here")
def test_two_readers_see_every_figure_without_a_network(browser: webdriver.Chrome, page: str) -> None:
    for _ in range(2):  # two sessions of one server share one connection's locked settings
        browser.get(page)
        wait_for(lambda: len(browser.find_elements(By.CSS_SELECTOR, ".marsad")) == FIGURES, 60)
    arabic = next(name for name in browser.find_elements(By.CSS_SELECTOR, ".marsad bdi") if name.text == "فائز السراج")
    assert arabic.value_of_css_property("direction") == "rtl"
    addresses = asked_for(browser)
    assert page + "/" in addresses
    assert {address for address in addresses if not address.startswith((page, "data:", "blob:"))} == set()
