"""A text file as blocks of lines: fast enough for millions of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class LinesAreNotRecords(Exception):
    """A quotation holds a delimiter, a line break or a quotation mark."""


def blocks_of_lines(texts: Iterable[str]) -> Iterator[bytes]:
    """A text in slices as UTF-8 whose lines end in line feeds, in blocks that end where a line does."""
    rest = ""
    for text in texts:
        text = rest + text
        # A carriage return at the end may be half of a pair.
        kept = 1 if text.endswith("\r") else 0
        cut = max(text.rfind("\n", 0, len(text) - kept), text.rfind("\r", 0, len(text) - kept)) + 1
        text, rest = text[:cut], text[cut:]
        if text:
            yield _without_bare_returns(text.encode())
    rest = rest.removesuffix("\r")
    if rest:
        yield rest.encode() + b"\n"


def _without_bare_returns(block: bytes) -> bytes:
    """A carriage return before a line feed may stay, for Polars drops it; one of its own ends a line too."""
    if block.count(b"\r") == block.count(b"\r\n"):
        return block
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def without_quotation_marks(block: bytes, delimiter: int) -> bytes:
    """The block without them, when each pair of them stands around one plain field; most exports quote so."""
    # Most files have none, and need not wait for NumPy.
    import numpy as np

    marks = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(marks == 34)
    is_border = (marks == delimiter) | (marks == 10) | (marks == 13)
    borders = np.flatnonzero(is_border)
    opening, closing = quotes[0::2], quotes[1::2]
    between = np.searchsorted(borders, opening)
    simple = (
        len(opening) == len(closing)
        and bool((np.searchsorted(borders, closing) == between).all())
        and bool(((opening == 0) | is_border[opening - 1]).all())
        and bool(is_border[closing + 1].all())
    )
    if not simple:
        raise LinesAreNotRecords
    return block.translate(None, b'"')
