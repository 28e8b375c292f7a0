import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.clause_bounds import clause_begin, clause_end


def between(marked: str) -> str:
    """The words that belong to the first trigger."""
    tokens = tokens_of(marked)
    at = trigger_at(tokens)
    return " ".join(token.text for token in tokens[clause_begin(tokens, at) + 1 : clause_end(tokens, at)])


@pytest.mark.parametrize(
    ("marked", "clause"),
    [
        ("قالت هند إن رامي التقى سعاد حول الأزمة", "رامي التقي سعاد"),
        ("عرفتهم، وقد التقى سعاد", "التقي سعاد"),
        ("كان وقد التقى سعاد", "كان قد التقي سعاد"),
        ("جاء الوزير الذي التقى سعاد", "التقي سعاد"),
        ("اجتمع رامي مع سعاد على هامش قمة أوسلو", "اجتمع رامي مع سعاد علي هامش قمه اوسلو"),
        ("التقى سعاد عقب لقاء هند", "التقي سعاد"),
    ],
)
def test_clause_ends_where_something_else_is_told(marked: str, clause: str) -> None:
    assert between(marked) == clause
