import subprocess
import sys

import pytest

from tests.conftest import ROOT


def broken_rules(file: str, code: str) -> str:
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", file, "-"]
    return subprocess.run(command, input=code, cwd=ROOT, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("library", ["dagster", "duckdb", "dbt", "great_expectations"])
def test_the_pure_core_may_not_import_what_runs_it(library: str) -> None:
    assert "TID251" in broken_rules("orchestration/news/example.py", f"import {library}\n")


def test_what_runs_the_core_may() -> None:
    assert "TID251" not in broken_rules("orchestration/defs/example.py", "import dagster\n")


def test_the_pure_core_imports_without_them() -> None:
    code = (
        "import sys; from orchestration.news import articles, files, meetings, mentions, offices, quotes; "
        "sys.exit(bool({'dagster', 'duckdb', 'dbt', 'great_expectations'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
