"""Database files are built under a new name and swapped in; nothing that a reader may have open is touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.home.durable import sync

if TYPE_CHECKING:
    import duckdb

#: What a database under way may hold in memory before it spills to a folder beside it; the frames that are read and
#: written meanwhile come on top. Enough for 290 kommuner and twenty years within 4 GB.
MEMORY_LIMIT = "2GB"


def attach(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Let the connection read the database at `path`, as `name`."""
    quoted = str(path).replace("'", "''")
    con.execute(f"attach '{quoted}' as {name} (read_only)")


@contextmanager
def new_database(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database that becomes `path` only when the block ends well.

    A run that fails or is killed leaves at most a `.new` file and what it spilled, which the next run removes. Tables
    are written in no order: who reads one asks for its order.
    """
    import duckdb

    draft = path.with_name(path.name + ".new")
    for leftover in (draft, draft.with_name(draft.name + ".wal")):
        leftover.unlink(missing_ok=True)
    spill = draft.with_name(draft.name + ".tmp")
    shutil.rmtree(spill, ignore_errors=True)
    con = duckdb.connect(
        str(draft),
        config={
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(spill),
            "preserve_insertion_order": False,
        },
    )
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


#: What stands before the blocks of a database file: three headers.
_HEADERS = 3 * 4096


def read_whole(con: duckdb.DuckDBPyConnection, size: int | None = None) -> None:
    """Read every value of every table of the connection's database; duckdb.Error where one cannot be read.

    `size`: the file's bytes before it was opened, where no log of a killed command is still to be taken in. A file is
    headers and whole blocks; it may end before its last blocks when they are free, and else it has been cut short,
    which a query notices only when it asks for what is missing.
    """
    import duckdb

    ((blocks, free, block_size),) = con.execute(
        "select total_blocks, free_blocks, block_size from pragma_database_size()"
    ).fetchall()
    if size is not None:
        present, rest = divmod(size - _HEADERS, block_size)
        if rest or blocks - present > free:
            raise duckdb.IOException(
                f"the file has {size} bytes, which is not {blocks} blocks less {free} free"
            )
    tables = con.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = current_database()"
    ).fetchall()
    if tables:
        each = (f'select bit_xor(hash(t)) from "{schema}"."{table}" as t' for schema, table in tables)
        con.execute(" union all ".join(each)).fetchall()


def is_sound(path: Path) -> bool:
    """Whether a database file is there and every value in it can be read; it is opened read-only."""
    import duckdb

    if not path.is_file():
        return False
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            read_whole(con, path.stat().st_size)
    except duckdb.Error:
        return False
    return True


def point(link: Path, target: str) -> None:
    """Make the symlink `link` name `target` (relative to its folder), atomically."""
    draft = link.with_name(link.name + ".new")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(link)
    sync(link.parent)
