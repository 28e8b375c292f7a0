"""Sidecars: what the JSON file beside an article states of it.

Belongs here: from bytes to the fields that FILE holds. Opening and reading are for `files`.
Whatever a sidecar holds, the article loads; what of it was left out is told in words.
"""

import json
import math
import re
from typing import Any

from orchestration.news.decoding import decode
from orchestration.news.publication import parse_moment

MAX_BYTES = 4_000_000  # a megabyte of Arabic takes three where each letter is written as an escape (\u0627)

_KEYS = ("url", "source", "title", "author", "published_at", "retrieved_at")
_DATES = frozenset({"published_at", "retrieved_at"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_DIGITS = 300  # Python refuses to write a number of some thousand digits
_QUOTED_CHARS = 40
_UNFIT = re.compile("[\x00\ud800-\udfff]")  # no column holds a NUL or half of a surrogate pair
_TYPES = {bool: "true or false", list: "a list", dict: "an object"}  # all else is a number


def parse_sidecar(content: bytes) -> dict[str, str | None]:
    """Read the fields that a sidecar states.

    Returns: the sidecar_* fields of FILE that it states, and `detail`: what was left out and why, null where
    nothing was.
    Rules: a known key whose value is no text, or no date where it should be one, is not known but stays in
    `sidecar_extra` with the unknown keys; null and blank count as not stated.
    """
    notes: list[str] = []
    try:
        stated = _read_json(content, notes)
        known = {f"sidecar_{key}": _take(stated, key, notes) for key in _KEYS}
        extra = _write_json(stated) if stated else None
    except _NoObjectError as error:
        return {"detail": f"the sidecar was left out: {error}"}
    except RecursionError:
        return {"detail": "the sidecar was left out: its lists or objects are nested too deeply"}
    return known | {"sidecar_extra": extra, "detail": "; ".join(notes) or None}


class _NoObjectError(Exception):
    """The sidecar is no JSON object."""


def _read_json(content: bytes, notes: list[str]) -> dict[str, Any]:
    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            notes.append("the sidecar states a key more than once; the last one counts")
        return found

    try:
        # What JSON's own writer could not write again travels as bytes: NaN, infinity, thousands of digits.
        stated = json.loads(
            _as_text(content),
            object_pairs_hook=collect,
            parse_int=lambda digits: int(digits) if len(digits) <= _LONGEST_DIGITS else digits.encode(),
            parse_float=lambda digits: float(digits) if math.isfinite(float(digits)) else digits.encode(),
            parse_constant=str.encode,
        )
    except ValueError as error:
        raise _NoObjectError(f"it is no JSON ({error})") from error
    if not isinstance(stated, dict):
        raise _NoObjectError("it is no JSON object with keys and values")
    return stated


def _as_text(content: bytes) -> str:
    """Sidecars are UTF-8, UTF-16 or UTF-32 with or without a mark, or what else `decode` knows."""
    try:
        return content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        pass
    decoded = decode(content)
    if decoded.text is None:
        raise _NoObjectError(f"as a text it fails ({decoded.detail})")
    return decoded.text


def _take(stated: dict[str, Any], key: str, notes: list[str]) -> str | None:
    """Take a known key out of what is stated; what does not fit stays there and is told."""
    value = stated.get(key)
    if isinstance(value, str) and key in _DATES and value.strip() and not _is_date(key, value.strip()):
        notes.append(f"the sidecar's {key} is no date: {_quote(value)}; write it as 2020-01-31")
        return None
    if value is not None and not isinstance(value, str):
        notes.append(f"the sidecar's {key} is {_TYPES.get(type(value), 'a number')}, not text, and was left out")
        return None
    stated.pop(key, None)
    return _UNFIT.sub("\ufffd", value).strip() or None if value else None


def _is_date(key: str, text: str) -> bool:
    """Whether the text is a date that the pipeline reads: of the moment of retrieval only the day counts."""
    moment = parse_moment(text[:10] if key == "retrieved_at" else text)
    if moment is None or (key == "retrieved_at" and moment[1] != "day"):
        return False
    return _FIRST_YEAR <= moment[2].year <= _LAST_YEAR


def _quote(text: str) -> str:
    cut = f"{text[:_QUOTED_CHARS]}…" if len(text) > _QUOTED_CHARS else text
    return repr(_UNFIT.sub("\ufffd", cut))


def _write_json(stated: dict[str, Any]) -> str:
    return _UNFIT.sub("\ufffd", json.dumps(stated, ensure_ascii=False, sort_keys=True, default=bytes.decode))
