"""A load that is killed anywhere costs nothing: the fault bench with fewer kills than `make faults`."""

import random
from pathlib import Path

import pytest

from tests.faults.fault_bench import kill_jobs, kill_stages

pytestmark = pytest.mark.faults


def test_kills_of_the_stages_lose_and_double_nothing(tmp_path: Path) -> None:
    report = kill_stages(tmp_path, kills=10, seed=random.randrange(10**6))
    print(report)
    assert report.failures == []
    assert report.kills.total() == 10


def test_kills_of_the_whole_job_lose_and_double_nothing(tmp_path: Path) -> None:
    report = kill_jobs(tmp_path, kills=2, seed=random.randrange(10**6))
    print(report)
    assert report.failures == []
    assert report.kills.total() == 2
    assert report.kills["dbt"] >= 1
