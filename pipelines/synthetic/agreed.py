"""Figures agreed on or published: the allocation's key, published figures, targets and comments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipelines.reference import kommuner, read_reference
from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.draw import YEARS, room_random
from pipelines.synthetic.plan import placed_2020
from pipelines.synthetic.rows import Row

BUDGET_2023 = sum(int(row["amount_sek"]) for row in read_reference("cost_allocation_2023"))
KEY_YEARS = range(2021, 2027)


def net_budget(seed: int, year: int) -> int:
    """The owners' contributions together, kronor: 2023 as published, about 3 per cent more each year."""
    if year == 2023:
        return BUDGET_2023
    growth = 1.03 ** (year - 2023) * room_random(seed, f"budget {year}").uniform(0.996, 1.004)
    return round(BUDGET_2023 * growth / 1000) * 1000


def allocation_rows(seed: int) -> list[Row]:
    """`fordelning`: the figures of three years before, half by population and half by placed children."""
    return [
        {
            "ar": year,
            "budget": net_budget(seed, year),
            "basar": year - 3,
            "basar_placerade": None,
            "vikt_befolkning": Decimal("0.5"),
            "vikt_placerade": Decimal("0.5"),
            "alder_till": 17,
        }
        for year in KEY_YEARS
    ]


def placed_children_rows(care: dict[str, KommunCare]) -> list[Row]:
    """`placerade_barn`: as many as the rows hold at any time of the year; 2018 is from before the rows."""
    rows: list[Row] = []
    for kommun in sorted(placed_2020()):
        counts = {year: _placed_in(care[kommun], year) for year in YEARS if year < YEARS[-1]}
        counts[2018] = round(counts[2019] * 0.97)
        rows += [{"kommun": kommuner()[kommun], "ar": year, "antal": counts[year]} for year in sorted(counts)]
    return rows


def _placed_in(care: KommunCare, year: int) -> int:
    return sum(
        any(
            stay.start.year <= year and (stay.end is None or stay.end.year >= year)
            for stay in child.placements
        )
        for child in care.children
    )


def published_rows() -> list[Row]:
    """`publicerat`: every figure of the published deck."""
    return [
        {
            "nyckeltal": row["figure"],
            "omrade": row["area"],
            "period": row["period"],
            "varde": row["value"],
            "kalla": row["document"],
        }
        for row in read_reference("published_figures")
    ]


def target_rows() -> list[Row]:
    """`mal`: made-up targets for the years under way."""
    targets = (
        ("match_rate", "GFO", "2025", 50),
        ("match_rate", "GFO", "2026", 55),
        ("days_to_match", "GFO", "2025", 50),
        ("days_to_match", "GFO", "2026", 45),
        ("bank_homes_available", "GFO", "2025T3", 28),
        ("bank_homes_available", "GFO", "2026T1", 30),
        ("bank_homes_available", "GFO", "2026T2", 30),
        ("bank_homes_available", "GFO", "2026T3", 30),
        ("foster_parents_trained", "GFO", "2025", 30),
        ("foster_parents_trained", "GFO", "2026", 32),
        ("homes_approved", "GFO", "2026", 18),
    )
    return [
        {"nyckeltal": kpi, "omrade": area, "period": period, "mal": target, "kalla": "Exempel på mål"}
        for kpi, area, period, target in targets
    ]


def comment_rows() -> list[Row]:
    """`kommentarer`: events, explanations and agreed actions, in words that a reader of the sample would expect."""
    said = (
        (date(2019, 2, 4), "2019T1", "", "GFO", "handelse", "ja", "Verksamheten startade i februari 2019."),
        (
            date(2020, 4, 15),
            "2020T1",
            "training_participants",
            "GFO",
            "handelse",
            "nej",
            "Utbildningarna ställdes om till digitala träffar.",
        ),
        (
            date(2022, 9, 1),
            "2022T3",
            "",
            "Timrå",
            "handelse",
            "ja",
            "Timrå gick med i GFO den 1 september 2022.",
        ),
        (
            date(2023, 1, 1),
            "2023T1",
            "cost_per_care_day",
            "GFO",
            "handelse",
            "nej",
            "Arvoden och omkostnadsersättningar räknades upp med omkring nio procent vid årsskiftet.",
        ),
        (
            date(2023, 8, 19),
            "2023T2",
            "training_participants",
            "GFO",
            "handelse",
            "ja",
            "Familjedag den 19 augusti.",
        ),
        (
            date(2025, 10, 1),
            "2025T3",
            "days_to_match",
            "GFO",
            "handelse",
            "nej",
            "Ny rutin: kommunen får besked om läget för varje remiss var fjortonde dag.",
        ),
        (
            date(2026, 5, 12),
            "2026T2",
            "enquiries_received",
            "GFO",
            "handelse",
            "nej",
            "Kampanj i sociala medier under maj.",
        ),
        (
            date(2024, 2, 5),
            "2023",
            "consultant_cost_share",
            "GFO",
            None,
            None,
            "Andelen räknas på kommunernas egna kostnader; GFO:s gemensamma budget ingår inte.",
        ),
        (
            date(2026, 5, 20),
            "2026T1",
            "days_to_match",
            "GFO",
            "forklaring",
            "nej",
            "Flera av remisserna gällde syskon, som tar längre tid att matcha till samma hem.",
        ),
        (
            date(2026, 5, 20),
            "2026T1",
            "referrals_received",
            "Härnösand",
            "forklaring",
            "nej",
            "Kommunen skickar sedan hösten 2025 remiss även när den själv söker ett hem.",
        ),
        (
            date(2026, 6, 10),
            "2026T1",
            "bank_homes_available",
            "GFO",
            "atgard",
            "nej",
            "GFO håller två informationsträffar i varje kommun under hösten.",
        ),
        (
            date(2026, 6, 10),
            "2026T1",
            "replacements",
            "",
            "atgard",
            "nej",
            "Varje kommun går igenom sina omplaceringar med GFO före nästa möte.",
        ),
    )
    return [
        {
            "datum": day,
            "period": period,
            "nyckeltal": kpi,
            "omrade": area,
            "text": text,
            "slag": kind,
            "offentlig": public,
        }
        for day, period, kpi, area, kind, public, text in said
    ]
