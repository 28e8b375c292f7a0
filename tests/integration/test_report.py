"""The report of the sample: whole, without network, inert against hostile texts; in a real browser from the disk."""

import html.parser
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import dagster as dg
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from orchestration.definitions import defs
from orchestration.news.normalise import fold_text
from tests.chromium import opened_chromium
from tests.conftest import SAMPLE, query, run_marsad, wait_for
from tests.integration.test_security import NAME, SIDECAR, TEXT

pytestmark = pytest.mark.integration
in_browser = pytest.mark.skipif(
    shutil.which("chromedriver") is None, reason="chromium and chromium-driver are not installed here"
)
KINDS = ("index", "meetings", "disputed", "actors", "places", "matrix", "outlets")


class Page(html.parser.HTMLParser):
    """What a page holds, as a browser's parser reads it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(file.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, *names: str) -> list[str]:
        return [value for _, attributes in self.elements for name in names if (value := attributes.get(name))]


def write(warehouse: Path, folder: Path) -> Path:
    written = run_marsad(warehouse, SAMPLE, "report", str(folder))
    assert written.returncode == 0, written.stderr
    return folder


@pytest.fixture(scope="module")
def report(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(sample_warehouse, tmp_path_factory.mktemp("report") / "pages")


@pytest.fixture(scope="module")
def pages(report: Path) -> dict[Path, Page]:
    return {file: Page(file) for file in sorted(report.rglob("*.html"))}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a warehouse whose only article attacks by its name, its text and its sidecar."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "inbox").mkdir()
    (folder / "inbox" / NAME).write_text(TEXT, newline="")
    (folder / "inbox" / NAME).with_suffix(".json").write_text(json.dumps(SIDECAR))
    loaded = run_marsad(folder / "warehouse", folder / "inbox", "run")
    assert loaded.returncode == 0, loaded.stderr
    return write(folder / "warehouse", folder / "pages")


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with opened_chromium("browser") as driver:
        yield driver


def test_every_meeting_and_actor_of_the_sample_has_a_page(report: Path, sample_warehouse: Path) -> None:
    for folder, table in (("meetings", "fct_meetings"), ("actors", "bridge_meetings_x_actors")):
        key = f"{folder[:-1]}_id"
        ids = query(sample_warehouse, f"select distinct {key} from marts.{table}")[key]
        assert {file.stem for file in (report / folder).iterdir()} == set(ids)


def test_every_report_stands_on_the_page_of_its_meeting(pages: dict[Path, Page], sample_warehouse: Path) -> None:
    rows = query(sample_warehouse, "select meeting_id, report_id from marts.fct_meeting_reports").rows()
    texts = {file.stem: page.text for file, page in pages.items()}
    assert [row for row in rows if row[1] not in texts[row[0]]] == []


def test_every_span_of_evidence_is_marked(pages: dict[Path, Page], sample_warehouse: Path) -> None:
    sql = "select meeting_id, count(*) as spans from marts.fct_report_evidence join marts.fct_meeting_reports using "
    spans = dict(query(sample_warehouse, f"{sql} (report_id) group by 1").rows())
    marks = {file.stem: sum("title" in element[1] for element in page.elements if element[0] == "mark")
             for file, page in pages.items()}  # fmt: skip
    # Two things that the same words prove are one mark; what overlaps is parted into more.
    assert [id_ for id_, count in spans.items() if not count / 2 <= marks[id_] <= count * 2] == []


def test_every_link_resolves(pages: dict[Path, Page]) -> None:
    ids = {file: set(page.values("id")) for file, page in pages.items()}
    broken = []
    for file, page in pages.items():
        for link in page.values("href", "src", "action"):
            path, _, fragment = link.partition("#")
            goal = (file.parent / path).resolve() if path else file
            if not goal.is_file() or (fragment and fragment not in ids[goal]):
                broken.append((file.name, link))
    assert broken == []


def test_nothing_points_to_the_network(report: Path, pages: dict[Path, Page]) -> None:
    links = {
        link for page in pages.values() for link in page.values("href", "src", "action", "data", "srcset", "poster")
    }
    assert [link for link in links if ":" in link or link.startswith("//")] == []
    for file in (report / "static").iterdir():
        if file.name != "names.js":  # names are data
            assert not re.search(r"https?:|//\w|@import|url\(", re.sub(r"(?m)^\s*//.*$", "", file.read_text()))


def test_every_page_is_built_for_readers_of_all_kinds(pages: dict[Path, Page]) -> None:
    for file, page in pages.items():
        tags = [tag for tag, _ in page.elements]
        assert page.elements[0] == ("html", {"lang": "ar", "dir": "rtl"}), file
        assert [tags.count(tag) for tag in ("h1", "main", "header", "footer")] == [1] * 4, file
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), file
        ids = page.values("id")
        assert len(ids) == len(set(ids)), file
        assert all(attributes.get("scope") for tag, attributes in page.elements if tag == "th"), file
        assert all(attributes.get("aria-label") or "preserveaspectratio" in attributes
                   for tag, attributes in page.elements if tag == "svg"), file  # fmt: skip


def test_the_same_warehouse_gives_the_same_bytes(report: Path, sample_warehouse: Path, tmp_path: Path) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    again = write(sample_warehouse, write(sample_warehouse, tmp_path / "again"))
    assert contents(again) == contents(report)


def test_folder_with_other_things_in_it_is_left_alone(sample_warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    refused = run_marsad(sample_warehouse, SAMPLE, "report", str(tmp_path))
    assert (refused.returncode, "something else" in refused.stderr) == (2, True)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_report_without_a_published_warehouse_says_what_to_do(tmp_path: Path) -> None:
    refused = run_marsad(tmp_path / "nothing", SAMPLE, "report", str(tmp_path / "pages"))
    assert (refused.returncode, "make run" in refused.stderr) == (2, True)
    assert not (tmp_path / "pages").exists()


def test_hostile_text_adds_no_element_and_no_handler(hostile: Path) -> None:
    files = sorted(hostile.rglob("*.html"))
    assert any("<script>alert(1)</script>" in Page(file).text for file in files if file.parent.name == "meetings")
    for file in files:
        page = Page(file)
        scripts = [attributes.get("src", "") for tag, attributes in page.elements if tag == "script"]
        assert scripts == [("../" if file.parent != hostile else "") + "static/search.js"], file
        assert not {"img", "iframe", "object", "embed", "base", "style"} & {tag for tag, _ in page.elements}, file
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")], file
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", file.read_text()), file


@pytest.mark.browser
@in_browser
def test_hostile_text_runs_nothing_in_a_browser(browser: webdriver.Chrome, hostile: Path) -> None:
    browser.get_log("browser")
    for file in sorted(hostile.rglob("*.html")):
        browser.get(file.as_uri())
        load_names(browser)
        assert browser.execute_script("return document.querySelectorAll('main script, main img').length") == 0
    assert browser.get_log("browser") == []  # no alert was blocked, nothing was asked for


def load_names(browser: webdriver.Chrome) -> None:
    browser.execute_async_script("load().then(arguments[0])")


@pytest.mark.browser
@in_browser
@pytest.mark.parametrize("typed", ["السراج", "Sarraj", "al-Sarraj", "Serraj", "فائز السرّاج", "fayez serraj"])
def test_search_finds_an_actor_by_any_spelling(browser: webdriver.Chrome, report: Path, typed: str) -> None:
    browser.get((report / "index.html").as_uri())
    browser.find_element(By.ID, "q").send_keys(typed)
    wait_for(lambda: browser.find_elements(By.CSS_SELECTOR, "#found a"), 10)
    browser.find_element(By.ID, "q").send_keys(Keys.ENTER)
    wait_for(lambda: browser.current_url.endswith("/actors/fayez_al_sarraj.html"), 10)
    assert "فائز السراج" in browser.find_element(By.TAG_NAME, "h1").text.replace("فايز", "فائز")


@pytest.mark.browser
@in_browser
def test_search_is_used_by_keyboard_alone(browser: webdriver.Chrome, report: Path) -> None:
    browser.get((report / "places.html").as_uri())
    browser.find_element(By.ID, "q").send_keys("بوتين")
    wait_for(lambda: browser.find_elements(By.CSS_SELECTOR, "#found a"), 10)
    browser.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert browser.switch_to.active_element.get_attribute("href").endswith("/actors/vladimir_putin.html")
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert browser.switch_to.active_element.get_attribute("id") == "q"
    assert not browser.find_element(By.ID, "results").is_displayed()


@pytest.mark.browser
@in_browser
def test_search_without_an_answer_says_so(browser: webdriver.Chrome, report: Path) -> None:
    browser.get((report / "index.html").as_uri())
    browser.find_element(By.ID, "q").send_keys("qqzzqq")
    wait_for(lambda: "no such name" in browser.find_element(By.ID, "told").text, 10)


@pytest.mark.browser
@in_browser
def test_page_folds_every_arabic_code_point_as_python_does(browser: webdriver.Chrome, report: Path) -> None:
    blocks = [(0x20, 0x250), (0x600, 0x700), (0x750, 0x780), (0x870, 0x900), (0x2000, 0x2070), (0xFB50, 0xFE00)]
    codes = [code for first, end in (*blocks, (0xFE70, 0xFF00), (0x1EE00, 0x1EF00)) for code in range(first, end)]
    texts = [text for code in codes for text in (chr(code), f"ب{chr(code)}ب", f" {chr(code)}", f"{chr(code)}ـب")]
    browser.get((report / "index.html").as_uri())
    load_names(browser)
    folded = browser.execute_script("return arguments[0].map(marsad.fold)", texts)
    assert [text for text, ours in zip(texts, folded, strict=True) if ours != fold_text(text)] == []


@pytest.mark.browser
@in_browser
def test_page_makes_the_keys_of_every_name_as_the_macros_do(
    browser: webdriver.Chrome, report: Path, sample_warehouse: Path
) -> None:
    letters = [chr(code) for code in range(0x20, 0xD7FF) if unicodedata.category(chr(code)) != "Cn"]
    sql = """
        with names as (
            select alias as name from marts.dim_actor_aliases
            union select name_en from marts.dim_actors where name_en is not null
            union select unnest([letter, 'ب' || letter || 'ب', 'b' || letter || 'b']) from unnest(?) as given(letter)
        )
        select name, ask.plain(name) as plain, ask.sound(ask.romanised(ask.plain(name))) as sound from names
    """
    names = query(sample_warehouse, sql, letters)
    browser.get((report / "index.html").as_uri())
    load_names(browser)
    script = "return arguments[0].map((name) => [marsad.plain(name), marsad.sound(marsad.plain(name))])"
    keys = browser.execute_script(script, names["name"].to_list())
    assert names.height > 140_000
    assert [(made, row) for made, row in zip(keys, names.rows(), strict=True) if made != list(row[1:])] == []


@pytest.mark.browser
@in_browser
def test_disputed_meeting_shows_its_evidence_highlighted(browser: webdriver.Chrome, report: Path) -> None:
    browser.get((report / "disputed.html").as_uri())
    browser.find_element(By.CSS_SELECTOR, ".meetings tbody th a").click()
    assert "/meetings/" in browser.current_url
    assert browser.find_element(By.ID, "disputes").is_displayed()
    marks = browser.find_elements(By.CSS_SELECTOR, ".report blockquote mark")
    assert {"mark-trigger"} <= {mark.get_attribute("class") for mark in marks}
    blank = "rgba(0, 0, 0, 0)"
    assert all(mark.is_displayed() and mark.value_of_css_property("background-color") != blank for mark in marks)


@pytest.mark.browser
@in_browser
@pytest.mark.parametrize("width", [390, 1366])
def test_no_page_is_wider_than_the_screen(browser: webdriver.Chrome, report: Path, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": False}
    )
    for file in shown_files(report):
        browser.get(file.as_uri())
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, file.name
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.browser
@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser: webdriver.Chrome, report: Path, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    for file in shown_files(report):
        browser.get(file.as_uri())
        assert browser.execute_script(FAINT_TEXTS) == [], file.name
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def shown_files(report: Path) -> list[Path]:
    """One page of each kind, and every meeting that is told by two reports or more."""
    several = [file for file in sorted((report / "meetings").iterdir()) if 'id="report-2"' in file.read_text()]
    return [*(report / f"{kind}.html" for kind in KINDS), report / "actors" / "khalifa_haftar.html", *several]


# The words whose colour has less than the contrast that WCAG 2 asks of small text (AA, 4.5) to what lies behind them.
FAINT_TEXTS = """
const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((value) => value / 255)
  .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
const ground = (node) => {
  for (; node; node = node.parentElement) {
    const colour = parse(getComputedStyle(node).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const faint = new Set();
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const holder = node.parentElement;
  if (!node.data.trim() || holder.closest("svg, script") || !holder.checkVisibility()) continue;
  const [one, other] = [light(parse(getComputedStyle(holder).color)), light(ground(holder))].sort((a, b) => b - a);
  if ((one + 0.05) / (other + 0.05) < 4.5) faint.add(`${holder.className}: ${node.data.trim()}`);
}
return [...faint];
"""


def test_the_asset_behind_the_snapshot_writes_the_pages(
    own_warehouse: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse, _ = own_warehouse
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(warehouse))
    with dg.DagsterInstance.local_temp() as instance:
        assert defs.resolve_job_def("write_report").execute_in_process(instance=instance).success
    assert (warehouse / "report" / "index.html").exists()


def test_no_load_waits_for_the_pages() -> None:
    loaded = defs.resolve_job_def("load_news").asset_layer.selected_asset_keys
    assert dg.AssetKey("published_warehouse") in loaded
    assert dg.AssetKey("report") not in loaded
