import logging

from orchestration.defs.loggers import _EscapingFormatter, _is_progress


def printed(message: str, *arguments: object) -> str:
    record = logging.LogRecord("marsad", logging.INFO, __file__, 1, message, arguments, None)
    assert _is_progress(record)
    return _EscapingFormatter("%(asctime)s  %(message)s", datefmt="%H:%M:%S").format(record)


def test_a_message_cannot_forge_another_record() -> None:
    first, *others = printed("read a.txt\n10:00:00  published").split("\n")
    assert first.endswith("read a.txt")
    assert others == [" " * 10 + "10:00:00  published"]


def test_a_message_cannot_command_the_terminal() -> None:
    assert printed("read \x1b]0;title\x07\u202e.txt").endswith(r"read \x1b]0;title\x07\u202e.txt")


def test_a_percent_sign_in_a_message_is_no_placeholder() -> None:
    assert printed("read 100 %s %(x)s").endswith("read 100 %s %(x)s")
    assert printed("read %d of %s", 3, "a%sb").endswith("read 3 of a%sb")
