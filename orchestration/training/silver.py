"""Sentences of raw news that label themselves: what a first recogniser finds, and the listed names that it missed."""

import tarfile
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from orchestration.news.articles import build_articles
from orchestration.news.files import list_files, read_files
from orchestration.news.lexicon import read_lexicon
from orchestration.news.mentions import find_mentions
from orchestration.news.normalise import fold, folded_spans
from orchestration.news.recogniser import Model, label_tokens
from orchestration.news.schemas import RAW_ARTICLE
from orchestration.news.sentences import slice_sentences
from orchestration.news.tokens import tokenise
from orchestration.training.labelled import Labelled

_ARTICLES = 1_500  # of each archive
_BATCH = 500
_SENTENCES = 6_000
_FEWEST_WORDS, _MOST_WORDS = 5, 60
_LARGEST_BYTES = 1_000_000
_KINDS = {"person": "PER", "place": "LOC", "country": "LOC"}


def label_news(archives: list[Path], model: Model) -> Labelled:
    """Label sentences of raw news, those that name a listed person.

    Rules: the registry and the gazetteers speak where the recogniser finds nothing at all; names of theirs that begin
    with a title are passed over, as the labelled sentences leave titles out.
    """
    parts = [_label_archive(archive, model) for archive in archives]
    sentences = pl.concat([part.with_columns(pl.col("row") + number * 10_000_000) for number, part in enumerate(parts)])
    chosen = sentences["row"].unique(maintain_order=True)
    step = max(1, len(chosen) // _SENTENCES)
    kept = sentences.filter(pl.col("row").is_in(chosen.gather_every(step).head(_SENTENCES).implode()))
    return Labelled(kept.drop("label"), kept["label"].to_list())


def _label_archive(archive: Path, model: Model) -> pl.DataFrame:
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as members:
            members.extractall(folder, filter="data")
        listing = list_files(Path(folder), _LARGEST_BYTES).sort("path_bytes")
        sample = listing.gather_every(max(1, listing.height // _ARTICLES))
        batches = [read_files(Path(folder), batch, _LARGEST_BYTES) for batch in sample.iter_slices(_BATCH)]
    labelled = [_label_articles(batch.filter(state="loaded").select(*RAW_ARTICLE), model) for batch in batches]
    return pl.concat([part.with_columns(pl.col("row") + at * 1_000_000) for at, part in enumerate(labelled)])


def _label_articles(read: pl.DataFrame, model: Model) -> pl.DataFrame:
    raw = read.unique("article_id", maintain_order=True)
    sentences = build_articles(raw).sentences
    texts = slice_sentences(raw, sentences)
    tokens = tokenise(texts["folded_words"])
    numbers, _ = label_tokens(tokens, model)
    labels = np.array(model.labels, dtype=object)[numbers]
    listed = _listed_names(find_mentions(raw, sentences), texts, tokens)
    # A loop per name: few of them stand where the recogniser has nothing.
    for first, last, kind in listed.select("first", "last", "kind").iter_rows():
        if all(label == "O" for label in labels[first : last + 1]):
            labels[first : last + 1] = [f"B-{kind}", *[f"I-{kind}"] * (last - first)]
    telling = listed.filter(kind="PER").select(row="row").unique()
    size = pl.len().over("row")
    return (
        tokens.with_columns(label=pl.Series(labels.tolist()))
        .filter(size.is_between(_FEWEST_WORDS, _MOST_WORDS))
        .join(telling, on="row", how="semi", maintain_order="left")
    )


def _listed_names(mentions: pl.DataFrame, texts: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Names of the registry and the gazetteers: their row, first and last token, and kind."""
    spans = (
        mentions.filter(pl.col("link_method").is_in(["registry", "gazetteer", "surname"]))
        .filter(pl.col("mention_type").is_in(list(_KINDS)))
        .join(
            texts.select("article_id", "sentence_number", "row", begins="start_char"),
            on=["article_id", "sentence_number"],
        )
        .with_columns(pl.col("start_char", "end_char") - pl.col("begins"))
        .with_columns(kind=pl.col("mention_type").replace_strict(_KINDS))
        .select("row", "start_char", "end_char", "kind")
    )
    places = tokens.select("row", "token", "start_byte", "end_byte").with_row_index("number")
    titles = read_lexicon("titles").select(fold(pl.col("title")).str.split(" ").list.first())["title"]
    titles = pl.concat([titles, "ال" + titles])
    return (
        folded_spans(texts["text"], spans)
        .sort("row", "start_byte")
        .join_asof(places.rename({"end_byte": "word_end"}), on="start_byte", by="row", check_sortedness=False)
        .filter(~pl.col("token").is_in(titles.implode()), pl.col("word_end") > pl.col("start_byte"))
        .join(places.select("row", "end_byte", last="number"), on=["row", "end_byte"])
        .select("row", "kind", pl.col("number").cast(pl.Int64).alias("first"), pl.col("last").cast(pl.Int64))
        .sort("first")
    )
