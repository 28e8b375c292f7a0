"""Words of raw news: which there are, and the company they keep."""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, fold_words
from orchestration.news.recogniser import LAST_GAP, Model, gap_kinds, label_tokens
from orchestration.news.tokens import tokenise
from orchestration.news.word_features import Numbers

_LEAST_COUNT = 5  # a word seen less often keeps no known company
_LEAST_LINE_CHARS = 40  # shorter lines are menus and headings
_CONTEXT_WORDS = 3_000
_SMOOTHING = 20
_LIFTS = [-2.0, -1.0, 0.5, 1.0, 2.0, 3.0, 4.0]
_SEED = 7
_SHARES = [0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.9]
_GAP_BYTES = np.array([1, 2, 3, 4, np.nan])  # of each kind of gap
_STRETCH_LINES = 20_000
_BATCH = 4_000


class RawNews(NamedTuple):
    """Running words as numbers of `words`, which are sorted by how often they occur; edges lie between sentences."""

    words: pl.Series
    counts: Numbers
    running: Numbers  # numbers of words; -1 stands behind each line
    gaps: Numbers  # kind of gap behind each


def read_raw_news(archives: list[Path]) -> RawNews:
    """Read every `.txt` in the archives; a line that returns is read once, so that page furniture has no weight."""
    parts: list[pl.DataFrame] = []
    seen: pl.Series = pl.Series("line", [], pl.UInt64)
    for texts in _texts(archives):
        lines = (
            texts.str.split("\n").explode().to_frame()
            .filter(pl.col("line").str.len_chars() >= _LEAST_LINE_CHARS)
            .with_columns(key=pl.col("line").hash(_SEED))
            .unique("key", keep="first", maintain_order=True)
            .filter(~pl.col("key").is_in(seen.implode()))
        )  # fmt: skip
        seen = pl.concat([seen, lines["key"]])
        folded = lines.select(fold_words(pl.col("line"))).to_series()
        parts.append(tokenise(folded).pipe(_with_gaps))
    tokens = pl.concat(parts)
    types = tokens.group_by("token").agg(count=pl.len()).sort(-pl.col("count").cast(pl.Int64), "token")
    numbered = tokens.join(types.with_row_index("number").drop("count"), on="token", maintain_order="left", how="left")
    running, gaps = (numbered[name].to_numpy().astype(np.int64) for name in ("number", "gap"))
    edges = np.flatnonzero(gaps == LAST_GAP) + 1
    return RawNews(
        types["token"],
        types["count"].to_numpy().astype(np.int64),
        np.insert(running, edges, -1),
        np.insert(gaps, edges, LAST_GAP),
    )


def _texts(archives: list[Path]) -> Iterator[pl.Series]:
    batch: list[str] = []
    for archive in archives:
        with tarfile.open(archive) as members:
            for member in members:
                content = members.extractfile(member) if member.name.endswith(".txt") else None
                if content is not None:
                    batch.append(content.read().decode("utf-8", "replace"))
                if len(batch) == _BATCH:
                    yield pl.Series("line", batch)
                    batch = []
    yield pl.Series("line", batch, pl.String)


def _with_gaps(tokens: pl.DataFrame) -> pl.DataFrame:
    return tokens.select("token", gap=pl.Series(gap_kinds(tokens)))


def describe_words(news: RawNews) -> pl.DataFrame:
    """Give the words seen often enough their columns: clusters of words that keep like company, and of whose company.

    Returns: token, then one small whole number per column; 0 says nothing.
    """
    known = int((news.counts >= _LEAST_COUNT).sum())
    before, behind = _pairs(news, [-1], known), _pairs(news, [1], known)
    around = sparse.hstack([_pairs(news, [-2, -1], known), _pairs(news, [1, 2], known)]).tocsr()
    both, left, right = (_embed(pairs) for pairs in (around, before, behind))
    clusters = {
        "around_64": _cluster(both, 64),
        "around_256": _cluster(both, 256),
        "around_1024": _cluster(both, 1024),
        "before_256": _cluster(left, 256),
        "behind_256": _cluster(right, 256),
    }
    company = {
        f"{side}_{name}": _company(news, members, offset, known)
        for name, members in _word_classes(news.words).items()
        for side, offset in (("behind", -1), ("before", 1))
    }
    return pl.DataFrame({"token": news.words[:known]} | clusters | company)


def describe_labelled(news: RawNews, model: Model) -> pl.DataFrame:
    """Give the words seen often enough the share of their places in which a first recogniser takes them for a name.

    Returns: token, then a column per kind of name and one for "opens a person's name": steps, 0 says nothing.
    """
    known = int((news.counts >= _LEAST_COUNT).sum())
    hits = np.zeros((len(model.labels), len(news.words)), np.int64)
    edges = np.flatnonzero(news.running < 0)
    first = 0
    # A loop over stretches of whole lines, which bounds the memory.
    for last in [*edges[_STRETCH_LINES::_STRETCH_LINES].tolist(), int(edges[-1])]:
        stretch = slice(first, last + 1)
        running, gaps = news.running[stretch], news.gaps[stretch]
        row = np.cumsum(running < 0)
        inside = running >= 0
        tokens = pl.DataFrame(
            {"row": row[inside], "token": news.words.gather(running[inside]), "gap": _GAP_BYTES[gaps[inside]]}
        ).with_columns(pl.col("gap").fill_nan(None))
        labels, _ = label_tokens(tokens, model)
        np.add.at(hits, (labels, running[inside]), 1)
        first = last + 1
    shares = {}
    for kind in ("PER", "LOC", "ORG"):
        of_kind = [number for number, label in enumerate(model.labels) if label[2:] == kind]
        shares[f"seen_as_{kind}"] = hits[of_kind].sum(axis=0)[:known] / news.counts[:known]
    opens = hits[model.labels.index("B-PER")][:known] / np.maximum(
        hits[[n for n, label in enumerate(model.labels) if label[2:] == "PER"]].sum(axis=0)[:known], 1
    )
    shares["opens_person"] = np.where(shares["seen_as_PER"] > _SHARES[0], opens + _SHARES[0], 0)
    return pl.DataFrame(
        {"token": news.words[:known]} | {name: np.digitize(share, _SHARES) for name, share in shares.items()}
    )


def _pairs(news: RawNews, offsets: list[int], known: int) -> sparse.csr_matrix:
    """Count how often each known word has each frequent word at the offsets."""
    counts = sparse.csr_matrix((known, _CONTEXT_WORDS))
    for offset in offsets:
        word, other = _aligned(news.running, offset)
        keep = (word >= 0) & (word < known) & (other >= 0) & (other < _CONTEXT_WORDS)
        ones = np.ones(int(keep.sum()), np.float32)
        counts = counts + sparse.coo_matrix((ones, (word[keep], other[keep])), counts.shape).tocsr()
    return counts


def _aligned(running: Numbers, offset: int) -> tuple[Numbers, Numbers]:
    """Running words, and what stands at the offset from each; a line's edge is not looked across at distance one."""
    if offset < 0:
        return running[-offset:], running[:offset]
    return running[:-offset], running[offset:]


def _embed(counts: sparse.csr_matrix) -> np.ndarray:
    """Positive pointwise mutual information, cut down to the strongest directions, of length one."""
    pairs = counts.tocoo()
    total = pairs.data.sum()
    of_word = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    of_context = np.maximum(np.asarray(counts.sum(axis=0)).ravel(), 1) ** 0.75
    of_context *= total / of_context.sum()
    information = np.log(pairs.data * total / (of_word[pairs.row] * of_context[pairs.col]))
    # What was seen once or twice tells little (Pantel and Lin 2002).
    rarer = np.minimum(of_word[pairs.row], of_context[pairs.col])
    information *= pairs.data / (pairs.data + 1) * rarer / (rarer + 1)
    positive = sparse.coo_matrix((np.maximum(information, 0), (pairs.row, pairs.col)), counts.shape).tocsr()
    svd = TruncatedSVD(80, n_iter=4, random_state=_SEED)
    vectors = svd.fit_transform(positive) / np.sqrt(svd.singular_values_)
    unit: np.ndarray = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def _cluster(vectors: np.ndarray, count: int) -> Numbers:
    model = MiniBatchKMeans(count, random_state=_SEED, n_init=1, batch_size=4_096, max_iter=30)
    labels: Numbers = model.fit_predict(vectors).astype(np.int64) + 1
    return labels


def _word_classes(words: pl.Series) -> dict[str, np.ndarray]:
    """Which words are titles, prepositions ...: one flag per word and class."""
    lexicon = {name: read_lexicon(name) for name in ("function_words", "speech_cues", "org_heads", "name_particles")}
    sayings = lexicon["function_words"].filter(kind="verb_of_saying")["word"]
    bare_titles = read_lexicon("titles")["title"].str.split(" ").list.first()
    heads = lexicon["org_heads"]["head"]
    cities = read_lexicon("city_aliases").filter(is_ambiguous="false")["alias"]
    countries = read_lexicon("country_aliases").filter(is_ambiguous="false")["alias"]
    given = read_lexicon("given_names").filter(is_ambiguous="false")["name_folded"]
    members = {
        "title": pl.concat([bare_titles, "ال" + bare_titles]),
        "nisba": pl.concat([read_lexicon("nisbas")["nisba"], "ال" + read_lexicon("nisbas")["nisba"]]),
        "preposition": lexicon["function_words"].filter(kind="preposition")["word"],
        "conjunction": lexicon["function_words"].filter(pl.col("kind").is_in(["conjunction", "relative"]))["word"],
        "head": pl.concat([heads, "ال" + heads]),
        "place_head": read_lexicon("place_heads")["head"],
        "saying": pl.concat([sayings, "و" + sayings]),
        "particle": lexicon["name_particles"]["particle"],
        "given": given,
        "place": pl.concat([cities, countries]),
        "verb": lexicon["function_words"].filter(kind="verb")["word"],
    }
    folded = {
        name: pl.DataFrame({"w": listed}).select(fold(pl.col("w")))["w"].unique() for name, listed in members.items()
    }
    return {name: words.is_in(listed.implode()).to_numpy() for name, listed in folded.items()}


def _company(news: RawNews, members: np.ndarray, offset: int, known: int) -> Numbers:
    """How much more often than others a word has one of the class at the offset, in steps of powers of two."""
    word, other = _aligned(news.running, offset)
    inside = (word >= 0) & (word < known)
    is_member = np.append(members, False)[other[inside]]
    hits = np.bincount(word[inside], is_member, known)
    share = is_member.mean()
    lift = np.log2((hits + _SMOOTHING * share) / ((news.counts[:known] + _SMOOTHING) * share))
    steps: Numbers = np.digitize(lift, _LIFTS)
    neutral = int(np.digitize(0.0, _LIFTS))
    return np.where(steps == neutral, 0, steps + 1)
