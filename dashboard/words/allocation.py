"""What the allocation says: who pays what, what has changed, and whether it is the published one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from dashboard.published.marts import Allocation, AllocationEffect, AllocationInput, PublishedAllocation
from dashboard.words import formats
from dashboard.words.grammar import genitive, joined
from pipelines.reference import GFO

if TYPE_CHECKING:
    from dashboard.published.figures import Figures


def lead(figures: Figures, year: int, chosen: str) -> str:
    """The year in two or three sentences: of the chosen kommun, or of all of them when GFO is chosen."""
    rows, names = figures.allocations.of(year), figures.names
    if not rows:
        return ""
    total = formats.kronor(sum(row.amount_sek for row in rows))
    shared = _weights(figures.allocations.inputs(year), year)
    if chosen == GFO:
        largest, smallest = rows[0], rows[-1]
        budget = f"GFO:s budget {year} är {total}{', fördelad till ' + shared if shared else ''}."
        if len(rows) == 1:
            return f"{budget} {names[largest.area]} betalar allt."
        return (
            f"{budget} {names[largest.area]} betalar mest, {formats.kronor(largest.amount_sek)},"
            f" och {names[smallest.area]} minst, {formats.kronor(smallest.amount_sek)}."
        )
    own = _of(rows, chosen)
    if own is None:
        return f"{names[chosen]} är inte med i fördelningen {year}. GFO:s budget {year} är {total}."
    part = "" if own.months == 12 else f" för {months_told(own.months)}"
    said = (
        f"{names[chosen]} betalar {formats.kronor(own.amount_sek)}{part} av GFO:s budget {year} på {total}."
    )
    before = _of(figures.allocations.of(year - 1), chosen)
    if before is not None:
        said += f" {_since(own, before, names[chosen])}"
    return said + (f" Budgeten är fördelad till {shared}." if shared else "")


def beside_year_before(own: Allocation, before: Allocation | None) -> str:
    """`Högre än 2025 (428 tkr).`; blank without one."""
    if before is None:
        return ""
    was = formats.short_kronor(before.amount_sek, own.amount_sek)
    part = "" if before.months == 12 else f" för {months_told(before.months)}"
    if own.amount_sek == before.amount_sek:
        return f"Samma som {before.year} ({was}{part})."
    return f"{'Högre' if own.amount_sek > before.amount_sek else 'Lägre'} än {before.year} ({was}{part})."


# Why an amount changed, after *därför att*.
_BECAUSE = {
    "budget": "budgeten {did}",
    "population": "andelen av barnen i befolkningen {did}",
    "placed": "andelen av de placerade barnen {did}",
    "weights": "nyckelns vikter är andra",
    "membership": "ägarna inte är med lika många månader som året före",
}


def why_title(
    effects: Sequence[AllocationEffect],
    names: Mapping[str, str],
    chosen: str,
    year: int,
    placed: Mapping[str, tuple[AllocationInput, AllocationInput]],
) -> str:
    """How much the chosen kommun's amount changed since the year before and what most of it comes of; without one what
    the budget did, and whose amount rose most, or fell where none rose, and why.

    `placed` are the placed children that the key counts each kommun by, and counted it by (`placed_of_each`).

    `Budgeten växte 266 000 kr; Kramfors får den största ökningen, därför att 64 placerade barn räknas mot 56`
    """
    change = change_of_each(effects)
    if own := change.get(chosen):
        did = "ökade" if own > 0 else "minskade"
        said = (
            f"{genitive(names[chosen])} belopp {did} {formats.kronor(abs(own))} från {year - 1} till {year}"
        )
        return f"{said}, mest därför att {_because(effects, chosen, own, placed)}"
    budget = sum(effect.amount_sek for effect in effects if effect.effect == "budget")
    moved = {names.get(area, area): size for area, size in change.items()}
    gets = next(iter(largest_changes(moved)), "").rpartition(",")[0]
    told = (
        [f"Budgeten {'växte' if budget > 0 else 'minskade'} {formats.kronor(abs(budget))}"] if budget else []
    )
    most = most_changed(change)
    if gets and len(most) == 1:
        size = change[most[0]]
        reason = _because(effects, most[0], size, placed)
        told.append(gets if reason == _because_of("budget", size) else f"{gets}, därför att {reason}")
    return "; ".join(told) or f"Beloppen ändrades inte från {year - 1} till {year}"


def change_of_each(effects: Iterable[AllocationEffect]) -> dict[str, int]:
    """By kommun how many kronor its amount changed since the year before."""
    change: dict[str, int] = {}
    for effect in effects:
        change[effect.area] = change.get(effect.area, 0) + effect.amount_sek
    return change


def most_changed(change: Mapping[str, int]) -> list[str]:
    """The kommuner whose amount rose most, or fell most where none rose."""
    rose = max(change.values(), default=0)
    size = rose if rose > 0 else min(change.values(), default=0)
    return [area for area, found in change.items() if found == size]


def _because(
    effects: Sequence[AllocationEffect],
    area: str,
    change: int,
    placed: Mapping[str, tuple[AllocationInput, AllocationInput]],
) -> str:
    """What most of a kommun's change comes of, of what went the same way."""
    along = [one for one in effects if one.area == area and one.amount_sek * change > 0]
    most = max(along, key=lambda one: abs(one.amount_sek)).effect
    now, before = placed.get(area, (None, None))
    if most == "placed" and now and before and (now.value - before.value) * change > 0:
        children = "placerat barn" if now.value == 1 else "placerade barn"
        return f"{formats.number(now.value)} {children} räknas mot {formats.number(before.value)}"
    return _because_of(most, change)


def _because_of(effect: str, change: int) -> str:
    grew = "växte" if effect == "budget" else "ökade"
    return _BECAUSE[effect].format(did=grew if change > 0 else "minskade")


def placed_of_each(figures: Figures, year: int) -> dict[str, tuple[AllocationInput, AllocationInput]]:
    """The placed children that the key of a year counts each kommun by, and those of the year before's key; without the
    kommuner that are not in both."""
    inputs, former = figures.allocations.inputs(year), figures.allocations.inputs(year - 1)
    both = {
        area.area: (placed_children(inputs, area.area), placed_children(former, area.area))
        for area in figures.areas
    }
    return {area: (now, before) for area, (now, before) in both.items() if now and before}


def placed_children(inputs: Sequence[AllocationInput], area: str) -> AllocationInput | None:
    return next((given for given in inputs if (given.component, given.area) == ("placed", area)), None)


def of_year(given: AllocationInput, *, again: bool = False) -> str:
    """` någon gång under 2023`: more than are in care on a day; `again` the year alone."""
    return f"{' någon gång' * (not again)} under {given.base_year}" if given.base_year else ""


def _of(rows: Sequence[Allocation], area: str) -> Allocation | None:
    return next((row for row in rows if row.area == area), None)


def _since(now: Allocation, before: Allocation, name: str) -> str:
    """`Det är 54 379 kr mer än 2025 (+4,5 %).`; no per cent of a year that had another number of months."""
    if now.amount_sek == before.amount_sek:
        return f"Det är samma belopp som {before.year}."
    word = "mer" if now.amount_sek > before.amount_sek else "mindre"
    told = f"Det är {formats.kronor(abs(now.amount_sek - before.amount_sek))} {word} än {before.year}"
    if now.months != before.months:
        return f"{told}, då {name} var med i {months_told(before.months)}."
    return f"{told}{in_brackets(now.amount_sek, before.amount_sek)}."


#: The months of an owner all of a year.
WHOLE_YEAR = 12
_FEW_YEARS = {1: "ett år", 2: "två år", 3: "tre år"}


def years_told(count: int) -> str:
    return _FEW_YEARS.get(count, f"{count} år")


def months_told(count: int) -> str:
    return "1 månad" if count == 1 else f"{count} månader"


def parts_of_years(rows: Sequence[Allocation]) -> str:
    """`4 månader 2022`: the years that a kommun was a part of; blank where it was there all the time."""
    return joined([f"{months_told(row.months)} {row.year}" for row in rows if row.months != WHOLE_YEAR])


def in_brackets(now: int, before: int) -> str:
    """` (+4,5 %)`; blank where there is nothing to be a part of."""
    change = percent_change(now, before)
    return "" if change is None else f" ({formats.signed(change, 1)}{formats.NBSP}%)"


def difference(before: int, after: int) -> str:
    """`+54 379 kr (+4,5 %)`."""
    return f"{formats.signed(after - before)}{formats.NBSP}kr{in_brackets(after, before)}"


def changed(now: Allocation | None, before: Allocation | None, size: int) -> str:
    """`+54 379 kr (+4,5 %)`; of a kommun that came or left, or was an owner for another part of the year, what it was
    then: `+701 946 kr; 4 månader 2022`."""
    change = f"{formats.signed(size)}{formats.NBSP}kr"
    if now is None:
        return f"{change}; inte med"
    if before is None:
        return f"{change}; ny"
    if before.months != now.months:
        return f"{change}; {parts_of_years([before, now])}"
    return f"{change}{in_brackets(now.amount_sek, before.amount_sek)}"


def placed_beside(pair: tuple[AllocationInput, AllocationInput] | None) -> str:
    """`Placerade barn: 64, var 56`; blank where both keys do not have the count."""
    if pair is None:
        return ""
    now, before = (formats.number(one.value) for one in pair)
    return f"Placerade barn: {now}, var {before}" if now != before else f"Placerade barn: {now}"


def percent_change(now: int, before: int) -> Decimal | None:
    """A change in per cent of the former amount; None from nothing."""
    return Decimal(100 * (now - before)) / before if before else None


def largest_changes(by_name: Mapping[str, int]) -> list[str]:
    """A clause on who gets the largest increase, one on the largest decrease; none of what nobody gets."""
    parts: list[str] = []
    for word, sign in (("ökningen", 1), ("minskningen", -1)):
        most = max((sign * change for change in by_name.values()), default=0)
        if most > 0:
            who = [name for name, change in by_name.items() if sign * change == most]
            each = " vardera" if len(who) > 1 else ""
            gets = "" if parts else " får"
            parts.append(f"{joined(who)}{gets} den största {word}, {formats.kronor(most)}{each}")
    return parts


def clauses(parts: Sequence[str]) -> str:
    """Clauses as one sentence, without its full stop: they have commas of their own, so `och` has one too."""
    return joined(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])}, och {parts[-1]}"


def _weights(inputs: Sequence[AllocationInput], year: int) -> str:
    """`50 % efter barn i befolkningen och 50 % efter placerade barn, med antalen från 2023, tre år tidigare`; blank
    where the key does not say."""
    found = {given.component: given.value for given in inputs if given.component.startswith("weight_")}
    if set(found) != {"weight_population", "weight_placed"}:
        return ""
    children, placed = (formats.percent(found[f"weight_{part}"] * 100) for part in ("population", "placed"))
    shared = f"{children} efter barn i befolkningen och {placed} efter placerade barn"
    return shared + _counted_in(inputs, year)


def _counted_in(inputs: Sequence[AllocationInput], year: int) -> str:
    """From when the key's numbers are, which is years before what it is a key to."""
    base = {given.component: given.base_year for given in inputs if given.base_year}
    population, placed = base.get("population"), base.get("placed")
    if population is None or placed is None:
        return ""
    if population != placed:
        return f", med barnen {population} och de placerade barnen {placed}"
    lag = year - population
    return f", med antalen från {population}" + (f", {years_told(lag)} tidigare" if lag in _FEW_YEARS else "")


def allocation_title(
    rows: Sequence[Allocation], names: Mapping[str, str], year: str, chosen: str = ""
) -> str:
    """The title of the bars: the chosen kommun's part as a share, without one the largest."""
    total, own = sum(row.amount_sek for row in rows), _of(rows, chosen) or rows[0]
    share = formats.percent(Decimal(100 * own.amount_sek) / total, 1) if total else ""
    return f"{names.get(own.area, own.area)} bär {share} av kostnaden {year}"


def both_parts(own: Allocation) -> str:
    """A kommun's amount by what it comes from."""
    return (
        f"Av beloppet fördelas {formats.kronor(own.population_amount_sek)} efter barnen i kommunen och"
        f" {formats.kronor(own.placed_amount_sek)} efter de placerade barnen."
    )


def allocation_text(rows: Sequence[Allocation], names: Mapping[str, str], year: str) -> str:
    """The text alternative of the bars."""
    each = [
        f"{names.get(row.area, row.area)} {formats.kronor(row.amount_sek)}"
        f" ({formats.kronor(row.population_amount_sek)} efter barn,"
        f" {formats.kronor(row.placed_amount_sek)} efter placerade)"
        for row in rows
    ]
    return f"Fördelningen {year}: {joined(each)}."


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
    part = {row.area for row in rows}
    used = {row.area: int(row.value) for row in inputs if row.component == "population" and row.area in part}
    if used == {row.area: row.derived_children for row in published}:
        told += (
            " Nyckelns antal barn och placerade barn är härledda, inte publicerade: de är räknade baklänges ur"
            " beloppen."
        )
    return told


def years_title(
    years: Mapping[int, Sequence[Allocation]], names: Mapping[str, str], area: str, year: int
) -> str:
    """How a kommun's part has changed since the year before, and what it was the first year; with who was an owner then
    and is not, or is and was not. A year that it took part in for fewer months, or more, is left out.

    `Kramfors del av kostnaden ökade från 12,2 % 2025 till 13,2 % 2026; 2021, före Timrå, var den 15,9 %`
    """
    own = {found: row for found, rows in years.items() if (row := _of(rows, area))}
    total = {found: sum(row.amount_sek for row in rows) or 1 for found, rows in years.items()}
    part = {found: Decimal(100 * row.amount_sek) / total[found] for found, row in own.items()}
    told = {found: formats.percent(size, 1) for found, size in part.items()}
    before = sorted(one for one in own if one < year and own[one].months == own[year].months)
    then = {one: f"{one}{_other_owners(years[one], years[year], names)}" for one in before}
    whose = f"{genitive(names[area])} del av kostnaden"
    if not before and own[year].months == WHOLE_YEAR and min(own) > min(years):
        return f"{names[area]} var med hela året första gången {year}"
    if year - 1 not in then:
        said = f"{names[area]} bär {told[year]} av kostnaden {year}"
    elif told[year - 1] == told[year]:
        said = f"{whose} var lika stor {year} som {then[year - 1].rstrip(',')}: {told[year]}"
    else:
        word = "ökade" if part[year] > part[year - 1] else "minskade"
        said = f"{whose} {word} från {told[year - 1]} {then[year - 1]} till {told[year]} {year}"
    if not before or before[0] == year - 1:
        return said
    return f"{said}; {then[before[0]]} var den {told[before[0]]}"


def _other_owners(then: Sequence[Allocation], now: Sequence[Allocation], names: Mapping[str, str]) -> str:
    """`, före Timrå,`, `, med Ånge,`, `, då Timrå var med i 4 månader,`; blank where the owners were the same."""
    was, has = ({row.area: row.months for row in rows} for rows in (then, now))
    came, left = (
        [names[one] for one in one_side if one not in other] for one_side, other in ((has, was), (was, has))
    )
    told = [f"före {joined(came)}"] * bool(came) + [f"med {joined(left)}"] * bool(left)
    told += [
        f"då {names[area]} var med {'hela året' if months == 12 else f'i {months_told(months)}'}"
        for area, months in was.items()
        if area in has and months != has[area]
    ]
    return f", {joined(told)}," if told else ""


def since_title(
    years: Mapping[int, Sequence[Allocation]], names: Mapping[str, str], first: int, year: int
) -> str:
    """Whose amount has risen and fallen most since the `first` year, of the kommuner that were owners all of both; a
    plain name where there is none."""
    then = {row.area: row for row in years[first]}
    changes = largest_changes(
        {
            names[row.area]: row.amount_sek - then[row.area].amount_sek
            for row in years[year]
            if row.area in then and row.months == then[row.area].months == WHOLE_YEAR
        }
    )
    if not changes:
        return "Fördelningen år för år"
    all_the_time = all(row.area in then and row.months == then[row.area].months for row in years[year])
    whose = f"Sedan {first}" if all_the_time else f"Sedan {first}, av dem som var med hela tiden"
    return f"{whose}: {clauses(changes).replace(' får ', ' har fått ', 1)}"
