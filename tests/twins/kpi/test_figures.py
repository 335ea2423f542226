"""The SQL and its plain-Python twin say the same of every figure, whatever the registers hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.kpi.definitions import kpi_definitions
<<<<<<< HEAD
from tests.fixtures.warehouse import build_warehouse, senders
from tests.fixtures.worlds import DATASETS, OWNERS, STARTS, random_world
from tests.twins.plain.calendar import calendar_of, started_by
from tests.twins.plain.catalogue import CATALOGUE
from tests.twins.plain.figures import Cell, Figure, World, twin_figures

PERIODS = calendar_of(range(2023, 2026))
#: A register that differs is told as it was found: to make it smaller takes minutes, to read it seconds.
QUICKLY = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
#: A twin's ratio is exact; the warehouse keeps six decimals.
NEAR = Fraction(1, 1_000_000)


def world_warehouse(world: World, kpis: Iterable[str] | None = None) -> duckdb.DuckDBPyConnection:
    """The product's own build of a world, of some KPIs and their parts or of all."""
    through = {
        (dataset, sender): world.through[dataset, "GFO" if sender in ("GFO", "SCB") else sender]
        for dataset in DATASETS
        for sender in senders(dataset, OWNERS)
        if (dataset, "GFO" if sender in ("GFO", "SCB") else sender) in world.through
    }
    return build_warehouse(
        ":memory:",
        world.register,
        through=through,
        reporting_date=world.reporting_date,
        kpis=kpis,
        members=OWNERS,
        starts=STARTS,
    )


def computed_figures(world: World, kpis: Iterable[str] | None = None) -> dict[Cell, tuple[Any, ...]]:
    """Every figure of the product's own build (of some KPIs and their parts); fails when an audit is broken."""
    with world_warehouse(world, kpis) as con:
        broken = con.execute("select sentence, rows from mart.audit_failure").fetchall()
        assert not broken, broken
        rows = con.execute(
            "select kpi, cut, area, period, value, status, reason, preliminary, numerator, denominator, n "
            "from mart.kpi_value"
        ).fetchall()
    return {(kpi, cut, area, period): tuple(rest) for kpi, cut, area, period, *rest in rows}


def differences(world: World, computed: dict[Cell, tuple[Any, ...]], kpis: list[str]) -> list[str]:
    """Where the two disagree, in words."""
    return disagreements(twin_figures(world, started_by(PERIODS, world.reporting_date), kpis), computed, kpis)


def disagreements(
    expected: dict[Cell, Figure], computed: dict[Cell, tuple[Any, ...]], kpis: Iterable[str]
) -> list[str]:
    """Cells that differ between what was counted by hand and what was computed."""
    found = []
    for cell, figure in expected.items():
        told = computed.get(cell)
        want = (
            figure.value,
            figure.status,
            figure.reason,
            figure.preliminary,
            figure.numerator,
            figure.denominator,
            figure.n,
        )
        if told is None or not all(map(_same, told, want)):
            found.append(f"{cell}: computed {told}, by hand {want}")
    computed_here = {cell for cell in computed if cell[0] in kpis}
    found += [f"{cell}: not by hand" for cell in computed_here - expected.keys()]
    return found


def _same(told: Any, want: Any) -> bool:
    if isinstance(told, Decimal) and want is not None:
        return abs(Fraction(told) - Fraction(want)) <= NEAR
    return bool(told == want)
=======
from tests.fixtures.built_worlds import WORLDS, computed_figures, differences
from tests.fixtures.quickly import QUICKLY
from tests.fixtures.worlds import random_world
from tests.twins.plain.catalogue import CATALOGUE
from tests.twins.plain.figures import Cell, World
>>>>>>> tests


def test_every_kpi_has_a_twin_with_the_same_measure_cuts_and_parts():
    definitions = kpi_definitions()
    assert definitions.keys() == CATALOGUE.keys()
    for kpi, twin in CATALOGUE.items():
        told = definitions[kpi]
        assert told.measure == twin.measure, kpi
        assert told.cuts == ((twin.cut,) if twin.cut else ()), kpi
        assert told.parts == (twin.parts or ()), kpi
        assert told.scale == twin.scale, kpi
        assert told.gfo_only == twin.gfo_only, kpi
        assert told.follow_up_days == twin.follow_up_days, kpi


@pytest.fixture(scope="module", params=WORLDS)
def computed(request: pytest.FixtureRequest) -> tuple[World, dict[Cell, tuple[Any, ...]]]:
    world = WORLDS[request.param]
    return world, computed_figures(world)


@pytest.mark.parametrize("kpi", CATALOGUE)
def test_figures_of_a_dense_register_are_those_counted_by_hand(kpi, computed):
    world, figures = computed
    assert not differences(world, figures, [kpi, *(CATALOGUE[kpi].parts or ())])[:5]


@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([2, 6]))
@settings(QUICKLY, max_examples=12)
def test_figures_of_any_register_are_those_counted_by_hand(random, rows):
    world = random_world(random, rows=rows)
    assert not differences(world, computed_figures(world), list(CATALOGUE))[:5]


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([1, 4, 12, 30]))
@settings(QUICKLY, max_examples=60)
def test_figures_of_many_registers_are_those_counted_by_hand(random, rows):
    world = random_world(random, rows=rows)
    assert not differences(world, computed_figures(world), list(CATALOGUE))[:5]
