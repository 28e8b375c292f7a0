"""`make docs`: dbt's own page of models, columns, tests and lineage, as one file to open without a server."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from orchestration.runs import DBT_PROJECT
from orchestration.settings import Settings, export_settings
from orchestration.warehouse import open_published


def write_docs(settings: Settings) -> Path:
    """Write the page; returns where it stands.

    Rules: dbt reads the published file, read only, and writes into a folder of its own: no load is disturbed.

    Raises:
        FileNotFoundError: nothing has been published yet.
        RuntimeError: dbt failed; the page that stood there stays.
    """
    with open_published(settings):
        export_settings(settings)
    settings.dbt_page.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="marsad-docs-") as folder:
        flags = {"target": "docs", "profiles-dir": DBT_PROJECT, "project-dir": DBT_PROJECT}
        flags |= {"target-path": folder, "log-path": folder}
        # The module, not dbt's own command: it stands beside this interpreter in any environment.
        command = [sys.executable, "-m", "dbt.cli.main", "docs", "generate", "--static", "--no-partial-parse"]
        told = subprocess.run(
            [*command, *(str(word) for flag, value in flags.items() for word in (f"--{flag}", value))],
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            raise RuntimeError(f"dbt could not write its page:\n{told.stdout}{told.stderr}")
        page = (Path(folder) / "static_index.html").read_text("utf-8")
        for place in (folder, str(DBT_PROJECT)):  # it may be handed on, and says nothing of this machine
            page = page.replace(json.dumps(place)[1:-1], "dbt_project")
    partial = settings.dbt_page.with_suffix(".partial")
    partial.write_text(page, "utf-8")
    partial.replace(settings.dbt_page)
    return settings.dbt_page
