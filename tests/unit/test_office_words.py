"""Which words go on with what the one before may be part of."""

import polars as pl
import pytest

from orchestration.news.office_words import link_words
from orchestration.news.schemas import MENTION, SENTENCE
from orchestration.news.sentences import slice_sentences
from tests.unit.sentences_with_names import unmark


def words_of(marked: str) -> pl.DataFrame:
    text, mentions = unmark(marked)
    sentence = {"article_id": "a1", "sentence_number": 1, "section": "body", "start_char": 0, "end_char": len(text)}
    named = pl.DataFrame([mention | {"sentence_number": 1} for mention in mentions], MENTION)
    articles = pl.DataFrame({"article_id": ["a1"], "raw_text": [text]})
    return link_words(slice_sentences(articles, pl.DataFrame([sentence], SENTENCE)), named.with_row_index("number"))


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("رئيس مجلس النواب", ["مجلس", "النواب"]),
        ("وزير النفط والغاز", ["النفط", "والغاز"]),
        ("الأمين العام للحزب", ["العام", "للحزب"]),
        ("وزير الصحة أمس", ["الصحه"]),
        ("وزير الصحة الجمعة", ["الصحه"]),
        ("وزير الصحة، النرويجي", ["الصحه"]),
        ("وزير الصحة ووزير الدفاع", ["الصحه", "الدفاع"]),
        ("الوزير كتاب", []),
        ("سفير {c:النرويج} لدى {c:مصر}", ["النرويج", "لدي", "مصر"]),
        ("وزير الصحة {p:سالم العامري}", ["الصحه"]),
        ("زعيم حزب «النخيل»", ["حزب", "النخيل"]),
    ],
)
def test_word_goes_on_with_a_role(text: str, linked: list[str]) -> None:
    assert words_of(text).filter("is_linked")["token"].to_list() == linked


@pytest.mark.parametrize(
    ("text", "is_safe", "is_object"),
    [
        ("قال رئيس الوزراء", True, False),
        ("مع رئيس الوزراء", True, False),
        ("استقبل رئيس الوزراء", False, True),
        ("هنأ رئيس الوزراء", False, True),
        ("كتاب رئيس الوزراء", False, False),
    ],
)
def test_verb_in_front_may_have_a_title_for_its_object(text: str, *, is_safe: bool, is_object: bool) -> None:
    (title,) = words_of(text).filter("head").iter_rows(named=True)
    assert (title["is_safe"], title["is_object"]) == (is_safe, is_object)


def test_name_is_known_by_its_mention_and_particle() -> None:
    words = words_of("قال ل{p:سالم العامري}").select("token", "number", "is_governed").rows()
    assert words == [("قال", None, False), ("لسالم", 0, True), ("العامري", 0, False)]
