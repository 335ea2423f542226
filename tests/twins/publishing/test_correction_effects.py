"""What a correction changes is what two countings of the register differ by, with it and without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from pipelines.kpi.definitions import kpi_definitions
from pipelines.warehouse.correction_effects import Uncorrected, figures_of, write_correction_effects
from tests.fixtures.built_worlds import PERIODS, world_inputs, world_warehouse
from tests.fixtures.warehouse import with_parts
from tests.fixtures.worlds import random_world
from tests.twins.plain.calendar import started_by
from tests.twins.plain.comparison import effects
from tests.twins.plain.figures import Cell, World, twin_figures

KPIS = ("referrals_received", "referrals_returned_gfo", "match_rate", "placements_started")
DECLARED = ("remisser", "GFO", "outcome", "Förväxlade.")


def told(world: World) -> dict[Cell, tuple[Decimal | None, str]]:
    figures = twin_figures(world, started_by(PERIODS, world.reporting_date), KPIS)
    return {cell: (_six_decimals(figure.value), figure.status) for cell, figure in figures.items()}


def _six_decimals(value: Fraction | Decimal | int | None) -> Decimal | None:
    if value is None:
        return None
    exact = Fraction(value)
    return round(Decimal(exact.numerator) / exact.denominator, 6)


def test_what_a_correction_changes_is_what_two_countings_differ_by():
    world = random_world(Random(7), rows=60, reporting_date=date(2024, 12, 30))
    rows = world.register["remisser"]
    place = next(n for n, row in enumerate(rows) if row["outcome"] == "aterlamnad")
    delivered = [{**row, "outcome": "matchad_gfo"} if n == place else row for n, row in enumerate(rows)]
    bare = replace(world, register={**world.register, "remisser": delivered})
    with world_warehouse(world, KPIS) as con:
        write_correction_effects(con, [Uncorrected(*DECLARED, world_inputs(bare))], with_parts(KPIS))
        found = con.execute("select * from mart.correction_effect").fetchall()
    assert {row[:4] for row in found} == {DECLARED}
    computed = {
        (kpi, "", area, period): (value, status)
        for kpi, area, period, value, status in (row[4:] for row in found)
    }
    by_hand = effects(told(world), told(bare))
    assert computed == by_hand
    assert {kpi for kpi, *_ in by_hand} >= {"referrals_returned_gfo", "match_rate"}
    assert "referrals_received" not in {kpi for kpi, *_ in by_hand}


def test_the_figures_of_a_register_are_those_that_rest_on_it_and_their_parts():
    found = figures_of("kostnader", kpi_definitions())
    assert {"placement_cost", "cost_per_care_day", "care_days_costed"} <= found.keys()
    assert "referrals_received" not in found
    assert list(found).index("care_days_costed") < list(found).index("cost_per_care_day")
