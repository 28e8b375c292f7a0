"""A full disk publishes nothing, says so, and the next run goes on as if nothing had been: on real, small disks."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, query, run_marsad


def can_mount() -> bool:
    mounted = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return mounted.returncode == 0


pytestmark = [pytest.mark.faults, pytest.mark.skipif(not can_mount(), reason="this user may not mount a small disk")]


@contextlib.contextmanager
def disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of this size over a folder; what it held lies below until it is gone."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize(
    ("folder", "size"),
    [("", "1m"), ("", "18m"), ("build", "3m"), ("build/temp", "1m")],
    ids=["at the start", "in dbt", "in the stages", "temporary files"],
)
def test_a_full_disk_fails_the_run_with_a_clear_message(tmp_path: Path, folder: str, size: str) -> None:
    warehouse = tmp_path / "warehouse"
    with disk(warehouse / folder, size):
        failed = run_marsad(warehouse, SAMPLE, "run")
        assert failed.returncode == 1, failed.stdout
        assert "The run failed; what was published before stays." in failed.stderr
        assert "is full" in failed.stderr or "nothing was published" in failed.stderr
        assert "Traceback" not in failed.stderr
        assert not (warehouse / "current").exists()


@pytest.mark.parametrize("folder", ["build", "snapshots"])
def test_after_a_full_disk_the_old_snapshot_stays_and_the_next_run_converges(
    own_warehouse: tuple[Path, Path], folder: str
) -> None:
    warehouse, inbox = own_warehouse
    published = (warehouse / "current").resolve()
    (inbox / "new.txt").write_text("التقى الوزير نظيره في طرابلس يوم الثلاثاء.")
    aside = (warehouse / folder).rename(warehouse / "aside")
    with disk(warehouse / folder, "500m"):
        subprocess.run(["cp", "-a", f"{aside}/.", str(warehouse / folder)], check=True)
        used = shutil.disk_usage(warehouse / folder).used
        subprocess.run(["mount", "-o", f"remount,size={used + 2_000_000}", str(warehouse / folder)], check=True)
        assert run_marsad(warehouse, inbox, "run").returncode == 1
        assert (warehouse / "current").resolve() == published
        assert query(warehouse, "select count(*) from marts.fct_articles").item() == 49
        subprocess.run(["mount", "-o", "remount,size=500m", str(warehouse / folder)], check=True)
        done = run_marsad(warehouse, inbox, "run")
        assert done.returncode == 0, done.stderr
        assert query(warehouse, "select count(*) from marts.fct_articles").item() == 50
