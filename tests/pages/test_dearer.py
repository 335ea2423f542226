"""Why a care day is dearer or cheaper, in one sentence whose kronor add up."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.blocks.told import why_dearer
from dashboard.briefings.making import Asked, facts_of
from dashboard.published.records import CostChange
from dashboard.words import dearer
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, newest_file, text_of
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


def _form(name: str, days: str, kronor: str) -> dearer.Form:
    """`days` and `kronor` as `now before`."""
    return dearer.Form(name, *map(Decimal, days.split()), *map(Decimal, kronor.split()))


_HVB = _form("HVB", "615 206", "3894666 1288651")
_SUPPORTED = _form("Stödboende", "246 154", "644831 390133")
_ACUTE = _form("Akutfamilj", "600 0", "1500000 0")
_HOMES = _form("Familjehem", "4000 4500", "4600000 5000000")


@pytest.mark.parametrize(
    ("forms", "mix", "said"),
    [
        ((_HOMES, _SUPPORTED, _HVB), "323", "ökade HVB mest: 3,89 mnkr mot 1,29 mnkr T2 2025."),
        (
            (_HVB, _ACUTE, _HOMES),
            "323",
            "ökade HVB mest: 3,89 mnkr mot 1,29 mnkr T2 2025, och därnäst akutfamilj: 1,50 mnkr mot 0 kr.",
        ),
        (
            (_HOMES, _form("HVB", "0 206", "0 1288651")),
            "-310",
            "minskade HVB mest: 0 kr mot 1,29 mnkr T2 2025.",
        ),
    ],
)
def test_the_dearer_form_that_moved_most_is_named_with_its_kronor(
    forms: tuple[dearer.Form, ...], mix: str, said: str
) -> None:
    found = dearer.moved(forms, Decimal(mix), Decimal(1900), Decimal(1500), "T2 2025")
    assert plain(found) == f"Av de dyrare formerna {said}"


def test_no_form_is_named_that_did_not_move_the_way_the_mix_did() -> None:
    asked = (Decimal(1900), Decimal(1500), "T2 2025")
    assert dearer.moved((_HVB, _HOMES), Decimal("0.4"), *asked) == ""
    assert dearer.moved((_HVB, _HOMES), Decimal(-50), *asked) == ""
    # More kronor, but no larger part of the days.
    assert dearer.moved((_form("HVB", "200 200", "1300000 1200000"),), Decimal(50), *asked) == ""
    assert dearer.moved((), Decimal(50), *asked) == ""


def test_a_period_that_was_unusual_itself_is_said_to_have_been() -> None:
    former = [Decimal(1940), Decimal(1712)]
    said = dearer.unusual_before(Decimal(361), Decimal(1600), former, "T2 2025")
    assert plain(said) == "T2 2025 var själv lägre än de två tertialen närmast före (1 940 kr och 1 712 kr)."
    high = dearer.unusual_before(Decimal(-361), Decimal(2100), former, "T2 2025")
    assert "var själv högre än" in high
    # Not by much, not of a change the other way, and not of one tertial alone.
    for change, before, beside in ((361, 1700, former), (-361, 1600, former), (361, 1600, former[:1])):
        assert dearer.unusual_before(Decimal(change), Decimal(before), beside, "T2 2025") == ""


def test_a_form_that_is_hidden_leaves_every_form_unnamed(demo: Demo, tmp_path: Path) -> None:
    def told(home: DataHome) -> str:
        return why_dearer(facts_of(home, Asked("namndinformation", "Timrå", "2026T2")).reader)

    assert "Av de dyrare formerna ökade HVB mest" in told(demo.home)
    home = DataHome(tmp_path)
    folder = home.published / "2"
    folder.mkdir(parents=True)
    shutil.copyfile(newest_file(demo.home), folder / "styrgrupp.duckdb")
    (home.published / "current").symlink_to("2")
    with duckdb.connect(str(folder / "styrgrupp.duckdb")) as con:
        con.execute(
            "update kpi_value set status = 'hidden', value = null where area = '2262' and kpi = 'placement_cost'"
            " and cut = 'form=jourhem' and period = '2025T2'"
        )
    hidden = told(home)
    assert hidden.startswith("Ett vårddygn kostade")
    assert "formerna ökade" not in hidden


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
