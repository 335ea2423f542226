"""What waits in the inbox: files that were laid there, and files that were handed in through the pages."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pipelines.home.handed_in import waiting_files
from pipelines.home.places import DataHome
from pipelines.periods import SWEDEN

_PASSING = (".part", ".tmp", ".crdownload", ".filepart", ".new", ".swp")


def laid_files(home: DataHome) -> list[Path]:
    """The files that were laid in the inbox and could be deliveries, by name."""
    if not home.inbox.is_dir():
        return []
    return sorted(
        path
        for path in home.inbox.iterdir()
        if path.is_file() and not path.name.startswith((".", "~$")) and path.suffix.lower() not in _PASSING
    )


def waiting_since(home: DataHome) -> list[datetime]:
    """Since when (Swedish time) each file waits that nobody has taken yet, the oldest first."""
    found = [datetime.fromisoformat(said.handed) for _, said in waiting_files(home)]
    for file in laid_files(home):
        with suppress(OSError):
            # When it was laid there: a copy may be as old as what it was copied from.
            found.append(datetime.fromtimestamp(file.stat().st_ctime, SWEDEN))
    return sorted(found)
