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
        ("utf-16-be", (TEXT + "\n").encode("utf-16-be")),
        ("utf-32-le", codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le")),
        ("utf-32-be", codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be")),
        ("windows-1256", TEXT.encode("cp1256")),
        ("iso-8859-6", TEXT.replace("،", "،").encode("iso8859-6")),
    ],
)
def test_decode_tells_the_encoding(encoding: str, content: bytes) -> None:
    decoded = decode(content)
    assert (decoded.encoding, decoded.text.strip()) == (encoding, TEXT)


def test_decode_keeps_line_ends_as_they_are() -> None:
    assert decode("سطر\r\nسطر\n".encode()).text == "سطر\r\nسطر\n"


INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u2060\ufeff\u00ad\u061c\u00a0\u3000\u2028"
LATIN_NOISE = bytes(range(128, 160)) * 20 + b"\x01\x02\x03"


@pytest.mark.parametrize(
    ("reason", "told", "content"),
    [
        ("empty", "holds nothing", b""),
        ("empty", "white space", b" \r\n\t "),
        ("empty", "white space", "\u00a0\u200f\n".encode()),
        ("empty", "invisible signs", INVISIBLE.encode()),
        ("empty", "white space", codecs.BOM_UTF8),
        ("empty", "white space", codecs.BOM_UTF16_LE),
        ("empty", "white space", codecs.BOM_UTF16_BE + " \n".encode("utf-16-be")),
        ("empty", "white space", codecs.BOM_UTF32_LE),
        ("not_text", "a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("not_text", "a ZIP archive", b"PK\x03\x04 archive"),
        ("not_text", "an empty ZIP archive", b"PK\x05\x06" + bytes(18)),
        ("not_text", "a gzip archive", b"\x1f\x8b\x08" + bytes(20)),
        ("not_text", "a bzip2 archive", b"BZh91AY&SY"),
        ("not_text", "an xz archive", b"\xfd7zXZ\x00"),
        ("not_text", "a RAR archive", b"Rar!\x1a\x07\x00"),
        ("not_text", "a 7-Zip archive", b"7z\xbc\xaf\x27\x1c"),
        ("not_text", "a PNG picture", b"\x89PNG\r\n\x1a\n"),
        ("not_text", "a JPEG picture", b"\xff\xd8\xff\xe0"),
        ("not_text", "a GIF picture", b"GIF89a"),
        ("not_text", "an old Office document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("not_text", "an RTF document", b"{\\rtf1\\ansi"),
        ("not_text", "a database", b"SQLite format 3\x00"),
        ("not_text", "NUL bytes", b"\x00\x01\x02\x03" * 50),
        ("not_text", "NUL bytes", TEXT.encode() + b"\x00"),
        ("not_text", "NUL bytes", TEXT.encode("utf-32-le")),
        ("undecodable", "neither UTF-8 nor Windows-1256 nor ISO 8859-6", LATIN_NOISE),
        ("undecodable", "first bytes say UTF-8", codecs.BOM_UTF8 + TEXT.encode("cp1256")),
        ("undecodable", "first bytes say UTF-16-LE", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1]),
        ("undecodable", "first bytes say UTF-16-LE", codecs.BOM_UTF16_LE + b"\x00\xd8" + TEXT.encode("utf-16-le")),
        ("undecodable", "first bytes say UTF-32-LE", codecs.BOM_UTF32_LE + TEXT.encode("utf-16-le")),
    ],
)
def test_decode_gives_the_reason_why_not(reason: str, told: str, content: bytes) -> None:
    decoded = decode(content)
    assert (decoded.reason, decoded.text) == (reason, None)
    assert told in decoded.detail


@pytest.mark.parametrize("times", [3, 3_000])
@pytest.mark.parametrize("bad", [b"\xff", b"\xd9", "\ufffd".encode()])
def test_decode_allows_one_bad_character_in_a_thousand(bad: bytes, times: int) -> None:
    good = ("م" * 999).encode() + bad
    assert (decode(good * times).encoding, decode(good * times).reason) == ("utf-8", None)
    assert decode((good + bad + "م".encode()) * times).reason == "undecodable"


def test_decode_takes_damaged_utf8_for_no_other_encoding() -> None:
    damaged = (TEXT.encode() + b"\xff") * 20
    assert decode(damaged).reason == "undecodable"
    assert decode(damaged).detail.startswith("read as UTF-8, 1.59% of it is damaged")


@pytest.mark.parametrize("damage", [b"\x00\xd8", b"\x00\xdc", b"\x00"])
def test_decode_loads_a_long_utf16_text_with_a_damaged_character(damage: bytes) -> None:
    decoded = decode(codecs.BOM_UTF16_LE + (TEXT * 40).encode("utf-16-le") + damage)
    assert (decoded.replaced_chars, decoded.text) == (1, TEXT * 40 + "\ufffd")


@pytest.mark.parametrize("sign", ["\ufeff", "\u202e", "\u200d", "\u2066"])
def test_decode_keeps_invisible_signs_inside_a_text(sign: str) -> None:
    assert decode((TEXT + sign + TEXT).encode()).text == TEXT + sign + TEXT


@pytest.mark.parametrize("text", ["...!؟", "2020 ١٢٣", "🙂🙃", "The minister met.", "Министр"])
def test_decode_leaves_judging_the_language_to_others(text: str) -> None:
    assert decode(text.encode()).text == text


def test_decode_loads_a_text_with_few_bad_bytes_and_counts_them() -> None:
    content = (TEXT * 40).encode() + b"\xff" + TEXT.encode()
    decoded = decode(content)
    assert decoded.replaced_chars == 1
    assert "\ufffd" in decoded.text


@given(st.binary(max_size=300))
def test_decode_never_raises_and_always_decides(content: bytes) -> None:
    decoded = decode(content)
    assert (decoded.text is None) == (decoded.reason is not None)


def test_stray_control_characters_in_sound_utf_8_are_no_damage() -> None:
    decoded = decode(
        ("قال الوزير إن الميناء مفتوح أمام السفن كلها منذ صباح اليوم الأول من العام.\u001a " * 20).encode()
    )
    assert (decoded.reason, decoded.replaced_chars) == (None, 0)


def test_utf_8_that_is_mostly_control_characters_is_no_text() -> None:
    assert decode(("قال\u001a\u0001\u0002 " * 20).encode()).reason == "undecodable"
