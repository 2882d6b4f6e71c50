"""Questions to the desk: its tables as DuckDB views of one version, for reading only.

``claims`` and ``quotes`` are those of the coder that stands for each document, corrections applied; ``claims_as_coded`` and
``quotes_as_coded`` are all that coders found.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kawat.desk import standing
from kawat.desk.store import Store
from kawat.desk.tables import SCHEMAS
from kawat.errors import DeskError
from kawat.limits import QUESTIONS_AT_ONCE

if TYPE_CHECKING:
    import duckdb
    from pyarrow.dataset import Dataset


# Questions that are answered at the same time; others wait.
AT_ONCE = QUESTIONS_AT_ONCE
_AS_CODED = {"claims": standing.AS_CODED, "quotes": standing.QUOTES_AS_CODED}


def connect(store: Store, at: int | datetime | None = None, memory: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with a view of each table as of a version of the desk or a moment (the newest unless told).

    It can read the desk's files and nothing else. Whoever runs questions of strangers wraps them as ``ask`` does. ``memory``
    limits what DuckDB takes, in megabytes; what needs more goes to a temporary file.
    """
    return _opened(store, store.versions(at), memory)[0]


def _opened(store: Store, versions: dict[str, int], memory: int | None) -> tuple[duckdb.DuckDBPyConnection, dict[str, Dataset]]:
    """As ``connect``, with the tables that each connection has to be told of itself."""
    import duckdb

    connection, lent = duckdb.connect(":memory:"), {}
    connection.execute("SET parquet_metadata_cache = true")  # the files of a version never change
    if memory:
        spill = Path(tempfile.gettempdir(), f"kawat-{os.getpid()}-{id(connection):x}").as_posix().replace("'", "''")
        connection.execute(f"SET memory_limit = '{int(memory)}MB'")
        connection.execute(f"SET temp_directory = '{spill}'")
    for table, scan in store.scans(versions).items():
        name = _AS_CODED.get(table, table)
        if not scan:
            connection.register(f"_{name}", SCHEMAS[table].empty_table())
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM _{name}")
            connection.unregister(f"_{name}")
        elif isinstance(scan, list):
            listed = ", ".join("'" + f.replace("'", "''") + "'" for f in scan)
            months = "hive_partitioning = true, hive_types_autocast = false"
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}], {months})")
        else:
            lent[name] = scan
            connection.register(name, scan)
    standing.apply(connection)
    if isinstance(store.folder, Path):
        folder = store.folder.resolve().as_posix().replace("'", "''")
        connection.execute(f"SET allowed_directories = ['{folder}']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection, lent


class Connections:
    """Connections to one version of a desk's tables: many questions at the same time, each on a connection of its own."""

    def __init__(self, store: Store, at: int | datetime | None = None, memory: int | None = None) -> None:
        self._first, self._lent = _opened(store, store.versions(at), memory)
        self._idle: list[duckdb.DuckDBPyConnection] = []
        self._room = threading.BoundedSemaphore(AT_ONCE)

    @contextmanager
    def one(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that nobody else asks meanwhile."""
        with self._room:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._another()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    def _another(self) -> duckdb.DuckDBPyConnection:
        # The views are the database's, what was lent to DuckDB is a connection's own.
        connection = self._first.cursor()
        for name, scan in self._lent.items():
            connection.register(name, scan)
        return connection


def ask(store: Store, sql: str, at: int | datetime | None = None, *, seconds: float = 60, values: Any = None) -> Any:
    """The answer to one SELECT as an Arrow table; raises DeskError for what is no question, is wrong, or takes too long."""
    connection = connect(store, at)
    try:
        return answer(connection, sql, seconds=seconds, values=values)
    finally:
        connection.close()


def answer(
    connection: duckdb.DuckDBPyConnection, sql: str, *, seconds: float = 60, values: Any = None,
    use: Callable[[duckdb.DuckDBPyRelation], Any] = lambda found: found.to_arrow_table(),
) -> Any:  # fmt: skip
    """As ``ask``, of a connection that ``connect`` made; one question at a time. ``use`` takes what was found."""
    import duckdb

    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise DeskError("one SELECT statement, please: the desk is only read this way.")
        # As a part of a SELECT of ours nothing in it can write: DuckDB takes COPY, INSERT and the like, which it also allows
        # in a WITH, at the top of a statement only.
        bare = statements[0].query.strip().rstrip(";")
        clock = threading.Timer(seconds, connection.interrupt)
        clock.start()
        try:
            return use(connection.sql(f"SELECT * FROM (\n{bare}\n) AS answer", params=values))
        finally:
            clock.cancel()
            clock.join()  # lest it interrupt the next question
    except duckdb.InterruptException:
        raise DeskError(f"the question took longer than {seconds:g} s. Ask for less, or for one month.") from None
    except duckdb.Error as problem:
        raise DeskError(f"the question cannot be answered: {str(problem).splitlines()[0]}") from None
