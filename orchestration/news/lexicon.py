"""The lexicons: CSV files that are dbt seeds too, so that knowledge is data and stands once."""

import functools
import hashlib
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parents[2] / "dbt_project" / "seeds"


@functools.cache
def read_lexicon(name: str) -> pl.DataFrame:
    """Read one lexicon, each column as text, empty cells as null.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    return pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)


def lexicons_version(names: tuple[str, ...]) -> str:
    """Hash the lexicons' bytes, so that a changed one re-extracts what depends on it."""
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(name.encode())
        digest.update((FOLDER / f"{name}.csv").read_bytes())
    return digest.hexdigest()
