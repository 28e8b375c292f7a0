import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.news.decoding import decode

TEXT = "التقى الوزير نظيره في العاصمة، ثم عاد إلى بلاده مساء الثلاثاء."


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf-8", TEXT.encode()),
        ("utf-8", codecs.BOM_UTF8 + TEXT.encode()),
        ("utf-16-le", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")),
        ("utf-16-be", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")),
        ("utf-16-le", (TEXT + "\n").encode("utf-16-le")),
        ("windows-1256", TEXT.encode("cp1256")),
        ("iso-8859-6", TEXT.replace("،", "،").encode("iso8859-6")),
    ],
)
def test_decode_tells_the_encoding(encoding: str, content: bytes) -> None:
    decoded = decode(content)
    assert (decoded.encoding, decoded.text.strip()) == (encoding, TEXT)


def test_decode_keeps_line_ends_as_they_are() -> None:
    assert decode("سطر\r\nسطر\n".encode()).text == "سطر\r\nسطر\n"


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("empty", b""),
        ("empty", b" \r\n\t "),
        ("empty", "\u00a0\u200f\n".encode()),
        ("not_text", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("not_text", b"PK\x03\x04 archive"),
        ("not_text", b"\x00\x01\x02\x03" * 50),
        ("undecodable", bytes(range(128, 160)) * 20 + b"\x01\x02\x03"),
    ],
)
def test_decode_gives_the_reason_why_not(reason: str, content: bytes) -> None:
    decoded = decode(content)
    assert decoded.reason == reason
    assert decoded.text is None
    assert decoded.detail


def test_decode_loads_a_text_with_few_bad_bytes_and_counts_them() -> None:
    content = (TEXT * 40).encode() + b"\xff" + TEXT.encode()
    decoded = decode(content)
    assert decoded.replaced_chars == 1
    assert "\ufffd" in decoded.text


@given(st.binary(max_size=300))
def test_decode_never_raises_and_always_decides(content: bytes) -> None:
    decoded = decode(content)
    assert (decoded.text is None) == (decoded.reason is not None)
