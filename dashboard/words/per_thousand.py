"""Counts per 1 000 children 0–20: what makes kommuner of different size comparable.

Computed where it is shown, from the published count and the published children of the same area and period: where
either of them is not shown there is no rate.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.published.records import Definition, Value
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
