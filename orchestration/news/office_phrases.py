"""Phrases that can be a role: the words beside a name, from a title to where its complements end.

Belongs here: which phrases stand beside which name, and where a new title opens the next one.
Does not belong here: which word goes on with which (office_words.py), whose role it is (offices.py), what a lexicon
says of its words (office_terms.py).
"""

import functools
from typing import NamedTuple

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold
from orchestration.news.office_terms import match_titles, style_words
from orchestration.news.office_words import COMMA, SPACE, link_words

# Participles and adjectives that are a title elsewhere: «الأمين العام المساعد», «المستشار الإعلامي».
_ADJECTIVES = ("المساعد", "المساعده", "المفوض", "المفوضه", "المكلف", "المكلفه", "المنسق", "السياسي", "السياسيه",
               "المعارض", "الاعلامي", "الاعلاميه", "الصحفي", "الصحفيه", "الدبلوماسي", "الدبلوماسيه",
               "الاكاديمي", "الحقوقي", "الحقوقيه", "الحاكم", "الحاكمه")  # fmt: skip


class Phrases(NamedTuple):
    """Candidate roles beside names, and the words that they are made of."""

    segments: pl.DataFrame
    words: pl.DataFrame


def read_phrases(texts: pl.DataFrame, mentions: pl.DataFrame) -> Phrases:
    """Read the phrases beside the persons of these sentences.

    Takes: the sentences of `slice_sentences`; mentions with `number`.
    Returns: segments, one row per title with its complements: `number` (the person), `pair` (of person and run),
    `side` (before|after) and `gap` of the run, `segment` (its place in the run), `row`, `first_at`, its bytes, `words`,
    what `match_titles` adds, `is_closed` (its last word wants no complement), `is_one_word` (and definite),
    `is_nation_only` («الرئيس المصري»), `ruler` (the last title inside it, which may be that of another), `meets_name`
    (the name is followed by another one), `is_contested` (it touches another name too), `is_namesake` (behind «مطار»,
    «جامعة»), `is_safe` (in front stands a word that has no object), `is_object` (a verb with persons for objects);
    the words, with `pair` and `segment`.
    """
    words = link_words(texts, mentions)
    return _cut(words, _beside_names(words))


def _beside_names(words: pl.DataFrame) -> pl.DataFrame:
    """Pair persons with the runs beside their names: `number`, `run`, `side`, `gap` and what `_cut` hands on.

    Rules: behind a comma a run belongs to the name before it; what touches the next name is contested.
    """
    people = (
        words.filter(mention_type="person")
        .group_by("number", maintain_order=True)
        .agg(
            pl.col("row").first(),
            before=pl.col("at").first() - 1,
            after=pl.col("at").last() + 1,
            name_is_object=pl.col("is_object").first(),
            is_bare=~pl.any_horizontal("is_joined", "is_governed").first(),
        )
    )
    meets_name = (pl.col("after") == pl.col("before").shift(-1) + 1) & (pl.col("row") == pl.col("row").shift(-1))
    people = people.with_columns(meets_name=meets_name.fill_null(value=False))
    runs = (
        words.group_by("run")
        .agg(
            pl.col("row").first(), "at", has_head=pl.col("head").any(), gap_after=pl.col("gap").last(),
            touches=pl.col("reaches").last(),
        )
        .filter("has_head")
        .with_columns(before=pl.col("at").list.last(), after=pl.col("at").list.first())
    )  # fmt: skip
    ends = words.select(after=pl.col("at") + 1, gap="gap")
    gap = pl.when("touches").then(SPACE).otherwise("gap_after")
    keep = ["number", "run", "side", "gap", "name_is_object", "meets_name"]
    before = (
        people.filter("is_bare")
        .drop("after")
        .join(runs, on=["row", "before"])
        .with_columns(gap=gap, side=pl.lit("before"))
    )
    after = (
        people.drop("before").join(runs, on=["row", "after"]).join(ends, on="after").with_columns(side=pl.lit("after"))
    )
    before, after = (side.filter(pl.col("gap").is_in([SPACE, COMMA])).select(keep) for side in (before, after))
    touching = before.filter(gap=SPACE).select("run", is_contested=pl.lit(value=True))
    after = after.join(touching, on="run", how="left").with_columns(pl.col("is_contested").fill_null(value=False))
    lone = before.join(after.filter(~pl.col("is_contested")), on="run", how="anti")
    claimed = pl.col("run").is_in(after["run"].implode())
    return pl.concat([lone.with_columns(is_contested=claimed), after]).with_row_index("pair")


def _cut(words: pl.DataFrame, beside: pl.DataFrame) -> Phrases:
    """Cut the runs where a title opens a new role: one row per role or rank, with its words."""
    # «قال سالم رئيس اللجنة في أوسلو», «قال سالم المتحدث باسم الحزب للصحفيين»: where and to whom he spoke.
    is_behind = pl.col("side") == "after"
    is_spokesman = (pl.col("token") == "باسم").cum_max().over("pair")
    is_governed = pl.col("is_governed") & pl.col("mention").is_null()
    is_medium = is_governed & pl.col("word").is_in(list(_media()))
    # «سالم قائد الجيش لإعلان الهدنة»; not «لشؤون», «لمجلس», «للحزب».
    is_known = pl.any_horizontal("head", "is_org_head", "is_definite") | pl.col("word").str.contains("^ل?شؤون$")
    is_purpose = is_governed & pl.col("token").str.starts_with("ل") & ~is_known
    is_adverbial = (pl.col("token") == "في") | is_medium | is_purpose | (is_spokesman & is_governed)
    is_title = pl.col("head") & ~(pl.col("word").is_in(list(_ADJECTIVES)) & pl.col("is_linked"))
    is_first = is_title.cum_sum().over("pair") == 1
    is_styled = pl.col("past_word").is_in(list(style_words()))  # «معالي الوزير»
    opens = is_title & (is_first | is_styled | ~(pl.col("past_is_open") | pl.col("is_governed")))
    closes_later = (~pl.col("is_open")).reverse().cum_max().reverse().over("pair", "segment")
    cut = (
        words.rename({"number": "mention", "gap": "gap_after"})
        .join(beside, on="run")
        .sort("pair", "at")
        .with_columns(run_end=pl.col("at").last().over("pair"))
        .filter(~(is_behind & (pl.col("gap") == SPACE) & is_adverbial.cum_max().over("pair")))
        .with_columns(segment=opens.cum_sum().over("pair"), run_at=pl.col("at").first().over("pair"))
        .filter(pl.col("segment") > 0)
        .filter(~is_behind | closes_later)
        .with_columns(
            is_opening=pl.col("at") == pl.col("at").first().over("pair", "segment"),
            is_mark=pl.col("is_nisba") | pl.col("is_former"),
        )
        .with_columns(spoken=pl.when("is_opening").then("word").otherwise("token"))
    )
    segments = cut.group_by("pair", "segment", maintain_order=True).agg(
        pl.col("number", "run", "side", "gap", "row", "is_contested", "meets_name", "name_is_object").first(),
        pl.col("is_safe", "is_object", "run_at", "run_end").first(),
        last_at=pl.col("at").last(),
        first_at=pl.col("at").first(),
        start_byte=(pl.col("start_byte") + pl.col("prefix")).first(),
        end_byte=pl.col("end_byte").last(),
        words=pl.col("spoken"),
        is_closed=~pl.col("is_open").last(),
        is_one_word=(pl.len() == 1) & pl.col("is_definite").first(),
        is_nation_only=pl.col("is_definite").first() & pl.col("is_mark").slice(1).all(),
        is_namesake=pl.col("past_word").first().is_in(list(_namesakes())),
        ruler=pl.col("word").filter(pl.col("head") & ~pl.col("is_opening")).last(),
        is_attached=pl.any_horizontal("is_joined", "is_governed").first(),
    )
    own = segments.filter(side="before", segment=1).select("number", own_is_object="is_object")
    opens_run = ((pl.col("first_at") == pl.col("run_at")) & ~pl.col("is_attached")).first().over("pair")
    of_name = pl.coalesce("own_is_object", "name_is_object")
    kept = (
        segments.join(own, on="number", how="left", maintain_order="left")
        .filter(~is_behind | opens_run)
        .with_columns(
            is_contested=pl.col("is_contested") & (pl.col("last_at").last().over("pair") == pl.col("run_end")),
            is_safe=pl.col("is_safe").first().over("pair"),
            is_object=pl.when(is_behind).then(of_name).otherwise(pl.col("is_object").first().over("pair")),
        )
    )
    return Phrases(match_titles(kept), cut.select("pair", "segment", "word", "spoken", number="mention"))


@functools.cache
def _namesakes() -> frozenset[str]:
    """Heads of what is called after a person: «مطار الملك خالد»."""
    places = read_lexicon("place_heads").select(fold(pl.col("head")))["head"]
    bodies = read_lexicon("org_heads").filter(pl.col("head_kind").is_in(["EDU", "IGO", "NGO"]))
    return frozenset([*places, *bodies.select(fold(pl.col("head")))["head"]])


@functools.cache
def _media() -> frozenset[str]:
    """«قال سالم رئيس الحزب لوكالة رويترز»: to whom, and not of what."""
    heads = read_lexicon("org_heads").filter(head_kind="MED")
    return frozenset(heads.select(fold(pl.col("head")))["head"])
