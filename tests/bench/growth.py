"""`make bench-growth`: how a first load, a run with nothing new and a run with ten new files grow with the warehouse.

Each inbox holds the corpora so many times over, every further copy with changed text: the first half of one article
and the second half of another. Read the ratios: every figure of one table comes from one run on one machine.
"""

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from orchestration.ledger import has_news
from orchestration.settings import read_settings

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpus"
NEW = "التقى الرئيس المصري عبد الفتاح السيسي نظيره الفرنسي إيمانويل ماكرون في باريس يوم الثلاثاء.\nرقم {}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 4], help="how many times over")
    arguments = parser.parse_args()
    if not CORPORA.is_dir():
        print("skipped: the corpora are not here, their texts belong to their outlets")
        return 0
    print(row("files", "first load", "nothing new", "ten new", "ratio", "sensor tick", "database"))
    with tempfile.TemporaryDirectory(prefix="marsad-growth-") as folder:
        originals = Path(folder) / "originals"
        for archive in sorted(CORPORA.glob("*.tar.gz")):
            with tarfile.open(archive) as opened:
                opened.extractall(originals, filter="data")
        for copies in arguments.copies:
            inbox, warehouse = Path(folder) / f"inbox{copies}", Path(folder) / f"warehouse{copies}"
            files = grow(originals, inbox, copies)
            print(measure(inbox, warehouse, files), flush=True)
    return 0


def grow(originals: Path, inbox: Path, copies: int) -> int:
    """Fill an inbox with so many copies of the originals; returns how many files it holds."""
    paths = sorted(originals.rglob("*.txt"))
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
    first = timed_run(inbox, warehouse)
    nothing_new = sorted(timed_run(inbox, warehouse) for _ in range(3))[1]
    ten_new = []
    for batch in range(3):
        for number in range(10):
            (inbox / f"new{batch}_{number}.txt").write_text(NEW.format(f"{batch}{number}"))
        ten_new.append(timed_run(inbox, warehouse))
    ten = sorted(ten_new)[1]
    settings = replace(read_settings(), inbox=inbox, warehouse=warehouse)
    time.sleep(2.1)  # until the newest files are old enough to be trusted
    timed_run(inbox, warehouse)
    begin = time.perf_counter()
    assert not has_news(settings)
    tick = time.perf_counter() - begin
    size = settings.published_file.stat().st_size / 1e6
    seconds = [f"{value:.{digits}f} s" for value, digits in ((first, 0), (nothing_new, 1), (ten, 1), (tick, 2))]
    return row(f"{files:,}", *seconds[:3], f"{ten / nothing_new:.2f}", seconds[3], f"{size:,.0f} MB")


def row(*cells: str) -> str:
    return "".join(f"{cell:>13}" for cell in cells)


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
