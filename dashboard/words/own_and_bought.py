"""What an own home costs beside a bought one, in a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.grammar import lowered

#: Bought homes, then own ones.
FORMS = ("konsulentstott", "familjehem_gfo", "familjehem_kommun")


def beside_title(
    lines: Sequence[tuple[str, Sequence[Value], str]], period: str, labels: Mapping[str, str]
) -> str:
    """The first line against the second in the chosen period."""
    found = []
    for name, series, _style in lines[:2]:
        value = next((v for v in series if v.period == period and v.shown), None)
        if value is None or value.value is None:
            return f"{lines[0][0]} och {lowered(lines[1][0])} sida vid sida"
        found.append((name, value.value))
    (first, high), (second, low) = found
    return (
        f"{first} kostade {formats.kronor(high)} per dygn under {labels[period]},"
        f" mot {formats.kronor(low)} för {lowered(second)}"
    )
