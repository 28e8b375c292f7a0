"""Files in the inbox: list, read, decode, or say why not.

Names of files are bytes and stay so; a file that cannot be loaded is quarantined with a reason and a message
that a person understands, never skipped.
"""

import base64
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.news import sidecars
from orchestration.news.contents import UnfitError, check_kind, check_place, explain, kind_of, mark, read_content
from orchestration.news.decoding import decode
from orchestration.news.languages import is_plainly_arabic, measure_arabic
from orchestration.news.schemas import FILE, LISTING

# A file loads with one of these. The second is for articles on pages that have far more text in another language.
_LEAST_ARABIC_PERCENT = 20  # of the letters
_LEAST_ARABIC_WORDS = 40  # in lines of Arabic sentences

# A file touched this recently may change again within the clock's grain and keep its fingerprint, so it is
# given none and read again by the next run (git calls such entries racy).
_RACY_NANOSECONDS = 2_000_000_000


def list_files(inbox: Path, max_bytes: int) -> pl.DataFrame:
    """List every text file below the inbox without reading it.

    Returns: schema LISTING, sorted by path bytes; `reason` and `detail` are set where the file must not be
    read. `fingerprint` covers the file and its sidecar, or the reason and what that rests on; it is null where
    the next run must look again: either is too fresh to be trusted, or could not be reached. `touched_ns` is when
    either was last written to, in nanoseconds of the epoch.
    Rules: names that begin with a dot are not looked at; folders that are links are not entered; a folder that
    cannot be opened is one row, and nothing is known of the files below it.
    """
    root = os.path.realpath(os.fsencode(inbox))
    rows = sorted(_walk(root, max_bytes), key=lambda row: row["path_bytes"])
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


def show_path(path: bytes) -> str:
    r"""Write a path as text that no other path is written as.

    Rules: a byte that is not UTF-8 shows as \xe3, and so that a name which holds those four letters shows
    otherwise, each backslash of a name shows as two.
    """
    return path.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")


def _walk(root: bytes, max_bytes: int) -> Iterator[dict[str, Any]]:
    folders = [b""]  # a stack, as folders may be nested deeper than Python's calls may
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                found = [entry for entry in entries if not entry.name.startswith(b".")]
        except OSError as error:
            if not folder:
                raise
            if not isinstance(error, FileNotFoundError):
                unfit = UnfitError("unreadable", f"the folder cannot be opened: {explain(error)}")
                yield _refuse(folder, None, unfit, None)
            continue
        names = {entry.name: entry for entry in found}
        for entry in found:
            path = os.path.join(folder, entry.name)
            if _is_folder(entry, follow_symlinks=False):
                folders.append(path)
            elif entry.name.lower().endswith(b".txt") or _is_folder(entry, follow_symlinks=True):
                yield _list_entry(root, path, entry, names.get(_sidecar_of(entry.name)), max_bytes)


def _is_folder(entry: os.DirEntry[bytes], *, follow_symlinks: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow_symlinks)
    except OSError:
        return False  # a circle of links


def _sidecar_of(path: bytes) -> bytes:
    return path[:-4] + b".json"


def _list_entry(
    root: bytes, path: bytes, entry: os.DirEntry[bytes], sidecar: os.DirEntry[bytes] | None, max_bytes: int
) -> dict[str, Any]:
    status, rests_on = None, None
    try:
        own = entry.stat(follow_symlinks=False)
        rests_on = f"{own.st_mode:o}.{own.st_ino}"
        if stat.S_ISLNK(own.st_mode):
            check_place(root, entry.path)
        status = entry.stat()
        rests_on = rests_on if not stat.S_ISREG(status.st_mode) else f"{max_bytes}|{mark(status)}"
        check_kind(status, max_bytes)
    except UnfitError as unfit:
        return _refuse(path, status, unfit, rests_on)
    except OSError as error:
        is_dangling = isinstance(error, FileNotFoundError) and entry.is_symlink()
        detail = "the link leads to no file; remove it, or bring the file back" if is_dangling else explain(error)
        return _refuse(path, None, UnfitError("unreadable", detail), None)
    return _listed(path, status) | _mark_both(status, sidecar)


def _listed(path: bytes, status: os.stat_result | None) -> dict[str, Any]:
    return dict.fromkeys(LISTING) | {
        "path_bytes": path,
        "file_path": show_path(path),
        "size_bytes": status.st_size if status else None,
    }


def _refuse(path: bytes, status: os.stat_result | None, unfit: UnfitError, rests_on: str | None) -> dict[str, Any]:
    """A row that is not to be read; without anything that the refusal rests on, the next run tries again."""
    fingerprint = f"{unfit.reason}|{rests_on}" if rests_on else None
    return _listed(path, status) | {"reason": unfit.reason, "detail": unfit.detail, "fingerprint": fingerprint}


def _mark_both(status: os.stat_result, sidecar: os.DirEntry[bytes] | None) -> dict[str, str | int | None]:
    """Rules: freshness is that of the inode (ctime), as anybody can set a file's own time to any day."""
    try:
        beside = sidecar.stat(follow_symlinks=False) if sidecar else None
    except OSError:
        return {"fingerprint": None, "touched_ns": time.time_ns()}  # it was just deleted
    both = [status, beside] if beside else [status]
    marks = [mark(one) if stat.S_ISREG(one.st_mode) else f"{one.st_mode:o}.{one.st_ino}" for one in both]
    fingerprint = None if any(_is_fresh(one) for one in both) else "|".join([*marks, "-"][:2])
    return {"fingerprint": fingerprint, "touched_ns": max(one.st_ctime_ns for one in both)}


def _is_fresh(status: os.stat_result) -> bool:
    """A change in the future is as settled as one long ago: the clock was set back since."""
    return abs(time.time_ns() - status.st_ctime_ns) < _RACY_NANOSECONDS


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
        content = read_content(root, os.path.join(root, path), max_bytes)
        row |= _read_sidecar(root, os.path.join(root, _sidecar_of(path)))
    except UnfitError as unfit:
        # What could not be read is tried again by every run, what has changed is not what was listed.
        known = row["fingerprint"] if unfit.reason == "unreadable" else None
        return row | {"state": "quarantined", "reason": unfit.reason, "detail": unfit.detail, "fingerprint": known}
    row |= {"content_sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content)}
    decoded = decode(content)
    if decoded.reason:
        return row | {"state": "quarantined", "reason": decoded.reason, "detail": decoded.detail}
    origin = row["sidecar_url"] or row["sidecar_source"] or ""
    identity = f"{row['content_sha256']}|{origin}"
    return row | {
        "state": "loaded",
        "detail": "; ".join(note for note in (decoded.detail, row["detail"]) if note) or None,
        "encoding": decoded.encoding,
        "replaced_chars": decoded.replaced_chars,
        "raw_text": decoded.text,
        "article_id": hashlib.sha256(identity.encode()).hexdigest()[:16],
    }


def _read_sidecar(root: bytes, path: bytes) -> dict[str, Any]:
    """The fields of FILE that the sidecar gives; one that cannot be taken is told, and the article loads without.

    Rules: a sidecar is a file of its own, as a link could lead anywhere; one that is being written is waited for.
    """
    try:
        status = os.lstat(path)
    except OSError:
        return {}  # there is none; beside a name of 255 bytes there cannot be one
    if not stat.S_ISREG(status.st_mode):
        return {"detail": f"the sidecar was left out: it is {kind_of(status)}, not a file"}
    if status.st_size > sidecars.MAX_BYTES:
        size = f"it has {status.st_size:,} bytes; at most {sidecars.MAX_BYTES:,} are read"
        return {"detail": f"the sidecar was left out: {size}"}
    try:
        content = read_content(root, path, sidecars.MAX_BYTES)
    except UnfitError as unfit:
        if isinstance(unfit.__cause__, FileNotFoundError):
            return {}
        if unfit.reason == "changed_while_read":
            raise
        return {"detail": f"the sidecar was left out: {unfit.detail}"}
    return {"sidecar_sha256": hashlib.sha256(content).hexdigest()} | sidecars.parse_sidecar(content)


def _quarantine_other_languages(files: pl.DataFrame) -> pl.DataFrame:
    """Quarantine what is not Arabic; `detail` gives the share that was measured.

    Rules: a file that is Arabic in part loads, if that part is a fifth of it or has forty words in sentences.
    """
    numbered = files.with_row_index("at")
    unsure = numbered.filter(pl.col("raw_text").is_not_null() & ~is_plainly_arabic(pl.col("raw_text")))
    measured = pl.concat([unsure.select("at"), measure_arabic(unsure["raw_text"])], how="horizontal")
    refused = numbered.join(measured.select("at", refusal=_refusal()), on="at", how="left", maintain_order="left")
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


def _refusal() -> pl.Expr:
    """Why a measured text is not taken for Arabic; null where it is."""
    arabic, letters = pl.col("arabic_letters"), pl.col("letters")
    limits = f"{_LEAST_ARABIC_PERCENT} % are needed, or {_LEAST_ARABIC_WORDS} words in sentences"
    others = "the rest reads as Persian or Urdu, or as another language with Arabic letters"
    is_enough = (100 * arabic >= _LEAST_ARABIC_PERCENT * letters) | (pl.col("sentence_words") >= _LEAST_ARABIC_WORDS)
    return (
        pl.when(letters == 0)
        .then(pl.lit("it holds no letters, only signs and digits; put an article in its place or remove it"))
        .when(is_enough)
        .then(pl.lit(None, dtype=pl.String))
        .when("is_foreign")
        .then(
            pl.format(f"{{}} % of its letters are Arabic, and {limits}; {others}; remove it", 100 * arabic // letters)
        )
        .otherwise(
            pl.format(f"{{}} % of its letters are Arabic, and {limits}; remove what is not", 100 * arabic // letters)
        )
    )
