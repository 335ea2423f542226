"""Ways to a hidden figure through what is told beside it, or elsewhere: it is found, and no longer without that."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.disclosure.attack import attack
from pipelines.disclosure.attack import told as sentences_told
from tests.fixtures.handmade_files import CODE_OF, Handmade, Publish, interval

TERTIALS = [f"{year}T{tertial}" for year in range(2020, 2026) for tertial in (1, 2, 3)]


@pytest.mark.parametrize(("rate", "told"), [("2", (4, 4)), ("..", (0, None))])
def test_a_rate_of_a_public_number_of_inhabitants(
    publish: Publish, rate: str, told: tuple[int, int | None]
) -> None:
    file = Handmade().grid("placed_children_0_20", "area | 2024\nÅnge | ..")
    file.grid("children_0_20", "area | 2024\nÅnge | 2000")
    file.grid("placed_per_1000", f"area | 2024\nÅnge | {rate}")
    assert interval(attack([publish(file)]), "placed_children_0_20", "Ånge", "2024") == told


@pytest.mark.parametrize(("rate", "told"), [("23.076923", (3, 3)), ("..", (0, 20))])
def test_the_lowest_terms_of_a_quotient_of_hidden_parts(
    publish: Publish, rate: str, told: tuple[int, int]
) -> None:
    file = Handmade().grid("breakdowns", "area | 2024\nGFO | ..")
    file.grid("placements_ended", "area | 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | 10 | .. | 1 | ..")
    file.grid("breakdown_rate", f"area | 2024\nGFO | {rate}")
    known = pl.DataFrame(
        [("placements_ended", "", "GFO", "2024", None, 20.0)],
        schema=["kpi", "cut", "area", "period", "lower", "upper"],
        orient="row",
    )
    assert interval(attack([publish(file)], known=known), "breakdowns", "GFO", "2024") == told


@pytest.mark.parametrize(("median", "told"), [("34 n 3", (3, 3)), ("..", (0, None)), ("inga_fall", (0, 0))])
def test_how_many_a_median_is_of(publish: Publish, median: str, told: tuple[int, int | None]) -> None:
    periods = " | ".join(TERTIALS[:6])
    file = Handmade().grid("matches", f"area | {periods} | 2024T1\nGFO | 8 | 9 | 7 | 12 | 11 | 6 | ..")
    file.grid(
        "days_to_match",
        f"area | {periods} | 2024T1\nGFO | 31 n 8 | 40 n 9 | 38 n 7 | 29 n 12 | 50 n 11 | 44 n 6 | {median}",
    )
    assert interval(attack([publish(file)]), "matches", "GFO", "2024T1") == told


@pytest.mark.parametrize(("fourth", "told"), [("7", (3, 3)), ("..", (0, 10))])
def test_the_mean_of_a_signal(publish: Publish, fourth: str, told: tuple[int, int]) -> None:
    base = [6, 8, None, 7, 9, 9]
    cells = [".." if value is None else str(value) for value in base]
    cells[3] = fourth
    file = Handmade().grid(
        "placements_started",
        f"area | {' | '.join(TERTIALS[:9])}\nGFO | {' | '.join(cells)} | 8 | 8 | 8",
    )
    signal = {
        "kpi": "placements_started",
        "area": "GFO",
        "period": "2022T3",
        "since": "2020T1",
        "mean": 42 / 6,
    }
    file.table("signal", [{**signal, "sentence": ""}])
    assert interval(attack([publish(file)]), "placements_started", "GFO", "2020T3") == told


@pytest.mark.parametrize(("placed", "told"), [(4, (4, 4)), (None, (0, 90))])
def test_the_placed_of_the_cost_allocation(
    publish: Publish, placed: int | None, told: tuple[int, int]
) -> None:
    file = Handmade().grid(
        "placed_children",
        """
        area  | 2022
        GFO   | 90
        Ånge  | ..
        Timrå | ..
        """,
    )
    inputs = [
        {"year": 2025, "component": "placed", "base_year": 2022, "area": area, "value": value}
        for area, value in (("Ånge", placed), ("Härnösand", 31))
    ]
    file.table("allocation_input", inputs)
    file.table("cost_allocation", [{"year": 2025, "area": "Ånge", "placed": placed}])
    assert interval(attack([publish(file)]), "placed_children", "Ånge", "2022") == told


@pytest.mark.parametrize(("waited", "told"), [(3, (3, 3)), (None, (0, 10))])
def test_a_page_that_repeats_a_figure(publish: Publish, waited: int | None, told: tuple[int, int]) -> None:
    file = Handmade().grid("referrals_open", "area | 2024T1\nGFO | 10")
    file.grid("referrals_open[vantat=over_180]", "area | 2024T1\nGFO | ..")
    waiting = {"area": "GFO", "period": "2024T1", "age_class": "Över 180 dagar", "referrals": waited}
    file.table("waiting", [waiting, {**waiting, "period": "2023T1", "referrals": 12}])
    assert interval(attack([publish(file)]), "referrals_open[vantat=over_180]", "GFO", "2024T1") == told


def test_the_opening_of_a_page_is_the_stock_before(publish: Publish) -> None:
    file = Handmade().grid("referrals_open", "area | 2023T3 | 2024T1\nGFO | .. | 10")
    file.table("referral_flow", [{"area": "GFO", "period": "2024T1", "opening": 4, "received": None}])
    assert interval(attack([publish(file)]), "referrals_open", "GFO", "2023T3") == (4, 4)


@pytest.mark.parametrize(("value", "told"), [(13, (3, 3)), (None, (0, 17))])
def test_gfo_without_a_kommun(publish: Publish, value: int | None, told: tuple[int, int]) -> None:
    file = Handmade().grid(
        "placements_started",
        """
        area      | 2024
        GFO       | 30
        Ånge      | ..
        Timrå     | ..
        Härnösand | 13
        """,
    )
    partial = {"kpi": "placements_started", "cut": "", "period": "2024", "without": CODE_OF["Timrå"]}
    file.table("partial_gfo", [{**partial, "value": None if value is None else value + 3.0}])
    assert interval(attack([publish(file)]), "placements_started", "Ånge", "2024") == told


@pytest.mark.parametrize(("new", "told"), [(3.0, (3, 3)), (None, (0, 30))])
def test_a_difference_that_is_told(publish: Publish, new: float | None, told: tuple[int, int]) -> None:
    file = Handmade().grid("placements_started", "area | 2024\nGFO | 30\nÅnge | ..\nTimrå | ..")
    row = {"kpi": "placements_started", "cut": "", "area": "Ånge", "period": "2024", "old_value": 4.0}
    file.table("revision", [{**row, "new_value": new}, {**row, "area": "GFO", "new_value": 30.0}])
    assert interval(attack([publish(file)]), "placements_started", "Ånge", "2024") == told


@pytest.mark.parametrize(("percent", "told"), [(98.0, (2, 3)), (None, (0, None))])
def test_a_share_that_is_shown(publish: Publish, percent: float | None, told: tuple[int, int | None]) -> None:
    file = Handmade().grid("placements_started", "area | 2023 | 2024 \nÅnge | 120 | ..")
    file.table(
        "protection", [{"area": "Ånge", "share_counted": percent}, {"area": "GFO", "share_counted": 99.0}]
    )
    assert interval(attack([publish(file)]), "placements_started", "Ånge", "2024") == told


def test_what_is_known_from_elsewhere(publish: Publish) -> None:
    file = publish(Handmade().grid("placements_started", "area | 2024\nGFO | 30\nÅnge | ..\nTimrå | .."))
    known = pl.DataFrame(
        [("placements_started", "", CODE_OF["Timrå"], "2024", 27.0, 28.0)],
        schema=["kpi", "cut", "area", "period", "lower", "upper"],
        orient="row",
    )
    assert interval(attack([file], known=known), "placements_started", "Ånge", "2024") == (2, 3)


def test_what_is_known_from_elsewhere_and_was_not_so_of_a_former_release(publish: Publish) -> None:
    before = Handmade().grid("placements_started", "area | 2024\nGFO | 26\nÅnge | ..\nTimrå | ..")
    after = Handmade().grid("placements_started", "area | 2024\nGFO | 30\nÅnge | ..\nTimrå | ..")
    known = pl.DataFrame(
        [("placements_started", "", CODE_OF["Timrå"], "2024", 27.0, 28.0)],
        schema=["kpi", "cut", "area", "period", "lower", "upper"],
        orient="row",
    )
    found = attack([publish(before), publish(after)], known=known).filter(area=CODE_OF["Ånge"])
    assert found.select("release", "lower", "upper").rows() == [(0, 0, 26), (1, 2, 3)]


def test_sentences_about_hidden_figures_are_listed(publish: Publish) -> None:
    file = Handmade().grid("matches", "area | 2024T1 | 2024T2\nGFO | .. | 12")
    rows = [("2024T1", "Tre matchningar."), ("2024T2", "12 matchningar."), ("2024T1", "Färre än vanligt.")]
    keys = {"kpi": "matches", "area": "GFO"}
    file.table("comment", [{**keys, "period": period, "text": text} for period, text in rows])
    assert sentences_told([publish(file)])["sentence"].to_list() == ["Tre matchningar."]
