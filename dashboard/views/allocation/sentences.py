"""What the allocation says: who pays what, what a proposal changes, and whether it is the published one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.marts import Allocation, AllocationInput, PublishedAllocation
from dashboard.views.allocation.proposal import Compared
from dashboard.words import formats
from dashboard.words.grammar import joined


def allocation(
    rows: Sequence[Allocation], inputs: Sequence[AllocationInput], names: Mapping[str, str], year: str
) -> str:
    """The year's total and how it is shared, the largest and the smallest part."""
    if not rows:
        return ""
    total = sum(row.amount_sek for row in rows)
    largest, smallest = rows[0], rows[-1]
    return (
        f"GFO:s budget {year} är {formats.kronor(total)}{_weights(inputs)}."
        f" {names.get(largest.area, largest.area)} betalar mest,"
        f" {formats.kronor(largest.amount_sek)}, och {names.get(smallest.area, smallest.area)} minst,"
        f" {formats.kronor(smallest.amount_sek)}."
    )


def _weights(inputs: Sequence[AllocationInput]) -> str:
    """`, fördelad till 50 % efter barn i befolkningen och 50 % efter placerade barn`."""
    found = {given.component: given.value for given in inputs if given.component.startswith("weight_")}
    if set(found) != {"weight_population", "weight_placed"}:
        return ""
    children, placed = (formats.percent(found[f"weight_{part}"] * 100) for part in ("population", "placed"))
    return f", fördelad till {children} efter barn i befolkningen och {placed} efter placerade barn"


def allocation_title(rows: Sequence[Allocation], names: Mapping[str, str], year: str) -> str:
    """The title of the bars: the largest part as a share."""
    total = sum(row.amount_sek for row in rows)
    share = formats.percent(Decimal(100 * rows[0].amount_sek) / total) if total else ""
    return f"{names.get(rows[0].area, rows[0].area)} bär {share} av kostnaden {year}"


def allocation_text(rows: Sequence[Allocation], names: Mapping[str, str], year: str) -> str:
    """The text alternative of the bars."""
    each = [
        f"{names.get(row.area, row.area)} {formats.kronor(row.amount_sek)}"
        f" ({formats.kronor(row.population_amount_sek)} efter barn,"
        f" {formats.kronor(row.placed_amount_sek)} efter placerade)"
        for row in rows
    ]
    return f"Fördelningen {year}: {joined(each)}."


def scenario(compared: Compared, names: Mapping[str, str]) -> str:
    """Who pays more and who less by the proposal, the largest differences first."""
    changes = [
        (compared.amount(compared.proposed, code) - compared.amount(compared.decided, code), code)
        for code in compared.codes
    ]
    more = [(size, code) for size, code in sorted(changes, reverse=True) if size > 0]
    less = [(size, code) for size, code in sorted(changes) if size < 0]
    if not more and not less:
        return "Förslaget ger samma belopp som beslutet."
    parts = []
    if more:
        size, code = more[0]
        parts.append(f"{names.get(code, code)} betalar mest mer, {formats.kronor(size)}")
    if less:
        size, code = less[0]
        parts.append(f"{names.get(code, code)} minskar mest, {formats.kronor(-size)}")
    return "Med förslaget: " + joined(parts) + "."


def as_published(
    rows: Sequence[Allocation],
    inputs: Sequence[AllocationInput],
    published: Sequence[PublishedAllocation],
    year: str,
) -> str:
    """Whether the year's amounts are those of the published report, to the krona, and its key's inputs derived."""
    if {row.area: row.amount_sek for row in rows} == {row.area: row.amount_sek for row in published}:
        told = f"Beloppen för {year} stämmer på kronan med den publicerade fördelningen."
    else:
        told = f"Beloppen för {year} skiljer sig från den publicerade fördelningen; se underlaget."
    used = {row.area: int(row.value) for row in inputs if row.component == "population"}
    if used == {row.area: row.derived_children for row in published}:
        told += (
            " Nyckelns antal barn och placerade barn är härledda, inte publicerade: de är den heltalslösning som"
            " ger de publicerade beloppen på kronan."
        )
    return told
