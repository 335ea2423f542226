"""Why a care day is dearer or cheaper, in one sentence whose kronor add up."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.published.records import CostChange
from dashboard.words import dearer
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.published_file import expected, write_published
from tests.pages.fixtures.records import plain


def _why(now: str, before: str, mix: str, price: str, rest: str = "0") -> str:
    parts = [Decimal(part) for part in (mix, price, rest)]
    return plain(
        dearer.why(
            CostChange("2025T2", sum(parts, Decimal(0)), *parts), Decimal(now), Decimal(before), "T2 2025"
        )
    )


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            ("1865.33", "1744.26", "86.57", "34.5"),
            (
                "Ett vårddygn kostade 121 kr mer än T2 2025: 87 kr mer för att en större andel av dygnen var i dyrare"
                " former och 34 kr mer för att samma former kostade mer per dygn."
            ),
        ),
        (
            ("1700", "1726", "-40", "14"),
            (
                "Ett vårddygn kostade 26 kr mindre än T2 2025: 40 kr mindre för att en större andel av dygnen var i"
                " billigare former, men 14 kr mer för att samma former kostade mer per dygn."
            ),
        ),
        (
            ("1726", "1700", "-14", "40"),
            (
                "Ett vårddygn kostade 26 kr mer än T2 2025: 40 kr mer för att samma former kostade mer per dygn, men 14"
                " kr mindre för att en större andel av dygnen var i billigare former."
            ),
        ),
        (
            ("1110", "1100", "0", "10"),
            "Ett vårddygn kostade 10 kr mer än T2 2025, för att samma former kostade mer per dygn.",
        ),
        (
            ("1130", "1100", "10", "12", "8"),
            (
                "Ett vårddygn kostade 30 kr mer än T2 2025: 10 kr mer för att en större andel av dygnen var i dyrare"
                " former, 12 kr mer för att samma former kostade mer per dygn och 8 kr mer för kostnader i former"
                " utan dygn."
            ),
        ),
        (("1100.2", "1100.4", "3", "-3.2"), ""),
        # No parts of this change: nothing is said, and at once.
        (("70000000", "1000", "3", "-3"), ""),
    ],
)
def test_the_parts_are_told_with_what_goes_the_same_way_first(figures: tuple[str, ...], said: str) -> None:
    assert _why(*figures) == said


_KRONOR = st.decimals("-300", "300", places=6)


@given(_KRONOR, _KRONOR, st.decimals("1000", "3000", places=6))
def test_the_whole_kronor_add_up_to_the_difference_of_the_figures_shown(
    mix: Decimal, price: Decimal, before: Decimal
) -> None:
    said = _why(str(before + mix + price), str(before), str(mix), str(price))
    kronor = [
        int(number) * (1 if word == "mer" else -1)
        for number, word in re.findall(r"(\d+) kr (mer|mindre)", said)
    ]
    assert len(kronor) in (0, 1, 3)
    assert len(kronor) < 3 or kronor[0] == sum(kronor[1:])


@pytest.mark.parametrize("page", ["nyckeltal", "placeringar"])
def test_the_page_tells_it_of_the_period_that_the_figure_is_set_beside(
    open_page: OpenPage, tmp_path: Path, page: str
) -> None:
    home = DataHome(tmp_path)
    now, before = (
        expected("cost_per_care_day", "2262", Period.parse(period)) for period in ("2026T2", "2025T2")
    )
    change = now - before
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "create or replace table cost_change as select '2262' as area, '2026T2' as period,"
            " '2025T2' as compared_with, ?::decimal(18, 6) as change, ?::decimal(18, 6) as mix,"
            " 0::decimal(18, 6) as price, 0::decimal(18, 6) as rest",
            [change, change],
        )
    query = {"visa": "cost_per_care_day", "period": "2026T2"}
    own, other = (
        plain(text_of(open_page(page, {**query, "kommun": kommun}, home))) for kommun in ("timra", "ange")
    )
    assert re.search(
        r"Ett vårddygn kostade [\d ]+ kr (mer|mindre) än T2 2025, för att en större andel av dygnen", own
    )
    assert "Ett vårddygn kostade" not in other
