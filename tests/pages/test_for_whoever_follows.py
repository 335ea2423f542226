"""What a kommun's own people look for: how to hand in, what broke down, how they stand beside GFO."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.published.records import Usual
from dashboard.reader.selection import slug
from dashboard.words.per_thousand import placed_title
from dashboard.words.series import charted
from dashboard.words.usual import outliers
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, opened
from tests.pages.fixtures.records import plain, value_of


@pytest.mark.parametrize(
    ("reader", "registers"),
    [("kommun-2283", "kostnader och placeringar"), ("styrgrupp", ""), ("gfo", ""), ("publik", "")],
)
def test_a_kommun_is_told_what_it_hands_in_with_a_form_of_each(
    open_page: OpenPage, demo: Demo, reader: str, registers: str
) -> None:
    kommun = {"kommun": "solleftea"} if registers else {"kommun": "gfo"}
    said = plain(opened(open_page, demo, "leveranser", reader, **kommun))
    assert ("<summary>Så lämnar ni" in said) == bool(registers)
    if registers:
        guide = said.split(f"<summary>Så lämnar ni {registers}</summary>", 1)[1].split("</details>", 1)[0]
        assert len(re.findall(r"<a [^>]*download", guide)) == 2
        assert "Skicka hela registret" in guide


def test_what_broke_down_in_the_newest_month_is_to_be_followed_up(open_page: OpenPage, demo: Demo) -> None:
    figures, found = figures_of(demo.home), 0
    for area in figures.owners:
        many = figures.value("breakdowns", area.area, "2026-08").value if area.area != "GFO" else None
        if many is None:
            continue
        whose = {"kommun": slug(area.name), "version": "2"}
        said = opened(open_page, demo, "kommun", "styrgrupp", **whose)
        to_do = plain(said.split("<h2>Att göra", 1)[1].split("</ul>", 1)[0])
        who = {0: "", 1: "Ett sammanbrott i augusti 2026."}.get(
            int(many), f"{many:.0f} sammanbrott i augusti"
        )
        assert ("sammanbrott i augusti 2026." in to_do) == bool(many), area.name
        assert who in to_do
        found += bool(many)
    assert found


def test_a_kommuns_own_reader_is_told_how_it_stands_beside_gfo(open_page: OpenPage, demo: Demo) -> None:
    said = plain(opened(open_page, demo, "kommun", "kommun-2262", kommun="timra"))
    assert re.search(
        r"<h2[^>]*>2025 hade Timrå 16,0 placerade barn per 1 000 barn, mot 13,2 i hela GFO; skillnaden kan vara slump<",
        said,
    )
    assert "Med slumpen inräknad ligger Timrå någonstans i 12,4–20,3." in said


def test_two_rates_are_set_beside_each_other_by_what_chance_may_do() -> None:
    own, gfo = (
        replace(value_of("13.2"), numerator=part, denominator=whole)  # type: ignore[arg-type]
        for part, whole in ((400, 4000), (426, 32_203))
    )
    higher = replace(own, value=value_of("100").value)
    assert placed_title("Timrå", higher, gfo, "2025").endswith(
        "mot 13,2 i hela GFO; fler än slumpen kan förklara"
    )
    assert placed_title("Timrå", own, gfo, "2025").endswith("per 1 000 barn, som hela GFO")
    assert placed_title("Timrå", own, replace(gfo, status="missing"), "2025") == ""


def test_a_line_of_years_to_date_has_those_that_are_as_long_as_the_chosen() -> None:
    values = [
        replace(value_of("1"), period=period)
        for period in ("2024T1Y", "2024T2Y", "2024T3Y", "2025T1Y", "2025T2Y")
    ]
    assert [value.period for value in charted(values, "2025T2Y", ())] == ["2024T2Y", "2025T2Y"]


def test_a_kommuns_overview_opens_with_its_children_and_their_cost(open_page: OpenPage, demo: Demo) -> None:
    said = plain(opened(open_page, demo, "oversikt", "kommun-2262", kommun="timra"))
    lead = re.findall(r'<p class="lead">(.*?)</p>', said)[0]
    assert "barn från Timrå i vård" in lead
    assert "Placeringarna kostade" in lead
    assert "tillgängliga familjehem" not in lead


def _rows_under(said: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, row by row."""
    table = said.split(f"{heading}</h2>", 1)[1].split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("</tr>")]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in rows if row]


def test_a_figure_of_all_of_gfo_is_told_by_kommun_where_the_file_has_every_ones(
    open_page: OpenPage, demo: Demo
) -> None:
    newest = {"kommun": "gfo", "version": "2", "period": "2026T2"}
    said = plain(opened(open_page, demo, "remisser", "styrgrupp", **newest))
    *found, whole = _rows_under(said, "Återlämnade remisser i varje kommun")
    figures = figures_of(demo.home)
    assert sum(int(now) for _name, now, *_others in found) == int(whole[1])
    assert int(whole[1]) == figures.value("referrals_returned_gfo", "GFO", "2026T2").value
    assert found[0] == ["Härnösand", "13", "2", "+11"]
    steps = [int(row[3].replace("−", "-")) for row in found]
    assert steps == sorted(steps, reverse=True)
    costs = plain(opened(open_page, demo, "placeringar", "styrgrupp", **newest))
    first, *_others, whole = _rows_under(costs, "Placeringskostnad i varje kommun")
    assert first == ["Timrå", "10,64 mnkr", "8,16 mnkr", "+2,48 mnkr"]
    assert whole[0] == "GFO"
    # A kommun's own file has nobody else's.
    for page in ("remisser", "placeringar"):
        said = opened(open_page, demo, page, "kommun-2262", kommun="gfo", period="2026T2")
        assert "Återlämnade remisser i varje kommun" not in said
        assert "Placeringskostnad i varje kommun" not in said


@pytest.mark.parametrize(
    ("sizes", "drawn"),
    [
        # Two of three: the one between lies among the usual.
        ("5 22 12 29", [False, True, False, True]),
        # A run on one side of the middle, all of it among the usual.
        ("5 14 14 15", [False, True, True, True]),
    ],
)
def test_of_points_judged_together_those_among_the_usual_are_not_drawn_as_outliers(
    sizes: str, drawn: list[bool]
) -> None:
    periods = ("2025T2", "2025T3", "2026T1", "2026T2")
    values = [replace(value_of(size), period=p) for size, p in zip(sizes.split(), periods, strict=True)]
    usual = {p: Usual(11.5, 7.0, 16.0, signal=n > 0) for n, p in enumerate(periods)}
    assert outliers(values, usual) == drawn
