"""The files that deploy Marsad are what systemd and Dagster take."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from dagster._core.instance.ref import InstanceRef

from orchestration.settings import ROOT

DEPLOY = ROOT / "orchestration" / "deploy"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
@pytest.mark.parametrize("unit", sorted(path.name for path in DEPLOY.glob("*.service")))
def test_systemd_finds_nothing_wrong_with_the_unit(unit: str, tmp_path: Path) -> None:
    shown = (DEPLOY / unit).read_text().replace("/opt/marsad", str(ROOT)).replace("User=marsad", "User=root")
    (tmp_path / unit).write_text(shown)
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_dagster_takes_the_storage_in_postgresql(tmp_path: Path) -> None:
    home = yaml.safe_load((ROOT / "orchestration" / "dagster.yaml").read_text())
    del home["event_log_storage"]
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump(home) + (DEPLOY / "postgres.yaml").read_text())
    ref = InstanceRef.from_dir(str(tmp_path))
    assert ref.storage_data.class_name == "DagsterPostgresStorage"
    assert ref.event_storage_data.class_name == "PostgresEventLogStorage"
