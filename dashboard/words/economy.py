"""GFO's year as it is foreseen, and the tertial against its budget."""

from __future__ import annotations

from dashboard.published.records import Value
from dashboard.words import formats


def prognosis(foreseen: Value, budget: int, year: str) -> str:
    """The whole year as it is foreseen against its budget; nothing where either is not known."""
    if not foreseen.shown or foreseen.value is None or not budget:
        return ""
    difference = budget - foreseen.value
    told = f"Helåret {year} väntas kosta {formats.kronor(foreseen.value)}"
    if round(difference) == 0:
        return f"{told}, lika mycket som årets budget."
    word = "under" if difference > 0 else "över"
    return f"{told}, {formats.kronor(abs(difference))} {word} årets budget på {formats.kronor(budget)}."


def before_the_meeting(label: str) -> str:
    """Why a kommun sees a period of GFO's economy that the styrgrupp has not met on."""
    return (
        f"Styrgruppen har inte haft sitt möte om {label}. Ekonomin räknar inga barn, så den visas i kommunens fil "
        "redan före mötet."
    )


def economy_title(budget: Value, outcome: Value, label: str) -> str:
    """The tertial's deviation in words; positive is favourable."""
    if not (budget.shown and outcome.shown) or budget.value is None or outcome.value is None:
        return "Budget och utfall per tertial"
    difference = budget.value - outcome.value
    if difference == 0:
        return f"GFO höll budgeten på kronan under {label}"
    word = "mindre" if difference > 0 else "mer"
    return f"GFO kostade {formats.kronor(abs(difference))} {word} än budget under {label}"
