"""The page-shaped tables and their plain-Python twins say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.built_worlds import NEAR, PERIODS, world_tables
from tests.fixtures.quickly import QUICKLY, examples
from tests.fixtures.worlds import OWNERS, random_world
from tests.twins.plain import catalogue, marts
from tests.twins.plain.calendar import Span, compared_with, started_by
from tests.twins.plain.figures import Cell, Figure, World, twin_figures

#: The KPIs that the page-shaped tables are made of, or that say what the deliveries cover.
NEEDED = (
    "referrals_received", "referrals_open", "deviations_open", "referrals_decided", "bank_homes", "homes_joined_bank",
    "homes_left_bank", "days_in_bank", "enquiries_received", "deviations_closed", "days_to_close_deviation",
)  # fmt: skip
#: Told for a GFO that waits for somebody: what is summed, and what is made of two sums.
PARTIAL = ("placed_children", "care_days", "breakdown_rate")
#: What the change of cost per care day is made of.
COSTS = ("placement_cost", "care_days_costed")
Told = dict[tuple[Any, ...], tuple[Any, ...]]


def _areas(world: World) -> list[str]:
    joined = [owner.kommun_code for owner in OWNERS if owner.joined <= world.reporting_date]
    return ["GFO", *joined]


def _covered(world: World, kpi: str, areas: list[str]) -> Iterator[tuple[str, Span]]:
    periods = started_by(PERIODS, world.reporting_date)
    figures = _figures(world, kpi)
    for area in areas:
        for period in periods:
            if figures[kpi, "", area, period.id].status == "ok":
                yield area, period


def _figures(world: World, *kpis: str) -> dict[Cell, Figure]:
    return {cell: figure for kpi in kpis for cell, figure in _figures_of(world, kpi).items()}


@lru_cache(maxsize=16)
def _figures_of(world: World, kpi: str) -> dict[Cell, Figure]:
    """Kept for the next mart of the same world: those of open referrals take seconds."""
    return twin_figures(world, started_by(PERIODS, world.reporting_date), [kpi])


def expected_referral_flow(world: World) -> Told:
    figures = _figures(world, "referrals_received", "referrals_decided", "referrals_open")
    return {
        (area, period.id): marts.referral_flow(figures, area, period.id)
        for area, period in _covered(world, "referrals_received", _areas(world))
    }


def expected_waiting(world: World) -> Told:
    figures = _figures(world, "referrals_open")
    return {
        (area, period.id, age_class): (count,)
        for area, period in _covered(world, "referrals_open", _areas(world))
        for age_class, count in marts.waiting(figures, area, period.id).items()
    }


def expected_waiting_since(world: World) -> Told:
    gone = {owner.kommun for owner in world.owners if owner.left and owner.left <= world.reporting_date}
    return {
        (area, month): (count,)
        for area, period in _covered(world, "referrals_open", _areas(world))
        if period.kind == "month" and period.first_day <= world.reporting_date <= period.last_day
        for month, count in marts.waiting_since(
            [
                row
                for row in world.register["remisser"]
                if area in ("GFO", row["kommun_code"]) and row["kommun_code"] not in gone
            ],
            world.reporting_date,
        ).items()
    }


def expected_oldest_deviation(world: World) -> Told:
    left = {owner.kommun: owner.left or date.max for owner in world.owners}
    found: Told = {}
    for area, period in _covered(world, "deviations_open", _areas(world)):
        day = min(period.last_day, world.reporting_date)
        rows = [
            row
            for row in world.register["avvikelser"]
            if area in ("GFO", row["kommun_code"]) and left.get(row["kommun_code"], day) > day
        ]
        month = marts.oldest_deviation(rows, day)
        if month is not None:
            found[area, period.id] = (month,)
    return found


def expected_time_to_match(world: World) -> Told:
    left = {owner.kommun: owner.left for owner in world.owners if owner.left is not None}
    return {
        (area, period.id): tuple(
            marts.time_to_match(
                [
                    row
                    for row in world.register["remisser"]
                    if area in ("GFO", row["kommun_code"])
                    and row["received"] < left.get(row["kommun_code"], date.max)
                ],
                period,
                world.reporting_date,
            ).values()
        )
        for area, period in _covered(world, "referrals_received", _areas(world))
    }


def expected_home_bank(world: World) -> Told:
    figures = _figures(world, "bank_homes", "homes_joined_bank", "homes_left_bank", "days_in_bank")
    return {
        (area, period.id): marts.home_bank(figures, area, period.id)
        for area, period in _covered(world, "bank_homes", _areas(world))
    }


def expected_partial_gfo(world: World) -> Told:
    figures = _figures(world, *PARTIAL)
    areas = [area for area in _areas(world) if area != "GFO"]
    periods = started_by(PERIODS, world.reporting_date)
    found: Told = {}
    for kpi in PARTIAL:
        for period in periods:
            gfo = figures[kpi, "", "GFO", period.id]
            if gfo.status != "missing" or not (gfo.reason or "").startswith("ej_levererat:"):
                continue
            scale = catalogue.CATALOGUE[kpi].scale if catalogue.CATALOGUE[kpi].parts else None
            told = marts.partial_gfo(
                figures, kpi, scale, areas, period.id, compared_with(period, world.reporting_date)
            )
            if told is not None:
                found[kpi, period.id] = told
    return found


def expected_cost_change(world: World) -> Told:
    figures = _figures(world, *COSTS)
    found: Told = {}
    for area in _areas(world):
        for period in started_by(PERIODS, world.reporting_date):
            compared = compared_with(period, world.reporting_date)
            told = marts.cost_change(figures, catalogue.FORMS, area, period.id, compared)
            if told is not None:
                found[area, period.id] = (compared, *told)
    return found


def expected_recruitment_funnel(world: World) -> Told:
    statuses = world.register["familjehem"]
    left = {owner.kommun: owner.left for owner in world.owners if owner.left is not None}
    counted = [
        row
        for row in world.register["rekrytering"]
        if row["received"] < left.get(row["home_kommun_code"], date.max)
    ]
    found: Told = {}
    for _, period in _covered(world, "enquiries_received", ["GFO"]):
        for channel in ("", *catalogue.CHANNELS):
            enquiries = [row for row in counted if channel in ("", row["channel"])]
            for position in range(1, 7):
                found[period.id, channel, position] = marts.recruitment_stage(
                    enquiries, statuses, position, period, world.reporting_date
                )
    return found


def expected_deviation_closing(world: World) -> Told:
    figures = _figures(world, "deviations_closed", "days_to_close_deviation")
    found: Told = {}
    for area, period in _covered(world, "deviations_closed", _areas(world)):
        for category in ("", *catalogue.CATEGORIES):
            cut = f"kategori={category}" if category else ""
            found[area, period.id, category] = marts.deviation_closing(figures, cut, area, period.id)
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
    "waiting_since": (expected_waiting_since, "area, month", "referrals"),
    "oldest_deviation": (expected_oldest_deviation, "area, period", "month"),
    "time_to_match": (
        expected_time_to_match,
        "area, period",
        "referrals, matched, median_days, half_matched_days",
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
    "partial_gfo": (
        expected_partial_gfo,
        "kpi, period",
        "without, kommuner, owners, value, compared_value",
    ),
    "cost_change": (expected_cost_change, "area, period", "compared_with, change, mix, price, rest"),
    "economy": (expected_economy, "year, tertial, item", "budget, outcome, prognosis, deviation"),
}


#: Some of a mart's rows, where all of them would say the same again.
NARROWED = {"partial_gfo": f"where cut = '' and kpi in {PARTIAL}"}


def mart_differences(con: duckdb.DuckDBPyConnection, world: World, mart: str) -> list[str]:
    """Where a mart and its twin disagree, in words."""
    twin, key, values = MARTS[mart]
    width = key.count(",") + 1
    rows = con.execute(f"select {key}, {values} from mart.{mart} {NARROWED.get(mart, '')}").fetchall()
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
    if isinstance(told, Decimal):
        return abs(Fraction(told) - Fraction(want)) <= NEAR
    return bool(told == want)


@pytest.fixture(scope="module")
def dense() -> Iterator[tuple[duckdb.DuckDBPyConnection, World]]:
    world = random_world(Random(11), rows=120, reporting_date=date(2024, 12, 30))
    with world_tables(world, (*NEEDED, *PARTIAL, *COSTS)) as con:
        yield con, world


@pytest.mark.parametrize("mart", MARTS)
def test_mart_of_a_dense_register_is_what_is_counted_by_hand(mart, dense):
    con, world = dense
    assert not mart_differences(con, world, mart)[:5]


def test_a_change_of_cost_is_all_of_its_parts(dense):
    con, _ = dense
    rows = con.execute("select change, mix, price, rest from mart.cost_change").fetchall()
    assert [row for row in rows if row[0] != sum(row[1:])] == []
    assert all(any(row[part] for row in rows) for part in range(4))


#: mart → a column of words or periods, beside what it follows from in the same row.
FOLLOWING = {
    "waiting": (
        "position, age_class",
        {(1, "0–30 dagar"), (2, "31–90 dagar"), (3, "91–180 dagar"), (4, "Över 180 dagar")},
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


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False), rows=st.sampled_from([1, 2, 5, 8, 20]))
@settings(QUICKLY, max_examples=examples(10, 25))
def test_marts_of_any_register_are_what_is_counted_by_hand(random, rows):
    world = random_world(random, rows=rows)
    with world_tables(world, (*NEEDED, *PARTIAL, *COSTS)) as con:
        assert not [found for mart in MARTS for found in mart_differences(con, world, mart)][:5]
