"""Ways to a hidden figure through the figures themselves: it is found, and no longer when one more is hidden."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.disclosure.attack import attack
from pipelines.reference import codes
from tests.fixtures.handmade_files import CODE_OF, Handmade, Publish, interval


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


@pytest.mark.parametrize(
    ("left", "insider", "told"),
    [
        (None, "Ånge", (0, 7)),
        (date(2024, 5, 1), "Ånge", (0, 7)),
        (date(2024, 5, 1), "Kramfors", (0, 3)),
        (date(2024, 9, 1), "Kramfors", (0, 7)),
    ],
)
def test_what_a_kommun_had_open_went_with_it_when_it_left(
    publish: Publish, left: date | None, insider: str, told: tuple[int, int]
) -> None:
    # Ten were open, seven came and ten are open; four of the ten were Kramfors's, which it alone knows.
    owners = [{"area": area, "is_owner": True, "left_on": None} for area in ("GFO", "Ånge")]
    owners.append({"area": "Kramfors", "is_owner": True, "left_on": left})
    public = Handmade().grid("referrals_open", "area | 2024T1 | 2024T2\nGFO | 10 | 10")
    public.grid("referrals_received", "area | 2024T2\nGFO | 7").grid("matches", "area | 2024T2\nGFO | ..")
    own = Handmade().grid("referrals_open", f"area | 2024T1\n{insider} | {4 if insider == 'Kramfors' else 2}")
    files = [publish(file.table("area", owners)) for file in (public, own)]
    found = attack([files[0]], [files[1]], CODE_OF[insider])
    assert interval(found, "matches", "GFO", "2024T2") == told
