"""Read-only connections to published files.

DuckDB serves a file that was renamed over from its instance cache, so a connection is keyed by the resolved
real path, never by the `current` link; and one connection used by two threads raises, so every query takes
its own cursor.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import ReaderError

_KEPT_OPEN = 4
_open: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
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


def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    with _lock:
        found = _open.get(path)
        if found is not None:
            _open.move_to_end(path)
            return found
        try:
            connection = duckdb.connect(str(path), read_only=True, config=_SETTINGS)
        except duckdb.Error as error:
            raise ReaderError(
                "D003",
                "De publicerade siffrorna gick inte att läsa.",
                remedy="Vänta en stund och ladda om sidan. Om det inte hjälper: kör ”gfo publish” igen.",
            ) from error
        connection.execute("set lock_configuration = true")
        _open[path] = connection
        # The oldest goes: a reader in the middle of a query on it holds a cursor of its own.
        while len(_open) > _KEPT_OPEN:
            _open.popitem(last=False)
        return connection


def rows(path: Path, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Every row of one statement against one published file."""
    cursor = _connection(path).cursor()
    try:
        return cursor.execute(sql, list(parameters)).fetchall()
    finally:
        cursor.close()
