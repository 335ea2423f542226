"""What if: a year's key with some inputs changed, read from the address, computed by the pipelines' own rules.

Every change is one parameter, so a link carries the whole scenario: `budget`, `vikt` (the population's weight in
per cent), `basar-barn`, `basar-placerade`, and per kommun `placerade-2262`, `manader-2262`, `barn-2281`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dashboard.published.figures import Figures
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Selection
from pipelines.allocation import KeyInputs, KommunShare, allocate, key_inputs, scenario
from pipelines.reference import GFO

MOST = 1_000_000_000


@dataclass(frozen=True)
class Compared:
    """A decided allocation and the one asked about, by kommun code; both add up to their budget."""

    decided: Mapping[str, KommunShare]
    proposed: Mapping[str, KommunShare]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every kommun in either, the largest proposed amount first."""
        both = {**self.decided, **self.proposed}
        return tuple(sorted(both, key=lambda code: (-self.amount(self.proposed, code), code)))

    @staticmethod
    def amount(shares: Mapping[str, KommunShare], code: str) -> int:
        """Whole kronor; 0 for a kommun that takes no part."""
        return shares[code].amount_sek if code in shares else 0


def decided_inputs(figures: Figures, year: int) -> KeyInputs:
    """The year's stored inputs, as they were frozen."""
    return key_inputs(year, figures.allocation_inputs(year))


def base_years(figures: Figures, component: str) -> dict[int, dict[str, int]]:
    """Every base year that some stored key has figures for: year → kommun code → children."""
    found: dict[int, dict[str, int]] = {}
    for year in figures.allocation_years:
        for row in figures.allocation_inputs(year):
            if row.component == component and row.base_year is not None and row.area != GFO:
                found.setdefault(row.base_year, {})[row.area] = int(row.value)
    return found


def whole(selection: Selection, name: str, default: int, low: int = 0, high: int = MOST) -> int:
    """One whole number of the address; what is no number, or outside, reads as the default."""
    text = dict(selection.choices).get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else default
    return number if low <= number <= high else default


def compare(reader: Reader, year: int) -> Compared:
    """The decided allocation beside the one the address asks for. Raises ReaderError when it cannot be allocated."""
    figures, selection = reader.figures, reader.selection
    inputs = decided_inputs(figures, year)
    weight = whole(selection, "vikt", -1, 0, 100)
    population, placed = dict[str, int](), dict[str, int]()
    year_population = whole(selection, "basar-barn", inputs.base_year_population)
    year_placed = whole(selection, "basar-placerade", inputs.base_year_placed)
    if year_population != inputs.base_year_population:
        population |= _known(base_years(figures, "population").get(year_population, {}), inputs)
    if year_placed != inputs.base_year_placed:
        placed |= _known(base_years(figures, "placed").get(year_placed, {}), inputs)
    months: dict[str, int] = {}
    for area in figures.areas:
        code = area.area
        if code == GFO:
            continue
        present = inputs.months.get(code, 0)
        asked = whole(selection, f"manader-{code}", present, 0, 12)
        if asked != present:
            months[code] = asked
        if not asked:
            # A kommun that takes no part has no figures either.
            population.pop(code, None)
            placed.pop(code, None)
            continue
        children = whole(selection, f"barn-{code}", population.get(code, inputs.population.get(code, 0)))
        in_care = whole(selection, f"placerade-{code}", placed.get(code, inputs.placed.get(code, 0)))
        population[code], placed[code] = children, in_care
    proposed = scenario(
        inputs,
        budget=whole(selection, "budget", inputs.budget, 1),
        weight_population=Fraction(weight, 100) if weight >= 0 else None,
        base_year_population=year_population,
        base_year_placed=year_placed,
        population=population,
        placed=placed,
        months=months,
    )
    return Compared(
        {share.kommun_code: share for share in allocate(inputs)},
        {share.kommun_code: share for share in allocate(proposed)},
    )


def _known(children: Mapping[str, int], inputs: KeyInputs) -> dict[str, int]:
    """A base year's figures for the kommuner that take part."""
    return {code: number for code, number in children.items() if code in inputs.months}
