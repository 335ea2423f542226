"""Rows of another kommun in a file: what may be done about them depends on whether that kommun is one of GFO's."""

from __future__ import annotations

import pytest

from pipelines.checking.sheets import check_sheets
from tests.fixtures.sheets import RECEIVED, sheet_of

TABLE = "kommun | manad | placeringsform | belopp\nTimrå | 2026-01 | hvb | 100\nTimrå | 2026-02 | hvb | 100\n"


@pytest.mark.parametrize(
    ("kommun", "said"),
    [("Ånge", "leverera den med --split"), ("Sundsvall", "Sundsvall är inte en av GFO:s kommuner i dag")],
)
def test_staff_is_told_to_part_the_file_only_where_there_are_two_registers(kommun, said):
    sheet = sheet_of(f"{TABLE}{kommun} | 2026-03 | hvb | 100")
    (check,) = check_sheets([sheet], file_name="fil.csv", received=RECEIVED)
    (found,) = (one for one in check.all_findings if one.code == "L013")
    assert said in found.staff
