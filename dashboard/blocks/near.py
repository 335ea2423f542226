"""Which kommuner stand beside each other: all of them while they have room, else those near the chosen one in size."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from dashboard.published.figures import Figures
from dashboard.published.records import Value
from dashboard.published.remembering import remembered
from dashboard.reader.reader import Reader
from dashboard.words import per_thousand
from pipelines.reference import GFO

# More kommuner than this have no room beside each other; then as many as GFO has are shown.
_ROOM, _FEW = 12, 6


def all_with_room(reader: Reader) -> tuple[str, ...]:
    """Every kommun's code in Swedish order; none where they are too many to stand beside each other."""
    every = _kommuner(reader)
    return every if len(every) <= _ROOM else ()


def owners_beside(reader: Reader, kpi: str) -> list[tuple[str, Value, Value]]:
    """Each owner by name with its figure now and what that is set beside; none where they have no room."""
    figures, owners = reader.figures, {owner.area for owner in reader.figures.owners}
    now, before = reader.period.period, reader.compared.period
    return [
        (figures.names[code], figures.value(kpi, code, now), figures.value(kpi, code, before))
        for code in all_with_room(reader)
        if code in owners
    ]


def beside(reader: Reader) -> tuple[tuple[str, ...], str]:
    """Their codes in Swedish order, the chosen one's among them, and a sentence where they are not all."""
    figures, own = reader.figures, reader.selection.area
    every = _kommuner(reader)
    if len(every) <= _ROOM:
        return every, ""
    sizes = _sizes(figures, reader.selection.period)
    if own == GFO:
        few = sorted(sizes, key=lambda code: -sizes[code])[:_FEW]
        told = f"Bara de {_FEW} kommuner som har flest barn visas."
    elif own in sizes:
        few = sorted(sizes, key=lambda code: (code != own, abs(sizes[code] - sizes[own])))[:_FEW]
        told = f"Bara {reader.area.name} och de {_FEW - 1} kommuner som är närmast i antal barn visas."
    else:
        few, told = [own], "De andra kommunerna visas inte, eftersom antalet barn saknas."
    return tuple(code for code in every if code in few), told


@remembered(64)
def _sizes(figures: Figures, period: str) -> Mapping[str, Decimal]:
    """The kommuner's children."""
    # All periods at once: to find one in so large a file takes as long.
    children = figures.everywhere(per_thousand.CHILDREN, figures.period(period).kind)
    return MappingProxyType(
        {
            code: value.value
            for code, values in children.items()
            for value in values
            if value.period == period and code != GFO and value.shown and value.value is not None
        }
    )


def _kommuner(reader: Reader) -> tuple[str, ...]:
    return tuple(area.area for area in reader.figures.areas if area.area != GFO)
