"""A rebuild keeps the history, equals a fresh load, and however it dies leaves what was there."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from orchestration.ledger import load_files
from orchestration.rebuild import begin_rebuild, end_rebuild
from orchestration.runs import begin_run, close_record, end_run
from orchestration.settings import RunOrder, Settings
from orchestration.snapshots import publish_snapshot, published_run
from orchestration.stages import STAGES, run_stage
from orchestration.warehouse import open_build
from tests.conftest import ROOT, query, run_marsad
from tests.faults.invariants import broken, state_of
from tests.faults.stage_load import load
from tests.integration.test_ledger import OTHER, TEXT, Warehouse

STEPS = ["begun", "loaded", "extracted", "published"]
HISTORY = """
    select 'file', path_bytes_base64, content_sha256, first_seen_at::varchar from landing.files
    union all select 'version', article_id, file_path, valid_from::varchar from landing.article_versions
    union all select 'run', run_id, null, started_at::varchar from landing.runs
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    made = Warehouse(tmp_path)
    made.write("a.txt", TEXT)
    made.write("b.txt", OTHER)
    made.write("bad.txt", b"")
    made.load()
    return made


def rebuild(live: Settings, run_id: str, last_step: str = "published") -> Settings:
    """Do what the job does without dbt, up to a step; there the process dies."""
    begin_run(live, run_id)
    settings = replace(live, order=RunOrder(rebuild=run_id))
    begin_rebuild(settings)
    if last_step == "begun":
        return settings
    load_files(settings, run_id, lambda _: None)
    if last_step == "loaded":
        return settings
    for stage in STAGES:
        run_stage(settings, stage, run_id, lambda _: None)
    if last_step == "published":
        publish_snapshot(settings, run_id, lambda copy: close_record(copy, run_id))
    return settings


def test_a_rebuild_equals_a_fresh_load_and_keeps_the_history(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.write("a.txt", OTHER)
    (warehouse.inbox / "b.txt").unlink()
    warehouse.write("c.txt", f"{TEXT}\nتحديث.")
    before = set(warehouse.ask(HISTORY))
    end_rebuild(rebuild(warehouse.settings, "rebuild"), "rebuild")
    end_run(warehouse.settings, "rebuild")
    fresh = replace(warehouse.settings, warehouse=tmp_path / "fresh")
    load(fresh, "fresh")
    with open_build(warehouse.settings) as mine, open_build(fresh) as other:
        assert broken(mine, at_rest=True) == []
        assert state_of(mine) == state_of(other)
    assert before < set(warehouse.ask(HISTORY))
    # The text that was edited away since the last load is kept as if a load had seen the edit.
    assert warehouse.ask(
        "select raw_text from landing.article_versions where valid_to is not null and raw_text is not null"
    ) == [(TEXT,)]


@pytest.mark.parametrize("step", STEPS)
def test_a_rebuild_that_dies_leaves_a_warehouse_that_goes_on(warehouse: Warehouse, step: str) -> None:
    published = published_run(warehouse.settings)
    before = set(warehouse.ask(HISTORY))
    rebuild(warehouse.settings, "dies", step)
    assert published_run(warehouse.settings) == ("dies" if step == "published" else published)
    assert warehouse.load() == {"unchanged": 3}  # which also looks at the invariants
    assert before < set(warehouse.ask(HISTORY))
    outcome = "published" if step == "published" else "killed"
    assert warehouse.ask("select outcome from landing.runs where run_id = 'dies'") == [(outcome,)]
    assert not warehouse.settings.rebuilds.exists()


def test_a_failed_rebuild_leaves_the_build_file_and_keeps_what_the_checks_found(warehouse: Warehouse) -> None:
    settings = rebuild(warehouse.settings, "fails", "extracted")
    with open_build(settings) as connection:
        connection.execute("insert into landing.quality_results (run_id, check_name) values ('fails', 'found')")
    end_rebuild(settings, "fails")
    end_run(warehouse.settings, "fails")
    assert warehouse.ask("select check_name from landing.quality_results where run_id = 'fails'") == [("found",)]
    assert warehouse.load() == {"unchanged": 3}


@pytest.mark.integration
def test_the_job_rebuilds_behind_readers_and_a_killed_one_costs_nothing(
    own_warehouse: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse, inbox = own_warehouse
    published = (warehouse / "current").resolve()
    edited = next(inbox.glob("al-mina/*.txt"))
    edited.write_text(f"{TEXT}\nتحديث.")
    monkeypatch.setenv("MARSAD_CRASH_AT", "read:1")
    assert run_marsad(warehouse, inbox, "rebuild").returncode == -9
    assert (warehouse / "current").resolve() == published
    monkeypatch.delenv("MARSAD_CRASH_AT")
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(warehouse))
    monkeypatch.setenv("MARSAD_INBOX", str(inbox))
    monkeypatch.setenv("DAGSTER_HOME", str(warehouse / "dagster"))
    program = str(Path(sys.executable).parent / "dg")
    done = subprocess.run(
        [program, "launch", "--job", "rebuild"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert query(warehouse, "select outcome from marts.fct_runs order by started_at").to_series().to_list() == [
        "published",
        "killed",
        "published",
    ]
    kept = query(warehouse, "select count(*) from marts.fct_article_versions where raw_text is not null")
    assert kept.item() == 1
    assert query(warehouse, "select count(*) from marts.fct_articles").item() == 49
    with duckdb.connect(str(warehouse / "build" / "warehouse.duckdb")) as build:
        assert build.execute("select count(*) from landing.texts").fetchone() == (49,)
        assert build.execute("select count(*), count(distinct run_id) from landing.runs").fetchone() == (3, 3)


@pytest.mark.integration
def test_stages_made_anew_reach_the_published_tables_although_no_version_changed(
    own_warehouse: tuple[Path, Path],
) -> None:
    warehouse, inbox = own_warehouse
    quotes = "select count(*) from marts.fct_quotes where text = 'wrong'"
    with duckdb.connect(str(warehouse / "build" / "warehouse.duckdb")) as build:
        build.execute("update landing.quotes set text = 'wrong'")
        build.execute("update marts.fct_quotes set text = 'wrong'")
        assert build.execute(quotes).fetchone() != (0,)
    done = run_marsad(warehouse, inbox, "reextract", "quotes")
    assert done.returncode == 0, done.stderr
    assert "quotes: 49 of 49 articles" in done.stderr
    assert "mentions: " not in done.stderr
    assert query(warehouse, quotes).item() == 0
