"""Which periods a register covers, in the words of the receipt and of the report."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.periods import Period


def covered_sentence(through: date) -> str:
    """Which periods a register that reaches a day covers whole."""
    tertial = Period.tertial_of(through)
    if tertial.last_day > through:
        tertial = Period.tertial_of(tertial.first_day - timedelta(days=1))
    month = Period.month_of(through)
    if month.last_day > through:
        before = month.first_day - timedelta(days=1)
        month = Period.month_of(before)
    return (
        f"Registret når till och med {through.isoformat()}. Hela tertial till och med {tertial.label} "
        f"och hela månader till och med {month.label} är täckta."
    )
