"""The Dagster UI in a real browser: a run started by clicking publishes; a failing check shows and holds back."""

import shutil
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.chromium import opened_chromium
from tests.conftest import SAMPLE, dagster_instance, query, serving, wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.integration,
    pytest.mark.skipif(
        shutil.which("chromedriver") is None, reason="chromium and chromium-driver are not installed here"
    ),
]

PORT = 3000
UI = f"http://127.0.0.1:{PORT}"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ui") / "warehouse"


@pytest.fixture(scope="module")
def ui(warehouse: Path) -> Iterator[str]:
    environment = {"MARSAD_INBOX": str(SAMPLE), "MARSAD_WAREHOUSE": str(warehouse), "DAGSTER_HOME": ""}
    command = [sys.executable, "-m", "orchestration.cli", "ui"]
    with serving(command, environment, warehouse.parent / "ui.log", answers):
        yield UI


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with opened_chromium() as driver:
        yield driver


def answers() -> bool:
    with urllib.request.urlopen(f"{UI}/server_info", timeout=2) as response:
        return response.status == 200


def page_text(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "body").text


def finished_runs(warehouse: Path) -> list[str]:
    """The status of each finished run, newest first, as Dagster's own storage has it."""
    with dagster_instance(warehouse / "dagster") as instance:
        return [run.status.value for run in instance.get_runs() if run.is_finished]


def launch_by_clicking(browser: webdriver.Chrome, ui: str, warehouse: Path, outcome: str) -> None:
    """Press the job's button, wait until the run is over, and see its outcome in the list of runs."""
    before = len(finished_runs(warehouse))
    browser.get(f"{ui}/locations/marsad/jobs/load_news")

    def press() -> bool:
        button = next(b for b in browser.find_elements(By.TAG_NAME, "button") if b.text.startswith("Materialize all"))
        button.click()
        return True

    wait_for(press, 60)
    wait_for(lambda: "Launched run" in page_text(browser), 60)  # leaving the page earlier would drop the request
    wait_for(lambda: len(finished_runs(warehouse)) > before, 180)
    assert finished_runs(warehouse)[0] == outcome.upper()
    browser.get(f"{ui}/runs")
    wait_for(lambda: outcome in page_text(browser).splitlines(), 60)


def test_a_run_started_by_clicking_publishes_the_sample(browser: webdriver.Chrome, ui: str, warehouse: Path) -> None:
    launch_by_clicking(browser, ui, warehouse, "Success")
    assert query(warehouse, "select count(*) from marts.fct_articles").item() == 49


def test_the_lineage_leads_from_the_inbox_to_the_snapshot(browser: webdriver.Chrome, ui: str) -> None:
    browser.get(f"{ui}/asset-groups")
    groups = {"inbox", "landing", "lexicon", "staging", "intermediate", "marts", "published"}
    wait_for(lambda: groups <= set(page_text(browser).split()), 60)


def test_an_assets_page_shows_columns_counts_and_tables(browser: webdriver.Chrome, ui: str) -> None:
    browser.get(f"{ui}/assets/landing_files")
    shown = {"files_seen", "files_by_state", "not_arabic", "The path for reading."}
    wait_for(lambda: all(part in page_text(browser) for part in shown), 60)


def test_an_assets_page_shows_a_plot(browser: webdriver.Chrome, ui: str) -> None:
    browser.get(f"{ui}/assets/landing_articles")
    plot = "img[src^='data:image/svg+xml;base64,']"
    wait_for(lambda: browser.find_element(By.CSS_SELECTOR, plot).get_property("naturalWidth") > 100, 60)


def test_a_failing_check_shows_in_the_ui_and_keeps_the_snapshot(
    browser: webdriver.Chrome, ui: str, warehouse: Path
) -> None:
    published = (warehouse / "current").resolve()
    with duckdb.connect(str(warehouse / "build" / "warehouse.duckdb")) as build:
        build.execute("delete from landing.articles where article_id = (select min(article_id) from landing.articles)")
    launch_by_clicking(browser, ui, warehouse, "Failure")
    assert (warehouse / "current").resolve() == published
    browser.get(f"{ui}/assets/landing_articles?view=checks&checkDetail=every_text_became_an_article")
    wait_for(lambda: "every_text_became_an_article" in page_text(browser), 60)
    wait_for(lambda: "Failed" in page_text(browser), 60)
    wait_for(lambda: "texts=49, articles=48" in page_text(browser), 60)
    page = warehouse / "docs" / "quality" / "every_text_became_an_article.html"
    assert str(page) in page_text(browser)
    browser.get(page.as_uri())
    assert "texts equals articles" in page_text(browser)
    assert browser.find_element(By.CSS_SELECTOR, "i.fail").value_of_css_property("width") == "9px"
