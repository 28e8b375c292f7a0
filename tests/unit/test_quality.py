import datetime as dt
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration import expectations as expect
from orchestration.quality import Verdict, describe_rows, explain_failure, name_failures, row_in_words, run_suites
from orchestration.settings import Settings
from orchestration.suites import SUITES
from orchestration.warehouse import TABLES, insert_frame, make_landing_tables, open_build

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
SPAN = {"start_char": 0, "end_char": 4, "text": "قائد"}
# One article as the stages land it; a test spoils one thing in it.
LANDED: dict[str, list[dict[str, Any]]] = {
    "runs": [{"run_id": "r", "started_at": START, "outcome": "running"}],
    "files": [
        {"file_path": "a.txt", "state": "loaded", "article_id": "0" * 16, "content_sha256": "0" * 64}
        | {"run_id": "r", "is_current": True, "path_bytes_base64": "YQ=="}
    ],
    "texts": [{"file_path": "a.txt", "raw_text": "قائد", "encoding": "utf-8", "replaced_chars": 0}],
    "article_versions": [{"file_path": "a.txt", "valid_from": START}],
    "articles": [
        {"body_chars": 4, "words_count": 1, "arabic_share": 1.0, "published_precision": "day"}
        | {"published_method": "header", "published_confidence": 0.9}
    ],
    "sections": [{"section_number": 1, "section": "body", "start_char": 0, "end_char": 4}],
    "sentences": [{"sentence_number": 1, "section": "body", "start_char": 0, "end_char": 4}],
    "mentions": [
        {"mention_id": "m", "mention_type": "person", "link_method": "registry", "confidence": 0.9}
        | {"surface": "قائد", "start_char": 0, "end_char": 4}
    ],
    "roles": [{"mention_id": "m", "role_key": "قائد", "sector": "MIL"} | SPAN],
    "quotes": [{"quote_number": 1, "speaker_resolution": "named", "speaker_mention_id": "m"} | SPAN],
    "reports": [
        {"report_id": "p", "meeting_type": "visit", "status": "held", "certainty": "asserted", "mode": "phone"}
        | {"evidence": "قائد", "evidence_start_char": 0, "evidence_end_char": 4}
    ],
    "report_participants": [{"report_id": "p", "actor_id": "a", "role": "host", "resolution": "named"}],
    "report_evidence": [{"report_id": "p", "kind": "trigger"} | SPAN],
    "stage_outputs": [
        {"stage": stage, "run_id": "r"} for stage in ("texts", "articles", "mentions", "roles", "quotes", "meetings")
    ],
}


def land(folder: Path, spoilt: dict[str, dict[str, Any]]) -> Settings:
    settings = Settings(inbox=folder, warehouse=folder)
    with open_build(settings) as connection:
        make_landing_tables(connection)
        for table, rows in LANDED.items():
            shared = {"article_id": "0" * 16} if "article_id" in TABLES[table] else {}
            spoiled = [shared | row | spoilt.get(table, {}) for row in rows]
            insert_frame(connection, table, pl.DataFrame(spoiled, schema=TABLES[table]))
    return settings


def failing(settings: Settings) -> list[Verdict]:
    return [verdict for verdict in run_suites(settings, SUITES, "r") if verdict.failures]


def test_what_the_stages_land_passes_every_suite(tmp_path: Path) -> None:
    assert failing(land(tmp_path, {})) == []


@pytest.mark.parametrize(
    ("table", "spoilt", "suite", "words"),
    [
        ("files", {"content_sha256": "0"}, "files_end_in_one_state", "hash_chars is 64"),
        ("texts", {"replaced_chars": 1}, "texts_are_decoded", "replaced_share lies between 0 and 0.001"),
        ("texts", {"encoding": None}, "texts_are_decoded", "encoding is there"),
        ("article_versions", {"valid_to": START - dt.timedelta(1)}, "versions_follow_each_other", "not after valid_to"),
        ("articles", {"arabic_share": 1.5}, "articles_are_articles", "arabic_share lies between 0 and 1"),
        ("sections", {"section_number": 2}, "sections_stand_in_a_row", "without a gap"),
        ("sentences", {"end_char": 5}, "sentences_lie_in_sections", "ends in the section that it begins in"),
        ("mentions", {"surface": "قائ"}, "mentions_are_spans", "span_chars equals surface_chars"),
        ("roles", {"mention_id": "n"}, "roles_are_spans", "a mention of the same article"),
        ("quotes", {"speaker_resolution": None}, "quotes_are_spans", "there is one"),
        ("reports", {"status": "hoped"}, "reports_are_codable", "status is one of"),
        ("report_participants", {"actor_id": None}, "participants_are_coded", "actor_id is there"),
        ("report_evidence", {"report_id": "q"}, "evidence_is_quoted", "the report that it proves is there"),
    ],
)
def test_a_spoilt_row_fails_its_suite_alone_and_stops_the_run(
    tmp_path: Path, table: str, spoilt: dict[str, Any], suite: str, words: str
) -> None:
    (verdict,) = failing(land(tmp_path, {table: spoilt}))
    assert verdict.suite.name == suite
    assert [words in str(failure.note) for failure in verdict.failures] == [True]
    assert verdict.is_blocking


def test_an_article_that_a_stage_left_out_fails_that_stage(tmp_path: Path) -> None:
    settings = land(tmp_path, {})
    with open_build(settings) as connection:
        connection.execute("delete from landing.stage_outputs where stage = 'quotes'")
    assert [verdict.suite.name for verdict in failing(settings)] == ["every_article_has_its_quotes"]


def test_rows_of_an_article_that_is_gone_fail_their_stage(tmp_path: Path) -> None:
    settings = land(tmp_path, {})
    with open_build(settings) as connection:
        connection.execute("update landing.report_evidence set article_id = 'gone'")
    assert "every_article_has_its_meetings" in [verdict.suite.name for verdict in failing(settings)]


def test_an_empty_body_warns_and_stops_nothing(tmp_path: Path) -> None:
    (verdict,) = failing(land(tmp_path, {"articles": {"body_chars": 0}}))
    assert verdict.suite.name == "articles_are_articles"
    assert not verdict.is_blocking


def test_a_failed_row_is_told_with_its_ids_and_its_file(tmp_path: Path) -> None:
    (verdict,) = failing(land(tmp_path, {"roles": {"sector": "GVO"}}))
    row = {"article_id": "0" * 16, "mention_id": "m", "text": "قائد", "sector": "GVO", "file_path": "a.txt"}
    assert verdict.failures[0].rows == [row]
    told = explain_failure(verdict.failures)
    assert told.startswith("roles_are_spans (sector is one of BUS, ")
    assert "mention_id=m, text=قائد, sector=GVO, file_path=a.txt" in told


def test_what_dagster_reads_as_markdown_quotes_no_article(tmp_path: Path) -> None:
    hostile = "<img src=x>`|"
    (verdict,) = failing(land(tmp_path, {"roles": {"sector": hostile}}))
    assert hostile not in name_failures(verdict.failures)
    assert "`<img src=x>'¦`" in describe_rows(verdict.failures)


def test_every_expectation_is_recorded_with_its_words_and_its_rows(tmp_path: Path) -> None:
    settings = land(tmp_path, {"roles": {"sector": "GVO"}})
    failing(settings)
    with open_build(settings) as connection:
        rows = connection.execute(
            "select severity, passed, failed_rows, checked_rows, note, sample from landing.quality_results "
            "where starts_with(check_name, 'roles_are_spans') order by passed"
        ).fetchall()
    assert len(rows) == 6
    assert rows[0][:4] == ("error", False, 1, 1)
    assert json.loads(rows[0][5])[0]["sector"] == "GVO"


def test_an_expectation_that_cannot_be_checked_fails_and_says_why(tmp_path: Path) -> None:
    suite = expect.Suite("lost", "landing_files", "files", "", "select 1 as one", (), (expect.is_there("two"),))
    (verdict,) = run_suites(land(tmp_path, {}), [suite], "r")
    assert "could not be checked" in str(verdict.failures[0].note)


def test_every_table_that_the_stages_land_has_a_suite() -> None:
    written_by_the_job = {"runs", "quality_results", "id_redirects"}
    assert {suite.table for suite in SUITES} == set(TABLES) - written_by_the_job


def test_a_run_that_landed_nothing_passes_by_the_same_names(tmp_path: Path) -> None:
    settings = land(tmp_path, {})
    names = [[result.check_name for result in verdict.results] for verdict in run_suites(settings, SUITES, "r")]
    idle = run_suites(settings, SUITES, "another run")
    assert [[result.check_name for result in verdict.results] for verdict in idle] == names
    assert {verdict.checked_rows for verdict in idle} == {0, 1}
    assert not any(verdict.failures for verdict in idle)


def test_a_row_is_told_on_one_line_without_an_override_of_direction() -> None:
    assert row_in_words({"text": "a\nb\u202e", "sector": None}) == r"text=a\nb\u202e, sector=None"
