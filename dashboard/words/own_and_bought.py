"""What an own home costs beside a bought one, in a line, and what the difference comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.grammar import genitive, joined, lowered

#: Bought homes, then own ones.
FORMS = ("konsulentstott", "familjehem_gfo", "familjehem_kommun")
# What the cost of an own home leaves out is said in the KPI of the homes' cost; what a company's price holds nobody has
# delivered.
_NO_SAVING = (
    "Det är en räkneövning, ingen utlovad besparing: avgiften till GFO ingår inte i hemmens kostnad, uppgifterna säger"
    " inte vad företagens pris rymmer, och barnen kan ha olika behov."
)


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


def difference(bought: Decimal, own: Decimal, days: Decimal, whose: str, name: str, label: str) -> str:
    """`Skillnaden mot familjehem via GFO är 1 597 kr per dygn; med Kramfors 449 dygn i konsulentstödda hem under T2
    2026 blir det 717 tkr.`, with what that leaves out: kronor a day, the care days in bought homes, `whose` they are
    and the `name` of the own homes.

    Of the figures as they are shown, so that whoever multiplies them gets the same; blank where a bought home is not
    dearer, and where nobody lived in one.
    """
    step = formats.rounded(bought, 0) - formats.rounded(own, 0)
    if step <= 0 or not days:
        return ""
    return (
        f"Skillnaden mot {lowered(name)} är {formats.kronor(step)} per dygn; med {genitive(whose)}"
        f" {formats.number(days)} dygn i konsulentstödda hem under {label} blir det"
        f" {formats.short_kronor(step * days)}. {_NO_SAVING}"
    )
