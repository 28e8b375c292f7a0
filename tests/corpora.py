"""The real articles beside the project, for tests that want many."""

import json
import tarfile
from collections.abc import Iterator

from tests.conftest import SHARED


def corpus() -> Iterator[tuple[str, dict[str, str]]]:
    """Each article's text and what its sidecar says."""
    found: dict[str, dict[str, bytes]] = {}
    with tarfile.open(SHARED / "corpus" / "ant_bbc_france24.tar.gz") as archive:
        for member in archive:
            stem, _, kind = member.name.rpartition(".")
            if file := archive.extractfile(member):
                found.setdefault(stem, {})[kind] = file.read()
    for _, parts in sorted(found.items()):
        yield parts["txt"].decode("utf-8-sig"), json.loads(parts["json"])
