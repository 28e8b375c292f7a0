"""Names of a kind with hardly anybody of that kind listed: what to expect of outlets whose actors no registry holds.

Runs the core on the labelled articles from a copy of the project whose registry has sixty persons, or organizations,
left. Sixty, as the recogniser's and the grammar's rules ask for somebody's surname at least.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import ROOT, SHARED, needs_shared

pytestmark = [pytest.mark.gold, needs_shared("gold")]

# F1 that must be reached for the kind that is not listed.
FLOORS = {"person": 0.92, "organization": 0.64}
LEFT = 60

SCORE = """
import json, pathlib, sys
import polars as pl
sys.path.insert(0, sys.argv[1])
from score import f1, gold_spans
from orchestration.news.articles import build_articles
from orchestration.news.mentions import find_mentions
from orchestration.news.schemas import RAW_ARTICLE

gold, kind = pathlib.Path(sys.argv[1]), sys.argv[2]
texts = {path.stem: path.read_bytes().decode("utf-8-sig") for path in sorted((gold / "text").glob("*.txt"))}
raw = pl.DataFrame(
    [dict.fromkeys(RAW_ARTICLE) | {"article_id": name, "raw_text": text} for name, text in texts.items()],
    schema=pl.Schema(RAW_ARTICLE),
)
found = find_mentions(raw, build_articles(raw).sentences).filter(mention_type=kind)
said = set(found.select("article_id", "start_char", "end_char").rows())
true = {
    (name, start, end)
    for name, text in texts.items()
    for start, end, of_kind, _ in gold_spans(text, json.loads((gold / "ann" / f"{name}.json").read_text("utf-8")))
    if of_kind == kind
}
print(json.dumps(f1(len(said & true), len(said), len(true))))
"""


def project_without(kind: str, folder: Path) -> None:
    """A copy of the core and its lexicons in which few of a kind are listed."""
    shutil.copytree(ROOT / "orchestration", folder / "orchestration")
    shutil.copytree(ROOT / "dbt_project" / "seeds", folder / "dbt_project" / "seeds")
    seeds = folder / "dbt_project" / "seeds"
    actors = pl.read_csv(seeds / "actors.csv", infer_schema=False)
    left = pl.concat([actors.filter(pl.col("kind") != kind), actors.filter(kind=kind).sample(LEFT, seed=1)])
    left.write_csv(seeds / "actors.csv")
    aliases = pl.read_csv(seeds / "actor_aliases.csv", infer_schema=False)
    aliases.join(left, on="actor_id", how="semi", maintain_order="left").write_csv(seeds / "actor_aliases.csv")


@pytest.mark.parametrize("kind", FLOORS)
def test_names_of_a_kind_that_is_not_listed_are_found(kind: str, tmp_path: Path) -> None:
    project_without(kind, tmp_path)
    command = [sys.executable, "-c", SCORE, str(SHARED / "gold"), kind]
    scored = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stderr
    figures = json.loads(scored.stdout)
    print(f"{kind} with {LEFT} listed: {figures}")
    assert figures["f1"] >= FLOORS[kind]
