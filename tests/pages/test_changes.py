"""What two versions say otherwise: it can be seen that they differ, and a mark is never an empty cell."""

from __future__ import annotations

from decimal import Decimal

from dashboard.blocks.changed_figures import changes_table
from dashboard.published.marts import Change


def test_figures_that_differ_look_different_and_hidden_keeps_its_mark_in_a_file() -> None:
    found = [
        Change("k", "Namn", "2262", "2026T2", Decimal("3.41"), "ok", Decimal("3.44"), "ok", "ny leverans"),
        Change("k", "Namn", "GFO", "2026", Decimal(4), "ok", None, "hidden", ""),
    ]
    made = changes_table(found, {}, ("Nyckeltal", "Då", "Nu"), {"2262": "Timrå"})
    assert made.rows == (
        ("Namn, Timrå", "T2 2026", "3,41", "3,44", "Ny leverans"),
        ("Namn, GFO", "2026", "4", "..", ""),
    )
    assert [row[2:4] for row in made.raw] == [(Decimal("3.41"), Decimal("3.44")), (Decimal(4), "..")]
