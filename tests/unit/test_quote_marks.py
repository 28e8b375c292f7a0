import pytest

from orchestration.news.quote_marks import pair_marks


def _paired(text: str) -> list[str]:
    """The words between the marks of a text whose lines are its paragraphs."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    return [text[pair.opening.end : pair.closing.start] for pair in pair_marks(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('قال "نعم" ثم "لا".', ["نعم", "لا"]),
        ('قال " نعم " ثم"لا".', [" نعم ", "لا"]),  # careless spaces: by turns
        ('طويل". وقال "نعم".', ["نعم"]),  # the first was never opened
        ('قال "نعم ثم "لا".', ["لا"]),  # the first was never closed
        ('و"البيت" و"الطريق"', ["البيت", "الطريق"]),
        ("قال «نعم» ثم «لا».", ["نعم", "لا"]),
        ("قال »نعم« ثم »لا«.", ["نعم", "لا"]),  # the wrong way round throughout
        ("قال «البيت «القديم» لنا».", ["البيت «القديم» لنا"]),
        ('قال «البيت "القديم" لنا».', ['البيت "القديم" لنا']),
        ("قال ''نعم'' فقط.", ["نعم"]),
        ("d'Orsay و'نعم'", []),
        ("قال: “نعم”", ["نعم"]),
    ],
)
def test_marks_are_paired(text: str, words: list[str]) -> None:
    assert _paired(text) == words


def test_open_mark_goes_on_where_the_next_paragraph_opens_with_one() -> None:
    assert _paired('قال: "وصلنا.\n"وعدنا.\n"ونمنا".') == ['وصلنا.\n"وعدنا.\n"ونمنا']


def test_open_mark_ends_with_its_paragraph_else() -> None:
    assert _paired('قال: "وصلنا.\nوعدنا" أمس.') == []


def test_quotation_longer_than_any_is_none() -> None:
    assert _paired('قال "' + "كلام " * 700 + '".') == []


def test_many_marks_take_little_time() -> None:
    assert len(_paired('"كلام" ' * 100_000)) == 100_000
