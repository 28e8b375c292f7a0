"""What an analyst takes away of the loaded sample: a release, dbt's page, and how to read a meeting."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from selenium.webdriver.common.by import By

from orchestration.releases import freeze
from orchestration.settings import Settings
from tests.chromium import opened_chromium
from tests.conftest import ROOT, SAMPLE, query, run_marsad, wait_for

pytestmark = pytest.mark.integration
READING = (ROOT / "dbt_project" / "HOW_TO_READ_A_MEETING.md").read_text("utf-8")


def settings_of(warehouse: Path) -> Settings:
    return Settings(inbox=SAMPLE, warehouse=warehouse)


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the loaded sample, as releases and pages are written beside the snapshots."""
    folder = tmp_path_factory.mktemp("analysts") / "warehouse"
    return Path(shutil.copytree(sample_warehouse, folder, symlinks=True))


@pytest.fixture(scope="module")
def release(warehouse: Path) -> Path:
    told = run_marsad(warehouse, SAMPLE, "release", "first")
    assert told.returncode == 0, told.stderr
    return warehouse / "releases" / "first"


@pytest.fixture(scope="module")
def manifest(release: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((release / "manifest.json").read_text("utf-8"))
    return told


def writing(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """A connection that changes the snapshot of a scratch warehouse, as nothing of the product does."""
    published = warehouse / "current" / "warehouse.duckdb"
    published.chmod(0o644)
    return duckdb.connect(str(published))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_release_has_a_file_of_every_mart_with_all_its_rows(
    warehouse: Path, release: Path, manifest: dict[str, Any]
) -> None:
    tables = query(warehouse, "select table_name from duckdb_tables() where schema_name = 'marts'").to_series()
    assert {file.stem for file in release.glob("*.parquet")} == set(tables) == set(manifest["tables"])
    for table, told in manifest["tables"].items():
        frame = pl.read_parquet(release / f"{table}.parquet")
        assert frame.columns == told["columns"]
        assert frame.height == told["rows"] == query(warehouse, f"from marts.{table}").height
        assert hashlib.sha256((release / f"{table}.parquet").read_bytes()).hexdigest() == told["sha256"]


def test_its_checksums_hold_by_the_usual_command(release: Path) -> None:
    told = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=release, capture_output=True, check=False)
    assert told.returncode == 0
    listed = re.findall(r"^\w{64}  (\S+)$", (release / "SHA256SUMS").read_text("utf-8"), re.MULTILINE)
    assert {*listed, "SHA256SUMS"} == {file.name for file in release.iterdir()}


def test_whole_texts_stay_out_and_evidence_stays_in(warehouse: Path, release: Path, manifest: dict[str, Any]) -> None:
    assert "body" not in manifest["tables"]["fct_articles"]["columns"]
    longest = query(warehouse, "select max_by(body, body_chars) from marts.fct_articles").item()
    cells = [
        str(value)
        for file in release.glob("*.parquet")
        for column in pl.read_parquet(file).select(pl.col(pl.String))
        for value in column
    ]
    assert longest
    assert not any(longest[:400] in cell for cell in cells)
    assert pl.read_parquet(release / "fct_meeting_reports.parquet")["evidence"].str.len_chars().min() > 10
    assert manifest["left_out"]["fct_article_texts"] == ["raw_text"]
    assert not manifest["has_texts"]


def test_with_texts_nothing_is_left_out(warehouse: Path) -> None:
    told = run_marsad(warehouse, SAMPLE, "release", "own-use", "--with-texts")
    assert told.returncode == 0, told.stderr
    folder = warehouse / "releases" / "own-use"
    assert pl.read_parquet(folder / "fct_article_texts.parquet")["raw_text"].null_count() == 0
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["left_out"] == {}
    assert "do not hand it on" in (folder / "README.md").read_text("utf-8")


def test_the_same_snapshot_gives_the_same_bytes_in_whatever_order_its_rows_lie(
    own_warehouse: tuple[Path, Path], release: Path
) -> None:
    warehouse, _ = own_warehouse
    with writing(warehouse) as connection:
        for (table,) in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts'"
        ).fetchall():
            connection.execute(f"create or replace table marts.{table} as from marts.{table} order by random()")
    shutil.rmtree(warehouse / "releases", ignore_errors=True)
    freeze(settings_of(warehouse), "first")
    assert bytes_of(warehouse / "releases" / "first") == bytes_of(release)


def test_the_manifest_names_the_run_and_its_rules(warehouse: Path, manifest: dict[str, Any]) -> None:
    run_id, rules = query(warehouse, "select run_id, stage_versions from marts.fct_runs").row(0)
    assert manifest["snapshot"]["run_id"] == run_id
    assert manifest["rules"]["versions"] == json.loads(rules)
    assert manifest["rules"]["are_of_this_code"]
    lexicons = {file.stem for file in (ROOT / "dbt_project" / "seeds").glob("*.csv")}
    assert manifest["rules"]["lexicons"].keys() == lexicons
    assert manifest["written_with"].keys() == {"marsad", "duckdb", "polars", "python"}
    assert sum(manifest["counts"]["meetings_by_status"].values()) == manifest["tables"]["fct_meetings"]["rows"]


def test_hashes_of_lexicons_that_the_run_did_not_read_are_not_given(
    own_warehouse: tuple[Path, Path],
) -> None:
    warehouse, _ = own_warehouse
    with writing(warehouse) as connection:
        connection.execute("""update marts.fct_runs set stage_versions = '{"articles": "another"}'""")
    rules = json.loads((freeze(settings_of(warehouse), "later").folder / "manifest.json").read_text())["rules"]
    assert (rules["are_of_this_code"], rules["lexicons"]) == (False, None)


def test_accuracy_is_that_of_the_same_rules_or_none(warehouse: Path, manifest: dict[str, Any], tmp_path: Path) -> None:
    assert manifest["accuracy"] is None
    assert "No figures" in manifest["accuracy_note"]
    measured = {"measured_on": "2026-01-01", "measured_of": "63 articles", "reproduce": "x", "figures": {"a": 0.5}}
    file = tmp_path / "accuracy.json"
    file.write_text(json.dumps(measured | {"rules": manifest["rules"]["versions"]}))
    frozen = freeze(settings_of(warehouse), "measured", accuracy=file)
    assert json.loads((frozen.folder / "manifest.json").read_text("utf-8"))["accuracy"] == measured
    assert "expect far less" in (frozen.folder / "manifest.json").read_text("utf-8")
    file.write_text(json.dumps(measured | {"rules": {"articles": "another"}}))
    with pytest.raises(ValueError, match="other rules"):
        freeze(settings_of(warehouse), "mismeasured", accuracy=file)
    assert not (warehouse / "releases" / "mismeasured").exists()


def test_a_release_is_never_written_over(warehouse: Path, release: Path) -> None:
    before = bytes_of(release)
    told = run_marsad(warehouse, SAMPLE, "release", "first", "--with-texts")
    assert told.returncode == 2
    assert "never changes" in told.stderr
    assert bytes_of(release) == before


def test_what_a_killed_process_left_is_cleared_and_is_no_release(warehouse: Path) -> None:
    leftover = warehouse / "releases" / ".partial-killed"
    leftover.mkdir(parents=True)
    (leftover / "half.parquet").write_bytes(b"PAR1")
    freeze(settings_of(warehouse), "after-a-kill")
    assert not leftover.exists()


def test_dbt_writes_its_page_with_descriptions_and_lineage_as_one_file(warehouse: Path) -> None:
    before = (warehouse / "current" / "warehouse.duckdb").read_bytes()
    told = run_marsad(warehouse, SAMPLE, "docs")
    assert told.returncode == 0, told.stderr
    folder = warehouse / "docs" / "dbt"
    page = (folder / "index.html").read_text("utf-8")
    assert "One row per real-world encounter, as all its reports have it together." in page
    assert "model.marsad.int_meetings__decided" in page  # of the lineage
    assert str(ROOT) not in page
    assert str(warehouse) not in page
    assert [file.name for file in folder.iterdir()] == ["index.html"]
    assert (warehouse / "current" / "warehouse.duckdb").read_bytes() == before


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromedriver") is None, reason="chromium and chromium-driver are not installed here")
def test_the_page_of_dbt_opens_from_the_disk_and_asks_the_network_for_nothing(warehouse: Path) -> None:
    told = run_marsad(warehouse, SAMPLE, "docs")
    assert told.returncode == 0, told.stderr
    with opened_chromium("performance") as driver:
        page = (warehouse / "docs" / "dbt" / "index.html").as_uri()
        driver.get(f"{page}#!/model/model.marsad.fct_meetings")
        wait_for(lambda: "One row per real-world encounter" in driver.find_element(By.TAG_NAME, "body").text, 30)
        asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    addresses = [call["params"]["request"]["url"] for call in asked if call["method"] == "Network.requestWillBeSent"]
    assert any(address.startswith(page) for address in addresses)
    assert {address.partition(":")[0] for address in addresses} <= {"file", "data"}


def test_the_examples_of_how_to_read_a_meeting_are_those_of_the_sample(warehouse: Path) -> None:
    asked = "select status, reports_count, is_disputed, date_from::varchar from marts.fct_meetings where meeting_id = ?"
    assert query(warehouse, asked, "m_b7f0b15f4f13").rows() == [("held", 4, True, "2017-07-25")]
    assert query(warehouse, asked, "m_a9931227299d").rows() == [("held", 2, True, "2018-06-12")]
    reports = query(
        warehouse,
        "select status, certainty, date_from is null, location_id, evidence from marts.fct_meeting_reports "
        "join marts.fct_articles using (article_id) "
        "where meeting_id = 'm_b7f0b15f4f13' order by published_at, report_id",
    )
    assert reports.drop("evidence").rows() == [
        ("planned", "attributed", False, "la_celle_saint_cloud"),
        ("held", "asserted", False, "paris"),
        ("held", "attributed", True, "paris"),
        ("held", "asserted", False, None),
    ]
    quoted = re.findall(r"\| «(.*)» \|$", READING, re.MULTILINE)
    assert len(quoted) == 4
    assert all(words in evidence for words, evidence in zip(quoted, reports["evidence"], strict=True))
    assert "m_b7f0b15f4f13" in READING
    assert "m_a9931227299d" in READING
    without = query(warehouse, "select count(*) filter (date_from is null), count(*) from marts.fct_meetings")
    assert "{} of the sample's {}".format(*without.row(0)) in READING


def test_the_accuracy_that_it_tells_is_the_readme_s() -> None:
    told = (ROOT / "README.md").read_text("utf-8").split("## How good it is")[1].split("\n## ")[0]
    figures = set(re.findall(r"\b[01]\.\d\d\b", READING))
    assert len(figures) > 7
    assert figures <= set(re.findall(r"\b[01]\.\d\d\b", told))
