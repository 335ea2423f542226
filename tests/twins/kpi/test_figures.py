"""The SQL and its plain-Python twin say the same of every figure, whatever the registers hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.kpi.definitions import kpi_definitions
from tests.fixtures.built_worlds import WORLDS, computed_figures, differences
from tests.fixtures.matrix import one_of_each, rest_slow
from tests.fixtures.quickly import QUICKLY, examples
from tests.fixtures.worlds import random_world
from tests.twins.plain.catalogue import CATALOGUE
from tests.twins.plain.figures import Cell, World


def test_every_kpi_has_a_twin_with_the_same_measure_cuts_and_parts():
    definitions = kpi_definitions()
    assert definitions.keys() == CATALOGUE.keys()
    for kpi, twin in CATALOGUE.items():
        told = definitions[kpi]
        assert told.measure == twin.measure, kpi
        assert told.cuts == twin.cuts, kpi
        assert told.parts == (twin.parts or ()), kpi
        assert told.scale == twin.scale, kpi
        assert told.gfo_only == twin.gfo_only, kpi
        assert told.follow_up_days == twin.follow_up_days, kpi


#: Every run counts one of the worlds, `.ci/run` all of them.
_COUNTED = rest_slow(WORLDS, "full".__eq__)


@pytest.fixture(scope="module", params=_COUNTED)
def computed(request: pytest.FixtureRequest) -> tuple[World, dict[Cell, tuple[Any, ...]]]:
    world = WORLDS[request.param]
    return world, computed_figures(world, CATALOGUE)


@pytest.mark.parametrize("kpi", one_of_each(CATALOGUE, lambda kpi: CATALOGUE[kpi].measure))
def test_figures_of_a_dense_register_are_those_counted_by_hand(kpi, computed):
    world, figures = computed
    assert not differences(world, figures, [kpi, *(CATALOGUE[kpi].parts or ())])[:5]


@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([2, 6]))
@settings(QUICKLY, max_examples=examples(2, 12))
def test_figures_of_any_register_are_those_counted_by_hand(random, rows):
    """Of some KPIs drawn with the register; the slow one beside this has every KPI of every register."""
    world = random_world(random, rows=rows)
    kpis = random.sample(list(CATALOGUE), 12)
    kpis = sorted({*kpis, *(part for kpi in kpis for part in CATALOGUE[kpi].parts or ())})
    assert not differences(world, computed_figures(world, kpis), kpis)[:5]


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([1, 4, 12, 30]))
@settings(QUICKLY, max_examples=15)
def test_figures_of_many_registers_are_those_counted_by_hand(random, rows):
    world = random_world(random, rows=rows)
    assert not differences(world, computed_figures(world, CATALOGUE), list(CATALOGUE))[:5]
