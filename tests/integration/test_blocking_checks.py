"""What stops a run: each kind of blocking failure keeps the old snapshot, says why, and is healed by a good run.

A copy of the project with a small inbox is broken as people break things, by an edit of a rule, a lexicon or a model,
and mended again.
"""

import contextlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import copy_project, query, run_marsad

pytestmark = pytest.mark.integration

TEXTS = {
    "harbour.txt": "لقاء في موسكو\nالتقى وزير الخارجية الروسي سيرغي لافروف في موسكو يوم الأحد خليفة حفتر قائد الجيش.",
    "press/talks.txt": "محادثات\nاستقبل الرئيس الفرنسي إيمانويل ماكرون في باريس نظيره المصري عبد الفتاح السيسي أمس.",
}
FAILED = """
    select results.severity, results.note, results.failed_rows, results.sample
    from marts.fct_quality_results as results join marts.fct_runs as runs using (run_id)
    where not results.passed and runs.outcome = 'unpublished' and starts_with(results.check_name, ?)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with a small inbox that was loaded and published."""
    folder = tmp_path_factory.mktemp("blocking")
    copy_project(folder / "project")
    (folder / "inbox" / "press").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "inbox" / name).write_text(text + "\n", encoding="utf-8")
    loaded = run(folder)
    assert loaded.returncode == 0, loaded.stderr
    return folder


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    return run_marsad(folder / "warehouse", folder / "inbox", "run", project=folder / "project")


@contextlib.contextmanager
def edited(folder: Path, edits: dict[str, tuple[str, str]]) -> Iterator[None]:
    """Replace texts in files of the project until the block ends."""
    files = {folder / "project" / part: edit for part, edit in edits.items()}
    were = {file: file.read_text("utf-8") for file in files}
    for file, (old, new) in files.items():
        assert old in were[file]
        file.write_text(were[file].replace(old, new), encoding="utf-8")
    try:
        yield
    finally:
        for file, was in were.items():
            file.write_text(was, encoding="utf-8")


def break_and_heal(folder: Path, edits: dict[str, tuple[str, str]]) -> str:
    """Run with the edits, see that the old snapshot stays, run without them, see that a new one is published.

    Returns: what the failed run said.
    """
    published = (folder / "warehouse" / "current").resolve()
    articles = query(folder / "warehouse", "select count(*) from marts.fct_articles").item()
    with edited(folder, edits):
        broken = run(folder)
    assert broken.returncode == 1, broken.stdout
    assert "what was published before stays" in broken.stderr
    assert (folder / "warehouse" / "current").resolve() == published
    healed = run(folder)
    assert healed.returncode == 0, healed.stderr
    assert (folder / "warehouse" / "current").resolve() != published
    assert query(folder / "warehouse", "select count(*) from marts.fct_articles").item() == articles
    return broken.stderr


def failures(folder: Path, check: str) -> pl.DataFrame:
    return query(folder / "warehouse", FAILED, check)


def test_a_failing_expectation_on_landed_rows_keeps_the_snapshot_and_names_the_rows(folder: Path) -> None:
    told = break_and_heal(folder, {"orchestration/news/office_terms.py": ('pl.lit("GOV")', 'pl.lit("GVO")')})
    assert "roles_are_spans (sector is one of" in told
    assert "sector=GVO" in told
    assert "file_path=harbour.txt" in told
    severity, note, failed_rows, sample = failures(folder, "roles_are_spans").row(0)
    assert severity == "error"
    assert note.startswith("sector is one of BUS, ")
    rows = json.loads(sample)
    assert 0 < len(rows) <= failed_rows
    assert {row["file_path"] for row in rows} <= set(TEXTS)
    assert all(row["sector"] == "GVO" and row["article_id"] and row["mention_id"] for row in rows)
    page = (folder / "warehouse" / "docs" / "quality" / "roles_are_spans.html").read_text("utf-8")
    assert "failed in run" in page
    assert "harbour.txt" in page


def test_failing_dbt_tests_keep_the_snapshot_and_name_the_rows(folder: Path) -> None:
    uncoded = ("\nheld,", "\nunheard_of,")
    no_persons = ("values: [person, ", "values: [")
    told = break_and_heal(
        folder, {"dbt_project/seeds/dyad_codes.csv": uncoded, "dbt_project/models/marts/fct_mentions.yml": no_persons}
    )
    assert "assert_dyads_are_coded (A pair whose status and kind dyad_codes does not list" in told
    assert "report_id=" in told
    assert "mention_type=person" in told
    _, _, failed_rows, sample = failures(folder, "assert_dyads_are_coded").row(0)
    assert failed_rows > 0
    assert {"report_id", "source_actor_id", "target_actor_id"} <= set(json.loads(sample)[0])
    mentions = json.loads(failures(folder, "accepted_values_fct_mentions_mention_type").row(0)[3])
    assert {row["file_path"] for row in mentions} <= set(TEXTS)
    assert {row["mention_type"] for row in mentions} == {"person"}


def test_a_broken_contract_keeps_the_snapshot_and_names_the_column(folder: Path) -> None:
    told = break_and_heal(folder, {"dbt_project/models/marts/fct_quotes.sql": ("    cue,", "    length(cue) as cue,")})
    assert "fct_quotes: " in told
    assert "enforced contract" in told
    assert "cue" in told.partition("enforced contract")[2]
