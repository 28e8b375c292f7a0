"""`make release NAME=...`: the published snapshot frozen as Parquet, to cite and to hand on.

Does not belong here: files for other data sets' columns, which are `exports.py`.
"""

import contextlib
import fcntl
import hashlib
import importlib.metadata
import json
import os
import platform
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from orchestration.news import lexicon
from orchestration.runs import rule_versions
from orchestration.settings import ROOT, Settings
from orchestration.warehouse import open_published

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MANIFEST = "manifest.json"
_ROWS_AT_ONCE = 100_000  # of a row group; fixed, as the bytes depend on it
# Columns with whole texts, which belong to their outlets; and those that may tell of the machine or quote whole rows.
_TEXTS = {"fct_articles": ["body"], "fct_article_texts": ["raw_text"], "fct_article_versions": ["raw_text"]}
_PRIVATE = {"fct_quality_results": ["sample"], "fct_runs": ["note"]}
_LEFT_OUT = (
    "Whole texts (`body`, `raw_text`) belong to their outlets; samples and notes of checks and runs (`sample`, `note`) "
    "may hold rows with such texts, or paths of the machine. Headlines, names, quotations and the words that prove "
    "something stay. With --with-texts nothing is left out: for one's own use."
)
_NOT_MEASURED = (
    "No figures measured with these rules were given. The labelled articles belong to their outlets and are no part of "
    "Marsad; README.md (How good it is) tells the figures of its own date. Where the articles are at hand, "
    "MARSAD_WRITE_ACCURACY=FILE .venv/bin/pytest tests/gold/test_gold.py writes them for --accuracy FILE."
)

_DEVELOPMENT = (
    "The articles were looked at while rules were written: on others expect far less. README.md (How good it is) has "
    "figures of articles drawn at random, of its own date."
)


class Release(NamedTuple):
    """What was written."""

    folder: Path
    rows: int
    size_bytes: int


def freeze(settings: Settings, name: str, *, with_texts: bool = False, accuracy: Path | None = None) -> Release:
    """Write one Parquet file per table of the marts, with a manifest and a text that says how to read and cite them.

    Takes: a file with figures of accuracy, as `tests/gold/test_gold.py` writes it.

    Rules:
        The same snapshot gives the same bytes, with the same libraries: rows stand in the order of all their columns.
        A release is whole or absent, and never written over.

    Raises:
        ValueError: the name cannot be one, or the figures were measured with other rules.
        FileExistsError: there is a release of this name, or another is being written.
        FileNotFoundError: nothing has been published yet.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"a release's name has letters, digits, dots, dashes and underscores, but this is {name!r}")
    with open_published(settings) as connection, _new_folder(settings.warehouse / "releases", name) as folder:
        columns = _columns(connection)
        left_out = {} if with_texts else _present(_TEXTS | _PRIVATE, columns)
        tables = {
            table: _write_table(
                connection, folder, table, [name for name in names if name not in left_out.get(table, [])]
            )
            for table, names in columns.items()
        }
        snapshot = _snapshot(connection)
        manifest = {
            "name": name,
            "snapshot": {key: snapshot[key] for key in ("run_id", "started_at", "ended_at")},
            "rules": _rules(snapshot["rules"]),
            "written_with": _versions(),
            "counts": _counts(connection),
            "accuracy": _accuracy(accuracy, snapshot["rules"]),
            "accuracy_note": _DEVELOPMENT if accuracy else _NOT_MEASURED,
            "has_texts": with_texts,
            "left_out": left_out,
            "left_out_note": None if with_texts else _LEFT_OUT,
            "tables": tables,
        }
        (folder / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
        (folder / "README.md").write_text(_readme(manifest), "utf-8")
        shutil.copyfile(ROOT / "NOTICE", folder / "NOTICE")
        (folder / "SHA256SUMS").write_text(_checksums(folder), "utf-8")
        size = sum(file.stat().st_size for file in folder.iterdir())
    rows = sum(table["rows"] for table in tables.values())
    return Release(settings.warehouse / "releases" / name, rows, size)


@contextlib.contextmanager
def _new_folder(releases: Path, name: str) -> Iterator[Path]:
    """Give a folder to write into, which has its name once the block ends well."""
    releases.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(releases, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # dies with the process
        except BlockingIOError as error:
            raise FileExistsError(f"another release is being written in {releases}") from error
        final = releases / name
        if os.path.lexists(final):
            raise FileExistsError(f"{final} exists, and a release never changes: choose another name")
        for leftover in releases.glob(".partial-*"):  # of a process that was killed
            shutil.rmtree(leftover)
        partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=releases))
        try:
            yield partial
            for file in partial.iterdir():
                file.chmod(0o444)
            partial.chmod(0o755)
            partial.rename(final)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    finally:
        os.close(descriptor)


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns of each table of the marts."""
    query = """
        select table_name, list(column_name order by column_index) from duckdb_columns()
        where schema_name = 'marts' group by table_name order by table_name
    """
    return dict(connection.execute(query).fetchall())


def _present(wanted: dict[str, list[str]], columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """Those of the wanted columns that there are: an older release's file may lack some."""
    found = {table: [name for name in names if name in columns.get(table, [])] for table, names in wanted.items()}
    return {table: names for table, names in sorted(found.items()) if names}


def _write_table(connection: duckdb.DuckDBPyConnection, folder: Path, table: str, columns: list[str]) -> dict[str, Any]:
    """Write one file; returns what the manifest says of it."""
    chosen = ", ".join(f'"{name}"' for name in columns)
    frame = connection.execute(f'select {chosen} from marts."{table}" order by all').pl()  # noqa: S608 - its own names
    file = folder / f"{table}.parquet"
    frame.write_parquet(file, compression="zstd", row_group_size=_ROWS_AT_ONCE)
    return {"rows": frame.height, "columns": columns, "sha256": _sha256(file)}


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _snapshot(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The run that published the file, whose record is the last one in it, and the rules it went by."""
    query = """
        select run_id, started_at, ended_at, stage_versions from marts.fct_runs
        where outcome = 'published' order by started_at desc limit 1
    """
    row = connection.execute(query).fetchone()
    if row is None:
        raise ValueError("the published file has no record of the run that made it")
    rules = json.loads(row[3])
    rules.pop("made_anew", None)  # says what that run did, not by which rules
    return {
        "run_id": row[0],
        "started_at": f"{row[1].isoformat()}Z",
        "ended_at": f"{row[2].isoformat()}Z",
        "rules": rules,
    }


def _rules(recorded: dict[str, str]) -> dict[str, Any]:
    """The versions that the run recorded, and a hash of each lexicon where they are still those that it read."""
    is_this_code = recorded == rule_versions()
    names = sorted(file.stem for file in lexicon.FOLDER.glob("*.csv"))
    return {
        "versions": dict(sorted(recorded.items())),
        "are_of_this_code": is_this_code,
        "lexicons": {name: lexicon.lexicons_version((name,)) for name in names} if is_this_code else None,
        "lexicons_note": None if is_this_code else "Rules or lexicons have changed since the snapshot was made.",
    }


def _versions() -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in ("marsad", "duckdb", "polars")}
    return libraries | {"python": platform.python_version()}


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What people count, beside the rows of each table."""
    (articles,) = (
        connection.execute(
            """
        select count(*) as articles, count(distinct source_id) as outlets,
            min(published_from)::varchar as first_published_on, max(published_to)::varchar as last_published_on
        from marts.fct_articles
        """
        )
        .pl()
        .to_dicts()
    )
    statuses = connection.execute("select status, count(*) from marts.fct_meetings group by all order by all")
    return articles | {"meetings_by_status": dict(statuses.fetchall())}


def _accuracy(file: Path | None, rules: dict[str, str]) -> dict[str, Any] | None:
    """Figures that were measured with the rules of the snapshot, with the day and the command."""
    if file is None:
        return None
    measured: dict[str, Any] = json.loads(file.read_text("utf-8"))
    if measured.pop("rules", None) != rules:
        raise ValueError(f"the figures in {file} were measured with other rules than those of the snapshot")
    if missing := {"measured_on", "measured_of", "reproduce", "figures"} - measured.keys():
        raise ValueError(f"{file} does not say {', '.join(sorted(missing))}")
    return measured


def _checksums(folder: Path) -> str:
    """A line for each file, as `sha256sum --check` reads them."""
    return "".join(f"{_sha256(file)}  {file.name}\n" for file in sorted(folder.iterdir()))


def _readme(manifest: dict[str, Any]) -> str:
    run, counts, versions = manifest["snapshot"], manifest["counts"], manifest["written_with"]
    tables = "\n".join(f"| `{name}` | {table['rows']:,} |" for name, table in manifest["tables"].items())
    return _README.format(
        name=manifest["name"],
        year=run["ended_at"][:4],
        ended_at=run["ended_at"],
        run_id=run["run_id"],
        version=versions["marsad"],
        articles=f"{counts['articles']:,}",
        meetings=f"{manifest['tables'].get('fct_meetings', {}).get('rows', 0):,}",
        texts="**It holds whole texts, which belong to their outlets: do not hand it on.**"
        if manifest["has_texts"]
        else f"{_LEFT_OUT} {_OFFSETS}",
        tables=tables,
    )


_OFFSETS = (
    "Offsets (`start_char`, `end_char`) count in the decoded files: who has the articles finds them by "
    "`content_sha256`, which is of each file's bytes."
)
_README = """# Marsad, release {name}

Who met whom, when and where, read from {articles} articles of Arabic news: {meetings} meetings, each with the words
that say so. Frozen from the snapshot of run `{run_id}`, published {ended_at}.

## Read

Each file is one table of the warehouse's schema `marts`. In any DuckDB, in this folder:

    select status, count(*) from 'fct_meetings.parquet' group by status;

In Polars or pandas: `pl.read_parquet("fct_meetings.parquet")`, `pd.read_parquet("fct_meetings.parquet")`.
What columns mean: the README of Marsad {version}; what a row of `fct_meetings` says and does not say:
`dbt_project/HOW_TO_READ_A_MEETING.md` there. `sha256sum --check SHA256SUMS` shows that the files are whole, and
`manifest.json` has the versions of rules, lexicons and libraries, the columns of each table, and what is known of
accuracy.

| table | rows |
|---|---|
{tables}

## What is not in it

{texts}

## Cite

> Marsad contributors. Marsad (version {version}), data release {name}, run {run_id}, {year}.

State the release's name and the run: another snapshot may join reports into other meetings, with other ids.

## Rights

Marsad's code and its own lexicons are under the Apache License 2.0; the credits of other data are in `NOTICE`.
Headlines, quotations and evidence are quoted from the outlets that `fct_articles` names, and remain theirs.
"""
