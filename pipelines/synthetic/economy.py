"""Kronor: what the kommuner pay for care (`kostnader`) and what GFO itself costs (`ekonomi`)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import prod

from pipelines.synthetic.agreed import net_budget
from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.draw import FIRST_YEAR, REPORTING_DATE, YEARS, room_random, share_out
from pipelines.synthetic.rows import Row

# Kronor a care day in 2019, fees and costs included; made up, in the proportions kommuner know.
_PRICE_A_DAY = {
    "familjehem_gfo": 960,
    "familjehem_kommun": 890,
    "natverkshem": 700,
    "konsulentstott": 2150,
    "jourhem": 1480,
    "akutfamilj": 2050,
    "hvb": 5200,
    "stodboende": 1950,
    "sis": 8600,
}
# Prices and fees rise a little every year, and by much in 2023: the fees follow the year's prisbasbelopp.
_RISES = {2020: 1.022, 2021: 1.02, 2022: 1.03, 2023: 1.095, 2024: 1.045, 2025: 1.03, 2026: 1.025}

_SHARES = {"personal": 72, "lokaler": 6, "rekrytering": 6, "utbildning": 6, "stod": 5, "ovrigt": 5}
_INCOME_SHARE = 0.02


def care_days(care: KommunCare) -> dict[tuple[date, str], int]:
    """Care days by first day of month and form from 2019 on; an open stay runs through the reporting date."""
    days: dict[tuple[date, str], int] = {}
    beginning, end_of_time = date(FIRST_YEAR, 1, 1), REPORTING_DATE + timedelta(days=1)
    for child in care.children:
        for stay in child.placements:
            first, ended = max(stay.start, beginning), min(stay.end or end_of_time, end_of_time)
            while first < ended:
                month = first.replace(day=1)
                next_month = (month + timedelta(days=32)).replace(day=1)
                part = (min(ended, next_month) - first).days
                days[month, stay.form] = days.get((month, stay.form), 0) + part
                first = next_month
    return days


def cost_rows(seed: int, care: KommunCare) -> list[Row]:
    """`kostnader` of one kommun: a row for each month and form with care days, price times days."""
    rng = room_random(seed, f"costs {care.kommun}")
    level = {form: price * rng.uniform(0.93, 1.07) for form, price in _PRICE_A_DAY.items()}
    rows: list[Row] = []
    for (month, form), days in sorted(care_days(care).items()):
        rise = prod(rise for year, rise in _RISES.items() if year <= month.year)
        ören = round(days * level[form] * rise * rng.uniform(0.97, 1.03) * 100)
        rows.append(
            {
                "kommun": care.kommun,
                "manad": f"{month:%Y-%m}",
                "placeringsform": form,
                "belopp": Decimal(ören).scaleb(-2),
            }
        )
    return rows


def economy_rows(seed: int) -> list[Row]:
    """`ekonomi`: each year's budget adds up to the owners' contributions; T3 2026 has no outcome yet."""
    rng = room_random(seed, "economy")
    rows: list[Row] = []
    for year in YEARS:
        net = net_budget(seed, year)
        income = round(net * _INCOME_SHARE / 3000) * 3000
        budgets = share_out(
            net + income, {item: share * rng.uniform(0.96, 1.04) for item, share in _SHARES.items()}
        )
        budgets["intakter"] = income
        # Early in 2019 the organisation was being built, and posts stood empty.
        lean = 0.93 if year == FIRST_YEAR else rng.uniform(0.97, 1.015)
        for item, whole in budgets.items():
            parts = share_out(whole, {"1": 1.0, "2": 1.0, "3": 1.0})
            spent = 0
            left = whole
            for tertial in (1, 2, 3):
                budget = parts[str(tertial)]
                left -= budget
                known = date(year, 4 * tertial, 28) <= REPORTING_DATE
                outcome = round(budget * lean * rng.uniform(0.94, 1.06)) if known else None
                spent += outcome or 0
                prognosis = spent + (round(left * lean / 1000) * 1000 if left else 0)
                rows.append(
                    {
                        "ar": year,
                        "tertial": tertial,
                        "post": item,
                        "budget": budget,
                        "utfall": outcome,
                        "prognos": prognosis if known else None,
                    }
                )
    rows.sort(key=lambda row: (str(row["ar"]), str(row["tertial"])))
    return rows
