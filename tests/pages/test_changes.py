"""What two versions say otherwise: it can be seen that they differ, and a mark is never an empty cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dashboard.blocks.changed_figures import changes_table
from dashboard.blocks.files import as_csv
from dashboard.published.marts import Change
from dashboard.words.causes import lines, several
from dashboard.words.tables import Sheet, shown
from pipelines.reference import GFO
from tests.conftest import Demo
from tests.pages.fixtures.opening import figures_of


def test_figures_that_differ_look_different_and_hidden_keeps_its_mark_in_a_file() -> None:
    found = [
        Change("k", "Namn", "2262", "2026T2", Decimal("3.41"), "ok", Decimal("3.44"), "ok", "ny leverans"),
        Change("k", "Namn", "GFO", "2026", Decimal(4), "ok", None, "hidden", ""),
    ]
    made = changes_table(found, {}, ("Nyckeltal", "Då", "Nu"), {"2262": "Timrå"})
    assert [tuple(shown(cell) for cell in row) for row in made.rows] == [
        ("Namn, Timrå", "T2 2026", "3,41", "3,44", "Ny leverans"),
        ("Namn, GFO", "2026", "4", "..", ""),
    ]
    lines = as_csv(Sheet("Ändrat", "Ändrat", made), ()).decode("utf-8-sig").splitlines()
    assert lines[1:3] == ["Namn, Timrå;T2 2026;3,41;3,44;Ny leverans", "Namn, GFO;2026;4;..;"]


def test_what_lies_behind_is_told_once_with_how_many_figures_and_a_correction_stands_for_its_delivery() -> (
    None
):
    costs = "kostnader från Kramfors, mottagen 2026-09-08"
    mended = "remisser från GFO, mottagen 2026-09-09; rättelse i remisser från GFO: Förväxlade; kommunen har bekräftat."
    many = "placeringar från 4 avsändare, mottagna 2026-09-08 till 2026-09-10"
    unknown = "ny rapportdag, nytt underlag eller nytt räknesätt"
    assert lines(
        [costs, mended, f"befolkning från SCB-CKM, mottagen 2026-09-10; {costs}", many, unknown]
    ) == [
        "2 siffror: Kostnader från Kramfors kom den 8 september.",
        "1 siffra: Rättelse i remisser från GFO: Förväxlade; kommunen har bekräftat.",
        "1 siffra: Befolkning från SCB (från 2025) kom den 10 september.",
        "1 siffra: Placeringar från 4 avsändare kom mellan den 8 september och den 10 september.",
        "1 siffra: Ny rapportdag, nytt underlag eller nytt räknesätt.",
    ]


def test_of_two_figures_of_the_same_thing_the_one_that_says_the_same_is_left_out(demo: Demo) -> None:
    figures = figures_of(demo.home)
    by_kpi = {change.kpi: change for change in figures.revisions(GFO)}
    assert {"care_days", "placed_children"} <= set(by_kpi)
    assert not {"care_days_costed", "placed_children_0_20"} & set(by_kpi)
    days = by_kpi["care_days"]
    assert days.says("care_days") != replace(days, new_value=Decimal(1)).says("care_days")


def test_causes_that_do_not_add_up_to_the_figures_say_why():
    one, both = "kostnader från Ånge, mottagen 2026-09-08", "placeringar från Timrå, mottagen 2026-09-09"
    assert several([one, both]) == ""
    assert several([one, f"{one}; {both}"]) == "En siffra kan ha flera orsaker."
    assert several([one, both], left_out=2) == "2 orsaker till står på Översikt."
