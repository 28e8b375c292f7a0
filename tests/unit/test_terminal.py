import pytest

from orchestration.terminal import escape, escape_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x9b31m", r"\x9b31m"),
        ("gnp.\u202egpj", r"gnp.\u202egpj"),
        ("\u2066a\u2069", r"\u2066a\u2069"),
        ("a\r\nb\tc", r"a\r\nb\tc"),
        ("a\u2028b", r"a\u2028b"),
        ("\udcff", r"\udcff"),
        ("\U000e0041", r"\U000e0041"),
        ("a\x00b\x7f", r"a\x00b\x7f"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize("text", ["مرحبا، «العالم»", "می\u200cخواهم", "\u200fنص\u061c", "a\u00a0b", "\\x1b", "é 😀"])
def test_text_of_people_stays_as_it_is(text: str) -> None:
    assert escape(text) == text


def test_escaping_twice_is_escaping_once() -> None:
    assert escape(escape("\x1b\u202e\n")) == escape("\x1b\u202e\n")


def test_the_lines_of_a_text_stay_lines_and_are_indented() -> None:
    assert escape_lines("one\n10:00:00 two\x07", "  ") == "one\n  10:00:00 two\\x07"
