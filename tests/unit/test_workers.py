import os
import signal
import subprocess
import sys

from orchestration.workers import map_ahead, stop_workers
from tests.conftest import ROOT, wait_for

HOLD = """
import os, time
from orchestration.workers import map_ahead
if __name__ == "__main__":
    print(*{pid for _, pid in map_ahead(os.getpid, [1, 2, 3], lambda _: ())}, flush=True)
    time.sleep(60)
"""


def test_results_come_in_the_order_of_their_batches() -> None:
    batches = [90_000, 10, 20, 30, 40]
    results = list(map_ahead(sum, batches, lambda batch: (range(batch * 20),)))
    stop_workers()
    assert results == [(batch, sum(range(batch * 20))) for batch in batches]


def test_few_batches_stay_in_this_process() -> None:
    assert [pid for _, pid in map_ahead(os.getpid, [1, 2], lambda _: ())] == [os.getpid()] * 2


def test_workers_serve_one_run() -> None:
    first = {pid for _, pid in map_ahead(os.getpid, [1, 2, 3], lambda _: ())}
    stop_workers()
    second = {pid for _, pid in map_ahead(os.getpid, [1, 2, 3], lambda _: ())}
    stop_workers()
    assert not first & second


def test_workers_die_with_a_run_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True, cwd=ROOT) as run:
        assert run.stdout
        workers = [int(pid) for pid in run.stdout.readline().split()]
        run.send_signal(signal.SIGKILL)
    assert workers
    wait_for(lambda: not any(_is_alive(pid) for pid in workers), 10)


def _is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
