"""What is said of a file that is larger than any register: how large it is, and how large it may be."""

from __future__ import annotations

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place
from pipelines.reading.model import Refusal
from pipelines.wording import number

_MB = 1_000_000


def too_many_bytes(place: Place, size: int, most: int) -> Refusal:
    """Rounded up, so that a file a little too large is not said to be as large as the largest."""
    return Refusal(
        finding("F005", place, size=f"{number(-(-size // _MB))} MB", most=f"{number(most // _MB)} MB")
    )


def too_many_rows(place: Place, seen: int, most: int) -> Refusal:
    """`seen`: how many rows were counted when the counting ended."""
    return Refusal(finding("F005", place, size=f"minst {number(seen)} rader", most=f"{number(most)} rader"))
