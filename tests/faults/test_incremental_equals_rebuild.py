"""Any sequence of changes and loads, whole or broken off, ends in what a rebuild from scratch gives.

The real ledger and stages run on real files; beside them a model in plain Python says what must come out.
"""

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from orchestration.ledger import load_files
from orchestration.news import lexicon
from orchestration.runs import begin_run, end_run
from orchestration.settings import read_settings
from orchestration.stages import STAGES, run_stage
from orchestration.warehouse import open_build
from tests.faults.invariants import broken, differs_from, state_of
from tests.faults.model_inbox import BAD, ModelInbox
from tests.faults.stage_load import load as load_to_the_end

pytestmark = pytest.mark.faults

# The last one names a man whom no lexicon holds, until the rule that adds him.
TEXTS = (
    "التقى الرئيس المصري عبد الفتاح السيسي نظيره الفرنسي إيمانويل ماكرون في باريس يوم الثلاثاء.",
    "استقبل وزير الخارجية الروسي سيرغي لافروف نظيره التركي في موسكو أمس، وبحثا الأزمة.",
    "نفى متحدث باسم الحكومة أن يكون خليفة حفتر قد اجتمع مع فايز السراج في أبوظبي.",
    "اجتمع قرناس الزمردي مع وزير الخارجية الروسي سيرغي لافروف في موسكو يوم الأحد.",
)
NEW_ACTOR = {
    "actors.csv": {"actor_id": "qirnas_alzumurrudi", "kind": "person", "name_ar": "قرناس الزمردي", "name_en": "Q. Z."},
    "actor_aliases.csv": {"actor_id": "qirnas_alzumurrudi", "alias": "قرناس الزمردي", "alias_kind": "full"},
}
PATHS = st.sampled_from(["a.txt", "b.txt", "d/a.txt", "ملف.txt", "it's {{ 1/0 }}.txt"])
CONTENTS = st.sampled_from([*(f"العنوان\n{text}".encode() for text in TEXTS), *sorted(BAD)])
SIDECARS = st.sampled_from(
    [None, b"{broken", '{"source": "وكالة"}'.encode(), b'{"published_at": "2020-05-06"}', b'{"desk": 1}']
)
CHANGES = st.tuples(
    st.sampled_from(["put", "put", "edit", "state", "rename", "copy", "delete"]), PATHS, PATHS, CONTENTS, SIDECARS
)
# A load runs to its end, or breaks off after so many stages.
LOADS = st.sampled_from(["whole", "whole", *range(len(STAGES) + 1)])


class Loads(RuleBasedStateMachine):
    """Changes of an inbox, and loads between them."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="marsad-stateful-"))
        self.inbox = ModelInbox(self.folder / "inbox", seed=0)
        self.settings = replace(read_settings(), inbox=self.inbox.folder, warehouse=self.folder / "warehouse")
        self.runs = 0
        self.history: set[tuple[object, ...]] = set()
        self.lexicon_before = lexicon.FOLDER
        contents = [f"العنوان\n{text}".encode() for text in TEXTS]
        for path, content in zip(("a.txt", "b.txt", "c.txt", "d/a.txt"), contents, strict=True):
            self.inbox.put(path, content)
        self.inbox.put("d/e/a.txt", contents[0], b'{"desk": 2}')
        self.inbox.put("bad.txt", b"")
        self.load("whole")

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.load("whole")
            self.compare_with_rebuild()
            if self.lexicon_before != lexicon.FOLDER:
                use_lexicons(self.lexicon_before)
            shutil.rmtree(self.folder)

    @rule(changes=st.lists(CHANGES, min_size=1, max_size=4), load=LOADS)
    def change_and_load(self, changes: list[tuple[str, str, str, bytes, bytes | None]], load: str | int) -> None:
        for change in changes:
            self.change(*change)
        self.load(load)

    @precondition(lambda self: self.lexicon_before == lexicon.FOLDER)
    @rule()
    def teach_the_lexicon_a_name(self) -> None:
        folder = self.folder / "seeds"
        shutil.copytree(lexicon.FOLDER, folder)
        for name, row in NEW_ACTOR.items():
            header = (folder / name).read_text("utf-8").splitlines()[0].split(",")
            with (folder / name).open("a", encoding="utf-8") as file:
                file.write(",".join(row.get(column, "") for column in header) + "\n")
        use_lexicons(folder)

    @rule(load=LOADS)
    def load_again(self, load: str | int) -> None:
        self.load(load)

    @rule()
    def fail_before_anything_is_loaded(self) -> None:
        run_id = self.next_run()
        begin_run(self.settings, run_id)
        end_run(self.settings, run_id)

    def change(self, kind: str, path: str, goal: str, content: bytes, sidecar: bytes | None) -> None:
        content_before, sidecar_before = self.inbox.files.get(path, (None, None))
        if content_before is None or kind == "put":
            self.inbox.put(path, content, sidecar)
        elif kind == "edit":
            self.inbox.put(path, content, sidecar_before)
        elif kind == "state":
            self.inbox.put(path, content_before, sidecar)
        elif kind == "delete":
            self.inbox.remove(path)
        else:
            if kind == "rename":
                self.inbox.remove(path)
            self.inbox.put(goal, content_before, sidecar_before)

    def load(self, load: str | int) -> None:
        """Load to the end, or die after some steps: then nothing closes the run's record."""
        run_id = self.next_run()
        if load == "whole":
            load_to_the_end(self.settings, run_id)
        else:
            begin_run(self.settings, run_id)
            load_files(self.settings, run_id, lambda _: None)
            for stage in STAGES[:load]:
                run_stage(self.settings, stage, run_id, lambda _: None)
        self.check(at_rest=load == "whole")

    def next_run(self) -> str:
        self.runs += 1
        return f"run{self.runs}"

    def check(self, *, at_rest: bool) -> None:
        with open_build(self.settings) as connection:
            assert broken(connection, at_rest=at_rest) == []
            assert differs_from(connection, self.inbox) == []
            history = set(connection.execute(HISTORY).fetchall())
        assert self.history <= history
        self.history = history

    def compare_with_rebuild(self) -> None:
        rebuilt = replace(self.settings, warehouse=self.folder / "rebuilt")
        load_to_the_end(rebuilt, "rebuild")
        with open_build(self.settings) as mine, open_build(rebuilt) as fresh:
            assert state_of(mine) == state_of(fresh)


# What no load may lose: that a content was seen, and which version stood where from when on.
HISTORY = """
    select 'file', path_bytes_base64, content_sha256, sidecar_sha256, first_seen_at from landing.files
    union all
    select 'version', article_id, file_path, previous_article_id, valid_from from landing.article_versions
    union all
    select 'run', run_id, null, null, started_at from landing.runs
"""


def use_lexicons(folder: Path) -> None:
    """Read the lexicons from another folder, as after an edit: what was read before is forgotten."""
    lexicon.FOLDER = folder
    for name, module in list(sys.modules.items()):
        if name.startswith("orchestration.news"):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


Loads.TestCase.settings = settings(
    max_examples=10, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
test_any_sequence_of_changes_and_loads_equals_a_rebuild = pytest.mark.faults(Loads.TestCase)
