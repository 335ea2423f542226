"""Counts per 1 000 children 0–20: what makes kommuner of different size comparable.

Computed where it is shown, from the published count and the published children of the same area and period: where
either of them is not shown there is no rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.published.country_records import near_per_1000
from dashboard.published.records import Definition, Value
from dashboard.words import formats
from dashboard.words.grammar import joined
from pipelines.kpi.words import is_money

#: The KPI that counts them.
CHILDREN = "children_0_20"
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


def foster_title(values: Mapping[str, Value], own: str, year: int) -> str:
    """`2025 hade Timrå 13,4 barn i familjehem per 1 000 barn, högst av de 6 kommunerna, strax över Kramfors (13,2)`:
    the place of the kommun (`own`) among those whose figure is shown; of none chosen from which to which. What one or
    two of its children make is told as much the same."""
    known = {name: value for name, value in values.items() if value.shown and value.value is not None}
    sizes = {name: formats.rounded(value.value or 0, 1) for name, value in known.items()}
    if own not in known:
        low, high = (extreme(sizes, key=lambda name: sizes[name]) for extreme in (min, max))
        span = f"från {formats.number(sizes[low], 1)} i {low} till {formats.number(sizes[high], 1)} i {high}"
        return f"Barn i familjehem per 1 000 barn {year}: {span}"
    mine, near = sizes[own], near_per_1000(known[own].denominator)
    others = {name: size for name, size in sizes.items() if name != own}
    like = [
        f"{name} ({formats.number(size, 1)})" for name, size in others.items() if abs(size - mine) <= near
    ]
    above = sum(size - mine > near for size in others.values())
    below = len(others) - above - len(like)
    said = f"{year} hade {own} {formats.number(mine, 1)} barn i familjehem per 1 000 barn"
    shown_alone = "" if len(known) == len(values) else " som visas"
    among = f"av de {formats.number(len(sizes))} kommunerna{shown_alone}"
    if above and below:
        told = [f"{formats.number(above)} högre", *([f"{joined(like)} ungefär lika"] if like else [])]
        return f"{said}; av de andra ligger {joined([*told, f'{formats.number(below)} lägre'])}"
    if not (above or below):
        return f"{said}, ungefär som {joined(like)}" if like else said
    end = "lägst" if above else "högst"
    if not like:
        return f"{said}, {end} {among}"
    way = 1 if above else -1
    before = sum(way * size < way * mine for size in others.values())
    if before:
        return f"{said}, bland de {end}a {among}, ungefär som {joined(like)}"
    near_by = "strax under" if above else "strax över"
    same = all(others[name] == mine for name in others if abs(others[name] - mine) <= near)
    return f"{said}, {end} {among}{f' tillsammans med {joined(like)}' if same else f', {near_by} {joined(like)}'}"


def of_each(values: Mapping[str, Value], year: int) -> str:
    """`2025: Kramfors 13,2, Härnösand 11,3 och Ånge ...`: every kommun's, the highest first."""
    in_order = sorted(values.items(), key=lambda pair: -(pair[1].value or 0))
    told = [f"{name} {formats.figure(value.value, value.status, '', 1)}" for name, value in in_order]
    return f"{year}: {joined(told)}."
