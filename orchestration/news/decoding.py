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
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF document",
}
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_UNMARKED = ("utf-8", "cp1256", "iso8859-6")
_NAMES = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}

_MOST_BAD = 0.001  # share of bad bytes up to which a file still loads
# Control characters other than tab, line ends and the byte-order mark: no text holds them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")

_ARABIC = re.compile("[\u0600-\u06ff]")


def decode(content: bytes) -> Decoded:
    """Decode a file's bytes, or say why they are no text.

    Rules: a byte-order mark decides; else the admissible encoding with the fewest bad bytes, UTF-8 first.
    Up to 0.1 % bad bytes load, as U+FFFD. Reasons: empty, not_text, undecodable.
    """
    if not content.strip():
        return Decoded(reason="empty", detail="the file holds no characters")
    for magic, kind in _BINARY_MAGIC.items():
        if content.startswith(magic):
            return Decoded(reason="not_text", detail=f"the file is {kind}, not text")
    marked = next((mark for mark in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if marked:
        return _judge(content[len(marked) :], _BYTE_ORDER_MARKS[marked])
    if b"\x00" in content:
        return _decode_with_nulls(content)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _judge(content, max(_UNMARKED, key=lambda encoding: _plausibility(content, encoding)))
    return _judge(content, "utf-8")


def _decode_with_nulls(content: bytes) -> Decoded:
    """UTF-16 without a mark: every space carries a NUL on one side, and most else is Arabic; if not, it is binary."""
    for encoding in ("utf-16-le", "utf-16-be"):
        decoded = _judge(content, encoding)
        if decoded.text is not None and len(_ARABIC.findall(decoded.text)) > len(decoded.text) / 2:
            return decoded
    return Decoded(reason="not_text", detail="the file holds NUL bytes: a binary file, not text")


def _plausibility(content: bytes, encoding: str) -> tuple[bool, float]:
    """Few bad bytes first; then how often the article ال stands, which tells Windows-1256 from ISO 8859-6."""
    text = content.decode(encoding, "replace")
    few_bad = _bad_share(text) <= _MOST_BAD
    return few_bad, 1.0 if few_bad and encoding == "utf-8" else text.count("ال") / len(text)


def _bad_share(text: str) -> float:
    return len(_CONTROL.findall(text)) / max(len(text), 1)


def _judge(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    bad = _bad_share(text)
    if bad > _MOST_BAD:
        detail = f"{bad:.1%} of it is no text in UTF-8, UTF-16, Windows-1256 or ISO 8859-6; save it as UTF-8"
        return Decoded(reason="undecodable", detail=detail)
    if not text.strip("\ufeff \t\r\n\u00a0\u200b\u200e\u200f"):
        return Decoded(reason="empty", detail="the file holds white space alone")
    replaced = text.count("\ufffd")
    note = f"{replaced} bad bytes were replaced by U+FFFD" if replaced else None
    return Decoded(text, _NAMES.get(encoding, encoding), replaced, detail=note)
