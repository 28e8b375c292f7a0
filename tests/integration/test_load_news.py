"""The real job, run as a user runs it, on the committed sample."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from orchestration.explain_report import explain_report
from orchestration.run_lock import hold_run_lock
from orchestration.settings import read_settings
from tests.conftest import ROOT, SAMPLE, ask_shell, query, run_marsad

pytestmark = pytest.mark.integration

MARTS = [
    "bridge_meeting_reports_x_actors",
    "bridge_meetings_x_actors",
    "dim_actor_aliases",
    "dim_actor_roles",
    "dim_actors",
    "dim_dates",
    "dim_locations",
    "dim_sources",
    "fct_article_sections",
    "fct_article_texts",
    "fct_article_versions",
    "fct_articles",
    "fct_discovered_actors",
    "fct_dyads",
    "fct_files",
    "fct_id_redirects",
    "fct_meeting_disputes",
    "fct_meeting_links",
    "fct_meeting_reports",
    "fct_meeting_status_history",
    "fct_meetings",
    "fct_mentions",
    "fct_overdue_meetings",
    "fct_quality_results",
    "fct_quotes",
    "fct_report_evidence",
    "fct_roles",
    "fct_runs",
]
EXPECTED_QUARANTINE = {
    "quarantine/empty.txt": "empty",
    "quarantine/whitespace.txt": "empty",
    "quarantine/pdf_named_txt.txt": "not_text",
    "quarantine/english_only.txt": "not_arabic",
    "quarantine/undecodable.txt": "undecodable",
}
STATE_COUNTS = """
    select
        (select count(*) from marts.fct_articles) as articles,
        (select count(*) from marts.fct_mentions) as mentions,
        (select count(*) from marts.fct_quotes) as quotes,
        (select count(*) from marts.fct_meeting_reports) as reports
"""


def test_every_mart_of_the_design_is_published(sample_warehouse: Path) -> None:
    tables = query(sample_warehouse, "select table_name from information_schema.tables where table_schema = 'marts'")
    assert sorted(tables["table_name"]) == MARTS


@pytest.mark.parametrize("mart", sorted(set(MARTS) - {"fct_id_redirects"}))
def test_the_sample_puts_rows_into_every_mart(sample_warehouse: Path, mart: str) -> None:
    assert query(sample_warehouse, f"select count(*) from marts.{mart}").item() > 0


def test_every_file_of_the_sample_ends_in_its_state(sample_warehouse: Path) -> None:
    rows = query(sample_warehouse, "select file_path, state, reason from marts.fct_files where is_current").rows()
    listed = {str(path.relative_to(SAMPLE)) for path in SAMPLE.rglob("*.txt")}
    assert {path for path, _, _ in rows} == listed
    assert {path: reason for path, state, reason in rows if state == "quarantined"} == EXPECTED_QUARANTINE


def test_every_mention_is_the_characters_that_it_names(sample_warehouse: Path) -> None:
    wrong = query(
        sample_warehouse,
        """
        select count(*) from marts.fct_mentions join marts.fct_article_texts using (article_id)
        where raw_text[start_char + 1 : end_char] <> surface
        """,
    )
    assert wrong.item() == 0


def test_every_role_is_the_characters_beside_its_name(sample_warehouse: Path) -> None:
    apart = query(
        sample_warehouse,
        """
        select count(*) from marts.fct_roles as roles
        join marts.fct_mentions as mentions using (mention_id)
        join marts.fct_article_texts as texts on texts.article_id = roles.article_id
        where raw_text[roles.start_char + 1 : roles.end_char] <> roles.text
            or roles.start_char < mentions.end_char and mentions.start_char < roles.end_char
            or greatest(roles.start_char - mentions.end_char, mentions.start_char - roles.end_char) > 80
        """,
    )
    assert apart.item() == 0


def test_the_sample_gives_people_offices_that_no_lexicon_holds(sample_warehouse: Path) -> None:
    attested = query(
        sample_warehouse,
        """
        select count(*), count(*) filter (valid_from is null) from marts.dim_actor_roles
        where not is_curated and not is_former and evidence_mention_id is not null
        """,
    )
    count, undated = attested.row(0)
    assert count > undated


def test_the_same_text_of_two_outlets_is_two_articles_of_one_cluster(sample_warehouse: Path) -> None:
    rows = query(
        sample_warehouse,
        """
        select count(distinct article_id), count(distinct duplicate_cluster_id) from marts.fct_articles
        where content_sha256 in (select content_sha256 from marts.fct_articles group by all having count(*) > 1)
        """,
    )
    assert rows.row(0) == (2, 1)


@pytest.mark.parametrize("status", ["held", "planned", "cancelled", "denied", "refused", "postponed"])
def test_the_sample_has_meetings_that_did_not_only_happen(sample_warehouse: Path, status: str) -> None:
    reports = query(sample_warehouse, "select count(*) from marts.fct_meeting_reports where status = ?", status)
    assert reports.item() > 0


def test_counts_of_every_run_reconcile(sample_warehouse: Path) -> None:
    wrong = query(
        sample_warehouse,
        "select * from marts.fct_runs where files_seen <> loaded + unchanged + superseded + deleted + quarantined",
    )
    assert wrong.is_empty()


def test_a_second_run_loads_nothing_says_so_and_publishes_the_same_state(own_warehouse: tuple[Path, Path]) -> None:
    warehouse, inbox = own_warehouse
    before = query(warehouse, STATE_COUNTS).row(0)
    result = run_marsad(warehouse, inbox, "run")
    assert result.returncode == 0, result.stderr
    assert "0 loaded" in result.stdout
    assert "nothing new" in result.stdout
    assert query(warehouse, STATE_COUNTS).row(0) == before


def test_edits_deletions_renames_and_new_sidecars_end_as_a_rebuild_would(own_warehouse: tuple[Path, Path]) -> None:
    warehouse, inbox = own_warehouse
    shutil.copytree(ROOT / "tests" / "sample_edits", inbox, dirs_exist_ok=True)
    (inbox / "diffa-ukhra" / "001_palermo.txt").unlink()
    (inbox / "radio-sahil" / "001_berlin.txt").rename(inbox / "radio-sahil" / "renamed.txt")
    (inbox / "radio-sahil" / "001_berlin.json").rename(inbox / "radio-sahil" / "renamed.json")
    sidecar = {"url": "https://outlet.example/carrier", "published_at": "2017-01-12"}
    (inbox / "radio-sahil" / "002_haftar_admiral_kuznetsov.json").write_text(json.dumps(sidecar))
    result = run_marsad(warehouse, inbox, "run")
    assert result.returncode == 0, result.stderr
    verified = run_marsad(warehouse, inbox, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    states = dict(query(warehouse, "select state, count(*) from marts.fct_files group by all").rows())
    assert states["superseded"] == 2  # the edited text and the article whose sidecar came later
    assert states["deleted"] == 2  # the deleted file and the old name of the renamed one
    kept = query(
        warehouse,
        "select raw_text from marts.fct_article_versions where file_path = 'diffa-ukhra/008_blinken_lavrov_geneva.txt' "
        "and valid_to is not null",
    )
    assert kept.height == 1
    assert len(kept.item()) > 100


def test_a_repaired_file_leaves_the_quarantine(own_warehouse: tuple[Path, Path]) -> None:
    warehouse, inbox = own_warehouse
    (inbox / "quarantine" / "empty.txt").write_text("التقى الوزير نظيره في طرابلس يوم الثلاثاء.\n" * 3)
    assert run_marsad(warehouse, inbox, "run").returncode == 0
    rows = query(
        warehouse, "select state, is_current from marts.fct_files where file_path = 'quarantine/empty.txt' order by all"
    ).rows()
    assert rows == [("loaded", True), ("superseded", False)]


def test_a_failing_blocking_check_keeps_the_old_snapshot_and_the_next_good_run_heals(
    own_warehouse: tuple[Path, Path],
) -> None:
    warehouse, inbox = own_warehouse
    published = (warehouse / "current").resolve()
    with duckdb.connect(str(warehouse / "build" / "warehouse.duckdb")) as build:
        build.execute("delete from landing.articles where article_id = (select min(article_id) from landing.articles)")
    broken = run_marsad(warehouse, inbox, "run")
    assert broken.returncode == 1
    assert "every_text_became_an_article" in broken.stderr
    assert (warehouse / "current").resolve() == published
    with duckdb.connect(str(warehouse / "build" / "warehouse.duckdb")) as build:
        build.execute("delete from landing.stage_outputs where stage = 'articles'")
    healed = run_marsad(warehouse, inbox, "run")
    assert healed.returncode == 0, healed.stderr
    assert (warehouse / "current").resolve() != published
    failed = query(warehouse, "select count(*) from marts.fct_quality_results where not passed and severity = 'error'")
    assert failed.item() >= 1


def test_a_reader_keeps_its_snapshot_while_a_run_publishes_another(own_warehouse: tuple[Path, Path]) -> None:
    warehouse, inbox = own_warehouse
    with duckdb.connect(str((warehouse / "current").resolve() / "warehouse.duckdb"), read_only=True) as reader:
        before = reader.execute("select count(*) from marts.fct_articles").fetchone()
        (inbox / "new.txt").write_text("استقبل الوزير نظيره في تونس يوم الثلاثاء.\n")
        assert run_marsad(warehouse, inbox, "run").returncode == 0
        assert reader.execute("select count(*) from marts.fct_articles").fetchone() == before
    assert query(warehouse, "select count(*) from marts.fct_articles").item() == before[0] + 1


def test_a_second_run_is_refused_and_told_which_run_is_at_work(own_warehouse: tuple[Path, Path]) -> None:
    warehouse, inbox = own_warehouse
    with hold_run_lock(replace(read_settings(), warehouse=warehouse), "0123456789ab"):
        refused = run_marsad(warehouse, inbox, "run")
    assert refused.returncode == 1
    assert f"run 01234567 (process {os.getpid()}, since" in refused.stderr


@pytest.mark.skipif(
    subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode != 0,
    reason="this user may not make a network namespace",
)
def test_the_whole_job_runs_without_a_network(tmp_path: Path) -> None:
    result = run_marsad(tmp_path / "warehouse", SAMPLE, "run", prefix=("unshare", "--net"))
    assert result.returncode == 0, result.stderr


def test_a_missing_inbox_is_told_clearly(tmp_path: Path) -> None:
    result = run_marsad(tmp_path / "warehouse", tmp_path / "nowhere", "run")
    assert result.returncode == 2
    assert "MARSAD_INBOX" in result.stderr


def test_quarantine_lists_each_file_with_its_reason(sample_warehouse: Path) -> None:
    listed = run_marsad(sample_warehouse, SAMPLE, "quarantine").stdout
    for path, reason in EXPECTED_QUARANTINE.items():
        assert path in listed
        assert reason in listed


def test_explain_shows_sections_mentions_and_reports_of_a_file(sample_warehouse: Path) -> None:
    told = run_marsad(sample_warehouse, SAMPLE, "explain", str(SAMPLE / "radio-sahil" / "006_putin_haftar.txt")).stdout
    assert "boilerplate" in told
    assert "vladimir_putin" in told
    assert "khalifa_haftar" in told
    assert "trigger" in told


def test_explain_of_a_quarantined_file_says_why(sample_warehouse: Path) -> None:
    told = run_marsad(sample_warehouse, SAMPLE, "explain", "quarantine/pdf_named_txt.txt")
    assert told.returncode == 2
    assert "not_text" in told.stderr


REPORT_OF_FILE = """
    select report_id, meeting_id from marts.fct_meeting_reports as reports join marts.fct_articles using (article_id)
    where file_path = ? order by report_id limit 1
"""


def test_explain_of_a_report_shows_how_it_was_read(sample_warehouse: Path) -> None:
    report_id, meeting_id = query(sample_warehouse, REPORT_OF_FILE, "wakalat-ufuq/003_singapore_cancelled.txt").row(0)
    told = run_marsad(sample_warehouse, SAMPLE, "explain", "--report", report_id).stdout
    assert "[القمّة]" in told
    assert "frame noun" in told
    assert "slot between, behind the trigger" in told
    assert "row of status_cues: denied" in told
    assert "day=12" in told
    assert "said on 2018-05-24" in told
    others = "select report_id from marts.fct_meeting_reports where meeting_id = ? and report_id <> ?"
    assert all(other in told for other in query(sample_warehouse, others, meeting_id, report_id)["report_id"])


def test_explain_finds_the_trigger_of_every_report_again(sample_warehouse: Path) -> None:
    settings = replace(read_settings(), warehouse=sample_warehouse, inbox=SAMPLE)
    reports = query(sample_warehouse, "select report_id from marts.fct_meeting_reports")["report_id"]
    lost = [report for report in reports if "find no word" in explain_report(settings, report, colour=False)]
    assert lost == []


def test_explain_of_an_unknown_report_says_so(sample_warehouse: Path) -> None:
    told = run_marsad(sample_warehouse, SAMPLE, "explain", "--report", "nothing-r00")
    assert told.returncode == 2
    assert "no report 'nothing-r00' is published" in told.stderr


def test_explain_of_a_meeting_names_its_reports(sample_warehouse: Path) -> None:
    report_id, meeting_id = query(sample_warehouse, REPORT_OF_FILE, "radio-sahil/006_putin_haftar.txt").row(0)
    told = run_marsad(sample_warehouse, SAMPLE, "explain", "--report", meeting_id)
    assert told.returncode == 2
    assert report_id in told.stderr


def test_the_sql_shell_answers_every_statement_that_is_piped_in(sample_warehouse: Path) -> None:
    answer = ask_shell(sample_warehouse, "select 'a;b' as x; select count(*) as articles from fct_articles -- no end")
    assert answer.returncode == 0, answer.stderr
    assert "a;b" in answer.stdout
    assert "49" in answer.stdout


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("delete from fct_articles;", "read-only"),
        ("select * from read_text('/etc/hostname');", "disabled by configuration"),
        ("set enable_external_access = true;", "locked"),
    ],
)
def test_the_sql_shell_can_neither_write_nor_leave_the_warehouse(
    sample_warehouse: Path, statement: str, refusal: str
) -> None:
    answer = ask_shell(sample_warehouse, statement)
    assert answer.returncode == 1
    assert refusal in answer.stderr
