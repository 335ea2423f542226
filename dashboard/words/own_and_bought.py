"""What an own home costs beside a bought one, in a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.grammar import joined, lowered

#: Bought homes, then own ones.
FORMS = ("konsulentstott", "familjehem_gfo", "familjehem_kommun")


def beside_title(
    lines: Sequence[tuple[str, Sequence[Value], str]], period: str, labels: Mapping[str, str]
) -> str:
    """The first line against the others in the chosen period; the third is left out where it is not shown."""
    values = (
        next((v.value for v in series if v.period == period and v.shown), None) for _n, series, _s in lines
    )
    found = [(name, value) for (name, _series, _style), value in zip(lines, values, strict=True)]
    (first, high), *others = found
    if high is None or others[0][1] is None:
        return f"{first} och {lowered(others[0][0])} sida vid sida"
    # What every line is of has been said.
    beside = [
        f"{formats.kronor(value)} för {lowered(name).removesuffix(' familjehem')}"
        for name, value in others
        if value is not None
    ]
    return f"{first} kostade {formats.kronor(high)} per dygn under {labels[period]}, mot {joined(beside)}"
