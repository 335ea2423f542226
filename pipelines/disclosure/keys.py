"""The name of a figure in the tables of what binds what."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One figure of `kpi_value`; `OUTSIDE` as its area: what no owner has, GFO less its kommuner."""

    kpi: str
    cut: str
    area: str
    period: str


class Secret(NamedTuple):
    """A figure that nobody may learn; or with `part_of`, what that whole has beside this part of it."""

    kpi: str
    cut: str
    area: str
    period: str
    part_of: str = ""


class Row(NamedTuple):
    """lower <= the sum of coefficient x figure <= upper; `kind` names the reason, so that each can be tried away."""

    kind: str
    terms: tuple[tuple[Key, float], ...]
    lower: float
    upper: float


OUTSIDE = "utanför"
