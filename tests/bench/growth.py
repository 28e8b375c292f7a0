"""`make bench-growth`: how a first load, a run with nothing new and a run with ten new files grow with the warehouse.

`resolution` is what dbt takes in the first load to join reports into meetings: the seconds of its models.

Each inbox holds the corpora so many times over, every further copy with changed text: the first half of one article
and the second half of another. Read the ratios: every figure of one table comes from one run on one machine.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from orchestration.ledger import has_news
from orchestration.settings import Settings, read_settings
from orchestration.warehouse import open_published

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpus"
NEW = "التقى الرئيس المصري عبد الفتاح السيسي نظيره الفرنسي إيمانويل ماكرون في باريس يوم الثلاثاء.\nرقم {}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 2, 4], help="how many times over")
    parser.add_argument("--articles", type=int, help="only so many of the corpora's articles")
    arguments = parser.parse_args()
    if not CORPORA.is_dir():
        print("skipped: the corpora are not here, their texts belong to their outlets")
        return 0
    print(
        row(
            "files", "first load", "reports", "resolution", "nothing new", "ten new", "ratio", "sensor tick", "database"
        )
    )
    with tempfile.TemporaryDirectory(prefix="marsad-growth-") as folder:
        originals = Path(folder) / "originals"
        for archive in sorted(CORPORA.glob("*.tar.gz")):
            with tarfile.open(archive) as opened:
                opened.extractall(originals, filter="data")
        for copies in arguments.copies:
            inbox, warehouse = Path(folder) / f"inbox{copies}", Path(folder) / f"warehouse{copies}"
            files = grow(originals, inbox, copies, arguments.articles)
            print(measure(inbox, warehouse, files), flush=True)
    return 0


def grow(originals: Path, inbox: Path, copies: int, articles: int | None) -> int:
    """Fill an inbox with so many copies of the originals; returns how many files it holds."""
    paths = sorted(originals.rglob("*.txt"))
    paths = paths[:: max(1, len(paths) // (articles or len(paths)))][:articles]
    halves = [(lines[: max(1, len(lines) // 2)], lines[len(lines) // 2 :]) for lines in map(lines_of, paths)]
    for copy in range(copies):
        for number, path in enumerate(paths):
            target = inbox / f"copy{copy}" / path.relative_to(originals)
            target.parent.mkdir(parents=True, exist_ok=True)
            other = halves[(number + 7919 * copy) % len(paths)]  # a prime, so that no two copies pair the same two
            target.write_bytes(path.read_bytes() if copy == 0 else b"".join(halves[number][0] + other[1]))
            sidecar = path.with_suffix(".json")
            if sidecar.exists():
                target.with_suffix(".json").write_bytes(sidecar.read_bytes())
    return len(paths) * copies


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def measure(inbox: Path, warehouse: Path, files: int) -> str:
    """One row: seconds of each load, the median of three where it is short."""
    settings = replace(read_settings(), inbox=inbox, warehouse=warehouse)
    first = timed_run(inbox, warehouse)
    resolution = seconds_of_resolution(settings)
    with open_published(settings) as connection:
        (reports,) = connection.execute("select count(*) from marts.fct_meeting_reports").fetchone() or (0,)
    nothing_new = sorted(timed_run(inbox, warehouse) for _ in range(3))[1]
    ten_new = []
    for batch in range(3):
        for number in range(10):
            (inbox / f"new{batch}_{number}.txt").write_text(NEW.format(f"{batch}{number}"))
        ten_new.append(timed_run(inbox, warehouse))
    ten = sorted(ten_new)[1]
    time.sleep(2.1)  # until the newest files are old enough to be trusted
    timed_run(inbox, warehouse)
    begin = time.perf_counter()
    assert not has_news(settings)
    tick = time.perf_counter() - begin
    size = settings.published_file.stat().st_size / 1e6
    seconds = [f"{value:.{digits}f} s" for value, digits in ((first, 0), (nothing_new, 1), (ten, 1), (tick, 2))]
    resolved = (f"{reports:,}", f"{resolution:.1f} s")
    return row(
        f"{files:,}", seconds[0], *resolved, *seconds[1:3], f"{ten / nothing_new:.2f}", seconds[3], f"{size:,.0f} MB"
    )


def seconds_of_resolution(settings: Settings) -> float:
    """What the models that compare reports took in the last run of dbt."""
    results = json.loads((settings.temp_folder / "dbt_target" / "run_results.json").read_text())["results"]
    models = [result for result in results if result["unique_id"].startswith("model.")]
    names = ("int_meeting", "int_report", "fct_meeting", "bridge_meetings", "fct_overdue")
    return sum(result["execution_time"] for result in models if result["unique_id"].split(".")[-1].startswith(names))


def row(*cells: str) -> str:
    return "".join(f"{cell:>12}" for cell in cells)


def timed_run(inbox: Path, warehouse: Path) -> float:
    environment = os.environ | {"MARSAD_INBOX": str(inbox), "MARSAD_WAREHOUSE": str(warehouse)}
    begin = time.perf_counter()
    command = [sys.executable, "-m", "orchestration.cli", "run"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
