"""Which published file, as it lies on the disk, and for whom: the key of everything that is remembered of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.errors import ReaderError

Audience = Literal["styrgrupp"]


def unreadable() -> ReaderError:
    """What a reader is told of a file that cannot be read."""
    return ReaderError(
        "G003",
        "De publicerade siffrorna gick inte att läsa.",
        remedy="Vänta en stund och ladda om sidan. Om det inte hjälper: kör ”gfo publish” igen.",
    )


@dataclass(frozen=True)
class Source:
    """One published file and its audience.

    `marks` are its inode, time of change (ns) and size: another file under the same name is another source.
    """

    path: Path
    audience: Audience
    marks: tuple[int, int, int]

    @classmethod
    def of(cls, path: Path, audience: Audience) -> Source:
        """The file that lies at a path now, its links resolved. Raises ReaderError G003 when none does."""
        real = path.resolve()
        try:
            found = real.stat()
        except OSError as error:
            raise unreadable() from error
        return cls(real, audience, (found.st_ino, found.st_mtime_ns, found.st_size))

    def __hash__(self) -> int:
        # Asked for at every figure of a page, and a path's own hash is slow.
        return hash(self.marks)

    @property
    def build(self) -> str:
        """The version, by the folder that it was published in."""
        return self.path.parent.name
