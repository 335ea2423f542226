"""The kommuner's files of a version: their own rows of it, and what the last release made public."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipelines.home import DataHome
from pipelines.publishing.audience_files import file_of, numbered_file, version_folder
from pipelines.publishing.marks import Marks
from pipelines.publishing.shaping import Sources, write_shaped


def write_kommuner(
    home: DataHome,
    folder: Path,
    audiences: Iterable[str],
    sources: Sources,
    marks: Marks,
    *,
    number: int,
    seen: Callable[[str], Path],
    before: int | None,
) -> None:
    """Write kommuner's files in a folder, by the number of the release whose public figures they hold.

    `marks` are the styrgrupp's of the version, `seen` gives the file of an audience that the version's revisions are
    counted from, and `before` is the version that was published before it.
    """
    for audience in audiences:
        write_shaped(
            numbered_file(folder, audience, number),
            audience,
            sources,
            marks,
            seen=seen(audience),
            before=None if before is None else file_of(version_folder(home, before), audience),
        )
