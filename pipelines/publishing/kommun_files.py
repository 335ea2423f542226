"""The kommuner's files of a version: their own rows of it, and what the last release made public."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.home import DataHome
from pipelines.publishing.audience_files import file_of, numbered_file, version_folder
from pipelines.publishing.marks import Marks
from pipelines.publishing.shaping import Sources, write_shaped

#: Files that are written at the same time. DuckDB does the work and leaves the interpreter free meanwhile; threads, not
#: processes: they end with the command, however it ends.
_AT_ONCE = 2


@dataclass(frozen=True)
class KommunFiles:
    """The kommuner's files of one version in a folder, by the number of the release whose public figures they hold.

    `marks` are the styrgrupp's of the version, `seen` gives the file of an audience that the version's revisions are
    counted from, and `before` is the version that was published before it.
    """

    home: DataHome
    folder: Path
    sources: Sources
    marks: Marks
    number: int
    seen: Callable[[str], Path]
    before: int | None

    def write(self, audience: str) -> None:
        """Write one kommun's file."""
        before = None if self.before is None else version_folder(self.home, self.before)
        write_shaped(
            numbered_file(self.folder, audience, self.number),
            audience,
            self.sources,
            self.marks,
            seen=self.seen(audience),
            before=before and file_of(before, audience),
        )


@contextmanager
def written_meanwhile(
    versions: Sequence[KommunFiles], audiences: Iterable[str]
) -> Iterator[Mapping[str, Future[None]]]:
    """Write kommuner's files while the block goes on; each audience's is done when all its files are, or raises.

    Of an audience the versions are written in their order. No file is under way any more when the block has ended,
    also where something was raised in it.
    """

    def write(audience: str) -> None:
        for version in versions:
            version.write(audience)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            yield {audience: pool.submit(write, audience) for audience in audiences}
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def write_kommuner(version: KommunFiles, audiences: Iterable[str]) -> None:
    """Write kommuner's files of one version."""
    with written_meanwhile([version], audiences) as written:
        for done in written.values():
            done.result()
