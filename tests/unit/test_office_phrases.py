"""Which phrases stand beside which name, and where a new title opens the next one."""

import polars as pl
import pytest

from orchestration.news.office_phrases import read_phrases
from orchestration.news.schemas import MENTION, SENTENCE
from orchestration.news.sentences import slice_sentences
from tests.unit.sentences_with_names import unmark


def phrases_of(marked: str) -> pl.DataFrame:
    text, mentions = unmark(marked)
    sentence = {"article_id": "a1", "sentence_number": 1, "section": "body", "start_char": 0, "end_char": len(text)}
    named = pl.DataFrame([mention | {"sentence_number": 1} for mention in mentions], MENTION)
    articles = pl.DataFrame({"article_id": ["a1"], "raw_text": [text]})
    texts = slice_sentences(articles, pl.DataFrame([sentence], SENTENCE))
    return read_phrases(texts, named.with_row_index("number")).segments.sort("first_at")


@pytest.mark.parametrize(
    ("marked", "phrases"),
    [
        ("نائب رئيس الوزراء وزير الدفاع اللواء {p:سالم العامري}", ["نائب رئيس الوزراء", "وزير الدفاع", "اللواء"]),
        ("الأمين العام المساعد {p:سالم العامري}", ["الامين العام المساعد"]),
        ("المستشار الإعلامي لوزير الصحة {p:سالم العامري}", ["المستشار الاعلامي لوزير الصحه"]),
        ("لقاء وزير الصحة {p:سالم العامري}", ["وزير الصحه"]),
        ("في الحفل {p:سالم العامري}", []),
    ],
)
def test_title_opens_a_phrase_unless_it_goes_on_with_one(marked: str, phrases: list[str]) -> None:
    assert phrases_of(marked)["words"].list.join(" ").to_list() == phrases


@pytest.mark.parametrize(
    ("marked", "sides"),
    [
        ("قال وزير الصحة {p:سالم العامري}", [(0, "before", False)]),
        ("قال {p:سالم العامري}، وزير الصحة، إن", [(0, "after", False)]),
        ("قال {p:سالم العامري} وزير الصحة {p:رامي الشاوي}", [(1, "before", True), (0, "after", True)]),
        ("قال {p:سالم العامري}: وزير الصحة", []),
        ("قال {p:سالم العامري} ووزير الصحة", []),
    ],
)
def test_phrase_stands_before_or_behind_a_name(marked: str, sides: list[tuple[int, str, bool]]) -> None:
    found = phrases_of(marked).select("number", "side", "is_contested").rows()
    assert sorted(found) == sorted(sides)


@pytest.mark.parametrize(
    ("marked", "phrase"),
    [
        ("قال {p:سالم العامري} رئيس اللجنة في أوسلو", "رئيس اللجنه"),
        ("قال {p:سالم العامري} المتحدث باسم الحزب للصحفيين", "المتحدث باسم الحزب"),
        ("قال {p:سالم العامري} رئيس الحزب لصحيفة النخيل", "رئيس الحزب"),
        ("وصل {p:سالم العامري} قائد الجيش لإعلان الهدنة", "قائد الجيش"),
        ("قال {p:سالم العامري} الوزير المكلف لشؤون الصيد", "الوزير المكلف لشؤون الصيد"),
        ("قال {p:سالم العامري} رئيس تحرير", None),
    ],
)
def test_phrase_behind_a_name_ends_before_adverbials_and_open_words(marked: str, phrase: str | None) -> None:
    assert phrases_of(marked)["words"].list.join(" ").to_list() == ([phrase] if phrase else [])
