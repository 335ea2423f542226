"""Read-only connections to published files.

DuckDB serves a file that was renamed over from its instance cache, so a connection is keyed by the file itself,
never by the `current` link; and one connection used by two threads raises, so every query takes its own cursor.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from dashboard.published.source import Source, unreadable

_KEPT_OPEN = 4
_open: OrderedDict[Source, duckdb.DuckDBPyConnection] = OrderedDict()
_lock = threading.Lock()

# Nothing but this file: no network, no other file, no extension, and no way to change that afterwards.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "memory_limit": "128MB",
    "threads": 1,
}


def _connection(source: Source) -> duckdb.DuckDBPyConnection:
    with _lock:
        found = _open.get(source)
        if found is not None:
            _open.move_to_end(source)
            return found
        # Another file has come under the name: DuckDB would go on serving the former one while it is open.
        for former in [known for known in _open if known.path == source.path]:
            del _open[former]
        try:
            connection = duckdb.connect(str(source.path), read_only=True, config=_SETTINGS)
        except duckdb.Error as error:
            raise unreadable() from error
        connection.execute("set lock_configuration = true")
        _open[source] = connection
        # The oldest goes: a reader in the middle of a query on it holds a cursor of its own.
        while len(_open) > _KEPT_OPEN:
            _open.popitem(last=False)
        return connection


def close(source: Source) -> None:
    """Let go of a file that nobody reads; a query on it goes on to its end."""
    with _lock:
        _open.pop(source, None)


def rows(source: Source, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Every row of one statement against one published file. Raises ReaderError G003 when it cannot be opened."""
    cursor = _connection(source).cursor()
    try:
        return cursor.execute(sql, list(parameters)).fetchall()
    finally:
        cursor.close()


_AT_A_TIME = 5_000


def streamed(source: Source, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement that has too many to be held at once."""
    cursor = _connection(source).cursor()
    try:
        cursor.execute(sql, list(parameters))
        while found := cursor.fetchmany(_AT_A_TIME):
            yield from found
    finally:
        cursor.close()


# Of each table that every page needs, something.
_READ = "select count(*) from release union all select count(*) from kpi_value union all select count(*) from period"


def check_readable(source: Source) -> None:
    """Raises ReaderError G003 unless the file opens and holds figures; asks the file itself, each time."""
    try:
        counted = rows(source, _READ)
    except duckdb.Error as error:
        raise unreadable() from error
    if not all(number for (number,) in counted):
        raise unreadable()
