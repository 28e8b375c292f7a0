"""`make train`: labelled sentences, raw news and lexicons in, the recogniser's model out.

Three fields are trained. The first one labels the raw news; how often it takes a word for a name is one more thing
known of the word when the second one is trained. That one labels sentences of raw news for the third to learn from.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from orchestration.news.recogniser import MODEL, label_tokens, unpack_model
from orchestration.training.fields import Arrays, compile_model, make_tables, train
from orchestration.training.labelled import Labelled, read_labelled
from orchestration.training.listed_words import describe_listed
from orchestration.training.raw_news import describe_labelled, describe_words, read_raw_news
from orchestration.training.scores import score_names
from orchestration.training.silver import label_news

# Found by cross-validation on the labelled sentences; a longer search changes the third digit only.
_SETTINGS = {"c1": 0.15, "c2": 0.5, "max_iterations": 100}
_FREQUENT_WORDS = 30_000  # nine of ten words of running news


def main() -> int:
    """Train, write the model, and print how it does on the held-out part."""
    parser = argparse.ArgumentParser(description="train the recogniser of names")
    parser.add_argument("shared", type=Path, help="folder with ner/anercorp/*.txt and corpus/*.tar.gz")
    parser.add_argument("--model", type=Path, default=MODEL)
    arguments = parser.parse_args()
    labelled = read_labelled(arguments.shared / "ner/anercorp/ANERCorp_CamelLab_train.txt", restore_preposition=True)
    arrays = train_recogniser(labelled, sorted((arguments.shared / "corpus").glob("*.tar.gz")))
    np.savez_compressed(arguments.model, allow_pickle=False, **arrays)
    print(f"{arguments.model.name}: {arguments.model.stat().st_size / 1e6:.1f} MB")
    held_out = read_labelled(arguments.shared / "ner/anercorp/ANERCorp_CamelLab_test.txt", restore_preposition=False)
    for kind, score in score_names(held_out, label_with(arrays, held_out.tokens)).items():
        print(f"{kind}: precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}")
    return 0


def train_recogniser(labelled: Labelled, archives: list[Path]) -> Arrays:
    """Train three fields, each with what the one before it says of raw news, and compile the last."""
    news = read_raw_news(archives)
    company = describe_words(news)
    words = pl.concat([company["token"], labelled.tokens["token"]]).unique(maintain_order=True)
    columns = _join(describe_listed(words), company)
    frequent = news.words[:_FREQUENT_WORDS]
    first = unpack_model(_train(labelled, columns, frequent))
    columns = _join(columns, describe_labelled(news, first))
    second = unpack_model(_train(labelled, columns, frequent))
    return _train(_join_sentences(labelled, label_news(archives, second)), columns, frequent)


def label_with(arrays: Arrays, tokens: pl.DataFrame) -> list[str]:
    """Label tokens by a compiled field."""
    model = unpack_model(arrays)
    return [model.labels[number] for number in label_tokens(tokens, model)[0]]


def _train(labelled: Labelled, columns: pl.DataFrame, frequent: pl.Series) -> Arrays:
    tables = make_tables(columns, labelled)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "field.crfsuite"
        train(labelled, tables, file, **_SETTINGS)
        return compile_model(file, tables, frequent)


def _join_sentences(labelled: Labelled, more: Labelled) -> Labelled:
    behind = labelled.tokens["row"].max()
    tokens = pl.concat([labelled.tokens, more.tokens.with_columns(pl.col("row") + behind + 1)], how="vertical_relaxed")
    return Labelled(tokens, [*labelled.labels, *more.labels])


def _join(columns: pl.DataFrame, more: pl.DataFrame) -> pl.DataFrame:
    return columns.join(more, on="token", how="left", maintain_order="left").fill_null(0)


if __name__ == "__main__":
    sys.exit(main())
