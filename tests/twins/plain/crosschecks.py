"""Twins of the cross-checks: what could be compared between the registers, and where they disagree.

Each yields (kommun, disagrees) once for every thing compared; nothing compared is neither passed nor failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from tests.twins.plain.calendar import DAY, calendar_of, days_between
from tests.twins.plain.figures import World, kommuner_that_own

Compared = Iterator[tuple[str, bool]]
DAYS = 90 * DAY
LONG_AGO = date(1900, 1, 1)


def _through(world: World, dataset: str, sender: str) -> date:
    """The last day that is both delivered and spoken of; nothing delivered is before everything."""
    return min(world.through.get((dataset, sender), LONG_AGO), world.reporting_date)


def approved_home_not_in_bank(world: World) -> Compared:
    """Homes of approved families, ninety days after the decision."""
    for row in world.register["rekrytering"]:
        if row["decision"] != "godkand" or row["home_id"] is None:
            continue
        if row["decision_date"] + DAYS <= _through(world, "familjehem", "GFO"):
            in_bank = [
                status
                for status in world.register["familjehem"]
                if status["home_id"] == row["home_id"] and status["from_date"] <= world.reporting_date
            ]
            yield "GFO", not in_bank


def care_without_cost(world: World) -> Compared:
    """Months and forms with care days, of kommuner whose two registers both cover the whole month."""
    months = [p for p in calendar_of(range(2023, 2026)) if p.kind == "month"]
    for owner in kommuner_that_own(world):
        mine = [row for row in world.register["placeringar"] if row["kommun_code"] == owner.kommun]
        for month in months:
            covered = all(
                month.first_day >= world.starts[dataset, owner.kommun]
                and month.last_day <= _through(world, dataset, owner.kommun)
                for dataset in ("placeringar", "kostnader")
            )
            if not covered:
                continue
            for form in {row["form"] for row in mine}:
                days = 0
                for row in mine:
                    if row["form"] == form:
                        last = world.reporting_date if row["end_date"] is None else row["end_date"] - DAY
                        days += len(days_between(row["start_date"], last) & month.days)
                if days:
                    paid = sum(
                        row["amount"]
                        for row in world.register["kostnader"]
                        if (row["kommun_code"], row["month"], row["form"])
                        == (owner.kommun, month.first_day, form)
                    )
                    yield owner.kommun, paid == 0


def child_of_two_ages(world: World) -> Compared:
    """Children with a birth year in both registers."""
    registers = []
    for dataset in ("remisser", "placeringar"):
        years: dict[tuple[str, str], set[int]] = {}
        for row in world.register[dataset]:
            if row.get("birth_year") is not None:
                years.setdefault((row["kommun_code"], row["child_id"]), set()).add(row["birth_year"])
        registers.append(years)
    referred, placed = registers
    for child in referred.keys() & placed.keys():
        yield child[0], len(referred[child] | placed[child]) > 1


def deviation_outside_membership(world: World) -> Compared:
    """Deviations of kommuner that own or have owned."""
    for row in world.register["avvikelser"]:
        for owner in kommuner_that_own(world):
            if owner.kommun == row["kommun_code"]:
                owned = owner.joined <= row["day"] and (owner.left is None or row["day"] < owner.left)
                yield owner.kommun, not owned


def match_without_placement(world: World) -> Compared:
    """Matches via GFO whose ninety days have passed in a register that covers them."""
    owning = {owner.kommun for owner in kommuner_that_own(world)}
    for row in world.register["remisser"]:
        kommun, decided = row["kommun_code"], row["decided"]
        if row["outcome"] != "matchad_gfo" or kommun not in owning:
            continue
        if world.starts["placeringar", kommun] <= decided <= _through(world, "placeringar", kommun) - DAYS:
            followed = [
                placement
                for placement in world.register["placeringar"]
                if (placement["kommun_code"], placement["child_id"]) == (kommun, row["child_id"])
                and placement["form"] == "familjehem_gfo"
                and abs(placement["start_date"] - decided) <= DAYS
            ]
            yield kommun, not followed


def population_ages(world: World) -> Compared:
    """Years with inhabitants of some age from 0 to 20."""
    ages: dict[tuple[str, int], set[int]] = {}
    for row in world.register["befolkning"]:
        if 0 <= row["age"] <= 20:
            ages.setdefault((row["kommun_code"], row["year"]), set()).add(row["age"])
    for (kommun, _), known in ages.items():
        yield kommun, len(known) < 21


#: check → (its twin, whom it is about).
CROSSCHECKS: dict[str, tuple[Callable[[World], Compared], str]] = {
    "approved_home_not_in_bank": (approved_home_not_in_bank, "GFO"),
    "care_without_cost": (care_without_cost, "kommun"),
    "child_of_two_ages": (child_of_two_ages, "kommun"),
    "deviation_outside_membership": (deviation_outside_membership, "kommun"),
    "match_without_placement": (match_without_placement, "kommun"),
    "population_ages": (population_ages, "kommun"),
}


def outcomes(world: World) -> dict[tuple[str, str], tuple[int, str]]:
    """(check, kommun or GFO) → how many disagree, and the word for what came of it."""
    found = {}
    for check, (compare, about) in CROSSCHECKS.items():
        compared: dict[str, list[bool]] = {}
        if about == "GFO":
            compared["GFO"] = []
        else:
            compared = {owner.kommun: [] for owner in kommuner_that_own(world)}
        for kommun, disagrees in compare(world):
            compared.setdefault(kommun, []).append(disagrees)
        for kommun, each in compared.items():
            word = "ej tillämplig" if not each else "fynd" if any(each) else "godkänd"
            found[check, kommun] = (each.count(True), word)
    return found
