"""Persons whom no list holds: a given name and what follows, or unknown words behind a title («المبعوث كوبلر»)."""

import polars as pl

from orchestration.news.aliases import name_parts
from orchestration.news.word_classes import SPACE
from orchestration.news.word_runs import CANDIDATE, name_ids, stretch

_COMMA = 3  # bytes of «، » between a title and the name in apposition
_LONGEST_NAME = 12  # words, particles counted: «محمد بن فيصل بن بندر بن خالد بن عبد العزيز آل سعود»
_LONGEST_TITLE = 6


def find_persons(words: pl.DataFrame) -> pl.DataFrame:
    """Find candidate names of persons among the words of `classify`.

    Rules: God's name is a surname only behind عبد and its like («رحمه الله» names nobody); a word that is common
    too («عهد», «حكم») opens no name whose second word is a surname of somebody known («عهد ساركوزي»).
    """
    is_given = pl.any_horizontal("is_given", "is_maybe_given")
    marked = words.with_columns(
        goes_on=(pl.col("clitic") == 0)
        & ~pl.col("is_fused")
        & ~pl.col("is_function")
        & ~(pl.col("word") == "الله")
        & (
            (pl.col("is_title") & pl.col("is_surname") & is_given.shift(1) & ~pl.col("is_definite").shift(-1))
            | (~pl.col("is_title") & _may_go_on(is_given))
        ),
        is_blocked=pl.any_horizontal(
            "is_function", "is_title", "is_nisba", "is_head", "is_adjective_head", "is_place", "is_place_head",
            "is_place_class", "is_field",
        ),
        is_after_title=pl.col("is_title").shift(1) & pl.col("is_adjacent").shift(1),
        is_behind_title=_is_behind_title(),
    )  # fmt: skip
    marked = marked.with_columns(goes_on=pl.col("goes_on") | _completes_compound() | _ends_lineage(is_given))
    is_son = (
        (is_given | pl.col("is_surname"))
        & pl.col("word").shift(-1).is_in(_SONS)
        & pl.col("is_adjacent")
        & ~pl.col("is_function")
    )
    is_behind_title = pl.col("is_behind_title") & ~(pl.col("is_definite") & is_given.shift(-1))  # «شيخ الأزهر أحمد»
    opens = (is_son & ~pl.col("is_definite")) | ~pl.any_horizontal("is_blocked", "is_fused") & (
        pl.col("is_given")
        | pl.col("opens_name")
        | (is_behind_title & pl.any_horizontal("is_maybe_given", "is_surname", "is_unknown"))
        | (
            pl.col("is_maybe_given")
            & pl.col("is_surname").shift(-1)
            & ~pl.col("is_common").shift(-1)
            & ~(pl.col("is_common") & pl.col("is_known_surname").shift(-1))
        )
    )
    is_listed = pl.any_horizontal("is_given", "is_maybe_given", "is_surname", "is_particle")
    looks_like_family = pl.col("looks_relational") & pl.col("word").str.ends_with("ي")  # «الفيروزي» behind a given name
    is_listed = is_listed & ~pl.col("is_common") | (looks_like_family & is_given.shift(1))
    stands_alone = (
        pl.col("is_after_title")
        & ~pl.any_horizontal("is_common", "is_given", "is_maybe_given", "is_particle")
        & (pl.col("is_surname") | (pl.col("is_unknown") & ~pl.col("is_definite") & ~pl.col("looks_inflected")))
    )
    marked = marked.with_columns(stands_alone=stands_alone, is_listed=is_listed.fill_null(value=False))
    return (
        _told_from_guesses(stretch(marked, opens, _LONGEST_NAME, trailing="is_particle"), marked["is_listed"])
        .filter((pl.col("words") > 1) | pl.col("stands_alone"))
        # «عبد العزيز» is one given name, cut out of a longer name or too little to tell anybody.
        .filter(pl.col("is_behind_title") | ~pl.col("folded").str.contains("^عبد [^ ]+$"))
        .select(
            *CANDIDATE,
            "is_guess",
            mention_type=pl.lit("person"),
            actor_id=name_ids("p"),
            confidence=pl.lit(0.7),
        )
    )


def _told_from_guesses(runs: pl.DataFrame, is_listed: pl.Series) -> pl.DataFrame:
    """Mark as `is_guess` the runs with a word that is not listed in its place."""
    unlisted = (~is_listed).cast(pl.Int64).cum_sum()
    first = runs["last"] - runs["words"] + 1
    before = unlisted.gather(first) - (~is_listed).cast(pl.Int64).gather(first)
    return runs.with_columns(is_guess=unlisted.gather(runs["last"]) > before)


def _may_go_on(is_given: pl.Expr) -> pl.Expr:
    return (
        pl.any_horizontal("is_given", "is_surname", "is_particle")
        | (pl.col("is_maybe_given") & ~pl.col("is_common"))
        | (pl.col("is_unknown") & (~pl.col("is_definite") | is_given.shift(1)))
    )


def _completes_compound() -> pl.Expr:
    """«الله» behind عبد, نصر, سعد ...: a given name of two words."""
    return (pl.col("word") == "الله") & pl.col("word").shift(1).is_in(name_parts("before_god"))


def _ends_lineage(is_given: pl.Expr) -> pl.Expr:
    """The family's name behind the father's, an ordinary word or not: «محمد بن عبدالله المرشد»."""
    plain = ~pl.any_horizontal("is_function", "is_title", "is_nisba", "is_fused") & (pl.col("clitic") == 0)
    return (
        pl.col("is_definite")
        & plain
        & is_given.shift(1)
        & (pl.col("word").is_in(_SONS) & pl.col("is_adjacent")).shift(2)
    )


_SONS = ["بن", "ابن", "بنت"]


def _is_behind_title() -> pl.Expr:
    """A title stands before, with only its complements between: «وزير الخارجية الروسي سيرغي»."""
    is_title, reaches = pl.col("is_title"), pl.col("is_title")
    bridges = pl.any_horizontal("is_definite", "is_nisba", "is_head", "is_modifier", "is_place") & ~pl.col(
        "is_function"
    )
    for _ in range(_LONGEST_TITLE):
        reaches = is_title | (bridges & reaches.shift(1) & pl.col("is_adjacent").shift(1))
    near = pl.col("gap").shift(1).is_in([SPACE, _COMMA])
    return (reaches.shift(1) & near).fill_null(value=False)
