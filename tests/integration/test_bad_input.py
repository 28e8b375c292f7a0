"""The real job on everything that an inbox can hold and should not."""

import base64
import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from tests.bad_files import FILES, LIMIT, NAMES, SIDECARS, TEXT, WITHOUT_POWERS, make_inbox, put
from tests.conftest import query, run_marsad

pytestmark = pytest.mark.integration

YEAR_2099 = 4_070_908_800
HOSTILE_NAME = "in 'box' \"{{ 1 | 0 }}\n$(id) \u202e; -- الوارد"
# Runs a command, and reports the peak of its processes in bytes on the last line of the standard error.
MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=sys.stderr)
sys.exit(code)
"""
# Measured: 0.95 GB, most of it libraries and spellings of the registry; machines with more cores take somewhat more.
# One bad file has 100 GB.
MOST_BYTES = 1_200_000_000


class Loaded(NamedTuple):
    """A warehouse into which the bad inbox was loaded twice."""

    warehouse: Path
    inbox: Path
    expected: dict[bytes, str | None]  # path -> the reason, null where it loads
    runs: tuple[subprocess.CompletedProcess[str], subprocess.CompletedProcess[str]]


def fill(folder: Path) -> tuple[Path, dict[bytes, str | None]]:
    """Make an inbox of all bad files, all bad sidecars and all bad names, beside good files."""
    inbox = make_inbox(folder, HOSTILE_NAME)
    expected: dict[bytes, str | None] = {b"folder/good.txt": None}
    for number, bad in enumerate(FILES.values()):
        with contextlib.suppress(PermissionError):  # not every user may make a device
            put(inbox / f"file{number}.txt", bad)
            expected[f"file{number}.txt".encode()] = bad.reason
    for number, bad in enumerate(SIDECARS.values()):
        with contextlib.suppress(PermissionError):
            put(inbox / f"noted{number}.json", bad)
            (inbox / f"noted{number}.txt").write_text(f"{TEXT}\n{number}")
            expected[f"noted{number}.txt".encode()] = None
    for number, name in enumerate(NAMES):
        with open(os.path.join(os.fsencode(inbox), name), "wb") as file:
            file.write(f"{TEXT}\n\n{number}".encode())
        expected[name] = None
    with (inbox / "vast.txt").open("wb") as file:
        file.truncate(100_000_000_000)
    os.utime(inbox / "folder" / "good.txt", (YEAR_2099, YEAR_2099))
    (inbox / "closed.txt").write_text(TEXT)
    (inbox / "closed.txt").chmod(0)
    (inbox / "shut").mkdir(mode=0)
    return inbox, expected | {b"vast.txt": "too_large", b"closed.txt": "unreadable", b"shut": "unreadable"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("bad")
    inbox, expected = fill(folder)
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        prefix = WITHOUT_POWERS
        if shutil.which("setpriv") is None or subprocess.run([*prefix, "true"], check=False).returncode:
            pytest.skip("root cannot lay down its powers here, and reads what nobody may read")
    measured = (*prefix, sys.executable, "-c", MEASURE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MARSAD_MAX_BYTES", str(LIMIT))
        first, second = (run_marsad(folder / "warehouse", inbox, "run", prefix=measured) for _ in range(2))
    yield Loaded(folder / "warehouse", inbox, expected, (first, second))
    (inbox / "shut").chmod(0o700)


def test_the_job_ends_well(loaded: Loaded) -> None:
    for run in loaded.runs:
        assert run.returncode == 0, run.stderr


def test_every_file_is_in_one_state_with_its_reason(loaded: Loaded) -> None:
    rows = query(loaded.warehouse, "select path_bytes_base64, state, reason, detail from marts.fct_files").rows()
    assert len(rows) == len(loaded.expected)
    assert {base64.b64decode(path): reason for path, _, reason, _ in rows} == loaded.expected
    assert all(state == ("quarantined" if reason else "loaded") for _, state, reason, _ in rows)
    assert all(detail for _, state, _, detail in rows if state == "quarantined")


def test_every_good_file_is_an_article(loaded: Loaded) -> None:
    rows = query(
        loaded.warehouse,
        """
        select path_bytes_base64 from marts.fct_files join marts.fct_article_texts using (article_id)
        where contains(raw_text, 'العاصمة') and is_current
        """,
    )
    good = {path for path, reason in loaded.expected.items() if reason is None}
    assert {base64.b64decode(path) for path in rows["path_bytes_base64"]} == good


def test_every_good_file_is_known_afterwards_whatever_its_date(loaded: Loaded) -> None:
    rows = query(loaded.warehouse, "select file_path from landing.files where state = 'loaded' and fingerprint is null")
    assert rows.is_empty()


def test_every_encoding_is_told_apart(loaded: Loaded) -> None:
    rows = query(loaded.warehouse, "select distinct encoding from marts.fct_files where state = 'loaded' order by 1")
    assert rows["encoding"].to_list() == ["iso-8859-6", "utf-16-le", "utf-32-le", "utf-8", "windows-1256"]


def test_no_two_files_are_shown_as_one_path(loaded: Loaded) -> None:
    assert query(loaded.warehouse, "select count(*), count(distinct file_path) from marts.fct_files").row(0) == (
        len(loaded.expected),
        len(loaded.expected),
    )


def test_what_a_sidecar_lacks_is_told(loaded: Loaded) -> None:
    rows = query(loaded.warehouse, "select file_path, detail from marts.fct_files where file_path like 'noted%'")
    details = dict(rows.rows())
    told = {f"noted{number}.txt": bad.told for number, bad in enumerate(SIDECARS.values())}
    assert len(details) >= len(told) - 1  # the device
    for path, detail in details.items():
        assert told[path] in detail


def test_the_job_takes_no_more_memory_for_bad_files(loaded: Loaded) -> None:
    for run in loaded.runs:
        assert int(run.stderr.splitlines()[-1]) < MOST_BYTES


def test_a_second_run_finds_nothing_new(loaded: Loaded) -> None:
    summary = loaded.runs[1].stdout
    assert "nothing new" in summary
    counts = query(loaded.warehouse, "select loaded, quarantined, unchanged from marts.fct_runs order by started_at")
    assert counts.row(1) == (0, 0, len(loaded.expected))


def test_the_quarantine_is_listed_whatever_the_names(loaded: Loaded) -> None:
    listed = run_marsad(loaded.warehouse, loaded.inbox, "quarantine")
    assert listed.returncode == 0, listed.stderr
    reasons = pl.Series(list(loaded.expected.values())).drop_nulls()
    assert f"{reasons.len()} files were not loaded" in listed.stdout
    assert all(reason in listed.stdout for reason in reasons)
