import polars as pl

from orchestration.news.recogniser import read_model
from orchestration.news.schemas import RAW_ARTICLE
from orchestration.training.silver import _label_articles

TEXT = """وصل فايز السراج إلى روما مساء أمس في زيارة رسمية قصيرة.

ارتفعت الأسعار في الأسواق هذا الشهر كما كان في الشهر الماضي.
"""


def label(text: str) -> list[tuple[str, str]]:
    rows = [dict.fromkeys(RAW_ARTICLE) | {"article_id": "a", "raw_text": text}]
    labelled = _label_articles(pl.DataFrame(rows, schema=pl.Schema(RAW_ARTICLE)), read_model())
    return list(labelled.select("token", "label").iter_rows())


def test_a_sentence_with_a_listed_person_is_labelled() -> None:
    found = dict(label(TEXT))
    assert (found["فايز"], found["السراج"], found["روما"], found["وصل"]) == ("B-PER", "I-PER", "B-LOC", "O")


def test_a_sentence_without_a_listed_person_is_left_out() -> None:
    assert "الاسعار" not in dict(label(TEXT))
