import fcntl
import os
from pathlib import Path

import pytest

from orchestration.report import folder_swap
from orchestration.report.folder_swap import replacing


def write(folder: Path, text: str) -> None:
    with replacing(folder) as partial:
        (partial / "report.json").write_text("{}")
        (partial / "page.html").write_text(text)


def test_folder_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    for text in ("old", "new"):
        write(tmp_path / "report", text)
        assert (tmp_path / "report" / "page.html").read_text() == text
    assert [file.name for file in tmp_path.iterdir()] == ["report"]


def test_folder_is_replaced_also_where_the_system_exchanges_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_swap, "_exchange", lambda *_: False)
    write(tmp_path / "report", "old")
    write(tmp_path / "report", "new")
    assert (tmp_path / "report" / "page.html").read_text() == "new"
    assert [file.name for file in tmp_path.iterdir()] == ["report"]


def test_failure_while_writing_leaves_the_old_folder(tmp_path: Path) -> None:
    write(tmp_path / "report", "old")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "report"):
        raise ZeroDivisionError
    assert (tmp_path / "report" / "page.html").read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["report"]


def test_what_a_killed_run_left_is_cleared_and_its_old_folder_brought_back(tmp_path: Path) -> None:
    (tmp_path / ".report.partial").mkdir()
    (tmp_path / ".report.old").mkdir()
    (tmp_path / ".report.old" / "report.json").write_text("{}")
    with replacing(tmp_path / "report"):
        assert (tmp_path / "report" / "report.json").exists()
    assert [file.name for file in tmp_path.iterdir()] == ["report"]


def test_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    with pytest.raises(FileExistsError, match="something else"):
        write(tmp_path / "mine", "new")
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_link_is_not_followed_into_another_folder(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "report").symlink_to(tmp_path / "other")
    with pytest.raises(FileExistsError):
        write(tmp_path / "report", "new")


def test_second_writer_is_refused_while_one_is_at_work(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        with pytest.raises(FileExistsError, match="being written"):
            write(tmp_path / "report", "new")
    finally:
        os.close(descriptor)
