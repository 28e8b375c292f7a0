import polars as pl
import pytest

from orchestration.news.names import find_names
from orchestration.news.normalise import fold_words
from orchestration.news.tokens import tokenise

NOTHING_KNOWN = pl.DataFrame(
    schema={
        "row": pl.Int64,
        "mention_type": pl.String,
        "actor_id": pl.String,
        "folded": pl.String,
        "start_byte": pl.Int64,
        "end_byte": pl.Int64,
        "is_standalone": pl.Boolean,
        "clitic": pl.Int64,
    }
)


def found(text: str, kind: str) -> list[str]:
    folded = pl.DataFrame({"text": [text]}).select(fold_words(pl.col("text")))["text"]
    tokens = tokenise(folded).with_columns(article_id=pl.lit("a1"))
    return find_names(tokens, NOTHING_KNOWN).filter(mention_type=kind)["folded"].to_list()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال محمد الزواوي أمس", "محمد الزواوي"),
        ("استقبل الوزير كازنبول في مكتبه", "كازنبول"),
        ("وزير الخارجية البولندي ياروسلاف كوفالسكي وصل", "ياروسلاف كوفالسكي"),
        ("التقى عبد الرحمن الطرابلسي", "عبد الرحمن الطرابلسي"),
    ],
)
def test_a_person_is_told_by_a_given_name_or_a_title(text: str, name: str) -> None:
    assert name in found(text, "person")


@pytest.mark.parametrize("text", ["على أهمية الحوار", "وزير الخارجية أكد ذلك", "عبد العزيز", "قال الرئيس إن الوضع صعب"])
def test_ordinary_words_are_no_person(text: str) -> None:
    assert found(text, "person") == []


def test_a_name_goes_no_further_than_its_words() -> None:
    assert found("التقى محمد الزواوي المجتمعين أمس", "person") == ["محمد الزواوي"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وصل إلى السفارة النرويجية", "السفاره النرويجيه"),
        ("أعلنت وزارة الدفاع الوطني", "وزاره الدفاع الوطني"),
        ("بيان الخارجية المالطية", "الخارجيه المالطيه"),
    ],
)
def test_an_organization_is_a_head_with_its_modifiers(text: str, name: str) -> None:
    assert name in found(text, "organization")


def test_an_adjective_that_belongs_to_the_minister_makes_no_body() -> None:
    assert found("قال وزير الخارجية الروسي أمس", "organization") == []


def test_the_id_of_a_discovered_name_depends_on_the_name_alone() -> None:
    def ids(text: str) -> list[str]:
        folded = pl.DataFrame({"text": [text]}).select(fold_words(pl.col("text")))["text"]
        return find_names(tokenise(folded).with_columns(article_id=pl.lit("a1")), NOTHING_KNOWN)["actor_id"].to_list()

    assert ids("قال محمد الزواوي أمس") == ids("ثم عاد محمد الزواوي")
