"""Files in the inbox: list, read, decode, or say why not.

Names of files are bytes and stay so; a file that cannot be loaded is quarantined with a reason and a message
that a person understands, never skipped.
"""

import base64
import codecs
import hashlib
import json
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.news.decoding import decode
from orchestration.news.schemas import FILE, LISTING

SIDECAR_KEYS = ("url", "source", "title", "author", "published_at", "retrieved_at")

_LEAST_ARABIC = 0.3  # share of Arabic among the letters
_MOST_FARSI = 0.02  # share of letters that Persian and Urdu have and Arabic lacks; Arabic stays under 0.003
_ARABIC = "[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]"
_FARSI = "[گچپژٹڈڑےں]"  # گفت is Persian; كتب has none of them

# A file touched this recently may change again within the clock's grain and keep its fingerprint, so it is
# given none and read again by the next run (git calls such entries racy).
_RACY_NANOSECONDS = 2_000_000_000


def list_files(inbox: Path, max_bytes: int) -> pl.DataFrame:
    """List every text file below the inbox without reading it.

    Returns: schema LISTING, sorted by path bytes; `reason` and `detail` are set where the file must not be
    read; `fingerprint` covers the file and its sidecar, and is null while either is too fresh to be trusted.
    Rules: names that begin with a dot are not looked at; folders that are links are not entered.
    """
    root = os.path.realpath(os.fsencode(inbox))
    rows = sorted(_walk(root, b"", max_bytes), key=lambda row: row["path_bytes"])
    return pl.DataFrame(rows, schema=LISTING)


def read_files(inbox: Path, listing: pl.DataFrame, max_bytes: int) -> pl.DataFrame:
    """Read, hash and decode the listed files.

    Takes: rows of schema LISTING, few enough to hold in memory.
    Returns: schema FILE, one row per listed file: `loaded`, or `quarantined` with `reason` and `detail`.
    """
    root = os.path.realpath(os.fsencode(inbox))
    # A loop per file: opening and reading are calls to the system, one file at a time.
    rows = [_read_file(root, row, max_bytes) for row in listing.iter_rows(named=True)]
    return _quarantine_other_languages(pl.DataFrame(rows, schema=FILE))


def _walk(root: bytes, folder: bytes, max_bytes: int) -> Iterator[dict[str, Any]]:
    try:
        with os.scandir(os.path.join(root, folder)) as entries:
            found = list(entries)
    except OSError as error:
        if not folder:
            raise
        yield _listed(folder, None, "unreadable", f"the folder cannot be opened: {error.strerror}")
        return
    sidecars = {entry.name: entry for entry in found if entry.name.lower().endswith(b".json")}
    for entry in found:
        path = os.path.join(folder, entry.name)
        if entry.name.startswith(b"."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path, max_bytes)
        elif entry.name.lower().endswith(b".txt") or (entry.is_symlink() and entry.is_dir()):
            yield _list_entry(root, path, entry, sidecars.get(entry.name[:-4] + b".json"), max_bytes)


def _list_entry(
    root: bytes, path: bytes, entry: os.DirEntry[bytes], sidecar: os.DirEntry[bytes] | None, max_bytes: int
) -> dict[str, Any]:
    if entry.is_symlink() and not os.path.realpath(entry.path).startswith(os.path.join(root, b"")):
        return _listed(path, None, "escapes_inbox", "the link leads out of the inbox; copy the file instead")
    try:
        status = entry.stat()
    except OSError as error:
        return _listed(path, None, "unreadable", f"the system says: {error.strerror}")
    if not stat.S_ISREG(status.st_mode):
        return _listed(path, status, "not_regular_file", "a pipe, socket, device or linked folder, not a file")
    if status.st_size > max_bytes:
        size = f"{status.st_size:,} bytes; the limit MARSAD_MAX_BYTES is {max_bytes:,}"
        return _listed(path, status, "too_large", size)
    return _listed(path, status) | {"fingerprint": _fingerprint(status, _sidecar_status(sidecar))}


def _listed(
    path: bytes, status: os.stat_result | None, reason: str | None = None, detail: str | None = None
) -> dict[str, Any]:
    return {
        "path_bytes": path,
        "file_path": path.decode("utf-8", "backslashreplace"),
        "size_bytes": status.st_size if status else None,
        "fingerprint": None,
        "reason": reason,
        "detail": detail,
    }


def _sidecar_status(sidecar: os.DirEntry[bytes] | None) -> os.stat_result | None:
    """A sidecar counts only where it is a regular file of the inbox: a link could lead anywhere."""
    if sidecar is None or not sidecar.is_file(follow_symlinks=False):
        return None
    return sidecar.stat(follow_symlinks=False)


def _fingerprint(*statuses: os.stat_result | None) -> str | None:
    newest = max(max(status.st_mtime_ns, status.st_ctime_ns) for status in statuses if status)
    if time.time_ns() - newest < _RACY_NANOSECONDS:
        return None
    return "|".join(
        f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}" if status else "-"
        for status in statuses
    )


def _read_file(root: bytes, listed: dict[str, Any], max_bytes: int) -> dict[str, Any]:
    path = listed["path_bytes"]
    row = dict.fromkeys(FILE) | {
        "path_bytes_base64": base64.b64encode(path).decode(),
        "file_path": listed["file_path"],
        "size_bytes": listed["size_bytes"],
        "fingerprint": listed["fingerprint"],
    }
    if listed["reason"]:
        return row | {"state": "quarantined", "reason": listed["reason"], "detail": listed["detail"]}
    try:
        content = _read_whole(os.path.join(root, path), max_bytes)
        sidecar = _read_sidecar(os.path.join(root, path[:-4] + b".json"), max_bytes)
    except ChangedWhileReadError:
        detail = "the file was being written; the next run reads it again"
        return row | {
            "state": "quarantined",
            "reason": "changed_while_read",
            "detail": detail,
            "fingerprint": None,
        }
    except OSError as error:
        return row | {
            "state": "quarantined",
            "reason": "unreadable",
            "detail": f"the system says: {error.strerror}",
        }
    row |= sidecar | {"content_sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content)}
    decoded = decode(content)
    if decoded.reason:
        return row | {"state": "quarantined", "reason": decoded.reason, "detail": decoded.detail}
    origin = row["sidecar_url"] or row["sidecar_source"] or ""
    identity = f"{row['content_sha256']}|{origin}"
    return row | {
        "state": "loaded",
        "detail": decoded.detail or row["detail"],
        "encoding": decoded.encoding,
        "replaced_chars": decoded.replaced_chars,
        "raw_text": decoded.text,
        "article_id": hashlib.sha256(identity.encode()).hexdigest()[:16],
    }


def _quarantine_other_languages(files: pl.DataFrame) -> pl.DataFrame:
    """Quarantine what is not Arabic; `detail` gives the share that was measured."""
    arabic, letters = (
        pl.col("raw_text").str.count_matches(_ARABIC),
        pl.col("raw_text").str.count_matches(r"\p{L}"),
    )
    percent = (100 * arabic / letters).round(0).fill_nan(0).cast(pl.Int64)
    reason = (
        pl.when(arabic < _LEAST_ARABIC * letters)
        .then(pl.format(f"{{}} % of its letters are Arabic; {_LEAST_ARABIC:.0%} are needed", percent))
        .when(pl.col("raw_text").str.count_matches(_FARSI) > _MOST_FARSI * arabic)
        .then(pl.lit("its letters are those of Persian or Urdu"))
        .when(letters == 0)
        .then(pl.lit("it holds no letters"))
    )
    refused = files.with_columns(refusal=reason)
    is_refused = pl.col("refusal").is_not_null()
    cleared = {
        name: pl.lit(None, dtype=FILE[name]) for name in ("raw_text", "article_id", "encoding", "replaced_chars")
    }
    return refused.with_columns(
        state=pl.when(is_refused).then(pl.lit("quarantined")).otherwise("state"),
        reason=pl.when(is_refused).then(pl.lit("not_arabic")).otherwise("reason"),
        detail=pl.coalesce("refusal", "detail"),
        **{name: pl.when(is_refused).then(empty).otherwise(name) for name, empty in cleared.items()},
    ).select(*FILE)


class ChangedWhileReadError(Exception):
    """The file was not the same before and after it was read."""


def _read_whole(path: bytes, max_bytes: int) -> bytes:
    # O_NONBLOCK: should a pipe have taken the file's place since the listing, opening it must not hang.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        before = os.fstat(file.fileno())
        content = file.read(max_bytes + 1)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or len(content) != after.st_size:
        raise ChangedWhileReadError
    return content


def _read_sidecar(path: bytes, max_bytes: int) -> dict[str, Any]:
    """Read the sidecar's fields; one that is no JSON object is reported, and the article loads without it."""
    if not os.path.isfile(path) or os.path.islink(path):
        return {}
    content = _read_whole(path, max_bytes)
    digest = {"sidecar_sha256": hashlib.sha256(content).hexdigest()}
    try:
        stated = json.loads(content.removeprefix(codecs.BOM_UTF8))
    except ValueError as error:
        return digest | {"detail": f"the sidecar is no JSON and was left out: {error}"}
    if not isinstance(stated, dict):
        return digest | {"detail": "the sidecar is no JSON object and was left out"}
    known = {f"sidecar_{key}": _as_text(stated.pop(key, None)) for key in SIDECAR_KEYS}
    extra = json.dumps(stated, ensure_ascii=False, sort_keys=True) if stated else None
    return digest | known | {"sidecar_extra": extra}


def _as_text(value: object) -> str | None:
    """A stated value as text; blank counts as not stated."""
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode().strip() or None
