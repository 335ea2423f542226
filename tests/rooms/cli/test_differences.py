"""What `gfo diff` tells of two versions: first what the pages list, in their words, and every figure when asked."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from pipelines.cli.differences import print_differences, write_differences
from pipelines.publishing.comparison import DIFFERENCE_SCHEMA, listed


def change(kpi, period, *, cut="", area="2262", settled=True, new="2"):
    figures = {"old_value": Decimal(1), "old_status": "ok", "new_value": Decimal(new), "new_status": "ok"}
    told = {"kpi": kpi, "name": kpi, "cut": cut, "area": area, "period": period, "settled": settled}
    return told | figures | {"causes": [], "certain": False}


@pytest.fixture
def differences():
    found = [
        change("care_days", "2026T1"),
        change("care_days", "2026T1", cut="form=familjehem_gfo"),
        change("care_days", "2025T2R3"),
        change("care_days", "2026-03"),
        change("care_days", "2026T2", settled=False),
        change("care_days", "2025", area="GFO"),
    ]
    return pl.DataFrame(found, schema=DIFFERENCE_SCHEMA)


def test_whole_figures_of_tertials_and_years_that_were_over_are_listed_gfo_first(differences):
    assert listed(differences).select("area", "period").rows() == [("GFO", "2025"), ("2262", "2026T1")]


def test_the_rest_are_counted_and_shown_when_asked(differences, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    print_differences(differences)
    said = capsys.readouterr().out
    assert "2 siffror skiljer av perioder som var slut" in said
    assert "4 siffror till skiljer: uppdelningar, månader" in said
    assert "T1 2026" in said
    assert "Familjehem" not in said
    print_differences(differences, every=True)
    said = capsys.readouterr().out
    assert "form=" not in said
    assert all(one in said for one in ("mars 2026", "T3 2024–T2 2025", "T2 2026"))


def test_a_workbook_has_every_figure(differences, tmp_path):
    path = tmp_path / "d.xlsx"
    write_differences(differences, path)
    sheets = pl.read_excel(path, sheet_id=0)
    assert {name: rows.height for name, rows in sheets.items()} == {"Som sidorna visar": 2, "Alla": 6}
    assert sheets["Som sidorna visar"]["Område"].to_list() == ["GFO", "Timrå"]
