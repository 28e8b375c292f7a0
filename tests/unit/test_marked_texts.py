import polars as pl

from orchestration.news.marked_texts import (
    MarkedText,
    is_name,
    marked_paragraphs,
    marked_texts,
    sentence_at,
    tokens_between,
)
from orchestration.news.schemas import MENTION, SENTENCE

TEXT = 'قال رامي "نعم". ثم عاد.\nوصل المطر.\n«لا».'


def _texts() -> list[tuple[str, MarkedText]]:
    articles = pl.DataFrame({"article_id": ["a1", "a2"], "raw_text": [TEXT, "وصل المطر."]})
    spans = [("a1", 1, 0, 15), ("a1", 2, 16, 23), ("a1", 3, 24, 34), ("a1", 4, 35, 40), ("a2", 1, 0, 10)]
    sentences = pl.DataFrame([(key, n, "body", start, end) for key, n, start, end in spans], SENTENCE, orient="row")
    rami = {"mention_id": "m1", "article_id": "a1", "mention_type": "person", "start_char": 4, "end_char": 8}
    mentions = pl.DataFrame([{name: rami.get(name) for name in MENTION}], MENTION)
    return list(marked_texts(articles, sentences, mentions))


def test_articles_without_marks_are_left_out() -> None:
    assert [article_id for article_id, _ in _texts()] == ["a1"]


def test_paragraphs_are_the_lines_that_hold_marks() -> None:
    ((_, text),) = _texts()
    assert [TEXT[start:end] for start, end in marked_paragraphs(text)] == ['قال رامي "نعم". ثم عاد.', "«لا»."]


def test_names_are_tokens_of_a_stretch_that_holds_them_whole() -> None:
    ((_, text),) = _texts()
    assert [token.name is not None for token in tokens_between(text, 0, 9)] == [False, True]
    assert [token.name is not None for token in tokens_between(text, 0, 6)] == [False, False]


def test_stretch_inside_a_mention_is_a_name() -> None:
    ((_, text),) = _texts()
    assert is_name(text, 4, 8)
    assert not is_name(text, 4, 14)


def test_sentence_is_found_by_its_place() -> None:
    ((_, text),) = _texts()
    assert [sentence_at(text, place) for place in (0, 17, 39)] == [0, 1, 3]
