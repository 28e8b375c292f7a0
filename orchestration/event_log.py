"""Dagster's own record of events, with its files held open: else it opens one for each of a run's 4,000 statements.

The files are the same, so that the UI shows the runs of the shell.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData


class OpenEventLog(SqliteEventLogStorage):
    """Events of runs in SQLite files below `base_dir`: one for each run, and an index."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, sqlalchemy.Engine] = {}
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> "OpenEventLog":
        """Build the storage as Dagster's configuration asks for it."""
        return cls(inst_data=inst_data, **config_value)

    def dispose(self) -> None:
        """Close the files."""
        for engine in self._engines.values():
            engine.dispose()
        super().dispose()

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
            with self._engines[shard].begin() as connection:
                yield connection

    def _open(self, shard: str) -> sqlalchemy.Engine:
        engine: sqlalchemy.Engine = create_engine(
            self.conn_string_for_shard(shard), connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
        )
        sqlalchemy.event.listen(engine, "connect", _trust_the_system)
        self._initdb(engine)
        return engine


def _trust_the_system(connection: Any, _: Any) -> None:
    """A power cut may take the last events of a run: not worth two waits for the disk at each of them."""
    connection.execute("pragma synchronous = normal")
