"""Bars as our own HTML, flowing to a phone's width: lying ones with names and words, and how tall standing ones are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from dashboard.published.records import Value
from dashboard.words import formats

#: How tall the stub of a hidden figure is, in per cent: as tall as the others it would look like the largest.
STUB = 15


def how_many_hidden(values: Iterable[Value]) -> str:
    """`3 skyddade`, for a drawing's text alternative; blank for none."""
    count = sum(value.status == "hidden" for value in values)
    return f"{formats.number(count)} {'skyddad' if count == 1 else 'skyddade'}" if count else ""


def whole(lines: Sequence[tuple[str, int, str]], *, alike: bool = False) -> str:
    """A list across the page; `lines` are (name, size, words after the number), the last one, which the others come to,
    in the accent unless they are `alike`."""
    top = max((size for _name, size, _words in lines), default=0)
    return f'<div class="stages funnel{" alike" if alike else ""}"><ol>{rows(lines, top)}</ol></div>'


def rows(lines: Sequence[tuple[str, int, str]], top: int) -> str:
    """The rows of a list; each bar is as wide as its share of `top`."""
    return "".join(
        f'<li><span class="stage">{escape(name)}</span>'
        f'<span class="told"><b>{formats.number(size)}</b> {escape(words)}</span>'
        f'<i aria-hidden="true" style="--share:{round(100 * size / (top or 1))}"></i></li>'
        for name, size, words in lines
    )


@dataclass(frozen=True)
class Scale:
    """The lowest and highest that standing bars beside each other reach; zero is always between them."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[Value]) -> Scale:
        return cls.reaching(value.value for value in values if value.shown and value.value is not None)

    @classmethod
    def reaching(cls, numbers: Iterable[Decimal | int]) -> Scale:
        sizes = [float(number) for number in numbers]
        return cls(min([0.0, *sizes]), max([0.0, *sizes]))

    @property
    def ground(self) -> int | None:
        """How far up zero lies, in per cent; None where all bars stand on the ground."""
        return self.place(0)[1] if self.low < 0 else None

    def place(self, number: Decimal | int) -> tuple[int, int]:
        """How tall a bar is and what is under it, in per cent: below zero it hangs from the line of zero, which lies
        where the deepest one needs it."""
        size, reach = float(number), (self.high - self.low) or 1.0
        under = (min(size, 0.0) - self.low) / reach if self.low < 0 else 0.0
        return round(100 * abs(size) / reach), round(100 * under)


def style(height: int, bottom: int) -> str:
    """A bar's place as CSS."""
    return f"height:{height}%" + (f";bottom:{bottom}%" if bottom else "")
