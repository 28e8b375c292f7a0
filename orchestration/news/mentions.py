"""Names in their places: every person, organization, country and place that one article names.

Two roads lead here. The registry and the gazetteers hold known names, matched all at once; `names.py` finds
names that no list holds, by the words around them. Where spans overlap the longest wins, and a short form
(a surname alone) is linked to the full name that the same article gives.
"""

import polars as pl

from orchestration.news.aliases import known_aliases, patterns_in
from orchestration.news.corrections import apply_corrections
from orchestration.news.lexicon import read_lexicon
from orchestration.news.names import find_names
from orchestration.news.normalise import fold, fold_words, raw_spans
from orchestration.news.schemas import MENTION
from orchestration.news.sentences import slice_spans
from orchestration.news.tokens import clitic_bytes, tokenise

_SPAN = ["row", "start_byte", "end_byte"]
_TIES = ["actor_id", "location_id", "alias", "method"]  # joins keep no order: equal spans are told apart by these
_METHOD_RANK = {"registry": 0, "gazetteer": 1, "discovered": 2, "surname": 3}


# A text longer than any article is read in stretches of this length, each as if it stood alone, so that the memory
# for all its possible names is bounded. The longest of 11,000 articles has 21,156.
_LONGEST_STRETCH_CHARS = 1_000_000


def find_mentions(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Find and link the names in the sentences of each article.

    Takes: `articles` with article_id and raw_text; `sentences` of schema SENTENCE.
    Returns: schema MENTION, in reading order; spans of one article never overlap.
    """
    stretches = sentences.group_by(pl.col("start_char") // _LONGEST_STRETCH_CHARS, maintain_order=True)
    found = [_find_in_stretch(articles, stretch) for _, stretch in stretches]
    return apply_corrections(pl.concat(found)) if found else pl.DataFrame(schema=MENTION)


def _find_in_stretch(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    texts = slice_sentences(articles, sentences)
    tokens = tokenise(texts["folded_words"]).join(texts.select("row", "article_id"), on="row", maintain_order="left")
    known = _match_aliases(texts, tokens)
    accepted = _accept_in_context(known, tokens)
    found = pl.concat([accepted, _not_after_full_names(find_names(tokens, known), accepted)], how="diagonal")
    full = _drop_overlaps(found.filter(pl.col("is_standalone")))
    short = pl.concat([known.filter(~pl.col("is_standalone")), _surnames(full, tokens)], how="diagonal")
    linked = _drop_overlaps(pl.concat([full, _link_short_forms(short, full)], how="diagonal"))
    return _as_mentions(linked, texts)


def slice_sentences(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut the sentences out of their texts: adds `row`, `text` (raw), `folded` (names) and `folded_words` (grammar)."""
    return (
        sentences.with_columns(slice_spans(articles, sentences, "article_id"))
        .with_columns(
            folded=fold(pl.col("text")),
            folded_words=fold_words(pl.col("text")),
        )
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def _match_aliases(texts: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Match every known form on word boundaries, particles allowed in front."""
    patterns = patterns_in(tokens)
    hits = (
        texts.select(
            "row",
            "article_id",
            start_byte=pl.col("folded").str.find_many(patterns, overlapping=True),
            folded=pl.col("folded").str.extract_many(patterns, overlapping=True),
        )
        .explode("start_byte", "folded")
        .drop_nulls("folded")
        .with_columns(pl.col("start_byte").cast(pl.Int64))
        .with_columns(end_byte=pl.col("start_byte") + pl.col("folded").str.len_bytes())
    )
    starts = (
        tokens.select("row", "start_byte", "end_byte", clitic=clitic_bytes(pl.col("token")))
        .explode("clitic")
        .filter((pl.col("clitic") == 0) | (pl.col("end_byte") - pl.col("start_byte") - pl.col("clitic") >= 6))
        .select("row", start_byte=pl.col("start_byte") + pl.col("clitic"), clitic="clitic")
    )
    return (
        hits.join(starts, on=["row", "start_byte"])
        .join(tokens.select("row", "end_byte"), on=["row", "end_byte"], how="semi")
        .join(known_aliases(), on="folded")
        .with_columns(confidence=pl.when(pl.col("clitic") == 0).then(0.95).otherwise(0.9))
        .sort(*_SPAN, *_TIES, nulls_last=True)
    )


def _accept_in_context(known: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Keep a form that is an ordinary word too (مالي) only behind a word for a place (دولة مالي)."""
    # Construct heads alone: «مدينة ليل» is a city, «المدينة ليل الاثنين» a night.
    heads = read_lexicon("place_heads").select(token=fold(pl.col("head")))["token"]
    bare = pl.col("token").str.strip_chars_start("وفبلك")  # «بمدينة»; a head such as وادي is met as it stands
    behind_head = tokens.filter(pl.col("token").is_in(heads.implode()) | bare.is_in(heads.implode())).select(
        "row", start_byte=pl.col("end_byte") + 1, is_behind_head=True
    )
    return (
        known.filter(pl.col("is_standalone"))
        .join(behind_head, on=["row", "start_byte"], how="left")
        .filter(~pl.col("needs_place_context") | pl.col("is_behind_head"))
        .drop("is_behind_head")
    )


def _not_after_full_names(discovered: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """A known full name goes no further: in «فايز السراج يتوسط» the verb is no third name."""
    full_names = (
        accepted.filter(mention_type="person")
        .filter(pl.col("folded").str.contains(" "))
        .sort("row", "start_byte")
        .select("row", "start_byte", name_end=pl.col("end_byte").cum_max().over("row"))
    )
    goes_further = (
        discovered.filter(mention_type="person")
        .sort("row", "start_byte")
        .join_asof(full_names, on="start_byte", by="row", check_sortedness=False)
        .filter(pl.col("start_byte") < pl.col("name_end"))
    )
    return discovered.join(goes_further, on=_SPAN, how="anti", maintain_order="left")


def _drop_overlaps(spans: pl.DataFrame) -> pl.DataFrame:
    """Keep the longest of overlapping spans; of equal ones the better method, then the stronger kind."""
    length = pl.col("end_byte") - pl.col("start_byte")
    kept = (
        spans.with_columns(rank=pl.col("method").replace_strict(_METHOD_RANK, return_dtype=pl.Int8))
        .sort("row", "start_byte", -length, "rank", "mention_type", *_TIES, nulls_last=True)
        .unique(_SPAN, keep="first", maintain_order=True)
        .filter((pl.col("end_byte") > pl.col("end_byte").cum_max().shift(1).over("row")).fill_null(value=True))
    )
    # What is left overlaps in part only: of a pair the longer stays, and a pass decides only where no
    # neighbour is in doubt, so chains take a few passes.
    while True:
        with_previous = (pl.col("start_byte") < pl.col("end_byte").shift(1).over("row")).fill_null(value=False)
        with_next = (pl.col("end_byte") > pl.col("start_byte").shift(-1).over("row")).fill_null(value=False)
        shorter_than_previous = with_previous & (length <= length.shift(1).over("row"))
        shorter_than_next = with_next & (length < length.shift(-1).over("row"))
        drop = kept.select(drop=shorter_than_previous | shorter_than_next)["drop"]
        if not drop.any():
            return kept.drop("rank")
        kept = kept.filter(~drop)


def _surnames(full: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """The last name of each person whom the article names in full, where it stands alone."""
    people = (
        full.filter((pl.col("mention_type") == "person") & pl.col("folded").str.contains(" "))
        .select("article_id", "actor_id", "alias", surname=pl.col("folded").str.extract(_LAST_NAME))
        .filter(pl.col("surname").str.len_chars() >= 3)
        .unique(["article_id", "actor_id", "surname"], maintain_order=True)
    )
    not_names = read_lexicon("function_words").select(fold(pl.col("word")))["word"]
    alone = (
        tokens.lazy()
        .select("row", "article_id", "token", "start_byte", "end_byte", clitic=clitic_bytes(pl.col("token")))
        .explode("clitic")
        .with_columns(surname=pl.col("token").str.slice(pl.col("clitic") // 2))
        .filter(~pl.col("surname").is_in(not_names.implode()))
        .with_columns(start_byte=pl.col("start_byte") + pl.col("clitic"))
    )
    fused = alone.filter(pl.col("token").str.starts_with("لل") & (pl.col("clitic") == 0)).with_columns(
        surname="ال" + pl.col("token").str.slice(2)
    )
    return (
        pl.concat([alone, fused])
        .join(people.lazy(), on=["article_id", "surname"])
        .select("row", "article_id", "start_byte", "end_byte", "actor_id", "alias", folded="surname")
        .with_columns(mention_type=pl.lit("person"), method=pl.lit("surname"), confidence=0.85)
        .collect()
    )


# The last word of a name, with the particle that it needs: «أبو الغيط» in «أحمد أبو الغيط», «حفتر» in «خليفة حفتر».
_LAST_NAME = r"((?:(?:ابو|بو|بن|ابن|ال|ولد|عبد|دي|فون|فان|دو) )?[^ ]+)$"


def _link_short_forms(short: pl.DataFrame, full: pl.DataFrame) -> pl.DataFrame:
    """Link a short form to the one actor whom the article names in full; leave it unlinked where two fit."""
    present = full.select("article_id", "actor_id").drop_nulls().unique()
    candidates = short.join(present, on=["article_id", "actor_id"], how="semi")
    return (
        candidates.sort(*_SPAN, *_TIES, nulls_last=True)
        .group_by(*_SPAN, maintain_order=True)
        .agg(
            pl.col("article_id", "mention_type", "alias", "folded", "confidence").first(),
            actor_ids=pl.col("actor_id").unique(maintain_order=True),
        )
        .with_columns(
            is_one=pl.col("actor_ids").list.len() == 1,
            method=pl.lit("surname"),
        )
        .with_columns(
            actor_id=pl.when("is_one").then(pl.col("actor_ids").list.first()),
            runner_up_id=pl.when(~pl.col("is_one")).then(pl.col("actor_ids").list.first()),
            unresolved_reason=pl.when(~pl.col("is_one")).then(pl.lit("several actors of this name in the article")),
        )
        .drop("actor_ids", "is_one")
    )


def _as_mentions(linked: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Back to the raw text; a short form has its own alias, not that of the full name it was linked by."""
    meant = ["actor_id", "location_id", "folded"]
    listed = known_aliases().select(*meant, known_alias="alias").unique(meant, keep="first", maintain_order=True)
    named = linked.sort(*_SPAN).join(listed, on=meant, how="left", nulls_equal=True, maintain_order="left")
    spans = raw_spans(texts["text"], named).join(
        texts.select("row", "sentence_number", "section", "text", sentence_start="start_char"),
        on="row",
        maintain_order="left",
    )
    return (
        spans.with_columns(
            surface=pl.col("text").str.slice(pl.col("start_char"), pl.col("end_char") - pl.col("start_char")),
            start_char=pl.col("start_char") + pl.col("sentence_start"),
            end_char=pl.col("end_char") + pl.col("sentence_start"),
            link_method=pl.col("method"),
            alias=pl.coalesce("known_alias", "folded"),
        )
        .with_columns(discovered_name=pl.when(method="discovered").then("surface"))
        .with_columns(mention_id=pl.format("{}-m{}", "article_id", "start_char"))
        .select(pl.col(name).cast(dtype) for name, dtype in MENTION.items())
    )
