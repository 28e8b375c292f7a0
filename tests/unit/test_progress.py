import pytest

from orchestration.progress import describe_progress


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (500, 1500, 2.0, "names: 500 of 1,500 files, 250 files/s, 4 s left"),
        (100, 100_000, 10.0, "names: 100 of 100,000 files, 10 files/s, 2 h 46 min left"),
        (100, 4_000, 10.0, "names: 100 of 4,000 files, 10 files/s, 6 min left"),
        (7, 7, 0.5, "names: 7 of 7 files, 14 files/s"),
        (7, 7, 0.0, "names: 7 of 7 files, 7,000 files/s"),
    ],
)
def test_progress_tells_the_rate_and_the_time_left(done: int, total: int, seconds: float, words: str) -> None:
    assert describe_progress("names", "files", done, total, seconds) == words
