import datetime as dt
import json
from pathlib import Path

import polars as pl
import pytest

from orchestration.runs import dbt_flags, rule_versions
from orchestration.settings import Settings
from orchestration.warehouse import insert_frame, make_landing_tables, open_build

OURS = rule_versions()
OTHER_SQL = OURS | {"dbt": "another"}
OTHER_LEXICONS = OURS | {"lexicons": "another"}


REFRESHED, STANDING = "--full-refresh", "config.materialized:view"


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([], {REFRESHED}),
        ([(OURS, "failed")], {REFRESHED}),
        ([(OURS, "published")], {STANDING}),
        ([(OTHER_SQL, "published")], {REFRESHED}),
        ([(OTHER_SQL, "published"), (OURS, "published")], {STANDING}),
        ([(OURS, "published"), (OTHER_SQL, "killed")], {REFRESHED}),
        ([(OTHER_LEXICONS, "published")], set()),
        ([(OURS, "published"), (OTHER_LEXICONS, "killed")], set()),
    ],
)
def test_what_stands_is_left_alone_unless_other_rules_built_it(
    tmp_path: Path, runs: list[tuple[dict[str, str], str]], expected: set[str]
) -> None:
    flags = dbt_flags(write_runs(tmp_path, [*runs, (OURS, "running")]), is_whole=True)
    assert {REFRESHED, STANDING} & set(flags) == expected


def test_a_part_of_the_models_is_built_as_it_was_asked_for(tmp_path: Path) -> None:
    flags = dbt_flags(write_runs(tmp_path, [(OURS, "published"), (OURS, "running")]), is_whole=False)
    assert "seed" not in flags


def write_runs(folder: Path, runs: list[tuple[dict[str, str], str]]) -> Settings:
    settings = Settings(inbox=folder, warehouse=folder)
    rows = [
        {
            "run_id": str(hour),
            "started_at": dt.datetime(2026, 1, 1, hour, tzinfo=dt.UTC).replace(tzinfo=None),
            "outcome": outcome,
        }
        | {"stage_versions": json.dumps(versions), "ended_at": None, "note": None}
        | dict.fromkeys(("files_seen", "loaded", "unchanged", "superseded", "deleted", "quarantined"), 0)
        for hour, (versions, outcome) in enumerate(runs)
    ]
    with open_build(settings) as connection:
        make_landing_tables(connection)
        insert_frame(connection, "runs", pl.DataFrame(rows))
    return settings
