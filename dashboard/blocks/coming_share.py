"""What a kommun's part of GFO's budget would be in the years whose key is not decided, of counts that are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dashboard.blocks.proposals import drafts
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.allocation import in_brackets
from dashboard.words.grammar import joined
from pipelines.allocation import KeyInputs
from pipelines.reference import GFO

_PLACED = "placed_children"
_WHOLE_YEAR = 12


@dataclass(frozen=True)
class _Coming:
    """A year, its amount in kronor by the newest key's rule and budget, and the placed children that it would count:
    the kommun's own, all, and of which year."""

    year: int
    amount: Fraction
    own: int
    every: int
    base: int


def coming(reader: Reader) -> str:
    """The one or two years after the newest key's, each with its change and the placed children behind it; blank where
    the counts are not known, or our own do not make the decided key's."""
    figures, area = reader.figures, reader.area.area
    newest = max(figures.allocations.years, default=None)
    if newest is None:
        return ""
    inputs = drafts.decided_inputs(figures, newest)
    rows = figures.allocations.of(newest)
    before = next((row.amount_sek for row in rows if row.area == area), None)
    found = list(_years(reader, inputs)) if before is not None else []
    if not found:
        return ""
    told: list[str] = []
    former: tuple[Fraction | int, int] = (before or 0, newest)
    for one in found:
        amount = _rounded(one.amount)
        told.append(
            f"omkring {formats.short_kronor(amount)} {one.year}, {_beside(amount, _rounded(former[0]), former[1])}"
            f" ({formats.number(one.own)} av {formats.number(one.every)} placerade barn {one.base})"
        )
        former = (one.amount, one.year)
    return (
        f"Med samma budget, ägare och regel som {newest} skulle {reader.area.name} betala {joined(told)}."
        f" Varje procent mer i budget är {formats.short_kronor(_rounded(found[0].amount / 100))} till."
        " Det är en räkneövning: inget av det är beslutat."
    )


def _rounded(kronor: Fraction | int) -> int:
    """To whole thousands: the budget is not known closer."""
    return int(round(Fraction(kronor), -3))


def _beside(amount: int, former: int, year: int) -> str:
    if amount == former:
        return f"som {year}"
    word = "mer" if amount > former else "mindre"
    return f"{formats.short_kronor(abs(amount - former))} {word} än {year}{in_brackets(amount, former)}"


def _years(reader: Reader, inputs: KeyInputs) -> Iterator[_Coming]:
    owners = inputs.months.keys()
    whole = all(months == _WHOLE_YEAR for months in inputs.months.values())
    own, every = inputs.placed.get(reader.area.area), sum(inputs.placed.get(code, 0) for code in owners)
    if not whole or (own, every) != _placed(reader, inputs.base_year_placed):
        return
    for later in (1, 2):
        population, placed = inputs.base_year_population + later, inputs.base_year_placed + later
        year = inputs.year + later
        children = drafts.base_years(reader.figures, inputs, "population", year).get(population, {})
        counted = _placed(reader, placed)
        if counted is None or not owners <= children.keys():
            return
        part = inputs.weight_population * Fraction(
            children[reader.area.area], sum(children[code] for code in owners)
        )
        part += inputs.weight_placed * Fraction(*counted)
        yield _Coming(year, inputs.budget * part, *counted, placed)


def _placed(reader: Reader, year: int) -> tuple[int, int] | None:
    """The kommun's placed children of a whole year, and all of GFO's; None where either is not shown."""
    figures = reader.figures
    if not figures.has(_PLACED):
        return None
    found = [figures.value(_PLACED, area, str(year)) for area in (reader.area.area, GFO)]
    if any(not value.shown or value.preliminary or value.reason for value in found):
        return None
    own, every = (int(value.value or 0) for value in found)
    return (own, every) if every else None
