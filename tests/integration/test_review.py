"""What a person decides about names, from the list of the unknown to the next run: on a copy of the project."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from orchestration.news import lexicon
from orchestration.news.corrections import read_corrections
from orchestration.registry import Entry, accept_as_new, accept_as_same, reject
from orchestration.review import list_discovered
from orchestration.runs import begin_run
from orchestration.settings import Settings, read_settings
from tests.conftest import copy_project, query, run_marsad

pytestmark = pytest.mark.integration

# Three men whom no lexicon holds: the first one's name hides a mark that turns the line around, the second's is
# spelt in two ways.
TEXTS = {
    "a.txt": "لقاء في المرفأ\nالتقى الوزير سالم الزمردي وزير الخارجية الروسي سيرغي لافروف يوم الأحد، وقال الزمردي إن"
    " العمل مستمر.",
    "b\x1b[2J.txt": "رحلة بحرية\nوصل الوزير سالم \u202eالزمردي إلى القاهرة يوم الاثنين، ثم عاد إلى بلاده مساء.",
    "c.txt": "معرض للكتاب\nافتتح المدير محمود عبد الرشيد معرضا كبيرا للكتب القديمة في قصر البلدية.",
    "c/c.txt": "كتب للأطفال\nشكر المدير محمود عبدالرشيد كل من جاء إلى المعرض من الأطفال وأهلهم.",
    "d.txt": "سوق السمك\nزار المدير كريم الفيروزي سوق السمك الجديد، ورحب به الباعة والزبائن.",
}
MEANT = "select actor_id, unresolved_reason from marts.fct_mentions where surface like ? order by mention_id"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, whose lexicons may be changed, with a loaded inbox."""
    folder = tmp_path_factory.mktemp("review")
    copy_project(folder / "project")
    (folder / "inbox" / "c").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "inbox" / name).write_text(text + "\n", encoding="utf-8")
    run(folder)
    return folder


def run(folder: Path) -> None:
    loaded = run_marsad(folder / "warehouse", folder / "inbox", "run", project=folder / "project")
    assert loaded.returncode == 0, loaded.stderr


@pytest.fixture
def settings(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The loaded warehouse, with lexicons of the test's own."""
    shutil.copytree(lexicon.FOLDER, tmp_path / "seeds")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path / "seeds")
    lexicon.read_lexicon.cache_clear()
    yield replace(read_settings(), warehouse=folder / "warehouse", inbox=folder / "inbox")
    lexicon.read_lexicon.cache_clear()


def id_of(warehouse: Path, surface: str) -> str:
    found = query(warehouse, "select distinct actor_id from marts.fct_mentions where surface like ?", f"%{surface}")
    return str(found.item())


@pytest.fixture
def salem(folder: Path) -> str:
    return id_of(folder / "warehouse", "الزمردي")


def test_the_unknown_are_listed_with_their_places_and_nothing_in_them_is_obeyed(settings: Settings, salem: str) -> None:
    told = list_discovered(settings, "person", 1)
    heading, _, actor, roles, first, second, *_ = told.splitlines()
    assert heading == "Actors in no lexicon: 3. Those that stand in most texts first:"
    assert actor.split()[:8] == [salem, "person", "2", "texts", "0", "sources", "3", "names"]
    assert roles == "    as: الوزير"
    places = sorted([first, second])
    assert places[0].startswith("    'a.txt' 28-40: لقاء في المرفأ التقى الوزير [سالم الزمردي] وزير الخارجية")
    assert places[1].startswith("    'b\\x1b[2J.txt' 22-35: رحلة بحرية وصل الوزير [سالم \\u202eالزمردي] إلى القاهرة")
    assert not {"\x1b", "\u202e"} & set(told)
    assert list_discovered(settings, "organization", 9) == "No article names anybody whom the lexicons do not hold."


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Entry("sergei_lavrov", "S. Z."), "sergei_lavrov is an actor already"),
        (Entry("egypt", "S. Z."), "egypt is a country"),
        (Entry("Salem Z", "S. Z."), "--slug must be"),
        (Entry("p_0123456789ab", "S. Z."), "--slug must be"),
        (Entry("salem", "a\nb"), "--name-en must be"),
        (Entry("salem", " "), "--name-en must be"),
        (Entry("salem", "S. Z.", country="ZZZ"), "countries.csv has no ZZZ"),
        (Entry("salem", "S. Z.", sector="ZZZ"), "no sector ZZZ"),
    ],
)
def test_an_entry_that_the_registry_cannot_hold_is_refused(
    settings: Settings, salem: str, entry: Entry, fault: str
) -> None:
    before = (lexicon.FOLDER / "actors.csv").read_bytes()
    with pytest.raises(ValueError, match=fault):
        accept_as_new(settings, salem, entry)
    assert (lexicon.FOLDER / "actors.csv").read_bytes() == before


def test_what_nobody_has_discovered_can_be_neither_accepted_nor_rejected(settings: Settings) -> None:
    for decide in (
        lambda: accept_as_new(settings, "p_000000000000", Entry("salem", "S. Z.")),
        lambda: accept_as_same(settings, "sergei_lavrov", "sergei_lavrov"),
        lambda: reject(settings, "p_000000000000"),
    ):
        with pytest.raises(ValueError, match="nobody whom the articles introduce has the id"):
            decide()


def test_a_form_goes_to_an_actor_of_its_kind_alone_and_once(settings: Settings, salem: str) -> None:
    with pytest.raises(ValueError, match="has no salem_nobody"):
        accept_as_same(settings, salem, "salem_nobody")
    with pytest.raises(ValueError, match="of the kind organization"):
        accept_as_same(settings, salem, "kremlin")
    accept_as_same(settings, salem, "sergei_lavrov")
    with pytest.raises(ValueError, match="sergei_lavrov has all forms of"):
        accept_as_same(settings, salem, "sergei_lavrov")
    with pytest.raises(ValueError, match="is a form of sergei_lavrov already"):
        accept_as_new(settings, salem, Entry("salem", "S. Z."))


def test_an_accepted_actor_stands_in_the_order_of_the_lexicons_and_they_change_in_nothing_else(
    settings: Settings, salem: str
) -> None:
    before = {name: (lexicon.FOLDER / f"{name}.csv").read_text("utf-8") for name in ("actors", "actor_aliases")}
    accept_as_new(settings, salem, Entry("salem_alzumurrudi", "Salem, called Z.", "LBY", "GOV"))
    added = {
        "actors": 'salem_alzumurrudi,person,سالم الزمردي,"Salem, called Z.",LBY,GOV,,reviewed',
        "actor_aliases": "salem_alzumurrudi,سالم الزمردي,full,true,reviewed",
    }
    for name, row in added.items():
        after = (lexicon.FOLDER / f"{name}.csv").read_text("utf-8").splitlines()
        assert after.count(row) == 1
        assert [line for line in after if line != row] == before[name].splitlines()
        keys = pl.read_csv(lexicon.FOLDER / f"{name}.csv", infer_schema=False).select(_ORDER[name]).rows()
        assert keys == sorted(keys)
    assert not list(lexicon.FOLDER.glob("*.partial"))


_ORDER = {"actors": ["kind", "actor_id"], "actor_aliases": ["actor_id", "alias"]}


def test_a_rejected_name_is_decided_on_once(settings: Settings, salem: str) -> None:
    reject(settings, salem)
    rows = pl.read_csv(lexicon.FOLDER / "corrections_links.csv", infer_schema=False)
    assert set(rows["surface"]) == {"سالم الزمردي", "سالم \u202eالزمردي"}
    with pytest.raises(ValueError, match="decides on all forms"):
        reject(settings, salem)


def test_a_run_with_corrections_that_contradict_each_other_touches_nothing(settings: Settings, tmp_path: Path) -> None:
    with (lexicon.FOLDER / "corrections_links.csv").open("a", encoding="utf-8") as file:
        file.write(",القاهرة,,egypt,,is,,t\n,القاهرة,,sergei_lavrov,,is,,t\n")
    read_corrections.cache_clear()
    with pytest.raises(ValueError, match="lines 2 and 3: they contradict each other"):
        begin_run(replace(settings, warehouse=tmp_path / "warehouse"), "run")
    read_corrections.cache_clear()
    assert not (tmp_path / "warehouse").exists()


# It changes the warehouse, so it is the last one.
def test_what_a_person_decided_is_what_the_next_run_publishes(
    folder: Path, settings: Settings, salem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse, seeds = folder / "warehouse", folder / "project" / "dbt_project" / "seeds"
    mahmud, karim = id_of(warehouse, "الرشيد"), id_of(warehouse, "الفيروزي")
    decision = ("--accept", salem, "--slug", "salem_alzumurrudi", "--name-en", "Salem")
    told = run_marsad(warehouse, folder / "inbox", "review", *decision, project=folder / "project")
    assert "its 3 names will mean salem_alzumurrudi" in told.stdout, told.stderr
    monkeypatch.setattr(lexicon, "FOLDER", seeds)
    lexicon.read_lexicon.cache_clear()
    accept_as_same(settings, mahmud, "sergei_lavrov")
    reject(settings, karim)
    with (seeds / "corrections_links.csv").open("a", encoding="utf-8") as file:
        file.write(",القاهرة,,egypt,,is,the state is meant,t\n,من لا يذكره أحد,,egypt,,is,,t\n")
    run(folder)

    redirects = query(warehouse, "select old_id, new_id from marts.fct_id_redirects where kind = 'actor'").rows()
    assert dict(redirects) == {salem: "salem_alzumurrudi", mahmud: "sergei_lavrov", karim: None}
    assert query(warehouse, MEANT, "%الزمردي")["actor_id"].to_list() == ["salem_alzumurrudi"] * 3
    assert query(warehouse, MEANT, "%الرشيد")["actor_id"].to_list() == ["sergei_lavrov"] * 2
    assert query(warehouse, MEANT, "%الفيروزي").rows() == [(None, "corrected: nobody")]
    assert query(warehouse, MEANT, "القاهرة")["actor_id"].to_list() == ["egypt"]
    participants = query(warehouse, "select distinct actor_id from marts.bridge_meetings_x_actors order by 1")[
        "actor_id"
    ]
    assert participants.to_list() == ["salem_alzumurrudi", "sergei_lavrov"]
    assert query(warehouse, "select actor_id from marts.fct_discovered_actors").is_empty()
    warned = query(warehouse, "select check_name, failed_rows from marts.fct_quality_results where not passed")
    assert warned.rows() == [("assert_corrections_of_links_find_a_name", 1)]
