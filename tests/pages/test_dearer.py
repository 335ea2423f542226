"""Why a care day is dearer or cheaper: the weightiest cause first, of parts that add up."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.blocks.told_cost import why_dearer
from dashboard.briefings.making import Asked, facts_of
from dashboard.published.records import CostChange
from dashboard.words import dearer
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, newest_file, opened, text_of
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
                "Ett vårddygn kostade 121 kr mer än T2 2025, eftersom en större andel av dygnen var i dyrare former"
                " (87 kr) och samma former kostade mer per dygn (34 kr)."
            ),
        ),
        (
            ("1700", "1726", "-40", "14"),
            (
                "Ett vårddygn kostade 26 kr mindre än T2 2025, eftersom en större andel av dygnen var i billigare"
                " former (40 kr). Samtidigt höjde ett högre pris per dygn i samma former kostnaden med 14 kr."
            ),
        ),
        (
            ("1726", "1700", "-14", "40"),
            (
                "Ett vårddygn kostade 26 kr mer än T2 2025, eftersom samma former kostade mer per dygn (40 kr)."
                " Samtidigt sänkte en större andel dygn i billigare former kostnaden med 14 kr."
            ),
        ),
        (
            ("1110", "1100", "0", "10"),
            "Ett vårddygn kostade 10 kr mer än T2 2025, eftersom samma former kostade mer per dygn.",
        ),
        (
            ("1130", "1100", "10", "12", "8"),
            (
                "Ett vårddygn kostade 30 kr mer än T2 2025, eftersom samma former kostade mer per dygn (12 kr), en"
                " större andel av dygnen var i dyrare former (10 kr) och former utan dygn kostade mer (8 kr)."
            ),
        ),
        (("1100.2", "1100.4", "3", "-3.2"), ""),
        # No parts of this change: nothing is said, and at once.
        (("70000000", "1000", "3", "-3"), ""),
    ],
)
def test_what_makes_most_of_it_is_told_first_and_what_is_much_the_other_way(
    figures: tuple[str, ...], said: str
) -> None:
    assert _why(*figures) == said


_KRONOR = st.decimals("-300", "300", places=6)


@given(_KRONOR, _KRONOR, st.decimals("1000", "3000", places=6))
def test_what_is_told_of_two_parts_adds_up_to_the_change(
    mix: Decimal, price: Decimal, before: Decimal
) -> None:
    said = _why(str(before + mix + price), str(before), str(mix), str(price))
    told = re.match(r"Ett vårddygn kostade (\d+) kr (mer|mindre)", said)
    if told is None:
        assert said == ""
        return
    change = int(told[1])
    along, _, back = said.partition(" Samtidigt ")
    sums = [sum(int(number) for number in re.findall(r"[(d] ?(\d+) kr[).]", text)) for text in (along, back)]
    if not sums[0]:
        assert ", eftersom" in said
    else:
        assert change == sums[0] - sums[1]


def _whole(now: str, before: str, mix: str, price: str, *, with_total: bool = False) -> str:
    """`now` and `before` as `kronor days`."""
    spent = [dearer.Spent(*map(Decimal, one.split())) for one in (now, before)]
    change = CostChange("2025T2", Decimal(mix) + Decimal(price), Decimal(mix), Decimal(price), Decimal(0))
    return plain(dearer.whole(change, spent[0], spent[1], "T2 2025", with_total=with_total))


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            ("10639747.83 5540", "8163826.71 5232", "322.356956", "37.810711"),
            (
                "Placeringarna kostade 2,48 mnkr mer än T2 2025, eftersom en större andel av dygnen var i dyrare"
                " former (1,79 mnkr), vårddygnen blev fler (0,48 mnkr; 5 540 mot 5 232) och samma former kostade mer"
                " per dygn (0,21 mnkr)."
            ),
        ),
        (
            ("900000 900", "1000000 1000", "-20", "20"),
            (
                "Placeringarna kostade 0,10 mnkr mindre än T2 2025, eftersom vårddygnen blev färre (0,10 mnkr; 900 mot"
                " 1 000) och en större andel av dygnen var i billigare former (0,02 mnkr). Samtidigt höjde ett högre"
                " pris per dygn i samma former kostnaden med 0,02 mnkr."
            ),
        ),
        (
            ("11700000 9000", "10640000 9700", "-45.56", "246.67"),
            (
                "Placeringarna kostade 1,06 mnkr mer än T2 2025, eftersom samma former kostade mer per dygn (2,23"
                " mnkr). Samtidigt sänkte färre vårddygn kostnaden med 0,76 mnkr (9 000 mot 9 700) och en större andel"
                " dygn i billigare former med 0,41 mnkr."
            ),
        ),
        # Nothing of the change is left in what a card has room for; nothing is divided by no days.
        (("10000000 1000", "10000000 1000", "1", "-1"), ""),
        (("100000 100", "0 0", "1", "1"), ""),
    ],
)
def test_the_whole_change_is_told_in_days_forms_and_prices(figures: tuple[str, ...], said: str) -> None:
    assert _whole(*figures) == said


@pytest.mark.parametrize(
    ("figures", "begins"),
    [
        (
            ("10639747.83 5540", "8163826.71 5232", "322.356956", "37.810711"),
            "Placeringarna kostade 10,64 mnkr, 2,48 mnkr mer än T2 2025, eftersom",
        ),
        (
            ("900000 900", "1000000 1000", "-20", "20"),
            "Placeringarna kostade 0,90 mnkr, 0,10 mnkr mindre än T2 2025, eftersom",
        ),
    ],
)
def test_the_whole_change_may_begin_with_the_sum_and_is_else_the_same(
    figures: tuple[str, ...], begins: str
) -> None:
    now, before, mix, price = figures
    said = _whole(now, before, mix, price, with_total=True)
    assert said.startswith(begins)
    assert said.partition(" eftersom ")[2] == _whole(now, before, mix, price).partition(" eftersom ")[2]
    assert dearer.after_heading(said).startswith("Det beror på att ")


_KR = {"kr": 1, "tkr": 1000, "mnkr": 1_000_000}


@given(
    st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
    st.decimals("500", "4000", places=2),
    _KRONOR,
    _KRONOR,
)
@example((3923, 1), Decimal(500), Decimal(0), Decimal("-245.093042"))
def test_the_whole_change_names_the_parts_that_make_it_the_largest_first(
    days: tuple[int, int], price: Decimal, mix: Decimal, dearer_by: Decimal
) -> None:
    now, before = days[0] * (price + mix + dearer_by), days[1] * price
    said = _whole(f"{now} {days[0]}", f"{before} {days[1]}", str(mix), str(dearer_by))
    assert said.count(". ") <= 1
    number = r"(?:\(|med )(\d[\d ]*(?:,\d+)?) (kr|tkr|mnkr)"
    along, back = (
        [
            Decimal(size.replace(" ", "").replace(",", ".")) * _KR[unit]
            for size, unit in re.findall(number, text)
        ]
        for text in (said.partition(" Samtidigt ")[0], said.partition(" Samtidigt ")[2])
    )
    assert along == sorted(along, reverse=True)
    assert back == sorted(back, reverse=True)
    told = re.match(r"Placeringarna kostade (\d[\d ]*(?:,\d+)?) (kr|tkr|mnkr) (mer|mindre)", said)
    if told and along:
        change = Decimal(told[1].replace(" ", "").replace(",", ".")) * _KR[told[2]]
        assert change == sum(along) - sum(back)


def _form(name: str, days: str, kronor: str, children: str = "") -> dearer.Form:
    """`days`, `kronor` and `children` as `now before`."""
    return dearer.Form(name, *map(Decimal, f"{days} {kronor} {children}".split()))


_HVB = _form("HVB", "615 206", "3894666 1288651")
_SUPPORTED = _form("Stödboende", "246 154", "644831 390133")
_ACUTE = _form("Akutfamilj", "600 0", "1500000 0")
_HOMES = _form("Familjehem", "4000 4500", "4600000 5000000")


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("Placeringarna kostade 2 mnkr mer än T2 2025, eftersom A.", "Det beror på att A."),
        ("Ett vårddygn kostade 2 kr mer, eftersom A.", "Ett vårddygn kostade 2 kr mer, eftersom A."),
        ("", ""),
    ],
)
def test_under_a_heading_that_says_how_much_only_the_causes_are_told(said: str, after: str) -> None:
    assert dearer.after_heading(said) == after


@pytest.mark.parametrize(
    ("forms", "mix", "said"),
    [
        (
            (_HOMES, _SUPPORTED, _HVB),
            "323",
            "ökade HVB mest: 3,89 mnkr mot 1,29 mnkr T2 2025 (615 vårddygn mot 206).",
        ),
        (
            (_HOMES, _form("HVB", "615 206", "3894666 1288651", "5 1")),
            "323",
            "ökade HVB mest: 3,89 mnkr mot 1,29 mnkr T2 2025 (5 barn mot 1 den sista dagen).",
        ),
        # As many children on the last day say nothing of why it cost more; their days do.
        (
            (_HOMES, _form("HVB", "615 206", "3894666 1288651", "2 2")),
            "323",
            "ökade HVB mest: 3,89 mnkr mot 1,29 mnkr T2 2025 (615 vårddygn mot 206).",
        ),
        (
            (_HVB, _ACUTE, _HOMES),
            "323",
            ("ökade HVB mest: 3,89 mnkr mot 1,29 mnkr T2 2025 (615 vårddygn mot 206), därnäst akutfamilj."),
        ),
        (
            (_HOMES, _form("HVB", "0 206", "0 1288651")),
            "-310",
            "minskade HVB mest: 0 kr mot 1,29 mnkr T2 2025 (0 vårddygn mot 206).",
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


@pytest.mark.parametrize(
    ("mix", "price", "explains"),
    [
        ("-4", "50", False),
        ("-30", "76", True),
        ("10", "36", True),
        ("4", "-50", False),
        ("30", "-76", True),
    ],
)
def test_which_form_moved_is_no_answer_where_the_forms_did_little_the_other_way(
    mix: str, price: str, *, explains: bool
) -> None:
    said = _why(str(1000 + int(mix) + int(price)), "1000", mix, price)
    assert said
    parts = [Decimal(part) for part in (mix, price, "0")]
    found = CostChange("2025T2", sum(parts, Decimal(0)), *parts)
    assert dearer.is_beside_the_point(found, said) is not explains


def test_a_period_that_was_unusual_itself_is_said_to_have_been() -> None:
    former = [Decimal(1940), Decimal(1712)]
    said = dearer.unusual_before(Decimal(361), Decimal(1600), former, "T2 2025")
    assert (
        plain(said)
        == "T2 2025 kostade ett vårddygn mindre än de två tertialen närmast före (1 940 kr och 1 712 kr)."
    )
    high = dearer.unusual_before(Decimal(-361), Decimal(2100), former, "T2 2025")
    assert "kostade ett vårddygn mer än" in high
    years = dearer.unusual_before(Decimal(361), Decimal(1600), former, "samma tid 2025", of_years=True)
    assert plain(years).startswith(
        "Samma tid 2025 kostade ett vårddygn mindre än samma tid de två åren före (1 940"
    )
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
        r"Ett vårddygn kostade [\d ]+ kr (mer|mindre) än T2 2025, eftersom en större andel av dygnen", own
    )
    assert "Ett vårddygn kostade" not in other


_MORE = r"Placeringarna kostade [\d,]+ mnkr mer än samma tid 2025, eftersom"


@pytest.mark.parametrize(("page", "begins"), [("kommun", "Det beror på att"), ("placeringar", _MORE)])
def test_a_year_under_way_says_what_the_same_months_say(
    demo: Demo, open_page: OpenPage, page: str, begins: str
) -> None:
    """Of the whole change in cost, and of the form that drew it; three years with eight months in them say neither."""
    told = []
    for period in ("2026", "2026T2Y", "2026-2028"):
        said = plain(opened(open_page, demo, page, "kommun-2262", kommun="timra", period=period))
        # The months of 2025 have a name of their own there.
        begun = begins.replace("samma tid 2025", r"[^.,]*")
        told.append(re.findall(rf"{begins if period == '2026' else begun} [^.]*\.[^<]*mest[^.]*\.", said))
    assert "en större andel av dygnen" in told[0][0]
    parts = [re.findall(r"([\d,]+) mnkr", said) for said in (told[0][0], told[1][0])]
    assert parts[0] == parts[1]
    assert "ökade HVB mest" in told[0][0]
    assert told[2] == []


def test_a_year_under_way_has_the_alarms_of_the_same_months(demo: Demo, open_page: OpenPage) -> None:
    year, months = (
        set(
            re.findall(
                r"<li><a [^>]*>([^<]+)</a> <span>",
                opened(open_page, demo, "oversikt", "kommun-2262", **query),
            )
        )
        for query in ({"kommun": "timra", "period": "2026"}, {"kommun": "timra", "period": "2026T2Y"})
    )
    assert year == months
    assert "Kostnad per vårddygn" in year
