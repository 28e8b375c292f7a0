"""What the published warehouse holds, in a few lines for the terminal."""

from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import open_published

_LAST_RUN = """
    select run_id, loaded, unchanged, superseded, deleted, quarantined, started_at, ended_at
    from marts.fct_runs where outcome = 'published' order by started_at desc limit 1
"""
_CONTENTS = """
    select
        (select count(*) from marts.fct_articles),
        (select count(*) from marts.fct_mentions),
        (select count(*) from marts.dim_actors where mentions_count > 0),
        (select count(*) from marts.fct_meeting_reports),
        (select count(*) from marts.fct_meetings),
        (select count(*) from marts.fct_files where state = 'quarantined' and is_current)
"""
# Articles that the run read or read anew, also where an interrupted run had taken their files.
_PROCESSED = "select count(*) from landing.stage_outputs where run_id = $run_id"
_CHECKS = """
    select count(*) filter (passed), count(*) filter (not passed and severity = 'warn'),
        count(*) filter (not passed and severity = 'error')
    from marts.fct_quality_results where run_id = $run_id
"""


def describe(settings: Settings) -> str:
    """The last run and what is published."""
    with open_published(settings) as connection:
        run = connection.execute(_LAST_RUN).fetchone()
        contents = connection.execute(_CONTENTS).fetchone()
        if run is None or contents is None:
            return "nothing was published yet"
        (processed,) = connection.execute(_PROCESSED, {"run_id": run[0]}).fetchone() or (0,)
        checks = connection.execute(_CHECKS, {"run_id": run[0]}).fetchone() or (0, 0, 0)
    _, loaded, unchanged, superseded, deleted, quarantined, started_at, ended_at = run
    articles, mentions, actors, reports, meetings, held_back = contents
    files = (
        f"{loaded} loaded, {quarantined} quarantined, {unchanged} unchanged, {superseded} superseded, {deleted} deleted"
    )
    is_quiet = not loaded + superseded + deleted + quarantined + processed
    nothing_new = " (nothing new)" if is_quiet else ""
    return "\n".join(
        [
            "",
            f"  files      {files}{nothing_new}",
            f"  articles   {articles}   ({held_back} files stand in quarantine: make quarantine)",
            f"  mentions   {mentions} of {actors} actors",
            f"  meetings   {meetings}, from {reports} reports",
            f"  checks     {checks[0]} passed, {checks[1]} warned, {checks[2]} failed",
            f"  took       {(ended_at - started_at).total_seconds():.1f} s",
            f"  published  {escape(str(settings.published_file))}",
            "",
        ]
    )


def list_quarantine(settings: Settings) -> str:
    """The files of the inbox that were not loaded, with reasons."""
    with open_published(settings) as connection:
        rows = connection.execute(
            """
            select file_path, reason, detail, size_bytes from marts.fct_files
            where state = 'quarantined' and is_current order by file_path
            """
        ).fetchall()
        noted = connection.execute(
            """
            select file_path, detail from marts.fct_files
            where state = 'loaded' and is_current and detail is not null order by file_path
            """
        ).fetchall()
    notes = [f"'{escape(path)}'\n    loaded, but {escape(detail)}" for path, detail in noted]
    if not rows:
        return "\n".join(["No file of the inbox is in quarantine.", *notes])
    lines = [
        f"'{escape(path)}'\n    {reason}: {escape(detail or '')} ({size or 0:,} bytes)"
        for path, reason, detail, size in rows
    ]
    return "\n".join([f"{len(rows)} files were not loaded; repair or remove them and run again:", *lines, *notes])
