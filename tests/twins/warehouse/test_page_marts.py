"""The page-shaped tables and their plain-Python twins say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.built_worlds import PERIODS, world_tables
from tests.fixtures.quickly import QUICKLY
from tests.fixtures.worlds import OWNERS, random_world
from tests.twins.plain import catalogue, marts
from tests.twins.plain.calendar import Span, started_by
from tests.twins.plain.figures import World, twin_figures

#: A mart speaks only of what the deliveries cover; these KPIs say where that is.
COVERING = ("referrals_received", "referrals_open", "bank_homes", "enquiries_received", "deviations_reported")
Told = dict[tuple[Any, ...], tuple[Any, ...]]


def _areas(world: World) -> list[str]:
    joined = [owner.kommun_code for owner in OWNERS if owner.joined <= world.reporting_date]
    return ["GFO", *joined]


def _covered(world: World, kpi: str, areas: list[str]) -> Iterator[tuple[str, Span]]:
    periods = started_by(PERIODS, world.reporting_date)
    figures = twin_figures(world, periods, [kpi])
    for area in areas:
        for period in periods:
            if figures[kpi, "", area, period.id].status == "ok":
                yield area, period


def _rows_of(world: World, dataset: str, area: str) -> list[dict[str, Any]]:
    return [row for row in world.register[dataset] if area in ("GFO", row["kommun_code"])]


def expected_referral_flow(world: World) -> Told:
    return {
        (area, period.id): tuple(
            marts.referral_flow(_rows_of(world, "remisser", area), period, world.reporting_date).values()
        )
        for area, period in _covered(world, "referrals_received", _areas(world))
    }


def expected_waiting(world: World) -> Told:
    return {
        (area, period.id, age_class): (count,)
        for area, period in _covered(world, "referrals_open", _areas(world))
        for age_class, count in marts.waiting(
            _rows_of(world, "remisser", area), period, world.reporting_date
        ).items()
    }


def expected_time_to_match(world: World) -> Told:
    return {
        (area, period.id): tuple(
            marts.time_to_match(_rows_of(world, "remisser", area), period, world.reporting_date).values()
        )
        for area, period in _covered(world, "referrals_received", _areas(world))
    }


def expected_home_bank(world: World) -> Told:
    homes: dict[str, list[dict[str, Any]]] = {}
    for row in world.register["familjehem"]:
        if (row["home_type"] or "familjehem") == "familjehem":
            homes.setdefault(row["home_id"], []).append(row)
    return {
        (area, period.id): tuple(marts.home_bank(homes, area, period, world.reporting_date).values())
        for area, period in _covered(world, "bank_homes", _areas(world))
    }


def expected_recruitment_funnel(world: World) -> Told:
    statuses = world.register["familjehem"]
    found: Told = {}
    for _, period in _covered(world, "enquiries_received", ["GFO"]):
        for channel in ("", *catalogue.CHANNELS):
            enquiries = [row for row in world.register["rekrytering"] if channel in ("", row["channel"])]
            for position in range(1, 7):
                found[period.id, channel, position] = marts.recruitment_stage(
                    enquiries, statuses, position, period, world.reporting_date
                )
    return found


def expected_deviation_closing(world: World) -> Told:
    found: Told = {}
    for area, period in _covered(world, "deviations_reported", _areas(world)):
        for category in ("", *catalogue.CATEGORIES):
            rows = [row for row in _rows_of(world, "avvikelser", area) if category in ("", row["category"])]
            found[area, period.id, category] = marts.deviation_closing(rows, period, world.reporting_date)
    return found


def expected_economy(world: World) -> Told:
    started = {period.id for period in started_by(PERIODS, world.reporting_date)}
    return dict(marts.economy(world.register["ekonomi"], started))


#: mart → (its twin, its key, its values in the twin's order).
MARTS: dict[str, tuple[Callable[[World], Told], str, str]] = {
    "referral_flow": (
        expected_referral_flow,
        "area, period",
        "opening, received, matched_gfo, matched_kommun, matched_network, returned_gfo, withdrawn_kommun, closing",
    ),
    "waiting": (expected_waiting, "area, period, age_class", "referrals"),
    "time_to_match": (
        expected_time_to_match,
        "area, period",
        "referrals, matched, median_days, kaplan_meier_days",
    ),
    "home_bank": (
        expected_home_bank,
        "area, period",
        "available, occupied, resting, came, left_bank, median_days_stayed",
    ),
    "recruitment_funnel": (
        expected_recruitment_funnel,
        "period, channel, position",
        "families, median_days",
    ),
    "deviation_closing": (expected_deviation_closing, "area, period, category", "closed, median_days"),
    "economy": (expected_economy, "year, tertial, item", "budget, outcome, prognosis, deviation"),
}


def mart_differences(con: duckdb.DuckDBPyConnection, world: World, mart: str) -> list[str]:
    """Where a mart and its twin disagree, in words."""
    twin, key, values = MARTS[mart]
    width = key.count(",") + 1
    rows = con.execute(f"select {key}, {values} from mart.{mart}").fetchall()
    computed = {row[:width]: row[width:] for row in rows}
    expected = twin(world)
    assert len(rows) == len(computed), f"{mart} says something twice"
    found = [
        f"{mart} {cell}: computed {computed.get(cell)}, by hand {want}"
        for cell, want in expected.items()
        if cell not in computed or not all(map(_same, computed[cell], want))
    ]
    return found + [f"{mart} {cell}: not by hand" for cell in computed.keys() - expected.keys()]


def _same(told: Any, want: Any) -> bool:
    if told is None or want is None:
        return told is want
    exact = Fraction(told) if isinstance(told, int | Decimal) else told
    return bool(exact == want)


@pytest.fixture(scope="module")
def dense() -> Iterator[tuple[duckdb.DuckDBPyConnection, World]]:
    world = random_world(Random(11), rows=120, reporting_date=date(2024, 12, 30))
    with world_tables(world, COVERING) as con:
        yield con, world


@pytest.mark.parametrize("mart", MARTS)
def test_mart_of_a_dense_register_is_what_is_counted_by_hand(mart, dense):
    con, world = dense
    assert not mart_differences(con, world, mart)[:5]


#: mart → a column of words or periods, beside what it follows from in the same row.
FOLLOWING = {
    "waiting": (
        "position, age_class",
        {(1, "0–30 dagar"), (2, "31–90 dagar"), (3, "91–180 dagar"), (4, "över 180 dagar")},
    ),
    "recruitment_funnel": (
        "position, stage",
        {
            (1, "Intresseanmälan"),
            (2, "Inledande samtal"),
            (3, "Kartläggning påbörjad"),
            (4, "Kartläggning klar"),
            (5, "Godkänt"),
            (6, "Hem i banken"),
        },
    ),
    "economy": (
        "year, tertial, period",
        {(year, tertial, f"{year}T{tertial}") for year in (2023, 2024) for tertial in (1, 2, 3)},
    ),
}


@pytest.mark.parametrize("mart", FOLLOWING)
def test_words_and_periods_of_a_row_follow_from_the_rest_of_it(mart, dense):
    con, _ = dense
    columns, want = FOLLOWING[mart]
    assert set(con.execute(f"select distinct {columns} from mart.{mart}").fetchall()) == want


@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([2, 8]))
@settings(QUICKLY, max_examples=10)
def test_marts_of_any_register_are_what_is_counted_by_hand(random, rows):
    world = random_world(random, rows=rows)
    with world_tables(world, COVERING) as con:
        assert not [found for mart in MARTS for found in mart_differences(con, world, mart)][:5]


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([1, 5, 20]))
@settings(QUICKLY, max_examples=40)
def test_marts_of_many_registers_are_what_is_counted_by_hand(random, rows):
    world = random_world(random, rows=rows)
    with world_tables(world, COVERING) as con:
        assert not [found for mart in MARTS for found in mart_differences(con, world, mart)][:5]
