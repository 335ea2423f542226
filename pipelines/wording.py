"""Small pieces of Swedish that sentences are made of."""

from __future__ import annotations


def counted(number: int, one: str, many: str) -> str:
    """A number and what it counts: 1 rad, 2 rader, 0 rader."""
    return f"{number} {one if number == 1 else many}"
