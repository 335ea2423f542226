"""Each way to a hidden figure by itself: it is found, and no longer when one more is hidden."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import polars as pl
import pytest

from pipelines.disclosure import attack as adversary
from pipelines.disclosure.attack import attack
from pipelines.reference import GFO, codes, kommuner
from tests.fixtures.handmade_files import Handmade

CODE_OF = {name: code for code, name in kommuner().items()} | {GFO: GFO}
Publish = Callable[[Handmade], Path]
TERTIALS = [f"{year}T{tertial}" for year in range(2020, 2026) for tertial in (1, 2, 3)]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    numbers = count()
    return lambda file: file.write(tmp_path / f"{next(numbers)}.duckdb")


def interval(
    found: pl.DataFrame, kpi: str, area: str, period: str, *, of: str = "", release: int = 0
) -> tuple[float | None, float | None]:
    name, _, cut = kpi.rstrip("]").partition("[")
    cell = {"release": release, "kpi": name, "cut": cut, "area": CODE_OF[area], "period": period, "of": of}
    rows = found.filter(**cell)
    assert rows.height == 1
    return rows["lower"][0], rows["upper"][0]


@pytest.mark.parametrize(("timra", "told"), [("27", (3, 3)), ("..", (0, 30))])
def test_a_hidden_cell_alone_in_its_row(publish: Publish, timra: str, told: tuple[int, int]) -> None:
    file = publish(
        Handmade().grid(
            "placements_started",
            f"""
            area  | 2024
            GFO   | 30
            Ånge  | ..
            Timrå | {timra}
            """,
        )
    )
    assert interval(attack([file]), "placements_started", "Ånge", "2024") == told


@pytest.mark.parametrize(("timra", "told"), [("9", (3, 3)), ("..", (0, 5))])
def test_rows_and_columns_together(publish: Publish, timra: str, told: tuple[int, int]) -> None:
    file = publish(
        Handmade().grid(
            "placements_started",
            f"""
            area  | 2024T1 | 2024T2  | 2024T3 | 2024
            GFO   | 12     | 11      | 14     | 37
            Ånge  | ..     | ..      | 4      | 9
            Timrå | ..     | {timra} | 10     | 28
            """,
        )
    )
    assert interval(attack([file]), "placements_started", "Ånge", "2024T1") == told


@pytest.mark.parametrize(("second", "told"), [("10", (3, 3)), ("..", (0, 13))])
def test_three_tertials_against_their_year(publish: Publish, second: str, told: tuple[int, int]) -> None:
    file = publish(
        Handmade().grid(
            "homes_approved",
            f"""
            area | 2024T1 | 2024T2   | 2024T3 | 2024
            GFO  | ..     | {second} | 12     | 25
            """,
        )
    )
    assert interval(attack([file]), "homes_approved", "GFO", "2024T1") == told


@pytest.mark.parametrize(("second", "told"), [("6", (3, 3)), ("..", (0, 9))])
def test_three_years_against_their_block(publish: Publish, second: str, told: tuple[int, int]) -> None:
    file = publish(
        Handmade().grid(
            "referrals_received",
            f"""
            area | 2023 | 2024     | 2025 | 2023-2025
            GFO  | 40   | 41       | 42   | 123
            Ånge | ..   | {second} | 5    | 14
            """,
        )
    )
    assert interval(attack([file]), "referrals_received", "Ånge", "2023") == told


@pytest.mark.parametrize(("third", "told"), [("4", (4, 4)), ("..", (0, 90))])
def test_a_stock_of_a_year_is_that_of_its_last_tertial(
    publish: Publish, third: str, told: tuple[int, int]
) -> None:
    file = publish(
        Handmade().grid(
            "children_in_care",
            f"""
            area  | 2024T3  | 2024
            GFO   | 90      | 90
            Ånge  | {third} | ..
            Timrå | ..      | ..
            """,
        )
    )
    assert interval(attack([file]), "children_in_care", "Ånge", "2024") == told


@pytest.mark.parametrize(("timra", "told"), [("7", (3, 21)), ("..", (0, 28))])
def test_unpublished_cells_between_those_that_are_shown(
    publish: Publish, timra: str, told: tuple[int, int]
) -> None:
    # Of T1's twelve the other two have at most their whole years' nine: three are Ånge's, though no kommun's tertial
    # and no year of GFO is shown.
    file = publish(
        Handmade().grid(
            "placed_children",
            f"""
            area      | 2024T1 | 2024T2 | 2024T3 | 2024
            GFO       | 12     | 9      | 9      |
            Ånge      |        |        |        | ..
            Timrå     |        |        |        | {timra}
            Härnösand |        |        |        | 2
            """,
        )
    )
    assert interval(attack([file]), "placed_children", "Ånge", "2024") == told


@pytest.mark.parametrize(("before", "told"), [("5", (4, 5)), ("..", (0, 29))])
def test_a_revision_by_one(publish: Publish, before: str, told: tuple[int, int]) -> None:
    first = Handmade(build=1).grid(
        "placements_started",
        f"""
        area  | 2024
        GFO   | 30
        Ånge  | {before}
        Timrå | ..
        """,
    )
    second = Handmade(build=2).grid(
        "placements_started",
        """
        area  | 2024
        GFO   | 29
        Ånge  | ..
        Timrå | ..
        """,
    )
    found = attack([publish(first), publish(second)])
    assert interval(found, "placements_started", "Ånge", "2024", release=1) == told


@pytest.mark.parametrize(("timra", "told"), [("14", (3, 3)), ("..", (0, 17))])
def test_another_pattern_in_the_next_release(publish: Publish, timra: str, told: tuple[int, int]) -> None:
    grids = [
        f"""
        area      | 2024
        GFO       | 30
        Ånge      | ..
        Timrå     | {shown[0]}
        Härnösand | {shown[1]}
        """
        for shown in (("..", "13"), (timra, ".." if timra != ".." else "13"))
    ]
    files = [publish(Handmade(build=b).grid("placements_started", grid)) for b, grid in enumerate(grids, 1)]
    found = attack(files)
    assert interval(found, "placements_started", "Ånge", "2024") == told
    assert interval(found, "placements_started", "Ånge", "2024", release=1) == told


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


@pytest.mark.parametrize(("part", "told"), [("20", (2, 2)), ("..", (0, 22))])
def test_a_part_and_what_its_whole_has_beside_it(publish: Publish, part: str, told: tuple[int, int]) -> None:
    file = Handmade().grid("placements_started", "area | 2024\nGFO | 22")
    file.grid("replacements", f"area | 2024\nGFO | {part}")
    found = attack([publish(file)])
    assert interval(found, "replacements", "GFO", "2024", of="placements_started") == told


def test_a_part_is_within_a_small_whole(publish: Publish) -> None:
    file = Handmade().grid("placements_ended", "area | 2024\nGFO | 4")
    file.grid("breakdowns", "area | 2024T1\nGFO | ..")
    assert interval(attack([publish(file)]), "breakdowns", "GFO", "2024T1") == (0, 4)


@pytest.mark.parametrize(("received", "told"), [("8", (3, 3)), ("..", (0, None))])
def test_what_came_and_what_was_decided(
    publish: Publish, received: str, told: tuple[int, int | None]
) -> None:
    file = Handmade().grid("referrals_open", "area | 2024T1 | 2024T2\nGFO | 10 | ..")
    file.grid("referrals_received", f"area | 2024T2\nGFO | {received}")
    file.grid("referrals_decided", "area | 2024T2\nGFO | 15")
    assert interval(attack([publish(file)]), "referrals_open", "GFO", "2024T2") == told


@pytest.mark.parametrize(("harnosand", "told"), [("13", (3, 3)), ("..", (0, 16))])
def test_an_insider(publish: Publish, harnosand: str, told: tuple[int, int]) -> None:
    text = f"""
    area      | 2024
    GFO       | 30
    Ånge      | ..
    Timrå     | ..
    Härnösand | {harnosand}
    """
    public = publish(Handmade().grid("placements_started", text))
    own = publish(Handmade().grid("placements_started", "area | 2024\nTimrå | 14"))
    outsider = interval(attack([public]), "placements_started", "Ånge", "2024")
    assert outsider == ((0, 17) if harnosand == "13" else (0, 30))
    insider = attack([public], [own], CODE_OF["Timrå"])
    assert interval(insider, "placements_started", "Ånge", "2024") == told
    assert insider.filter(area=CODE_OF["Timrå"]).is_empty()


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


def test_the_files_of_two_audiences_together(publish: Publish) -> None:
    text = """
    area      | 2024
    GFO       | 30
    Ånge      | ..
    Timrå     | ..
    Härnösand | ..
    """
    public = publish(Handmade().grid("placements_started", text))
    timra = publish(Handmade().grid("placements_started", "area | 2024\nTimrå | 14"))
    harnosand = publish(Handmade().grid("placements_started", "area | 2024\nHärnösand | 13"))
    alone = attack([public], [timra], CODE_OF["Timrå"])
    assert interval(alone, "placements_started", "Ånge", "2024") == (0, 16)
    together = attack([public], [timra, harnosand], CODE_OF["Timrå"])
    assert interval(together, "placements_started", "Ånge", "2024") == (3, 3)


@pytest.mark.parametrize(("second", "told"), [("6", (2, 2)), ("..", (0, 8))])
def test_the_parts_of_a_whole_by_form(publish: Publish, second: str, told: tuple[int, int]) -> None:
    cells = ["..", second, *["5"] * (len(codes("placeringsform")) - 2)]
    total = 8 + 5 * (len(cells) - 2)
    file = Handmade().grid("placements_ended", f"area | 2024\nGFO | {total}")
    forms = list(codes("placeringsform"))
    for form, cell in zip(forms, cells, strict=True):
        file.grid(f"placements_ended[form={form}]", f"area | 2024\nGFO | {cell}")
    assert interval(attack([publish(file)]), f"placements_ended[form={forms[0]}]", "GFO", "2024") == told


@pytest.mark.parametrize(("timra", "told"), [("5100000.5", True), ("..", False)])
def test_money_by_area(publish: Publish, timra: str, told: bool) -> None:
    file = publish(
        Handmade().grid(
            "placement_cost",
            f"""
            area  | 2024
            GFO   | 5400000.75
            Ånge  | ..
            Timrå | {timra}
            """,
        )
    )
    lower, upper = interval(attack([file]), "placement_cost", "Ånge", "2024")
    if told:
        assert (lower, upper) == pytest.approx((300000.25, 300000.25), abs=0.01)
    else:
        assert (lower, upper) == (None, None)


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


def test_who_was_no_owner_has_nothing(publish: Publish) -> None:
    file = Handmade().grid(
        "matches",
        """
        area      | 2021 | 2022
        GFO       | 9    | 12
        Ånge      | ..   | 4
        Sollefteå | ej_med | 8
        """,
    )
    assert interval(attack([publish(file)]), "matches", "Ånge", "2021") == (9, 9)


@pytest.mark.parametrize(
    ("kpi", "before", "told"),
    [("enquiries_received", 31, (0, 18)), ("matches", 31, (18, 18)), ("matches", 30, (0, 18))],
)
def test_rows_of_no_kommun_leave_room(publish: Publish, kpi: str, before: int, told: tuple[int, int]) -> None:
    # Its guide allows them, or a year that is shown has one.
    file = Handmade().grid(
        kpi,
        f"""
        area  | 2023 | 2024
        GFO   | 40   | 30
        Ånge  | 9    | ..
        Timrå | {before} | 12
        """,
    )
    assert interval(attack([publish(file)]), kpi, "Ånge", "2024") == told


@pytest.mark.parametrize(("care", "told"), [("6", (2, 3)), ("..", (0, 3))])
def test_who_is_placed_was_there_or_came(publish: Publish, care: str, told: tuple[int, int]) -> None:
    file = Handmade().grid("children_in_care", f"area | 2023T3 | 2024T1\nGFO | {care} | 5")
    file.grid("placed_children", "area | 2024T1\nGFO | 8")
    file.grid("placements_started", "area | 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | .. | .. | .. | 3")
    assert interval(attack([publish(file)]), "placements_started", "GFO", "2024T1") == told


def test_releases_that_contradict_each_other_are_read_apart(publish: Publish) -> None:
    # Nothing changed in T2's row, and yet Ånge's year did: the revision moved a placement between kommuner.
    years = ("3 | .. | 1 | 4", "3 | .. | 0 | 9")
    files = [
        publish(
            Handmade(build=build).grid(
                "placements_started",
                f"area | 2024T1 | 2024T2 | 2024T3 | 2024\nGFO | 12 | 9 | 9 | 30\nÅnge | {year}",
            )
        )
        for build, year in enumerate(years, 1)
    ]
    found = attack(files)
    assert interval(found, "placements_started", "Ånge", "2024T2") == (0, 0)
    assert interval(found, "placements_started", "Ånge", "2024T2", release=1) == (6, 6)


def test_sentences_about_hidden_figures_are_listed(publish: Publish) -> None:
    file = Handmade().grid("matches", "area | 2024T1 | 2024T2\nGFO | .. | 12")
    rows = [("2024T1", "Tre matchningar."), ("2024T2", "12 matchningar."), ("2024T1", "Färre än vanligt.")]
    keys = {"kpi": "matches", "area": "GFO"}
    file.table("comment", [{**keys, "period": period, "text": text} for period, text in rows])
    assert adversary.told([publish(file)])["sentence"].to_list() == ["Tre matchningar."]
