"""A text file's bytes by position, in slices and by the rows that a spreadsheet would show."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from pipelines.reading.kinds import PADDING, zeros_alternate

SLICE = 1 << 23
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class FileBytes:
    """A file's bytes by position. Not mapped: a mapping kills the process when the file shrinks beneath it.

    What old programs fill the last block with (^Z, NUL) is no part of the text; `padding` is how many such bytes.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._number = file.fileno()
        whole = os.fstat(self._number).st_size
        self.size = whole
        start = self.read(0, 4096)
        if not start.startswith(_UTF_16) and not zeros_alternate(start):  # there a zero is half a letter
            self.size = self._without_padding(whole)
        self.padding = whole - self.size

    def read(self, start: int, size: int) -> bytes:
        """Up to so many bytes from a position."""
        return os.pread(self._number, min(size, self.size - start), start)

    def slices(self, size: int = SLICE) -> Iterator[bytes]:
        """The file's bytes in order."""
        for start in range(0, self.size, size):
            yield self.read(start, size)

    def rows(self) -> Iterator[tuple[int, bytes]]:
        """(row as a spreadsheet shows it, line): a line break within quotation marks begins no row. Slow."""
        number, quoted, rest = 1, False, b""
        for part in (*self.slices(), b""):
            lines = (rest + part).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
            rest = lines.pop() if part else b""
            for line in lines:
                yield number, line
                quoted ^= line.count(b'"') % 2 == 1
                number += not quoted

    def first_row(self, test: Callable[[bytes], bool]) -> int | None:
        """The row of the first line that passes, or None."""
        return next((number for number, line in self.rows() if test(line)), None)

    def _without_padding(self, end: int) -> int:
        while end:
            part = self.read(max(0, end - SLICE), min(SLICE, end))
            kept = part.rstrip(PADDING)
            if kept:
                return end - len(part) + len(kept)
            end -= len(part)
        return 0
