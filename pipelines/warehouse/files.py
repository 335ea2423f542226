"""Database files are built under a new name and swapped in; nothing that a reader may have open is touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


def sync(path: Path) -> None:
    """Force a file's or folder's content to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def new_database(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database that becomes `path` only when the block ends well.

    A run that fails or is killed leaves at most a `.new` file, which the next run removes.
    """
    draft = path.with_name(path.name + ".new")
    for leftover in (draft, draft.with_name(draft.name + ".wal")):
        leftover.unlink(missing_ok=True)
    con = duckdb.connect(str(draft))
    try:
        yield con
        con.execute("checkpoint")
    except BaseException:
        con.close()
        draft.unlink(missing_ok=True)
        raise
    con.close()
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def point(link: Path, target: str) -> None:
    """Make the symlink `link` name `target` (relative to its folder), atomically."""
    draft = link.with_name(link.name + ".new")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(link)
    sync(link.parent)
