"""An inbox that changes at random, and a model of what the ledger must say of it: a dictionary in plain Python."""

import hashlib
import json
import random
from pathlib import Path

from tests.conftest import SAMPLE

# Written for these tests: what a file may hold, good and bad.
SENTENCES = (
    "التقى الرئيس المصري عبد الفتاح السيسي نظيره الفرنسي إيمانويل ماكرون في باريس يوم الثلاثاء.",
    "استقبل وزير الخارجية الروسي سيرغي لافروف نظيره التركي في موسكو أمس.",
    "نفى متحدث باسم الحكومة أن يكون خليفة حفتر قد اجتمع مع فايز السراج في أبوظبي.",
    "ألغيت زيارة الرئيس التونسي قيس سعيد إلى الجزائر التي كانت مقررة الأسبوع المقبل.",
)
BAD = {b"": "empty", b"%PDF-1.7 \x00": "not_text", b"An English page without a word of Arabic.": "not_arabic"}


class ModelInbox:
    """A folder of files, and what stands at each path: content and sidecar."""

    def __init__(self, folder: Path, seed: int, *, with_sample: bool = False) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.files: dict[str, tuple[bytes, bytes | None]] = {}
        self.counter = 0
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(SAMPLE.rglob("*.txt")) if with_sample else ():
            if path.parent.name != "quarantine":
                self.put(str(path.relative_to(SAMPLE)), path.read_bytes())

    def put(self, path: str, content: bytes, sidecar: bytes | None = None) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        beside = target.with_suffix(".json")
        if sidecar is None:
            beside.unlink(missing_ok=True)
        else:
            beside.write_bytes(sidecar)
        self.files[path] = (content, sidecar)

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()
        (self.folder / path).with_suffix(".json").unlink(missing_ok=True)
        del self.files[path]

    def change(self, times: int) -> None:
        """Change it at random: mostly additions, until there is enough to edit, rename and delete."""
        for _ in range(times):
            changes = [self.add, self.add, self.add_bad]
            if self.files:
                changes += [self.edit, self.edit, self.delete, self.rename, self.copy, self.state_beside, self.repair]
            self.random.choice(changes)()

    def new_path(self) -> str:
        self.counter += 1
        return f"{self.random.choice(['', 'a/', 'b/c/'])}file{self.counter:04d}.txt"

    def new_text(self) -> bytes:
        sentences = self.random.choices(SENTENCES, k=self.random.randint(1, 6))
        return "\n".join(["عنوان الخبر", *sentences, f"رقم {self.random.randint(1, 10**9)}"]).encode()

    def any_path(self) -> str:
        return self.random.choice(sorted(self.files))

    def add(self) -> None:
        self.put(self.new_path(), self.new_text())

    def add_bad(self) -> None:
        self.put(self.new_path(), self.random.choice(sorted(BAD)))

    def edit(self) -> None:
        path = self.any_path()
        self.put(path, self.new_text(), self.files[path][1])

    def delete(self) -> None:
        self.remove(self.any_path())

    def rename(self) -> None:
        path = self.any_path()
        content, sidecar = self.files[path]
        self.remove(path)
        self.put(self.new_path(), content, sidecar)

    def copy(self) -> None:
        content, sidecar = self.files[self.any_path()]
        self.put(self.new_path(), content, self.random.choice([sidecar, None]))

    def state_beside(self) -> None:
        """Give a file a sidecar, change the one it has, or take it away."""
        path = self.any_path()
        stated = {"source": self.random.choice(["وكالة الأنباء", "الصحيفة"]), "desk": self.random.randint(1, 99)}
        sidecar = self.random.choice([json.dumps(stated, ensure_ascii=False).encode(), b"{broken", None])
        self.put(path, self.files[path][0], sidecar)

    def repair(self) -> None:
        """Put a good text where a bad one lies."""
        bad = sorted(path for path, (content, _) in self.files.items() if content in BAD)
        if bad:
            self.put(self.random.choice(bad), self.new_text())

    def expected_rows(self) -> set[tuple[str, str, str | None, str, str | None]]:
        """The ledger's current rows: path, hashes of content and sidecar, state, reason."""
        return {
            (
                path,
                hashlib.sha256(content).hexdigest(),
                hashlib.sha256(sidecar).hexdigest() if sidecar is not None else None,
                "quarantined" if content in BAD else "loaded",
                BAD.get(content),
            )
            for path, (content, sidecar) in self.files.items()
        }

    def expected_articles(self) -> dict[str, str]:
        """Article -> the least path that holds it."""
        held: dict[str, str] = {}
        for path, (content, sidecar) in sorted(self.files.items()):
            if content not in BAD:
                origin = _source_of(sidecar)
                identity = f"{hashlib.sha256(content).hexdigest()}|{origin}"
                held.setdefault(hashlib.sha256(identity.encode()).hexdigest()[:16], path)
        return held


def _source_of(sidecar: bytes | None) -> str:
    try:
        return str(json.loads(sidecar or b"{}").get("source", ""))
    except ValueError:
        return ""
