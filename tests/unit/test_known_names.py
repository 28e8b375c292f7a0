import polars as pl
import pytest

from orchestration.news.aliases import known_aliases
from orchestration.news.known_names import match_known
from orchestration.news.normalise import fold, fold_words
from orchestration.news.tokens import tokenise


def matched(text: str) -> list[tuple[str, int]]:
    """The folded forms that are found, with their particles' bytes."""
    raw = pl.DataFrame({"text": [text]})
    texts = raw.select(folded=fold(pl.col("text")), words=fold_words(pl.col("text"))).with_columns(
        row=pl.lit(0, pl.Int64), article_id=pl.lit("a1")
    )
    tokens = tokenise(texts["words"]).with_columns(article_id=pl.lit("a1"))
    found = match_known(texts, tokens)
    return found.sort("start_byte", "end_byte").select("folded", "clitic").unique(maintain_order=True).rows()


@pytest.mark.parametrize(
    ("text", "form", "clitic"),
    [
        ("قال سيرغي لافروف", "سيرغي لافروف", 0),
        ("وبسيرغي لافروف", "سيرغي لافروف", 4),
        ("للأمم المتحدة", "للامم المتحده", 0),
        ("جنيف2", "جنيف", 0),
        ("#سيرغي_لافروف", "سيرغي لافروف", 0),
        ("بايدن وشي جين بينغ", "شي جين بينغ", 2),
        ("على عبد الله صالح", "علي عبد الله صالح", 0),
    ],
)
def test_a_form_is_found_on_the_borders_of_words(text: str, form: str, clitic: int) -> None:
    assert (form, clitic) in matched(text)


@pytest.mark.parametrize("text", ["سيرغي، لافروف", "سيرغي لافروفي", "تسيرغي لافروف", "مصرف"])
def test_other_characters_between_or_around_make_another_name(text: str) -> None:
    assert not {"سيرغي لافروف", "مصر"} & {form for form, _ in matched(text)}


def test_every_form_is_found_in_a_text_that_is_that_form() -> None:
    forms = known_aliases().select(pl.col("folded").unique(maintain_order=True)).sample(3_000, seed=1)["folded"]
    texts = pl.DataFrame({"folded": forms}).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    tokens = tokenise(forms).with_columns(article_id=pl.lit("a1"))
    found = match_known(texts.with_columns(article_id=pl.lit("a1")), tokens).select("row", "folded")
    missed = texts.join(found, on=["row", "folded"], how="anti")["folded"].to_list()
    assert missed == []
