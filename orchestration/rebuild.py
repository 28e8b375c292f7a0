"""A rebuild from scratch: a second build file beside the live one, which takes its place once it was published.

Readers see the old snapshot until the new one is complete. A rebuild that dies leaves the live build file and the
snapshot as they were; the next run clears it away, or, where it had been published already, puts it in its place.
"""

import contextlib
import shutil

import duckdb

from orchestration.settings import Settings
from orchestration.snapshots import published_run
from orchestration.warehouse import connect, make_landing_tables, open_build, transaction

# What a rebuild cannot know: it is taken over. Of the texts and articles only those are kept that the inbox has
# no more, in the history; every file is read anew and everything else made anew.
_CARRIED = ("files", "texts", "articles", "article_versions", "runs", "quality_results", "id_redirects")


def begin_rebuild(settings: Settings) -> None:
    """Make the second build file, with the history of the live one and with nothing else that counts.

    Takes: settings whose order names the rebuild; the live build file is sound, and the run's record stands in it.
    """
    with contextlib.closing(connect(settings, settings.build_file)) as connection:
        make_landing_tables(connection)
        _attach_live(connection, settings)
        with transaction(connection):
            for table in _CARRIED:
                connection.execute(f"insert into landing.{table} by name from live.landing.{table}")
            # No content is known by these rules, so that each file is read and its text put in place anew.
            connection.execute("update landing.files set rules = '', fingerprint = null where is_current")
            connection.execute("update landing.texts set version = ''")


def end_rebuild(settings: Settings, run_id: str) -> None:
    """Put the second build file in the place of the live one if it was published, else drop it, its findings kept."""
    if published_run(settings) != run_id and settings.build_file.exists():
        with open_build(settings) as connection:
            _attach_live(connection, settings)
            # What the checks found belongs to the history, the more so where they failed.
            connection.execute(
                """
                insert into live.landing.quality_results by name
                from landing.quality_results where run_id = $run_id
                """,
                {"run_id": run_id},
            )
    settle_rebuilds(settings)


def settle_rebuilds(settings: Settings) -> None:
    """Finish what rebuilds left behind: the published one is the build file, every other one is nothing."""
    rebuilt = settings.rebuilds / (published_run(settings) or "") / settings.live_build_file.name
    if rebuilt.is_file():
        # Its own log could hold the end of the run's record alone, which the next run writes; the live one's log
        # would be replayed into a file that is not its own.
        settings.live_build_file.with_name(settings.live_build_file.name + ".wal").unlink(missing_ok=True)
        rebuilt.replace(settings.live_build_file)
    shutil.rmtree(settings.rebuilds, ignore_errors=True)


def _attach_live(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    path = str(settings.live_build_file).replace("'", "''")  # the one value that cannot be bound
    connection.execute(f"attach '{path}' as live")
