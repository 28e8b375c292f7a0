"""One meeting across outlets, on real articles: reports of one encounter are one meeting, of two they are two."""

import json
import subprocess
import sys

import pytest

from tests.conftest import SHARED, needs_shared, run_marsad

pytestmark = [pytest.mark.gold, pytest.mark.integration, needs_shared("resolution")]

FLOORS = {"pairs": 0.87, "b3": 0.94, "negatives": 0.97}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("resolution")
    labelled = SHARED / "resolution"
    make_inbox = SHARED / "gold" / "make_inbox.py"
    subprocess.run([sys.executable, make_inbox, labelled, folder / "inbox"], check=True)
    loaded = run_marsad(folder / "warehouse", folder / "inbox", "run")
    assert loaded.returncode == 0, loaded.stderr
    published = folder / "warehouse" / "current" / "warehouse.duckdb"
    inputs = [labelled / "encounters.jsonl", labelled / "index.jsonl"]
    command = [sys.executable, labelled / "score_resolution.py", published, *inputs, "--json"]
    scored = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {name: scored[name].get("f1", scored[name].get("accuracy")) for name in FLOORS}


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_of_resolution_falls_below_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]
