"""Bytes to text: the encodings that Arabic sites serve, and when to give up."""

import codecs
import re
from typing import NamedTuple


class Decoded(NamedTuple):
    """What a file's bytes are: text with its encoding, or the reason why they are none."""

    text: str | None = None
    encoding: str | None = None
    replaced_chars: int = 0
    reason: str | None = None
    detail: str | None = None


_BINARY_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!\x1a": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"SQLite format 3\x00": "a database",
    b"PAR1": "a Parquet table",
    b"\x7fELF": "a program",
}
# UTF-32's little-endian mark begins with UTF-16's, so it is asked first.
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_ONE_BYTE = ("cp1256", "iso8859-6")
_NAMES = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}

_MOST_BAD = 0.001  # share of bad characters up to which a file still loads
_MOST_CONTROL = 0.02  # share of control characters in a text that is whole otherwise; more is no text
# Control characters other than tab, line ends and the byte-order mark: no text holds them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
# Anything but white space and the signs that show nothing: joiners, marks of direction, byte-order marks.
_VISIBLE = re.compile("[^\\s\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_PIECE_CHARS = 1_000_000


_EMPTY = Decoded(reason="empty", detail="the file holds nothing (0 bytes); put the article in it or remove it")
_BLANK = Decoded(
    reason="empty", detail="the file holds white space and invisible signs alone; put the article in it or remove it"
)


def decode(content: bytes) -> Decoded:
    """Decode a file's bytes, or say why they are no text.

    Rules: a byte-order mark decides; else what can be UTF-8 is, whole or damaged, and of the others the encoding
    with the fewest bad bytes and the most articles ال.
    Up to 0.1 % bad bytes load, as U+FFFD. Reasons: empty, not_text, undecodable.
    """
    if not content.strip():
        return _BLANK if content else _EMPTY
    for magic, kind in _BINARY_MAGIC.items():
        if content.startswith(magic):
            detail = f"the file is {kind}, not text; save the text in it as a .txt file in UTF-8"
            return Decoded(reason="not_text", detail=detail)
    marked = next((mark for mark in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if marked:
        encoding = _BYTE_ORDER_MARKS[marked]
        return _judge(content[len(marked) :], encoding, f"its first bytes say {encoding.upper()}, but as that")
    if b"\x00" in content:
        return _decode_with_nulls(content)
    if _is_utf8(content):
        return _judge(content, "utf-8", "read as UTF-8,")
    best = max(_ONE_BYTE, key=lambda encoding: _plausibility(content, encoding))
    return _judge(content, best, "it is neither UTF-8 nor Windows-1256 nor ISO 8859-6: in the best of these")


def _decode_with_nulls(content: bytes) -> Decoded:
    """UTF-16 without a mark: every space carries a NUL on one side, and most else is Arabic; if not, it is binary."""
    for encoding in ("utf-16-le", "utf-16-be"):
        decoded = _judge(content, encoding, f"read as {encoding.upper()},")
        if decoded.text is not None and _count(_ARABIC, decoded.text) > len(decoded.text) / 2:
            return decoded
    detail = "the file holds NUL bytes, so it is binary or damaged; if it is text, save it as UTF-8"
    return Decoded(reason="not_text", detail=detail)


def _is_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8, whole or damaged: in other encodings hardly a letter is a whole sequence.

    Rules: read as Windows-1256 a damaged text would be letters without sense («ط§ظ„»), which nothing later refuses.
    """
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return bad == 0 or beyond_ascii > 2 * bad


def _plausibility(content: bytes, encoding: str) -> tuple[bool, float]:
    """Few bad bytes first; then how often the article ال stands, which tells Windows-1256 from ISO 8859-6."""
    text = content.decode(encoding, "replace")
    return _bad_share(text) <= _MOST_BAD, text.count("ال") / len(text)


def _bad_share(text: str) -> float:
    return _count(_CONTROL, text) / max(len(text), 1)


def _damage(text: str, encoding: str) -> float:
    """The share of bad characters; stray control characters in what checks itself (UTF-8) are none."""
    if encoding in _ONE_BYTE or _bad_share(text) > _MOST_CONTROL:
        return _bad_share(text)
    return text.count("\ufffd") / max(len(text), 1)


def _count(pattern: re.Pattern[str], text: str) -> int:
    """How many characters match, piece by piece: a list of all matches of a large text outgrows it manyfold."""
    return sum(len(pattern.findall(text, start, start + _PIECE_CHARS)) for start in range(0, len(text), _PIECE_CHARS))


def _judge(content: bytes, encoding: str, how: str) -> Decoded:
    text = content.decode(encoding, "replace")
    bad = _damage(text, encoding)
    if bad > _MOST_BAD:
        detail = f"{how} {bad:.2%} of it is damaged or no text, and {_MOST_BAD:.1%} is allowed; save it anew as UTF-8"
        return Decoded(reason="undecodable", detail=detail)
    if not _VISIBLE.search(text):
        return _BLANK
    replaced = text.count("\ufffd")
    note = f"{replaced} damaged characters stand in the text as U+FFFD" if replaced else None
    return Decoded(text, _NAMES.get(encoding, encoding), replaced, detail=note)
