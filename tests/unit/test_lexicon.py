import re
from pathlib import Path

import polars as pl
import pytest

from orchestration import stages
from orchestration.news.lexicon import FOLDER, lexicons_version, read_lexicon
from orchestration.news.normalise import fold


def test_every_lexicon_row_says_where_it_comes_from() -> None:
    for path in FOLDER.glob("*.csv"):
        lexicon = read_lexicon(path.stem)
        assert "source" in lexicon.columns, path.name
        assert lexicon["source"].null_count() == 0, path.name


def test_registry_holds_the_actors_that_were_promised() -> None:
    assert read_lexicon("actors").height >= 250


@pytest.mark.parametrize("table", ["actor_aliases", "actor_roles"])
def test_registry_tables_name_only_known_actors(table: str) -> None:
    assert read_lexicon(table).join(read_lexicon("actors"), on="actor_id", how="anti").is_empty()


def test_every_actor_has_its_own_name_as_an_alias() -> None:
    forms = read_lexicon("actor_aliases").select("actor_id", folded=fold(pl.col("alias")))
    names = read_lexicon("actors").select("actor_id", folded=fold(pl.col("name_ar")))
    assert names.join(forms, on=["actor_id", "folded"], how="anti").is_empty()


def test_a_standalone_form_means_one_actor() -> None:
    forms = read_lexicon("actor_aliases").filter(is_standalone="true").with_columns(folded=fold(pl.col("alias")))
    assert forms.group_by("folded").agg(pl.col("actor_id").n_unique()).filter(pl.col("actor_id") > 1).is_empty()


def test_lexicons_version_changes_with_a_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.news.lexicon.FOLDER", tmp_path)
    (tmp_path / "a.csv").write_text("word,source\n")
    before = lexicons_version(("a",))
    (tmp_path / "a.csv").write_text("word,source\nx,curated\n")
    assert lexicons_version(("a",)) != before


def test_stages_declare_every_lexicon_that_the_core_reads() -> None:
    sources = "\n".join(path.read_text() for path in (FOLDER.parents[1] / "orchestration" / "news").glob("*.py"))
    read = set(re.findall(r'read_lexicon\(\s*"(\w+)"', sources)) | {"country_aliases", "city_aliases"}
    assert read == {name for stage in stages.STAGES for name in stage.lexicons}


def test_an_office_of_an_actor_is_listed_once_at_any_time() -> None:
    roles = read_lexicon("actor_roles").select(
        "actor_id",
        "role_ar",
        start=pl.col("valid_from").fill_null("1900-01-01"),
        end=pl.col("valid_to").fill_null("2100-01-01"),
    )
    ordered = roles.sort("actor_id", "role_ar", "start", "end")
    overlaps = ordered.filter(pl.col("start") <= pl.col("end").shift(1).over("actor_id", "role_ar"))
    assert overlaps.is_empty(), overlaps
