"""Organizations whom no list holds: a head noun and what modifies it, by the grammar of the Arabic noun phrase.

«مجلس النواب الليبي», «المفوضية العليا للانتخابات», «وكالة البحث والإنقاذ الإندونيسية», «لجنة حقوق الإنسان».
Source: Ryding, A Reference Grammar of Modern Standard Arabic (2005), ch. 8 (the construct) and 10 (adjectives).
"""

import polars as pl

from orchestration.news.word_runs import CANDIDATE, name_ids, stretch

_LONGEST_NAME = 8
_NO_HEAD = -1  # of neither gender


def find_organizations(words: pl.DataFrame) -> pl.DataFrame:
    """Find candidate names of organizations among the words of `classify`.

    Rules: a head without article takes a definite noun («وزارة الدفاع»), perhaps through a noun in construct
    («هيئة مكافحة الفساد»), then adjectives that agree with one of both. A head with the article takes adjectives
    that agree with it, one of them a country's or one that makes names («القوات البحرية المصرية»; not «القوات
    الجديدة»). Fields of work join by و and ل («للصناعة والتجارة»). Where a portfolio stands for its ministry the
    adjective is feminine («الدفاع الروسية»), so that «وزير الدفاع الروسي» holds no body «الدفاع الروسي».
    """
    marked = words.with_columns(is_head_of_name=pl.any_horizontal("is_head", "is_adjective_head", "is_modifier_head"))
    marked = marked.with_columns(**_part()).with_columns(**_agreement())
    marked = marked.with_columns(goes_on=_goes_on(), is_open_end=pl.col("is_construct") & ~pl.col("is_definite"))
    opens = ~pl.col("is_function") & (_bare_head() | _definite_head())
    return (
        stretch(marked, opens, _LONGEST_NAME, trailing="is_open_end")
        .filter(pl.col("words") > 1)
        .select(
            *CANDIDATE,
            mention_type=pl.lit("organization"),
            actor_id=name_ids("o"),
            is_generic=pl.lit(value=True),
            confidence=pl.lit(0.6),
        )
    )


def _part() -> dict[str, pl.Expr]:
    """What a word can be inside such a phrase."""
    plain = ~pl.any_horizontal("is_function", "is_title", "is_fused") & (pl.col("clitic") == 0) & pl.col("is_definite")
    is_relational = pl.col("looks_relational") & ~pl.col("is_given") & pl.col("is_common")
    is_joined = pl.col("token").str.starts_with("وال")
    return {
        "distinctive": plain & pl.any_horizontal("is_nisba", "is_distinctive"),
        "descriptive": plain & (pl.col("is_modifier") | is_relational),
        "complement": plain & ~pl.any_horizontal("is_given", "is_place", "is_nisba"),
        "joined_field": pl.col("is_field") & is_joined,
        "joined_adjective": is_joined & pl.any_horizontal("is_modifier", "looks_joined"),
        "field_with_lam": pl.col("is_field") & pl.col("is_fused"),
        "purpose": pl.col("is_fused")
        & ~pl.any_horizontal("is_function", "is_title", "is_given", "is_place", "is_nisba"),
        "construct_with_lam": pl.col("is_construct") & (pl.col("clitic") == 2) & pl.col("token").str.starts_with("ل"),
        "definite": plain | pl.col("is_place"),
    }


def _agreement() -> dict[str, pl.Expr]:
    """Whether a word agrees with the head that it stands behind, or with that head's complement right before it."""
    behind_bare = (pl.col("is_head") & ~pl.col("is_definite") & pl.col("is_adjacent")).shift(1, fill_value=False)
    is_construct = pl.col("is_construct") & ~pl.col("is_definite") & pl.col("is_adjacent")
    behind_construct = is_construct.shift(1, fill_value=False)
    is_complement = behind_bare | (behind_construct & behind_bare.shift(1, fill_value=False))
    gender = pl.any_horizontal("is_feminine_head", "looks_feminine")
    is_head = pl.col("is_head_of_name") & ~is_complement
    opens_sentence = (pl.col("row") != pl.col("row").shift(1)).fill_null(value=True)
    # A phrase does not go on over the end of a sentence: there the last head and its gender are forgotten.
    head = pl.when(is_head).then(gender.cast(pl.Int8)).when(opens_sentence).then(_NO_HEAD).forward_fill().shift(1)
    return {
        "behind_bare": behind_bare,
        "behind_construct": behind_construct,
        "agrees_with_head": pl.col("looks_feminine").cast(pl.Int8) == head,
        "agrees_before": (is_complement | pl.any_horizontal("purpose", "joined_field")).shift(1)
        & (pl.col("looks_feminine") == pl.col("looks_feminine").shift(1)),
        "has_purpose": pl.when(is_head)
        .then("takes_purpose")
        .when(opens_sentence)
        .then(pl.lit(value=False))
        .forward_fill()
        .shift(1),
    }


def _goes_on() -> pl.Expr:
    next_is_definite = pl.col("definite").shift(-1) & pl.col("is_adjacent")
    before_is_definite = pl.col("definite").shift(1) | pl.col("joined_field").shift(1) | pl.col("is_definite").shift(1)
    agrees = pl.any_horizontal("agrees_with_head", "agrees_before")
    behind_adjective = pl.any_horizontal("distinctive", "descriptive", "joined_adjective").shift(1) & ~pl.col(
        "is_nisba"
    ).shift(1)
    agrees_as_before = pl.col("looks_feminine") == pl.col("looks_feminine").shift(1)
    # «جهاز الأمن», «حركة النهضة»; not «جهاز الحاسوب», «حركة السير».
    makes_name = pl.col("distinctive").shift(-1)
    tells_a_body = pl.col("is_field") | ~pl.col("is_common") | (makes_name & pl.col("is_adjacent"))
    return (
        (pl.col("complement") & pl.col("behind_bare") & (~pl.col("is_vague_head").shift(1) | tells_a_body))
        | (pl.col("complement") & pl.col("behind_construct"))
        | (pl.col("definite") & pl.col("behind_construct") & ~pl.col("behind_bare"))
        | (pl.col("is_construct") & (pl.col("clitic") == 0) & pl.col("behind_bare") & next_is_definite)
        | (pl.col("distinctive") & agrees & before_is_definite)
        | (pl.col("descriptive") & agrees & before_is_definite & ~pl.col("is_nisba").shift(1))
        | (
            pl.col("joined_field")
            & (pl.any_horizontal("is_field", "purpose").shift(1) | (behind_adjective & pl.col("has_purpose")))
        )
        | (pl.col("joined_adjective") & behind_adjective & agrees_as_before & pl.col("has_purpose"))
        | (pl.col("purpose") & pl.col("has_purpose") & pl.any_horizontal("distinctive", "descriptive").shift(1))
        | (pl.col("field_with_lam") & pl.any_horizontal("distinctive", "descriptive").shift(1))
        | (
            pl.col("construct_with_lam")
            & pl.col("has_purpose")
            & pl.any_horizontal("distinctive", "descriptive").shift(1)
            & next_is_definite
        )
    )


def _bare_head() -> pl.Expr:
    return pl.col("is_head") & ~pl.col("is_definite")


def _definite_head() -> pl.Expr:
    """A head with the article whose first or second adjective makes it a name."""
    takes_nisba = pl.any_horizontal("is_adjective_head", "is_portfolio")
    agrees_next = pl.col("agrees_with_head").shift(-1) & pl.col("is_adjacent")
    agrees_second = agrees_next & pl.col("agrees_with_head").shift(-2) & pl.col("is_adjacent").shift(-1)
    nisba, distinctive, modifier = pl.col("is_nisba"), pl.col("is_distinctive"), pl.col("is_modifier")
    behind_minister = (pl.any_horizontal("is_title", "is_head") & pl.col("is_adjacent")).shift(1, fill_value=False)
    is_minister = pl.col("is_portfolio") & behind_minister
    return ~is_minister & (
        (takes_nisba & nisba.shift(-1) & agrees_next)
        | (pl.col("is_modifier_head") & pl.col("descriptive").shift(-1) & nisba.shift(-2) & agrees_second)
        | (pl.col("is_modifier_head") & distinctive.shift(-1) & agrees_next)
        | (pl.col("is_modifier_head") & pl.col("descriptive").shift(-1) & distinctive.shift(-2) & agrees_second)
        | (pl.col("is_modifier_head") & modifier.shift(-1) & modifier.shift(-2) & agrees_second)
    )
