"""The dbt project on landing tables of six small articles: every mart has rows, however they came about."""

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from orchestration.warehouse import TABLES

pytestmark = pytest.mark.integration

PROJECT = Path(__file__).parents[2] / "dbt_project"
PER_ARTICLE = ("texts", "articles", "mentions", "roles", "quotes", "meetings")
Row = dict[str, Any]
Landing = dict[str, list[Row]]

MET = "التقى خليفة حفتر في موسكو فلاديمير بوتين"
WILL_MEET = "يلتقي فلاديمير بوتين قريبا خليفة حفتر"
WILL_VISIT = "يزور خليفة حفتر موسكو الأسبوع المقبل للقاء فلاديمير بوتين"
AGAIN = "اجتمع مرة أخرى خليفة حفتر مع الرئيس فلاديمير بوتين بحضور مدير المكتب سالم المنفي"
STATES = "صرح مدير المكتب سالم المنفي بأن الحوار مستمر"
NAMES = {"خليفة حفتر": "khalifa_haftar", "فلاديمير بوتين": "vladimir_putin", "سالم المنفي": "x_salem"}
ROLES = {"vladimir_putin": "الرئيس", "x_salem": "مدير المكتب"}
CURATED = {"vladimir_putin": "الرئيس الروسي"}


def land_article(landing: Landing, name: str, text: str, source: str, published: str, **report: Any) -> None:
    """Add what the stages would land for one article; `report` holds the status and day of its report."""
    version = hashlib.sha256(f"{name}|{text}".encode()).hexdigest()[:16]
    published_at = dt.datetime.fromisoformat(published)
    key: Row = {"article_id": name, "version": version}
    landing["stage_outputs"] += [key | {"stage": stage, "run_id": "run_1"} for stage in PER_ARTICLE]
    landing["files"].append(
        {"file_path": f"{name}.txt", "path_bytes_base64": name, "state": "loaded", "is_current": True, **key}
    )
    landing["texts"].append(key | {"file_path": f"{name}.txt", "content_sha256": name, "raw_text": text})
    landing["articles"].append(
        key
        | {"title": text, "body": text, "body_chars": len(text), "words_count": len(text.split())}
        | {
            "source_id": source,
            "source_name": source,
            "published_at": published_at,
            "published_precision": "day",
        }
        | {
            "published_method": "sidecar",
            "published_from": published_at.date(),
            "published_to": published_at.date(),
        }
        | {"body_fingerprint": text, "body_sketch": []}
    )
    landing["sections"].append(key | {"section_number": 0, "section": "body", "start_char": 0, "end_char": len(text)})
    for surface, actor_id in NAMES.items():
        if surface in text:
            span = {"start_char": text.index(surface), "end_char": text.index(surface) + len(surface)}
            discovered = {"discovered_name": surface} if actor_id == "x_salem" else {}
            landing["mentions"].append(
                key
                | {"mention_id": f"{name}_{actor_id}", "mention_type": "person", "actor_id": actor_id}
                | {"surface": surface, "alias": surface, "section": "body"}
                | discovered
                | span
            )
            if (role := ROLES.get(actor_id)) and role in text:
                land_role(landing, key, text, actor_id, role)
    if text == STATES:
        land_quote(landing, key, text)
    if report:
        land_report(landing, key, text, **report)


def land_role(landing: Landing, key: Row, text: str, actor_id: str, role: str) -> None:
    """Add what an article calls somebody."""
    span = {"start_char": text.index(role), "end_char": text.index(role) + len(role), "text": role, "role_ar": role}
    landing["roles"].append(
        key
        | {"mention_id": f"{key['article_id']}_{actor_id}", "role_number": 1, "actor_id": actor_id, "role_key": role}
        | {"curated_role_ar": CURATED.get(actor_id), "is_former": False}
        | span
    )


def land_quote(landing: Landing, key: Row, text: str) -> None:
    """Add what Salem says, behind the first six words."""
    words = text.split(maxsplit=6)[-1]
    speaker = {"speaker_mention_id": f"{key['article_id']}_x_salem", "speaker_actor_id": "x_salem"}
    span = {"start_char": len(text) - len(words), "end_char": len(text), "text": words}
    landing["quotes"].append(
        key | {"quote_number": 1, "sentence_number": 1, "speaker_resolution": "named", "cue": "صرح"} | speaker | span
    )


def land_report(landing: Landing, key: Row, text: str, *, status: str, day: str | None) -> None:
    """Add one visit of Haftar to Putin, with the first word as its trigger."""
    report = key | {"report_id": f"{key['article_id']}_report"}
    date = dt.date.fromisoformat(day) if day else None
    trigger = text.split(maxsplit=1)[0]
    landing["reports"].append(
        report
        | {"meeting_type": "visit", "status": status, "certainty": "asserted", "mode": "in_person"}
        | {"location_id": "moscow" if "موسكو" in text else None, "is_background": False}
        | {"date_from": date, "date_to": date, "date_precision": "day" if day else None}
    )
    landing["report_participants"] += [
        report
        | {
            "actor_id": actor_id,
            "role": role,
            "mention_id": f"{key['article_id']}_{actor_id}",
            "resolution": "named",
        }
        for actor_id, role in (("khalifa_haftar", "visitor"), ("vladimir_putin", "host"))
    ]
    landing["report_evidence"].append(
        report | {"kind": "trigger", "start_char": 0, "end_char": len(trigger), "text": trigger}
    )


def land_inbox() -> Landing:
    landing: Landing = {table: [] for table in TABLES}
    land_article(landing, "plan", WILL_MEET, "okaz", "2017-01-30", status="planned", day="2017-02-01")
    land_article(landing, "first", MET, "okaz", "2017-02-02", status="held", day="2017-02-01")
    land_article(landing, "copy", MET, "sabq", "2017-02-03", status="held", day="2017-02-02")
    land_article(landing, "again", AGAIN, "local_paper", "2017-02-07", status="held", day="2017-02-06")
    land_article(landing, "other", STATES, "okaz", "2017-02-08")
    land_article(landing, "silent", WILL_VISIT, "sabq", "2017-01-02", status="planned", day="2017-01-10")
    counts = {"files_seen": 6, "loaded": 6, "unchanged": 0, "superseded": 0, "deleted": 0, "quarantined": 0}
    landing["runs"].append({"run_id": "run_1"} | counts)
    landing["quality_results"].append({"run_id": "run_1", "check_name": "rows_equal_files_read", "passed": True})
    landing["article_versions"].append({"article_id": "old", "file_path": "old.txt"})
    landing["id_redirects"].append({"old_id": "m_0", "new_id": "m_1", "kind": "meeting"})
    return landing


def write_landing(file: Path, landing: Landing) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema if not exists landing")
        for table, rows in landing.items():
            frame = pl.DataFrame(rows, schema=TABLES[table])
            connection.register("rows_of_table", frame.to_arrow())
            connection.execute(f"create or replace table landing.{table} as from rows_of_table")
            connection.unregister("rows_of_table")


def build(file: Path, *flags: str) -> None:
    """Run `dbt build` as the job does, in a process of its own."""
    variables = {
        "MARSAD_BUILD_FILE": str(file),
        "MARSAD_TEMP": str(file.parent / "temp"),
        "DBT_TARGET_PATH": str(file.parent / "target"),
        "DBT_LOG_PATH": str(file.parent / "logs"),
    }
    dbt = Path(sys.executable).parent / "dbt"
    done = subprocess.run(
        [str(dbt), "build", "--profiles-dir", str(PROJECT), "--project-dir", str(PROJECT), *flags],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]


def query(file: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def marts(file: Path) -> list[str]:
    return [
        name
        for (name,) in query(
            file, "select table_name from information_schema.tables where table_schema = 'marts' order by 1"
        )
    ]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("dbt") / "warehouse.duckdb"
    write_landing(file, land_inbox())
    build(file)
    return file


def test_every_mart_is_a_table_with_rows(warehouse: Path) -> None:
    kinds = query(warehouse, "select distinct table_type from information_schema.tables where table_schema = 'marts'")
    assert kinds == [("BASE TABLE",)]
    assert len(marts(warehouse)) == 28
    empty = [mart for mart in marts(warehouse) if query(warehouse, f"from marts.{mart} limit 1") == []]
    assert empty == []


def test_plan_and_two_outlets_are_one_meeting_and_a_later_one_another(warehouse: Path) -> None:
    found = query(
        warehouse,
        "select list(article_id order by article_id) from marts.fct_meeting_reports group by meeting_id order by 1",
    )
    assert found == [(["again"],), (["copy", "first", "plan"],), (["silent"],)]


def test_meeting_is_held_and_disputed_by_one_independent_source(warehouse: Path) -> None:
    (meeting,) = query(
        warehouse,
        "select status, location_id, reports_count, sources_count, independent_sources_count, is_disputed "
        "from marts.fct_meetings where reports_count > 1",
    )
    assert meeting == ("held", "moscow", 3, 2, 1, True)


def test_history_goes_from_planned_to_held(warehouse: Path) -> None:
    changes = query(
        warehouse,
        "select history.sequence, history.status from marts.fct_meeting_status_history as history "
        "join marts.fct_meetings using (meeting_id) where reports_count > 1 order by 1",
    )
    assert changes == [(1, "planned"), (2, "held")]


def test_links_say_by_which_rule_reports_are_one_meeting(warehouse: Path) -> None:
    links = query(
        warehouse,
        "select report_id, other_report_id, rule, score from marts.fct_meeting_links order by 1, 2",
    )
    assert links == [
        ("copy_report", "first_report", "shared_actors_near_days", 1240),
        ("copy_report", "plan_report", "shared_actors_near_days", 790),
        ("first_report", "plan_report", "same_actors_same_day", None),
    ]


def test_plan_that_nobody_speaks_of_again_is_overdue(warehouse: Path) -> None:
    overdue = query(
        warehouse,
        "select meetings.date_to, overdue.days_overdue, reports.report_id from marts.fct_overdue_meetings as overdue "
        "join marts.fct_meetings as meetings using (meeting_id) join marts.fct_meeting_reports as reports "
        "using (meeting_id)",
    )
    assert overdue == [(dt.date(2017, 1, 10), 29, "silent_report")]


def test_held_visit_is_coded_from_the_visitor_to_the_host(warehouse: Path) -> None:
    codes = query(
        warehouse,
        "select source_actor_id, cameo_code from marts.fct_dyads where report_id = 'first_report' order by 2",
    )
    assert codes == [("khalifa_haftar", "042"), ("vladimir_putin", "043")]


def test_office_is_that_of_the_day(warehouse: Path) -> None:
    offices = query(
        warehouse,
        "select distinct office_at_time_en from marts.bridge_meetings_x_actors where actor_id = 'vladimir_putin'",
    )
    assert offices == [("President of Russia",)]


def test_office_that_no_lexicon_holds_is_that_of_the_articles(warehouse: Path) -> None:
    (office,) = query(
        warehouse,
        "select role_ar, valid_from, valid_to, is_curated, mentions_count, articles_count, sources_count, "
        "evidence_mention_id from marts.dim_actor_roles where actor_id = 'x_salem'",
    )
    days = (dt.date(2017, 2, 7), dt.date(2017, 2, 8))
    assert office == ("مدير المكتب", *days, False, 2, 2, 2, "again_x_salem")


def test_use_of_a_curated_office_is_counted_with_the_term_of_the_day(warehouse: Path) -> None:
    offices = query(
        warehouse,
        "select role_ar, valid_from, evidence_mention_id from marts.dim_actor_roles "
        "where actor_id = 'vladimir_putin' and mentions_count > 0",
    )
    assert offices == [("الرئيس الروسي", dt.date(2012, 5, 7), "again_vladimir_putin")]


def test_discovered_actor_is_one_in_two_articles(warehouse: Path) -> None:
    (actor,) = query(
        warehouse,
        "select name_ar, is_curated, articles_count from marts.dim_actors where actor_id = 'x_salem'",
    )
    assert actor == ("سالم المنفي", False, 2)


def test_incremental_build_equals_a_build_from_scratch(warehouse: Path, tmp_path: Path) -> None:
    landing: Landing = land_inbox()
    for table, rows in landing.items():
        if "version" in TABLES[table] or table == "files":
            landing[table] = [row for row in rows if row["article_id"] not in {"again", "plan"}]
    land_article(landing, "plan", STATES, "okaz", "2017-01-30")
    scratch = tmp_path / "warehouse.duckdb"
    for file in (warehouse, scratch):
        write_landing(file, landing)
        build(file, "--exclude-resource-type", "unit_test")
    names = marts(scratch)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{scratch}' as fresh (read_only)")
        connection.execute(f"attach '{warehouse}' as grown (read_only)")
        differing = [
            name
            for name in names
            for one, other in (("fresh", "grown"), ("grown", "fresh"))
            if connection.execute(f"from {one}.marts.{name} except all from {other}.marts.{name}").fetchall()
        ]
        ids = connection.execute("select article_id from grown.marts.fct_article_texts order by 1").fetchall()
    assert differing == []
    assert ids == [("copy",), ("first",), ("other",), ("plan",), ("silent",)]
