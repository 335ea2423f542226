"""What the KPIs of money and population observe, read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tests.twins.plain.calendar import last_day_of_month
from tests.twins.plain.observations import FOSTER, Observation, Register


def _costs_of(register: Register, forms: tuple[str, ...] | None) -> Iterator[Observation]:
    for row in register["kostnader"]:
        if forms is None or row["form"] in forms:
            item = (row["kommun_code"], row["month"], row["form"])
            cuts = {"form": row["form"]}
            ends = last_day_of_month(row["month"].year, row["month"].month)
            yield Observation(row["kommun_code"], item, day=ends, value=row["amount"], cuts=cuts)


def placement_cost(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _costs_of(register, None)


def consultant_cost(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _costs_of(register, ("konsulentstott",))


def foster_cost(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _costs_of(register, FOSTER)


def children_0_20(register: Register, reporting_date: date) -> Iterator[Observation]:
    ages: dict[tuple[str, int], dict[int, int]] = {}
    for row in register["befolkning"]:
        if 0 <= row["age"] <= 20:
            ages.setdefault((row["kommun_code"], row["year"]), {})[row["age"]] = row["children"]
    for (kommun, year), children in ages.items():
        if len(children) == 21:
            yield Observation(kommun, (kommun, year), day=date(year, 12, 31), value=sum(children.values()))


def _economy(register: Register, column: str) -> Iterator[Observation]:
    for row in register["ekonomi"]:
        day = last_day_of_month(row["year"], 4 * row["tertial"])
        value = row[column]
        if value is not None and row["item"] == "intakter":
            value = -value
        item = (row["year"], row["tertial"], row["item"])
        yield Observation(None, item, day=day, value=value, cuts={"post": row["item"]})


def gfo_budget(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _economy(register, "budget")


def gfo_outcome(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _economy(register, "outcome")


def recruitment_cost(register: Register, reporting_date: date) -> Iterator[Observation]:
    return (seen for seen in _economy(register, "outcome") if seen.cuts["post"] == "rekrytering")


def gfo_prognosis(register: Register, reporting_date: date) -> Iterator[Observation]:
    made: dict[date, list[Decimal | int | None]] = {}
    for observation in _economy(register, "prognosis"):
        assert observation.day is not None
        made.setdefault(observation.day, []).append(observation.value)
    for day, amounts in made.items():
        total = Decimal(0)
        whole = True
        for amount in amounts:
            if amount is None:
                whole = False
            else:
                total += amount
        if whole:
            yield Observation(None, day, day=day, value=total)
