"""The checks and their history as pages that need neither a network nor a server: `docs/quality/index.html`.

Great Expectations' own Data Docs are left out: they take their style and scripts from a dozen addresses, so that
they are bare without a network and call outside with one, know a single run, and know nothing of dbt's tests.
"""

import datetime as dt
import html
import itertools
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from orchestration.measures import ASSET
from orchestration.settings import Settings
from orchestration.suites import SUITES
from orchestration.terminal import escape
from orchestration.warehouse import open_build

_SHOWN_RUNS = 50
_OWN_GROUPS = {suite.name: suite.description for suite in SUITES}
_FIGURES = "Figures of the articles that a run read, held against earlier runs."


class _Run(NamedTuple):
    run_id: str
    started_at: dt.datetime
    outcome: str


class _Check(NamedTuple):
    """One check with what it found in each of the runs that are shown; None where it did not run."""

    group: str
    asset: str
    name: str
    words: str
    is_blocking: bool
    states: list[str | None]  # pass|warn|fail
    first_failure: dt.datetime | None
    failures: int
    failed_rows: int
    checked_rows: int | None
    sample: list[dict[str, Any]]  # of the last failure

    @property
    def newest(self) -> str | None:
        """The state when it ran last."""
        return next((state for state in reversed(self.states) if state), None)


def page_of(settings: Settings, group: str) -> Path:
    """Where the page of a suite, of a dbt model's tests or of the run's figures lies."""
    return settings.quality_pages / f"{group}.html"


def write_pages(settings: Settings) -> None:
    """Write the index and a page for each suite and tested table, from the results of the last runs."""
    with open_build(settings) as connection:
        runs = [_Run(*row) for row in reversed(connection.execute(_RUNS).fetchall())]
        found = connection.execute(_RESULTS, {"run_ids": [run.run_id for run in runs]})
        names = [column[0] for column in found.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        firsts = {name: (first, count) for name, first, count in connection.execute(_FAILURES).fetchall()}
    checks = _checks(runs, rows, firsts)
    groups = {name: list(members) for name, members in itertools.groupby(checks, lambda check: check.group)}
    settings.quality_pages.mkdir(parents=True, exist_ok=True)
    for group, members in groups.items():
        _write(page_of(settings, group), _group_page(group, members, runs))
    _write(settings.quality_pages / "index.html", _index(groups, runs))
    for page in settings.quality_pages.glob("*.html"):  # of a suite or a table that is no more
        if page.stem not in {*groups, "index"}:
            page.unlink()


_RUNS = f"select run_id, started_at, outcome from landing.runs order by started_at desc limit {_SHOWN_RUNS}"  # noqa: S608
_RESULTS = """
    select run_id, check_name, asset, severity, passed, failed_rows, checked_rows, note, sample
    from landing.quality_results where list_contains($run_ids, run_id)
"""
_FAILURES = """
    select check_name, min(checked_at), count(*) from landing.quality_results where not passed group by check_name
"""


def _checks(runs: list[_Run], rows: list[dict[str, Any]], firsts: dict[str, tuple[dt.datetime, int]]) -> list[_Check]:
    """The checks by group, those of landed rows first, then dbt's by table."""
    # What did not run since the last snapshot is a check of another release.
    published = [place for place, run in enumerate(runs) if run.outcome == "published"]
    living = {run.run_id for run in runs[published[-1] if published else 0 :]}
    by_name: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        by_name.setdefault(row["check_name"], {})[row["run_id"]] = row
    checks = []
    for name, found in by_name.items():
        if living.isdisjoint(found):
            continue
        in_order = [found[run.run_id] for run in runs if run.run_id in found]
        newest, failed = in_order[-1], [row for row in in_order if not row["passed"]]
        suite, _, expectation = name.partition(": ")
        first, count = firsts.get(name, (None, 0))
        checks.append(
            _Check(
                group=suite if expectation else newest["asset"],
                asset=newest["asset"],
                name=expectation or name,
                words=newest["note"] or name,
                is_blocking=newest["severity"] == "error",
                states=[_state(found.get(run.run_id)) for run in runs],
                first_failure=first,
                failures=count,
                failed_rows=newest["failed_rows"] or 0,
                checked_rows=newest["checked_rows"],
                sample=json.loads((failed[-1]["sample"] if failed else None) or "[]"),
            )
        )
    places = {group: place for place, group in enumerate(_OWN_GROUPS)}
    return sorted(checks, key=lambda check: (places.get(check.group, len(places)), check.group, check.name))


def _state(row: dict[str, Any] | None) -> str | None:
    if row is None:
        return None
    return "pass" if row["passed"] else "fail" if row["severity"] == "error" else "warn"


def _index(groups: dict[str, list[_Check]], runs: list[_Run]) -> str:
    checks = list(itertools.chain.from_iterable(groups.values()))
    ran = [check.states[-1] for check in checks if check.states[-1]]
    counts = ", ".join(f"{ran.count(state)} {word}" for state, word in _WORDS.items())
    head = f"<p>The last run ({_run_words(runs[-1])}): {counts}.</p>" if runs else "<p>Nothing has run yet.</p>"
    failing = [check for check in checks if check.newest in {"warn", "fail"}]
    sections = [
        ("What fails or warns", _check_rows(failing, runs, link=True) if failing else None),
        ("Landed rows (Great Expectations)", _group_rows(groups, runs, lambda group: group in _OWN_GROUPS)),
        (
            "Tables and results (dbt, figures of the run)",
            _group_rows(groups, runs, lambda group: group not in _OWN_GROUPS),
        ),
    ]
    return _page(
        "What the checks found", head + "".join(f"<h2>{title}</h2>{table}" for title, table in sections if table)
    )


def _group_page(group: str, checks: list[_Check], runs: list[_Run]) -> str:
    about = _OWN_GROUPS.get(group) or (_FIGURES if group == ASSET else "Tests of this table, after it is built.")
    samples = "".join(
        f"<h2>{_text(check.words)}</h2><p>{_text(check.name)}: some of the rows that failed last</p>"
        f"{_table(check.sample)}"
        for check in checks
        if check.sample
    )
    head = f'<p><a href="index.html">all checks</a></p><p>{_text(about)} <code>{_text(checks[0].asset)}</code></p>'
    return _page(group, head + _check_rows(checks, runs) + samples)


def _group_rows(groups: dict[str, list[_Check]], runs: list[_Run], is_wanted: Callable[[str], bool]) -> str:
    rows = []
    for group, checks in groups.items():
        if is_wanted(group):
            worst = [_worst(check.states[place] for check in checks) for place in range(len(runs))]
            cells = [
                f'<a href="{_text(group)}.html">{_text(group)}</a>',
                str(len(checks)),
                _badge(_worst(check.newest for check in checks)),
                _strip(worst, runs),
                _text(_OWN_GROUPS.get(group, "")),
            ]
            rows.append(cells)
    return _rows(["", "checks", "last", f"last {len(runs)} runs, the newest on the right", ""], rows)


def _check_rows(checks: list[_Check], runs: list[_Run], *, link: bool = False) -> str:
    rows = [
        [
            f'<a href="{_text(check.group)}.html">{_text(check.group)}</a>' if link else "",
            f'<span title="{_text(check.name)}">{_text(check.words)}</span>',
            "stops&nbsp;the&nbsp;run" if check.is_blocking else "warns",
            _badge(check.newest),
            _failed_rows(check),
            _strip(check.states, runs),
            f"{check.first_failure:%Y-%m-%d %H:%M}, {check.failures} in all" if check.first_failure else "never",
        ]
        for check in checks
    ]
    names = ["", "expected", "a failure", "last", "rows failed", f"last {len(runs)} runs", "first failed"]
    return _rows(names if link else names[1:], rows if link else [row[1:] for row in rows])


def _failed_rows(check: _Check) -> str:
    if check.asset == ASSET:  # a figure has none
        return ""
    return f"{check.failed_rows:,}" + ("" if check.checked_rows is None else f" of {check.checked_rows:,}")


_WORDS = {"pass": "passed", "warn": "warned", "fail": "failed"}
_SEVERITY = ("pass", "warn", "fail")


def _worst(states: Iterable[str | None]) -> str | None:
    return max((state for state in states if state), key=_SEVERITY.index, default=None)


def _badge(state: str | None) -> str:
    return f'<b class="{state}">{_WORDS[state]}</b>' if state else "not run"


def _strip(states: list[str | None], runs: list[_Run]) -> str:
    """A cell for each run; those that did not pass say which run it was."""
    cells = "".join(
        f'<i class="{state}" title="{_WORDS[state]} in {_run_words(run)}">{"×" if state == "fail" else "!"}</i>'
        if state in {"warn", "fail"}
        else f'<i class="{state or "none"}"></i>'
        for state, run in zip(states, runs, strict=True)
    )
    return f'<span class="strip">{cells}</span>'


def _run_words(run: _Run) -> str:
    return f"run {_text(run.run_id[:8])} of {run.started_at:%Y-%m-%d %H:%M} UTC, {_text(run.outcome)}"


def _table(rows: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[f'<bdi dir="auto">{_text(row.get(name, ""))}</bdi>' for name in names] for row in rows]
    return _rows([_text(name) for name in names], cells)


def _rows(names: list[str], rows: Iterable[list[str]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _text(value: object) -> str:
    """What a page shows of a value: its characters, whatever they would mean to a browser."""
    return "" if value is None else html.escape(escape(str(value)))


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_text(title)}</title><style>{_STYLE}</style></head><body><h1>{_text(title)}</h1>{body}</body></html>\n"
    )


_STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;margin:2rem auto;max-width:1500px;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;padding:.3rem .7rem .3rem 0;border-bottom:1px solid #8884;vertical-align:top}
th{font-weight:600;color:#888;white-space:nowrap}a{color:#4f6fdd;text-decoration:none}
b{padding:0 .5em;border-radius:.6em;color:#fff;font-weight:500;white-space:nowrap}
.strip{display:inline-flex;gap:1px}.strip i{width:9px;height:18px;border-radius:2px;font:bold 9px/18px sans-serif;
color:#fff;text-align:center}
.pass{background:#2e9e5b}.warn{background:#c98a00}.fail{background:#cf3333}.none{background:#8883}
"""


def _write(page: Path, content: str) -> None:
    """Replace a page whole: somebody may be reading it."""
    partial = page.with_suffix(".partial")
    partial.write_text(content, encoding="utf-8")
    partial.replace(page)
