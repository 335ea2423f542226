"""Twins of the cost allocation: its inputs as delivered, each kommun's kronor, and why they changed.

Fractions all the way; the effects are means over every order of changing the inputs, one order after another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Any

from tests.twins.plain.calendar import DAY, last_day_of_month

Row = dict[str, Any]
#: (year, component, base_year, area, value, dated, source)
Input = tuple[int, str, int | None, str, Decimal, date | None, str]
EFFECTS = ("budget", "population", "placed", "weights", "membership")
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Owning:
    """A kommun owns GFO from `joined` until the day before `left`."""

    kommun: str
    joined: date
    left: date | None


@dataclass(frozen=True)
class Key:
    """One year's key: what is shared, by which weights, and each kommun's numbers."""

    budget: Fraction
    weights: tuple[Fraction, Fraction]
    population: Mapping[str, int]
    placed: Mapping[str, int]
    months: Mapping[str, int]


@dataclass(frozen=True)
class Part:
    """One kommun's part of a budget."""

    months: int
    children: int
    placed: int
    population_share: Fraction
    placed_share: Fraction
    population_amount: int
    placed_amount: int
    amount: int


class CannotBeShared(Exception):
    """Why a key gives no allocation, by the code of its message."""


def delivered_inputs(
    keys: list[Row],
    population: list[Row],
    placed: list[Row],
    owners: tuple[Owning, ...],
    dated: Mapping[str, date],
) -> set[Input]:
    """Every input of every year that has a key, as the deliveries give it."""
    found: set[Input] = set()
    for key in keys:
        year = key["year"]
        for component in ("budget", "weight_population", "weight_placed", "age_to"):
            value = Decimal(key[component])
            found.add((year, component, None, "GFO", value, dated.get("fordelning"), "fordelning"))
        for kommun in {row["kommun_code"] for row in population}:
            ages = {
                row["age"]: row["children"]
                for row in population
                if row["kommun_code"] == kommun and row["year"] == key["base_year"]
            }
            wanted = range(key["age_to"] + 1)
            # A kommun that lacks an age has no number of children: a sum of the others would be too low.
            if all(age in ages for age in wanted):
                children = Decimal(sum(ages[age] for age in wanted))
                day = dated.get("befolkning")
                found.add((year, "population", key["base_year"], kommun, children, day, "befolkning"))
        for row in placed:
            base = key["base_year_placed"]
            if row["year"] == base:
                day = dated.get("placerade_barn")
                number = Decimal(row["children"])
                found.add((year, "placed", base, row["kommun_code"], number, day, "placerade_barn"))
        for kommun, months in months_of_membership(owners, year).items():
            found.add((year, "months", None, kommun, Decimal(months), None, "owners.csv"))
    return found


def key_counts(
    keys: list[Row], population: list[Row], placed: list[Row]
) -> set[tuple[str, int, int | None, str, int]]:
    """(component, base_year, age_to, kommun, children) of every year that is delivered, counted by a key or not."""
    found: set[tuple[str, int, int | None, str, int]] = {
        ("placed", row["year"], None, row["kommun_code"], row["children"]) for row in placed
    }
    for oldest in {key["age_to"] for key in keys}:
        for kommun, year in {(row["kommun_code"], row["year"]) for row in population}:
            counts = [
                row["children"]
                for row in population
                if (row["kommun_code"], row["year"]) == (kommun, year) and row["age"] <= oldest
            ]
            if len(counts) == oldest + 1:
                found.add(("population", year, oldest, kommun, sum(counts)))
    return found


def months_of_membership(owners: tuple[Owning, ...], year: int) -> dict[str, int]:
    """The months of the year on every day of which the kommun owned."""
    found: dict[str, int] = {}
    for owner in owners:
        for month in range(1, 13):
            day, owned = date(year, month, 1), True
            while day <= last_day_of_month(year, month):
                owned = owned and owner.joined <= day and (owner.left is None or day < owner.left)
                day += DAY
            if owned:
                found[owner.kommun] = found.get(owner.kommun, 0) + 1
    return found


def key_of(year: int, inputs: set[Input]) -> Key:
    """One year's inputs, gathered."""
    alone = {row[1]: Fraction(row[4]) for row in inputs if row[0] == year and row[3] == "GFO"}
    each: dict[str, dict[str, int]] = {"population": {}, "placed": {}, "months": {}}
    for of_year, component, _, area, value, _, _ in inputs:
        if of_year == year and area != "GFO":
            each[component][area] = int(value)
    weights = (alone["weight_population"], alone["weight_placed"])
    return Key(alone["budget"], weights, each["population"], each["placed"], each["months"])


def share(key: Key) -> dict[str, Part]:
    """Each kommun's part; CannotBeShared with the code that says why there is none."""
    if key.budget.denominator != 1:
        raise CannotBeShared("N006")
    if sum(key.weights) != 1:
        raise CannotBeShared("N002")
    if not key.months:
        raise CannotBeShared("N003")
    for numbers in (key.population, key.placed):
        if not all(kommun in numbers for kommun in key.months):
            raise CannotBeShared("N004")
    shares = []
    for numbers, weight in zip((key.population, key.placed), key.weights, strict=True):
        whole = sum(numbers[kommun] * key.months[kommun] for kommun in key.months)
        if whole == 0 and weight > 0:
            raise CannotBeShared("N005")
        shares.append(
            {
                kommun: Fraction(numbers[kommun] * key.months[kommun], whole) if whole else Fraction(0)
                for kommun in key.months
            }
        )
    exact = {
        kommun: [key.budget * weight * part[kommun] for weight, part in zip(key.weights, shares, strict=True)]
        for kommun in key.months
    }
    amounts = whole_kronor({kommun: sum(both, Fraction(0)) for kommun, both in exact.items()}, key.budget)
    found = {}
    for kommun, amount in amounts.items():
        for_population = _half_up(exact[kommun][0])
        if exact[kommun][1] == 0 or for_population > amount:
            for_population = amount
        found[kommun] = Part(
            months=key.months[kommun],
            children=key.population[kommun],
            placed=key.placed[kommun],
            population_share=shares[0][kommun],
            placed_share=shares[1][kommun],
            population_amount=for_population,
            placed_amount=amount - for_population,
            amount=amount,
        )
    return found


def whole_kronor(exact: Mapping[str, Fraction], total: Fraction) -> dict[str, int]:
    """Rounded down, then a krona at a time to the largest remainder; of equal ones to the lowest kommun code."""
    given = {kommun: part.numerator // part.denominator for kommun, part in exact.items()}
    had_one: set[str] = set()
    while sum(given.values()) < total:
        chosen = None
        for kommun in sorted(given):
            left = exact[kommun] - given[kommun]
            if kommun in had_one:
                continue
            if chosen is None or left > exact[chosen] - given[chosen]:
                chosen = kommun
        assert chosen is not None
        given[chosen] += 1
        had_one.add(chosen)
    return given


def effects(before: Key, after: Key) -> dict[tuple[str, str], Fraction] | None:
    """(kommun, effect) → kronor: the mean over all orders of what the change did when its turn came.

    None when some mixture of the two years cannot be shared: then the change cannot be told apart.
    """
    kommuner = sorted({*before.months, *after.months})
    found = {(kommun, effect): Fraction(0) for kommun in kommuner for effect in EFFECTS}
    known: dict[frozenset[str], dict[str, Part]] = {}
    orders = list(permutations(EFFECTS))
    for order in orders:
        changed: frozenset[str] = frozenset()
        for effect in order:
            amounts = []
            for step in (changed, changed | {effect}):
                if step not in known:
                    try:
                        known[step] = share(_mixed(before, after, step))
                    except CannotBeShared:
                        return None
                amounts.append(known[step])
            changed = changed | {effect}
            for kommun in kommuner:
                was, becomes = (parts[kommun].amount if kommun in parts else 0 for parts in amounts)
                found[kommun, effect] += Fraction(becomes - was, len(orders))
    return found


def _mixed(before: Key, after: Key, changed: frozenset[str]) -> Key:
    """The year before with some inputs of the year after. One that owns in one of them has its own numbers in both."""
    numbers: dict[str, dict[str, int]] = {}
    for name in ("population", "placed"):
        old, new = getattr(before, name), getattr(after, name)
        numbers[name] = {}
        for kommun in {*before.months, *after.months}:
            own = new if name in changed else old
            if kommun not in after.months:
                own = old
            elif kommun not in before.months:
                own = new
            if kommun in own:
                numbers[name][kommun] = own[kommun]
    return Key(
        budget=(after if "budget" in changed else before).budget,
        weights=(after if "weights" in changed else before).weights,
        population=numbers["population"],
        placed=numbers["placed"],
        months=(after if "membership" in changed else before).months,
    )


def rounding_faults(
    exact: Mapping[tuple[str, str], Fraction], told: Mapping[tuple[str, str], int]
) -> list[str]:
    """What is wrong with effects in whole kronor: a krona or more from the exact one, or a sum that is another.

    Several roundings keep every sum, so that no single one is right: these are all that the reader is promised.
    """
    if exact.keys() != told.keys():
        return [f"{sorted(exact.keys() ^ told.keys())} in one of the two only"]
    found = [
        f"{cell}: {told[cell]}, exactly {want}" for cell, want in exact.items() if abs(told[cell] - want) >= 1
    ]
    for side in (0, 1):
        for name in {cell[side] for cell in exact}:
            want = sum(value for cell, value in exact.items() if cell[side] == name)
            if sum(value for cell, value in told.items() if cell[side] == name) != want:
                found.append(f"{name} does not add up to {want}")
    return found


def _half_up(amount: Fraction) -> int:
    return (amount + HALF).numerator // (amount + HALF).denominator
