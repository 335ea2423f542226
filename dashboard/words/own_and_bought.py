"""What an own home costs beside a bought one, what the difference comes to, and a form beside its part of the days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.grammar import capitalised, genitive, joined, lowered

#: Bought homes, then own ones.
FORMS = ("konsulentstott", "familjehem_gfo", "familjehem_kommun")
# What the cost of an own home leaves out is said in the KPI of the homes' cost; what a company's price holds nobody has
# delivered.
_NO_SAVING = (
    "Det är en räkneövning, ingen utlovad besparing: avgiften till GFO ingår inte i hemmens kostnad, uppgifterna säger"
    " inte vad företagens pris rymmer, och barnen kan ha olika behov."
)
# Of the whole cost a form's part is worth a heading where it is so much larger than that of the days, in per cent.
_FARTHEST = 5


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


def short(form: str) -> str:
    """What a form is called beside the others, which are homes too: `Konsulentstött`, `Via GFO`, `Kommunens egna`."""
    return capitalised(lowered(form).replace("familjehem", "").strip()) or form


def price_changes(found: Sequence[tuple[str, Decimal, Decimal]], when: str) -> str:
    """`Mot T2 2025 är ett dygn 1,9 % dyrare i konsulentstött familjehem, 2,3 % dyrare i familjehem via GFO och 1,0 %
    dyrare i kommunens egna familjehem.`: of each form its price now and `when` it is set beside."""
    told = []
    for name, now, then in found:
        change = 100 * (formats.rounded(now, 0) - formats.rounded(then, 0)) / formats.rounded(then, 0)
        word = "dyrare" if change > 0 else "billigare"
        size = f"{formats.percent(abs(change), 1)} {word}" if change else "lika dyrt"
        told.append(f"{size} i {lowered(name)}")
    return f"Mot {when} är ett dygn {joined(told)}."


def difference(
    bought: Decimal,
    own: Decimal,
    days: Decimal,
    whose: str,
    name: str,
    label: str,
    other: tuple[str, Decimal] | None = None,
) -> str:
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
        f" {formats.short_kronor(step * days)}.{_beside_other(bought, other, days)} {_NO_SAVING}"
    )


def _beside_other(bought: Decimal, other: tuple[str, Decimal] | None, days: Decimal) -> str:
    """` Mot kommunens egna familjehem är den 1 707 kr per dygn, 766 tkr.`, where there it is dearer too."""
    step = formats.rounded(bought, 0) - formats.rounded(other[1], 0) if other else Decimal(0)
    if other is None or step <= 0:
        return ""
    return f" Mot {lowered(other[0])} är den {formats.kronor(step)} per dygn, {formats.short_kronor(step * days)}."


def forms_title(
    forms: Mapping[str, tuple[Value, Value]], whole: tuple[Value, Value], label: str
) -> tuple[str, str]:
    """The form whose part of the cost is farthest above its part of the care days: `HVB stod för 8 % av vårddygnen och
    29 % av kostnaden under T3 2025`, and its name; where none stands out, or days or kronor are not known, what the
    table holds, and blank.

    `forms` and `whole` are care days and kronor.
    """
    days, kronor = (value.value if value.shown and not value.preliminary else None for value in whole)
    parts = {
        name: (100 * spent[0].value / days, 100 * spent[1].value / kronor)
        for name, spent in forms.items()
        if days and kronor and all(value.shown for value in spent)
        if spent[0].value is not None and spent[1].value is not None
    }
    name = max(parts, key=lambda one: parts[one][1] - parts[one][0], default="")
    of_days, of_cost = parts.get(name, (Decimal(0), Decimal(0)))
    if of_cost - of_days < _FARTHEST:
        return f"Placeringsformerna under {label}", ""
    parts_of = f"{formats.percent(of_days)} av vårddygnen och {formats.percent(of_cost)} av kostnaden"
    return f"{name} stod för {parts_of} under {label}", name
