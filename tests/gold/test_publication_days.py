"""Days without sidecars on real articles: where a text gets an interval, the true day lies in it."""

import datetime as dt
import json

import polars as pl
import pytest

from orchestration.news.articles import build_articles
from orchestration.news.schemas import RAW_ARTICLE
from tests.conftest import SHARED, needs_shared
from tests.corpora import corpus

pytestmark = pytest.mark.gold

SEED_DAYS = {"000": "2017-02-24", "001": "2017-02-19", "002": "2023-09-29", "003": "2016-11-29", "004": "2020-01-13"}
_EVERY = 4  # article of the corpus, for time


def date(texts: dict[str, str]) -> pl.DataFrame:
    rows = [dict.fromkeys(RAW_ARTICLE) | {"article_id": name, "raw_text": text} for name, text in texts.items()]
    return build_articles(pl.DataFrame(rows, schema=pl.Schema(RAW_ARTICLE))).articles.select(
        "article_id", "published_at", "published_from", "published_to", "published_evidence"
    )


def judge(texts: dict[str, str], days: dict[str, str]) -> tuple[float, float, int]:
    """The share of closed intervals that hold the true day, of stated days that are right, and how many intervals."""
    truth = pl.DataFrame({"article_id": list(days), "day": list(days.values())}).with_columns(
        pl.col("day").str.to_date()
    )
    dated = date(texts).join(truth, on="article_id")
    closed = dated.drop_nulls(["published_from", "published_to"])
    inside = closed.select(pl.col("day").is_between("published_from", "published_to").mean()).item()
    stated = dated.drop_nulls("published_at")
    right = stated.select((pl.col("published_at").dt.date() == pl.col("day")).mean()).item()
    return inside, 1.0 if right is None else right, closed.height


@needs_shared("seeds")
def test_true_day_of_every_seed_lies_in_its_interval_and_none_is_stated() -> None:
    files = sorted((SHARED / "seeds").glob("*.txt"))
    dated = date({file.name[:3]: file.read_bytes().decode("utf-8-sig") for file in files})
    assert dated["published_at"].null_count() == len(SEED_DAYS)
    for row in dated.iter_rows(named=True):
        assert row["published_from"] <= dt.date.fromisoformat(SEED_DAYS[row["article_id"]]) <= row["published_to"]


@needs_shared("gold")
def test_true_days_of_labelled_articles_lie_in_their_intervals() -> None:
    rows = map(json.loads, (SHARED / "gold" / "index.jsonl").read_text("utf-8").splitlines())
    days = {row["id"]: row["published"] for row in rows if row["published"]}
    files = {name: SHARED / "gold" / "text" / f"{name}.txt" for name in days}
    texts = {name: file.read_bytes().decode("utf-8-sig") for name, file in files.items() if file.exists()}
    inside, right, intervals = judge(texts, days)
    assert intervals >= 20
    assert inside >= 0.95
    assert right >= 0.95


@needs_shared("corpus")
def test_true_days_of_a_corpus_lie_in_their_intervals() -> None:
    texts, days = {}, {}
    for number, (text, sidecar) in enumerate(corpus()):
        if number % _EVERY == 0:
            texts[str(number)], days[str(number)] = text, sidecar["published_at"][:10]
    inside, _, intervals = judge(texts, days)
    assert intervals >= 150
    assert inside >= 0.97
