"""Where an old report and the rows differ, the table says what a plain loop says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.kpi.definitions import kpi_definitions
from tests.fixtures.built_worlds import PERIODS, world_tables
from tests.fixtures.quickly import examples
from tests.fixtures.worlds import random_world
from tests.twins.plain.calendar import started_by
from tests.twins.plain.figures import World, twin_figures
from tests.twins.plain.marts_published import Difference, as_shown, published_differences

KPIS = ("referrals_received", "match_rate", "days_to_match", "placement_cost")
DECIMALS = {kpi: definition.decimals for kpi, definition in kpi_definitions().items()}
NEAR = 1e-6
#: How far an old report is from the rows, in its own last decimal: nothing, less than is seen, or more.
FAR = (Decimal("0"), Decimal("0"), Decimal("0.3"), Decimal("-0.3"), Decimal("1"), Decimal("-2"))


def reported(random: Random, world: World) -> World:
    """The world with an old report of some of its own figures, right or nearly, and of some that the rows lack."""
    world.register["publicerat"] = []
    figures = twin_figures(world, started_by(PERIODS, world.reporting_date), KPIS)
    rows = []
    for (kpi, cut, area, period), figure in figures.items():
        if cut or kpi not in KPIS or random.randrange(3):
            continue
        value = Decimal(7)
        if figure.value is not None:
            places = DECIMALS[kpi]
            value = as_shown(figure.value, places) + random.choice(FAR).scaleb(-places)
        rows.append({"kpi": kpi, "area": area, "period": period, "value": value, "source": "Årsbokslut"})
    return replace(world, register={**world.register, "publicerat": rows})


def computed(world: World) -> dict[tuple[str, str, str], Difference]:
    with world_tables(world, KPIS) as con:
        rows = con.execute(
            "select kpi, area, period, published_value, computed_value from mart.published_difference"
        ).fetchall()
    found = {tuple(row[:3]): tuple(row[3:]) for row in rows}
    assert len(found) == len(rows)
    return found


def expected(world: World) -> dict[tuple[str, str, str], Difference]:
    figures = twin_figures(world, started_by(PERIODS, world.reporting_date), KPIS)
    return published_differences(figures, world.register["publicerat"], DECIMALS)


def same(world: World, by_hand: dict[tuple[str, str, str], Difference]) -> bool:
    by_sql = computed(world)
    assert by_sql.keys() == by_hand.keys(), by_sql.keys() ^ by_hand.keys()
    return all(
        abs(float(one) - float(other)) < NEAR
        for cell in by_hand
        for one, other in zip(by_sql[cell], by_hand[cell], strict=True)
    )


@pytest.mark.slow
def test_differences_of_a_dense_register_are_those_found_by_hand():
    random = Random(5)
    world = reported(random, random_world(random, rows=80, reporting_date=date(2024, 12, 30)))
    told = expected(world)
    assert same(world, told)
    assert {kpi for kpi, _, _ in told} == set(KPIS)
    assert 20 < len(told) < len(world.register["publicerat"])


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([1, 6]))
@settings(max_examples=examples(2, 20), deadline=None, suppress_health_check=list(HealthCheck))
def test_differences_of_any_register_are_those_found_by_hand(random, rows):
    world = reported(random, random_world(random, rows=rows))
    assert same(world, expected(world))
