"""Counts per 1 000 children 0–20: what makes kommuner of different size comparable.

Computed where it is shown, from the published count and the published children of the same area and period: where
either of them is not shown there is no rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.published.records import Definition, Value
from dashboard.words import formats
from dashboard.words.grammar import joined
from dashboard.words.uncertainty import may_be_chance
from pipelines.kpi.words import is_money
from pipelines.signals import Kind

#: The KPI that counts them, and the one that *Jämför* has of ours per 1 000.
CHILDREN, FOSTER = "children_0_20", "foster_children"
WORDS = "per 1 000 barn 0–20 år"
# Counts that grow with the children of a kommun; homes and services are GFO's to place where it likes.
_UNITS = frozenset(
    {"unika barn", "remisser", "placeringar", "omplaceringar", "sammanbrott", "överflyttningar", "kr"}
)
_COUNTS = frozenset({"flow", "unique_flow", "during", "stock", "sum", "days", "level"})


def is_count(definition: Definition) -> bool:
    """Whether GFO's figure is its kommuner's together, so that a kommun's says most of how large it is."""
    return definition.measure in _COUNTS


def offered(definition: Definition) -> bool:
    """Whether a KPI can be told per 1 000 children; one of GFO's alone is no kommun's to compare."""
    return is_count(definition) and definition.unit in _UNITS


def as_rate(definition: Definition) -> Definition:
    """The definition of the rate: its unit, and a decimal where things are counted."""
    decimals = definition.decimals if is_money(definition.unit) else 1
    return replace(definition, unit=f"{definition.unit} {WORDS}", measure="ratio", decimals=decimals)


def rate(count: Value, children: Value) -> Value:
    """A count per 1 000 children; hidden or missing where one of the two is."""
    for part in (count, children):
        if not part.shown or part.value is None:
            return replace(part, kpi=count.kpi, value=None)
    if count.value is None or not children.value:
        return replace(children, kpi=count.kpi, value=None, status="missing", reason="inga_fall")
    return replace(
        count,
        value=1000 * count.value / children.value,
        numerator=count.value,
        denominator=children.value,
        status="ok",
        preliminary=count.preliminary or children.preliminary,
    )


def foster_title(values: Mapping[str, Value], own: str, gfo: Value | None, year: int) -> str:
    """`2025 hade Timrå 13,4 barn i familjehem per 1 000 barn, mot 10,6 i hela GFO; skillnaden kan vara slump`: the
    kommun (`own`) beside all of GFO, and whether chance may be all that parts them, so that nobody makes a list of
    winners of it; of none chosen from which to which."""
    known = {name: value for name, value in values.items() if value.shown and value.value is not None}
    sizes = {name: formats.rounded(value.value or 0, 1) for name, value in known.items()}
    if own not in known:
        low, high = (extreme(sizes, key=lambda name: sizes[name]) for extreme in (min, max))
        span = f"från {formats.number(sizes[low], 1)} i {low} till {formats.number(sizes[high], 1)} i {high}"
        return f"Barn i familjehem per 1 000 barn {year}: {span}"
    said = f"{year} hade {own} {formats.number(sizes[own], 1)} barn i familjehem per 1 000 barn"
    return said + _beside_gfo(known[own], gfo)


def placed_title(name: str, own: Value, gfo: Value, year: str) -> str:
    """`2025 hade Timrå 16,0 placerade barn per 1 000 barn, mot 13,2 i hela GFO; skillnaden kan vara slump`; blank where
    either is not shown."""
    if not (own.shown and gfo.shown) or own.value is None or gfo.value is None:
        return ""
    size = formats.number(formats.rounded(own.value, 1), 1)
    return f"{year} hade {name} {size} placerade barn per 1 000 barn{_beside_gfo(own, gfo)}"


def _beside_gfo(own: Value, gfo: Value | None) -> str:
    """`, mot 10,6 i hela GFO; skillnaden kan vara slump`; blank where GFO's is not shown."""
    if gfo is None or not gfo.shown or gfo.value is None:
        return ""
    mine, whole = (formats.rounded(value.value or 0, 1) for value in (own, gfo))
    if mine == whole:
        return ", som hela GFO"
    one, other = ((int(value.numerator or 0), int(value.denominator or 0)) for value in (own, gfo))
    chance = (
        "skillnaden kan vara slump"
        if may_be_chance(Kind.RATE, one, other)
        else f"{'fler' if mine > whole else 'färre'} än slumpen kan förklara"
    )
    return f", mot {formats.number(whole, 1)} i hela GFO; {chance}"


def of_each(values: Mapping[str, Value], year: int) -> str:
    """`2025: Kramfors 13,2, Härnösand 11,3 och Ånge ...`: every kommun's, the highest first."""
    in_order = sorted(values.items(), key=lambda pair: -(pair[1].value or 0))
    told = [f"{name} {formats.figure(value.value, value.status, '', 1)}" for name, value in in_order]
    return f"{year}: {joined(told)}."
