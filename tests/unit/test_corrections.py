from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from orchestration.news import lexicon
from orchestration.news.corrections import apply_corrections, read_corrections
from orchestration.news.schemas import MENTION

HEADER = "article_id,surface,start_char,actor_id,location_id,decision,note,source\n"
LEXICONS = {
    "actors": "actor_id,kind,source\nsalem,person,t\nhamad,person,t\nfleet,organization,t\nkremlin,organization,t\n",
    "countries": "actor_id,source\nqatar,t\n",
    "cities": "location_id,source\ndoha,t\nkremlin,t\n",
}
UNKNOWN, OTHER = "p_0123456789ab", "p_ba9876543210"
Correct = Callable[..., None]


@pytest.fixture
def correct(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Correct]:
    """Write the decisions, one per line, into a lexicon of four actors, a country and two cities."""
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    for name, rows in LEXICONS.items():
        (tmp_path / f"{name}.csv").write_text(rows)

    def write(*rows: str) -> None:
        (tmp_path / "corrections_links.csv").write_text(HEADER + "".join(f"{row},,t\n" for row in rows))
        lexicon.read_lexicon.cache_clear()
        read_corrections.cache_clear()

    yield write
    lexicon.read_lexicon.cache_clear()
    read_corrections.cache_clear()


def mention(surface: str, actor_id: str | None, start: int = 0, article: str = "a", **fields: object) -> pl.DataFrame:
    row: dict[str, object] = dict.fromkeys(MENTION)
    row |= {"mention_id": f"{article}-m{start}", "article_id": article, "surface": surface, "start_char": start}
    row |= {"mention_type": "person", "actor_id": actor_id, "link_method": "registry", "confidence": 0.9}
    return pl.DataFrame([row | fields], schema=MENTION)


def links(*mentions: pl.DataFrame) -> list[str | None]:
    return apply_corrections(pl.concat(mentions))["actor_id"].to_list()


def test_a_mention_without_a_decision_is_left_alone(correct: Correct) -> None:
    correct(",سالم,,salem,,is")
    before = mention("حمد", "hamad", runner_up_id="salem", discovered_name="حمد")
    assert apply_corrections(before).equals(before)


def test_a_link_to_a_listed_actor_is_the_registrys_and_sure(correct: Correct) -> None:
    correct(",سالم,,fleet,,is")
    before = mention("سالم", UNKNOWN, link_method="discovered", discovered_name="سالم", runner_up_id=OTHER)
    (row,) = apply_corrections(before).rows(named=True)
    changed = ("mention_type", "actor_id", "location_id", "link_method", "confidence", "runner_up_id")
    assert [row[name] for name in changed] == ["organization", "fleet", None, "registry", 1.0, None]
    assert (row["discovered_name"], row["unresolved_reason"]) == (None, None)


def test_a_country_is_an_actor_and_a_location_whichever_is_named(correct: Correct) -> None:
    for named in ("qatar,", ",qatar", "qatar,qatar"):
        correct(f",سالم,,{named},is")
        (row,) = apply_corrections(mention("سالم", "salem")).rows(named=True)
        assert (row["mention_type"], row["actor_id"], row["location_id"]) == ("country", "qatar", "qatar")
        assert row["link_method"] == "gazetteer"


def test_an_id_of_an_actor_and_of_a_place_means_that_of_its_column(correct: Correct) -> None:
    correct(",سالم,,,kremlin,is")
    (row,) = apply_corrections(mention("سالم", "salem")).rows(named=True)
    assert (row["mention_type"], row["actor_id"], row["location_id"]) == ("place", None, "kremlin")


def test_a_name_may_be_that_of_a_discovered_actor(correct: Correct) -> None:
    correct(f",سالم,,{OTHER},,is")
    (row,) = apply_corrections(mention("سالم", "salem", mention_type="organization")).rows(named=True)
    assert (row["mention_type"], row["actor_id"], row["link_method"]) == ("person", OTHER, "discovered")


def test_words_that_name_nobody_are_unresolved_and_keep_their_kind(correct: Correct) -> None:
    correct(",سالم,,,,is")
    (row,) = apply_corrections(mention("سالم", "salem", runner_up_id="hamad")).rows(named=True)
    assert (row["actor_id"], row["runner_up_id"], row["unresolved_reason"]) == (None, None, "corrected: nobody")
    assert (row["mention_type"], row["link_method"]) == ("person", "registry")


def test_who_is_not_meant_gives_way_to_the_runner_up(correct: Correct) -> None:
    correct(",سالم,,salem,,is_not")
    rows = [mention("سالم", "salem", 0, runner_up_id="fleet"), mention("سالم", "salem", 9, runner_up_id=OTHER)]
    after = apply_corrections(pl.concat(rows))
    assert after.select("actor_id", "mention_type").rows() == [("fleet", "organization"), (OTHER, "person")]
    assert after["unresolved_reason"].to_list() == [None, None]


def test_without_a_runner_up_he_gives_way_to_nobody(correct: Correct) -> None:
    correct(",سالم,,salem,,is_not", ",سالم,,hamad,,is_not")
    after = apply_corrections(mention("سالم", "salem", runner_up_id="hamad"))
    assert after["actor_id"].to_list() == [None]
    assert after["unresolved_reason"].to_list() == ["corrected: not hamad nor salem"]


def test_a_denial_of_somebody_else_leaves_the_link(correct: Correct) -> None:
    correct(",سالم,,hamad,,is_not")
    after = apply_corrections(mention("سالم", "salem", runner_up_id="hamad"))
    assert after.select("actor_id", "runner_up_id", "unresolved_reason").row(0) == ("salem", None, None)


def test_the_narrower_decision_counts(correct: Correct) -> None:
    correct(",سالم,,salem,,is", "a,سالم,,hamad,,is", "a,سالم,9,fleet,,is", "b,سالم,,salem,,is_not")
    mentions = [mention("سالم", None, start, article) for article, start in (("a", 0), ("a", 9), ("b", 0), ("c", 0))]
    assert links(*mentions) == ["hamad", "fleet", None, "salem"]


def test_a_short_form_follows_the_full_name(correct: Correct) -> None:
    correct("a,سالم المر,,salem,,is")
    full, short = mention("سالم المر", UNKNOWN), mention("المر", UNKNOWN, 20, link_method="surname", confidence=0.85)
    after = apply_corrections(pl.concat([full, short]))
    assert after.select("actor_id", "link_method", "confidence").row(1) == ("salem", "surname", 0.85)


def test_a_short_form_stays_where_another_full_name_does(correct: Correct) -> None:
    correct("a,سالم المر,0,salem,,is")
    full, again = mention("سالم المر", UNKNOWN), mention("سالم المر", UNKNOWN, 9)
    assert links(full, again, mention("المر", UNKNOWN, 20, link_method="surname")) == ["salem", UNKNOWN, UNKNOWN]


def test_a_short_form_with_a_decision_of_its_own_follows_nobody(correct: Correct) -> None:
    correct("a,سالم المر,,salem,,is", "a,المر,,hamad,,is")
    assert links(mention("سالم المر", UNKNOWN), mention("المر", UNKNOWN, 20, link_method="surname")) == [
        "salem",
        "hamad",
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",سالم,,salem,,perhaps", "the decision must be is or is_not"),
        (",سالم,,salem,,", "the decision must be is or is_not"),
        (",,,salem,,is", "the surface is missing"),
        ("a,سالم,first,salem,,is", "the start_char must be a whole number"),
        ("a,سالم,-1,salem,,is", "the start_char must be a whole number"),
        (",سالم,3,salem,,is", "there is no article_id"),
        (",سالم,,salim,,is", "no such actor or location"),
        (",سالم,,p_0123,,is", "no such actor or location"),
        (",سالم,,,salem,is", "no such actor or location"),
        (",سالم,,salem,doha,is", "or not these two together"),
        (f",سالم,,{UNKNOWN},doha,is", "or not these two together"),
        (",سالم,,,,is_not", "is_not must name an actor or a location"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused(correct: Correct, row: str, fault: str) -> None:
    correct(",حمد,,hamad,,is", row)
    with pytest.raises(ValueError, match=rf"^corrections_links.csv, line 3: .*{fault}"):
        read_corrections()


@pytest.mark.parametrize(
    "row", ["a,سالم,,hamad,,is", "a,سالم,,,,is", "a,سالم,,salem,,is_not"], ids=["two", "nobody", "is and is not"]
)
def test_decisions_that_contradict_each_other_are_refused(correct: Correct, row: str) -> None:
    correct("a,سالم,,salem,,is", "a,سالم,5,hamad,,is", row)
    with pytest.raises(ValueError, match="lines 2 and 4: they contradict each other"):
        read_corrections()


def test_the_same_decision_twice_is_no_contradiction(correct: Correct) -> None:
    correct("a,سالم,,salem,,is", "a,سالم,,salem,,is", "a,سالم,,hamad,,is_not")
    assert read_corrections().height == 3
