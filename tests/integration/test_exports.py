"""The published dyads as Parquet: one visit and one announcement, in the columns of GDELT and of POLECAT."""

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.exports import export_events
from orchestration.settings import Settings, read_settings
from tests.conftest import run_marsad

pytestmark = pytest.mark.integration

TEXTS = {
    "visit": "لقاء في موسكو\nالتقى خليفة حفتر في موسكو يوم الأحد 5 فبراير 2017 وزير الخارجية الروسي سيرغي لافروف.",
    "plan": "لقاء مرتقب\nقال متحدث إن فايز السراج سيلتقي الأسبوع المقبل في القاهرة الرئيس المصري عبد الفتاح السيسي.",
    "denial": "نفي\nنفى متحدث أن يكون فايز السراج التقى خليفة حفتر يوم الاثنين 6 فبراير 2017 في تونس.",
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("exports")
    (folder / "inbox").mkdir()
    for name, text in TEXTS.items():
        (folder / "inbox" / f"{name}.txt").write_text(text + "\n")
        (folder / "inbox" / f"{name}.json").write_text(
            f'{{"published_at": "2017-02-08", "source": "okaz", "url": "https://example.com/{name}"}}'
        )
    loaded = run_marsad(folder / "warehouse", folder / "inbox", "run")
    assert loaded.returncode == 0, loaded.stderr
    written = run_marsad(folder / "warehouse", folder / "inbox", "export")
    assert written.returncode == 0, written.stderr
    return {file.stem: pl.read_parquet(file).to_dicts() for file in (folder / "warehouse" / "exports").iterdir()}


def test_held_meeting_is_two_dyads_of_its_own_day(exported: dict[str, list[dict[str, Any]]]) -> None:
    rows = [row for row in exported["gdelt_dyads"] if row["SOURCEURL"].endswith("visit")]
    assert [(row["Actor1Name"], row["Actor2Name"]) for row in rows] == [
        ("KHALIFA HAFTAR", "SERGEI LAVROV"),
        ("SERGEI LAVROV", "KHALIFA HAFTAR"),
    ]
    shared = ("SQLDATE", "EventRootCode", "QuadClass", "date_basis", "DATEADDED", "NumArticles")
    assert {tuple(row[name] for name in shared) for row in rows} == {(20170205, "04", 1, "meeting", 20170208000000, 1)}
    assert {row["Actor1CountryCode"] for row in rows} == {"LBY", "RUS"}


def test_announcement_has_the_day_on_which_it_was_published(exported: dict[str, list[dict[str, Any]]]) -> None:
    rows = [row for row in exported["gdelt_dyads"] if row["SOURCEURL"].endswith("plan")]
    assert {(row["EventCode"], row["SQLDATE"], row["date_basis"]) for row in rows} == {("036", 20170208, "publication")}


def test_what_has_no_code_is_in_no_export(exported: dict[str, list[dict[str, Any]]]) -> None:
    assert not [row for row in exported["gdelt_dyads"] if row["SOURCEURL"].endswith("denial")]
    assert {row["meeting_status"] for row in exported["polecat_events"]} == {"held", "planned"}


def test_polecat_event_lists_both_sides_with_the_lossy_flag(exported: dict[str, list[dict[str, Any]]]) -> None:
    (held,) = [row for row in exported["polecat_events"] if row["meeting_status"] == "held"]
    assert (held["Event Type"], held["Event Date"], held["Language"]) == ("CONSULT", dt.date(2017, 2, 5), "Arabic")
    assert held["Actor Name"] == held["Recipient Name"] == ["Khalifa Haftar", "Sergei Lavrov"]
    assert held["Actor Country"] == ["LBY", "RUS"]
    assert held["mapping_is_lossy"] is False


def test_export_without_a_published_warehouse_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(inbox=read_settings().inbox, warehouse=tmp_path)
    with pytest.raises(FileNotFoundError, match="make run"):
        export_events(settings, tmp_path / "exports")
