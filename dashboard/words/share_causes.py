"""Why a kommun's part of GFO's budget is another than the year before."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dashboard.words import formats
from dashboard.words.allocation import of_year, placed_children
from dashboard.words.kommun import share_cause

if TYPE_CHECKING:
    from dashboard.published.figures import Figures


def why(figures: Figures, year: int, chosen: str) -> str:
    """Why a kommun's amount differs from the year before, and the placed children that the key counts it by; blank
    where that is not known, and for GFO."""
    effects = [effect for effect in figures.allocations.effects(year) if effect.area == chosen]
    now, before = (placed_children(figures.allocations.inputs(of), chosen) for of in (year, year - 1))
    said = [share_cause(effects), _budgets(figures, year)] if effects else []
    if effects and now and before:
        were = "placerat" if now.value == 1 else "placerade"
        counted = f"Nyckeln räknar med {formats.number(now.value)} barn som var {were}{of_year(now)}"
        said.append(
            f"{counted}, mot {formats.number(before.value)}{of_year(before, again=True)} i nyckeln för {year - 1}."
        )
    return " ".join(sentence for sentence in said if sentence)


def _budgets(figures: Figures, year: int) -> str:
    """`Hela budgeten är 9 155 000 kr, mot 8 889 000 kr 2025 (+3,0 %).`; blank where it is the same."""
    now, before = (sum(row.amount_sek for row in figures.allocations.of(of)) for of in (year, year - 1))
    if not now or not before or now == before:
        return ""
    change = formats.with_sign(now - before, formats.percent(Decimal(100 * (now - before)) / before, 1))
    return f"Hela budgeten är {formats.kronor(now)}, mot {formats.kronor(before)} {year - 1} ({change})."
