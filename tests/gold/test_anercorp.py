"""Names in labelled sentences that nothing was trained on: the recogniser alone, and the whole chain.

The sentences are in their order but their articles are not marked, so that every 25 count as one article. The labels
follow rules of their own: what they leave out of a name or call no name at all costs the chain here.
"""

import polars as pl
import pytest

from orchestration.news.mentions import find_mentions
from orchestration.news.normalise import folded_spans
from orchestration.news.recogniser import label_tokens, read_model
from orchestration.news.schemas import SENTENCE
from orchestration.news.sentences import slice_sentences
from orchestration.training.labelled import Labelled, label_words, read_labelled, read_sentences
from orchestration.training.scores import Score, score_names
from tests.conftest import SHARED, needs_shared

HELD_OUT = SHARED / "ner" / "anercorp" / "ANERCorp_CamelLab_test.txt"
SENTENCES_OF_AN_ARTICLE = 25
KINDS = {"person": "PER", "organization": "ORG", "country": "LOC", "place": "LOC"}
FLOORS = {
    "recogniser": {"PER": 0.69, "LOC": 0.86, "ORG": 0.57, "all": 0.73},
    "chain": {"PER": 0.73, "LOC": 0.83, "ORG": 0.47, "all": 0.71},
}

pytestmark = [pytest.mark.gold, needs_shared("ner")]


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, Score]]:
    labelled = read_labelled(HELD_OUT, restore_preposition=False)
    found = {"recogniser": label_by_recogniser(labelled), "chain": label_by_chain(labelled)}
    scored = {name: score_names(labelled, labels) for name, labels in found.items()}
    print(f"\n{'ANERcorp, test part':<22}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name, kinds in scored.items():
        for kind, score in kinds.items():
            print(f"{name:<12}{kind:<10}{score.precision:>10.3f}{score.recall:>10.3f}{score.f1:>10.3f}")
    return scored


def label_by_recogniser(labelled: Labelled) -> list[str]:
    model = read_model()
    return [model.labels[number] for number in label_tokens(labelled.tokens, model)[0]]


def label_by_chain(labelled: Labelled) -> list[str]:
    articles, sentences = lay_out(read_sentences(HELD_OUT))
    texts = slice_sentences(articles, sentences)
    begins = texts.select("article_id", "sentence_number", "row", begins="start_char")
    names = (
        find_mentions(articles, sentences)
        .join(begins, on=["article_id", "sentence_number"])
        .select(
            "row",
            pl.col("start_char", "end_char") - pl.col("begins"),
            kind=pl.col("mention_type").replace_strict(KINDS),
        )
    )
    return label_words(labelled.tokens, folded_spans(texts["text"], names))


def lay_out(texts: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Articles of 25 lines, one sentence on each."""
    lines = pl.DataFrame({"text": texts}).with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
    numbered = lines.with_columns(
        article_id=(pl.col("at") // SENTENCES_OF_AN_ARTICLE).cast(pl.String).str.zfill(4),
        sentence_number=pl.col("at") % SENTENCES_OF_AN_ARTICLE,
        section=pl.lit("body"),
        size=pl.col("text").str.len_chars().cast(pl.Int64),
    ).with_columns(start_char=((pl.col("size") + 1).cum_sum() - pl.col("size") - 1).over("article_id"))
    sentences = numbered.with_columns(end_char=pl.col("start_char") + pl.col("size")).select(*SENTENCE)
    articles = numbered.group_by("article_id", maintain_order=True).agg(raw_text=pl.col("text").str.join("\n"))
    return articles, sentences


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, floors in FLOORS.items() for kind in floors])
def test_no_figure_falls_below_its_floor(scores: dict[str, dict[str, Score]], name: str, kind: str) -> None:
    assert scores[name][kind].f1 >= FLOORS[name][kind]
