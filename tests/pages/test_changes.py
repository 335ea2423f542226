"""What two versions say otherwise: it can be seen that they differ, and a mark is never an empty cell."""

from __future__ import annotations

from decimal import Decimal

from dashboard.blocks.changed_figures import changes_table
from dashboard.blocks.files import as_csv
from dashboard.published.marts import Change
from dashboard.words.tables import Sheet, shown


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
