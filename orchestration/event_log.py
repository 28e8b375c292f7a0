"""Dagster's own record of events, with its files held open: else it opens one for each of a run's 4,000 statements.

Each time it closes one it waits for the disk: starting a run in the UI took 2,000 such waits. The files are the same.
"""

import contextlib
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy
from dagster import StringSource
from dagster._config import UserConfigSchema
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData

_FILES_HELD = 8  # the index, and the runs that are under way or looked at; a daemon sees thousands over the years


class OpenEventLog(SqliteEventLogStorage):
    """Events of runs in SQLite files below Dagster's home: one for each run, and an index."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, sqlalchemy.Engine] = OrderedDict()  # the last one used is the last
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> UserConfigSchema:
        """What dagster.yaml says of it."""
        return {"home": StringSource}

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> "OpenEventLog":
        """Build the storage where Dagster's own would lie."""
        return cls(str(Path(config_value["home"]) / "history" / "runs"), inst_data)

    def dispose(self) -> None:
        """Close the files."""
        self._close(keep=0)
        super().dispose()

    def wipe(self) -> None:
        """Remove every run's file, and all rows of the index."""
        self._close(keep=0)
        super().wipe()

    def has_table(self, table_name: str) -> bool:
        """Whether the index has this table; one that was found is not looked for again."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    @contextlib.contextmanager
    def _connect(self, shard: str) -> Iterator[sqlalchemy.Connection]:
        with self._db_lock:
            if shard not in self._engines:
                self._engines[shard] = self._open(shard)
            self._engines.move_to_end(shard)
            self._close(keep=_FILES_HELD)
            with self._engines[shard].begin() as connection:
                yield connection

    def _open(self, shard: str) -> sqlalchemy.Engine:
        engine: sqlalchemy.Engine = create_engine(
            self.conn_string_for_shard(shard), connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
        )
        sqlalchemy.event.listen(engine, "connect", _trust_the_system)
        self._initdb(engine)
        return engine

    def _close(self, keep: int) -> None:
        while len(self._engines) > keep:
            self._engines.popitem(last=False)[1].dispose()


def _trust_the_system(connection: Any, _: Any) -> None:
    """A power cut may take the last events of a run: not worth two waits for the disk at each of them."""
    connection.execute("pragma synchronous = normal")
