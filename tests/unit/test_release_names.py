from pathlib import Path

import pytest

from orchestration.releases import freeze
from orchestration.settings import Settings


@pytest.mark.parametrize("name", ["", "..", ".hidden", "-x", "a/b", "a b", "مرصد", "a\n", "x" * 101])
def test_a_name_that_is_no_plain_word_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        freeze(Settings(inbox=tmp_path, warehouse=tmp_path), name)


@pytest.mark.parametrize("name", ["2026.1", "v1", "ant-2018_draft.2", "x" * 100])
def test_without_a_snapshot_a_good_name_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError, match="make run"):
        freeze(Settings(inbox=tmp_path, warehouse=tmp_path), name)
    assert not list(tmp_path.iterdir())
