"""`make notebook`: ten questions with charts on 127.0.0.1, to look at, or a copy of them to edit."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from orchestration.settings import ROOT, Settings, export_settings
from orchestration.warehouse import open_published

_NOTEBOOK = Path(__file__).parent / "notebooks" / "ten_questions.py"
_SERVED = ("--host", "127.0.0.1", "--no-sandbox")


def open_notebook(settings: Settings, copy: Path | None) -> None:
    """Serve the notebook in place of this process until it is stopped: to look at, or a copy to edit.

    Rules: the project's own file is never edited, as marimo saves what is changed; a copy that is there is kept.

    Raises:
        RuntimeError: nothing that it could show is published, or marimo is not installed.
    """
    problem = find_problem(settings)
    if problem:
        raise RuntimeError(problem)
    if importlib.util.find_spec("marimo") is None:
        raise RuntimeError("the notebook needs marimo, which is optional: pip install 'marsad[notebook]'")
    command = [sys.executable, "-m", "marimo", *marimo_command(copy)]
    export_settings(settings)
    os.chdir(ROOT)
    os.execv(sys.executable, command)  # noqa: S606


def marimo_command(copy: Path | None) -> list[str]:
    """What marimo is told to do: it listens on this machine alone and asks no other for anything."""
    if copy is None:
        return ["run", *_SERVED, "--include-code", str(_NOTEBOOK)]
    return ["edit", *_SERVED, "--skip-update-check", str(make_copy(copy))]


def make_copy(copy: Path) -> Path:
    """Copy the notebook to a file of one's own, unless that is there already; returns its full path.

    Raises:
        ValueError: its name does not end in .py, as marimo's files do.
    """
    copy = copy.expanduser().absolute()
    if copy.suffix != ".py":
        raise ValueError(f"a notebook is a Python file, so its name must end in .py: {copy}")
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_NOTEBOOK, copy)
    return copy


def find_problem(settings: Settings) -> str:
    """Why the notebook has nothing to show, in words for people; empty where it has."""
    try:
        with open_published(settings) as connection:
            found = connection.execute("select 1 from duckdb_schemas() where schema_name = 'ask' limit 1").fetchall()
    except FileNotFoundError as error:
        return str(error)
    if found:
        return ""
    return "an older release published this snapshot, without the macros of schema ask: `make run` publishes them"
