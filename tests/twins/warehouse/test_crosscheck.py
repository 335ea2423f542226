"""What the cross-checks find in any registers is what a loop over the rows finds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reference import SQL_ROOT
from pipelines.warehouse.crosschecks import run_crosschecks
from tests.fixtures.built_worlds import world_tables
from tests.fixtures.quickly import QUICKLY, examples
from tests.fixtures.worlds import ALWAYS, JOINS, LEAVES, OUTSIDE, random_world
from tests.twins.plain.crosschecks import CROSSCHECKS, outcomes
from tests.twins.plain.figures import World

#: Places of a check and kommun that are kept for the staff.
SHOWN = 20


def random_registers(random: Random, *, rows: int, reporting_date: date | None = None) -> World:
    """Registers whose rows meet: birth years, placements near matches, and years with every age or all but one."""
    world = random_world(random, rows=rows, reporting_date=reporting_date)
    register = world.register
    born = {(kommun, f"b{i}"): 2010 + i for kommun in (ALWAYS, JOINS, LEAVES, OUTSIDE) for i in range(4)}
    matched = [row for row in register["remisser"] if row["outcome"] == "matchad_gfo"]
    for row in register["placeringar"]:
        if matched and row["end_date"] is None and random.randrange(2):
            match = random.choice(matched)
            row["kommun_code"], row["child_id"] = match["kommun_code"], match["child_id"]
            row["form"] = random.choice(["familjehem_gfo", "familjehem_gfo", "hvb"])
            row["start_date"] = match["decided"] + timedelta(days=random.choice([-91, -90, 0, 3, 90, 91]))
    for dataset in ("remisser", "placeringar"):
        for row in register[dataset]:
            if random.randrange(2):
                year = born[row["kommun_code"], row["child_id"]]
                row["birth_year"] = year if random.randrange(12) else year + 1
    for kommun in (ALWAYS, JOINS, OUTSIDE):
        for year in (2019, 2020):
            if random.randrange(2):
                without = random.choice([None, 0, 7, 20, 21])
                register["befolkning"] += [
                    {"kommun_code": kommun, "year": year, "age": age, "children": 9}
                    for age in range(22)
                    if age != without
                ]
    if random.randrange(2):
        _agreeing(random, world)
    return world


def _agreeing(random: Random, world: World) -> None:
    """Homes of approved families are in the bank, and care is paid for: nearly always."""
    homes = [row["home_id"] for row in world.register["familjehem"] if row["from_date"].year == 2023]
    for row in world.register["rekrytering"]:
        if homes and random.randrange(60):
            row["home_id"] = random.choice(homes)
    costs = {(row["kommun_code"], row["month"], row["form"]): row for row in world.register["kostnader"]}
    for kommun in (ALWAYS, JOINS, LEAVES):
        for form in {row["form"] for row in world.register["placeringar"]}:
            for number in range(24):
                month = date(2023 + number // 12, number % 12 + 1, 1)
                if random.randrange(300):
                    costs[kommun, month, form] = {
                        "kommun_code": kommun,
                        "month": month,
                        "form": form,
                        "amount": Decimal(random.choice([1, -1])),
                    }
    world.register["kostnader"][:] = costs.values()


def crosscheck_differences(world: World) -> list[str]:
    """Where the mart and the twin disagree, in words; and where the places kept are not as many as they should be."""
    with world_tables(world, ["care_days"]) as con:
        run_crosschecks(con)
        rows = con.execute(
            "select crosscheck, kommun_code, findings, outcome from mart.crosscheck"
        ).fetchall()
        places = {
            (check, kommun): number
            for check, kommun, number in con.execute(
                "select crosscheck, kommun_code, count(*) from crosscheck.place group by all"
            ).fetchall()
        }
    computed = {row[:2]: row[2:] for row in rows}
    assert len(computed) == len(rows)
    expected = outcomes(world)
    found = [
        f"{cell}: computed {computed.get(cell)}, by hand {expected.get(cell)}"
        for cell in computed.keys() | expected.keys()
        if computed.get(cell) != expected.get(cell)
    ]
    shown = {cell: min(findings, SHOWN) for cell, (findings, _) in expected.items() if findings}
    return found if places == shown else [*found, f"places kept: {places}, by hand {shown}"]


def test_every_crosscheck_has_a_twin():
    assert {path.stem for path in (SQL_ROOT / "crosscheck").glob("*.sql")} == CROSSCHECKS.keys()


@pytest.mark.parametrize("check", CROSSCHECKS)
def test_random_registers_hold_every_outcome(check):
    words = {
        word
        for seed in range(40)
        for (name, _), (_, word) in outcomes(random_registers(Random(seed), rows=20)).items()
        if name == check
    }
    assert words == {"ej tillämplig", "fynd", "godkänd"}


@pytest.mark.parametrize("reporting_date", [date(2024, 12, 30), date(2024, 2, 29), date(2023, 8, 31)])
def test_crosschecks_of_dense_registers_find_what_is_found_by_hand(reporting_date):
    assert not crosscheck_differences(random_registers(Random(4), rows=150, reporting_date=reporting_date))


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([1, 8, 30]))
@settings(QUICKLY, max_examples=examples(5, 24))
def test_crosschecks_of_any_registers_find_what_is_found_by_hand(random, rows):
    assert not crosscheck_differences(random_registers(random, rows=rows))
