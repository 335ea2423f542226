"""What the child answers: a reader's tables described, findings by their codes, and texts from beside the tables."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

_DIGIT = re.compile(r"\d")


class Problem(Exception):
    """Something in the file that stops it. `code` is a finding code of the reading room."""

    def __init__(self, code: str, **fills: str) -> None:
        super().__init__(code)
        self.code = code
        self.fills = fills


CELL_BYTES = 16  # what a cell takes in memory beside its letters, were it blank


def refuse_grown(size: int, limits: dict[str, Any]) -> None:
    """A small file may be made to fill the memory of whoever reads it: cells that all point at one long text."""
    if size > limits["grown_bytes"]:
        raise Problem("F010", detail=f"mer än {size // 1_000_000} MB")


@dataclass
class Answer:
    """`findings`: (code, place's parts, fills); `texts`: (part of the file, text).

    `sheets`: what describes the tables written out, in their order; the parent's `child` takes them in.
    """

    findings: list[tuple[str, dict[str, Any], dict[str, str]]] = field(default_factory=list)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    looked_through: bool = True


def with_digits(text: str) -> list[str]:
    """The lines that could hold an identity number; the rest need not leave the child."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return [line for line in text.splitlines() if len(_DIGIT.findall(line)) >= 6]
