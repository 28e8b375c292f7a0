"""Places that no gazetteer holds: a word for a place and the name behind it («منطقة القوارشة», «جزيرة لومبوك»)."""

import polars as pl

from orchestration.news.word_classes import SPACE
from orchestration.news.word_runs import CANDIDATE, stretch

_LONGEST_NAME = 3


def find_places(words: pl.DataFrame) -> pl.DataFrame:
    """Find candidate names of places among the words of `classify`.

    Rules: «مدينة», «قرية», «منطقة» stay outside of the name, «جزيرة», «قاعدة», «مخيم» belong to it. The word behind is
    no ordinary word: unknown to the lexicons, or definite and not common («مدينة الهوارية», not «مدينة جديدة»).
    """
    is_name = (
        (pl.col("clitic") == 0)
        & ~pl.col("is_fused")
        & ~pl.any_horizontal(
            "is_function", "is_title", "is_nisba", "is_head", "is_field", "is_common", "is_modifier", "is_place_head",
            "is_place_class", "is_place_word", "is_construct", "is_maybe_given", "is_given",
        )
        & (pl.col("is_definite") | (pl.col("is_unknown") & ~pl.col("looks_inflected")))
    )  # fmt: skip
    marked = words.with_columns(is_name=is_name)
    marked = marked.with_columns(goes_on=pl.col("is_name") & (~pl.col("is_definite") | pl.col("is_name").shift(1)))
    behind = pl.col("is_name") & pl.col("is_adjacent").shift(1)
    class_before = (pl.any_horizontal("is_place_class", "is_place_head") & ~pl.col("is_definite")).shift(1)
    named = stretch(marked, behind & class_before, _LONGEST_NAME)
    head_start = words.filter(pl.any_horizontal("is_place_head") & ~pl.col("is_definite")).select(
        "row", start_byte=pl.col("end_byte") + SPACE, head="word", head_start=pl.col("start_byte") + pl.col("clitic")
    )
    return (
        named.join(head_start, on=["row", "start_byte"], how="left", maintain_order="left")
        .with_columns(
            start_byte=pl.coalesce("head_start", "start_byte"),
            folded=pl.concat_str("head", "folded", separator=" ", ignore_nulls=True),
        )
        .select(*CANDIDATE, mention_type=pl.lit("place"), confidence=pl.lit(0.6))
    )
