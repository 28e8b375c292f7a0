"""Which files of the inbox one run takes: those of one folder, so many at most, none that is still being written.

What a run does not take stays as it was, in the ledger and in every table, and is new to the next run.
"""

import os
import time
from pathlib import Path
from typing import NamedTuple

import polars as pl

from orchestration.settings import RunOrder, Settings


class Portion(NamedTuple):
    """The files of the folder that was asked for, those of them to read, and how many are left for the next run."""

    folder: bytes
    listing: pl.DataFrame
    taken: pl.DataFrame
    left_by_limit: int
    left_unsettled: int

    @property
    def left(self) -> int:
        """How many files are left for the next run."""
        return self.left_by_limit + self.left_unsettled

    def holds(self, path: pl.Expr) -> pl.Expr:
        """Whether a path, as bytes, lies in the folder."""
        return path.bin.starts_with(self.folder)


def take_portion(settings: Settings, listing: pl.DataFrame, known: pl.DataFrame, taken_before: int) -> Portion:
    """Choose among the listed files.

    Takes: the listing of the whole inbox; `path_bytes_base64`, `fingerprint` and `is_to_retry` of the files that the
    ledger knows by the same rules; how many files an earlier attempt of this run has taken.
    Rules: files are taken in the order of their paths, those that are only to be read again behind the new ones, so
    that they never use up the limit.
    """
    order = settings.order
    folder = _as_prefix(settings)
    listing = listing.filter(pl.col("path_bytes").bin.starts_with(folder)) if folder else listing
    changed = _changed(listing, known, order)
    settled = changed.filter(_is_settled(order.settle_seconds))
    taken = settled if order.limit is None else settled.head(max(order.limit - taken_before, 0))
    return Portion(folder, listing, taken, settled.height - taken.height, changed.height - settled.height)


def settled_for(listing: pl.DataFrame, seconds: int) -> pl.DataFrame:
    """The listed files that nobody has written to for so long."""
    return listing.filter(_is_settled(seconds))


def _is_settled(seconds: int) -> pl.Expr:
    """What was changed in the future is as settled as what was long ago: the clock was set back since."""
    age = (pl.lit(time.time_ns()) - pl.col("touched_ns")).abs()
    return pl.col("touched_ns").is_null() | (age >= seconds * 1_000_000_000)


def _changed(listing: pl.DataFrame, known: pl.DataFrame, order: RunOrder) -> pl.DataFrame:
    """The files that the ledger does not hold with the same fingerprint, and those to be read again."""
    keyed = listing.with_columns(path_bytes_base64=pl.col("path_bytes").bin.encode("base64"))
    key = ["path_bytes_base64", "fingerprint"]
    retried = known.filter("is_to_retry").select("path_bytes_base64", is_retried=pl.lit(value=True))
    changed = keyed if order.force else keyed.join(known.filter(~pl.col("is_to_retry")), on=key, how="anti")
    return (
        changed.join(retried, on="path_bytes_base64", how="left")
        .sort(pl.col("is_retried").is_not_null(), "path_bytes")
        .select(listing.columns)
    )


def _as_prefix(settings: Settings) -> bytes:
    """How the paths of the folder's files begin.

    Raises:
        ValueError: there is no such folder in the inbox.
    """
    folder = Path(settings.order.folder)
    if folder == Path():
        return b""
    path = settings.inbox / folder
    is_inside = (
        not folder.is_absolute() and ".." not in folder.parts and path.resolve() == settings.inbox.resolve() / folder
    )
    if not is_inside or not path.is_dir():
        raise ValueError(
            f"there is no folder {settings.order.folder!r} in the inbox: name one by its path below {settings.inbox}"
        )
    return os.fsencode(folder) + b"/"
