"""Readers read while loads run: none is refused, and what one sees is of one run."""

import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT, query, run_marsad, wait_for

pytestmark = pytest.mark.faults

# All of one connection must be of one run: the run that its snapshot's folder names.
CONSISTENT = """
    select
        (select run_id from marts.fct_runs where outcome = 'published' order by started_at desc limit 1),
        (select count(*) from marts.fct_articles)
            = (select count(distinct article_id) from marts.fct_files where state = 'loaded' and is_current),
        (select count(*) from marts.fct_articles) = (select count(*) from marts.fct_article_texts),
        (select sum(mentions_count) from marts.fct_articles) = (select count(*) from marts.fct_mentions),
        (select sum(reports_count) from marts.fct_meetings) = (select count(*) from marts.fct_meeting_reports),
        not exists (from marts.fct_meeting_reports anti join marts.fct_meetings using (meeting_id))
"""


def read_in_a_loop(file: Path, stop: threading.Event, seen: Counter[str], errors: list[str]) -> None:
    """Open, ask, close, again and again, as a dashboard does; each in a process of its own would only be slower."""
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    stop.wait()
    told, _ = reader.communicate("stop\n", timeout=120)
    for line in told.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "seen":
            run_id, _, times = rest.partition(" ")
            seen[run_id] += int(times)
        else:
            errors.append(line)


READER = f"""
import sys, threading, time
from collections import Counter
import duckdb
seen, stop = Counter(), threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
while not stop.is_set():
    try:
        with duckdb.connect(sys.argv[1], read_only=True) as connection:
            first, second = (connection.execute('''{CONSISTENT}''').fetchone() for _ in range(2))
    except Exception as error:
        print("error", error, flush=True)
        continue
    if first != second or not all(first):
        print("mixed", first, second, flush=True)
    seen[first[0]] += 1
    time.sleep(0.1)
for run_id, times in seen.items():
    print("seen", run_id, times)
"""


def test_readers_meet_no_error_and_no_mixed_run_while_loads_go_on(own_warehouse: tuple[Path, Path]) -> None:
    readers, loads = int(os.environ.get("MARSAD_TEST_READERS", "2")), int(os.environ.get("MARSAD_TEST_LOADS", "2"))
    warehouse, inbox = own_warehouse
    stop, seen, errors = threading.Event(), Counter(), []
    threads = [
        threading.Thread(target=read_in_a_loop, args=(warehouse / "current" / "warehouse.duckdb", stop, seen, errors))
        for _ in range(readers)
    ]
    for thread in threads:
        thread.start()
    try:
        for number in range(loads):
            (inbox / f"new{number}.txt").write_text(f"التقى الوزير نظيره في طرابلس يوم الثلاثاء.\nرقم {number}")
            (inbox / "edited.txt").write_text(f"زار الرئيس تونس يوم الأحد.\nرقم {number}")
            done = run_marsad(warehouse, inbox, "run")
            assert done.returncode == 0, done.stderr
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    print(f"{seen.total()} reads by {readers} readers during {loads} loads, of {len(seen)} snapshots")
    assert errors == []
    assert len(seen) > loads  # the snapshot before the first load, and one of each


def test_an_analyst_who_leaves_a_shell_open_blocks_nothing_and_keeps_what_it_has(
    own_warehouse: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARSAD_SNAPSHOTS", "1")  # the folder of the open snapshot goes
    warehouse, inbox = own_warehouse
    shell = subprocess.Popen(
        [sys.executable, "-m", "orchestration.cli", "sql"],
        env=os.environ | {"MARSAD_WAREHOUSE": str(warehouse), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    opened = (warehouse / "current").resolve()
    wait_for(lambda: is_open_in(shell.pid, opened / "warehouse.duckdb"), 30)
    (inbox / "new.txt").write_text("زار الرئيس تونس يوم الأحد.")
    done = run_marsad(warehouse, inbox, "run")
    assert done.returncode == 0, done.stderr
    assert not opened.exists()
    told, _ = shell.communicate("select count(*) as n, sum(length(raw_text)) from fct_article_texts;\n", timeout=60)
    assert shell.returncode == 0
    assert " 49 " in told
    assert query(warehouse, "select count(*) from marts.fct_articles").item() == 50


def is_open_in(process: int, file: Path) -> bool:
    return any(os.path.realpath(link) == str(file) for link in Path(f"/proc/{process}/fd").iterdir())
