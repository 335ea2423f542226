"""The databok as a workbook and as an open package: a row a figure, what the marks mean, and every krona."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from dashboard.published.every_value import every_value
from pipelines.reference import GFO
from tests.documents.conftest import FactsOf, Made
from tests.documents.reading import pdf_text, plain


def test_the_workbook_has_a_row_a_figure_and_what_the_marks_mean(made: Made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made("databok", "xlsx", "Timrå")))
    assert {"Remisser", "Placeringar", "Pengar", "Alla siffror", "Definitioner", "Om siffrorna"} <= set(
        book.sheetnames
    )
    head, *rows = book["Alla siffror"].iter_rows(values_only=True)
    place = {name: n for n, name in enumerate(head)}
    own = [
        row[place["Värde"]]
        for row in rows
        if (
            row[place["Beteckning"]],
            row[place["Områdeskod"]],
            row[place["Periodkod"]],
            row[place["Uppdelning"]],
        )
        == ("referrals_received", "2262", "2023T1", None)
    ]
    assert own == [11]
    assert {row[place["Område"]] for row in rows} == {"Timrå", "GFO"}
    about = " ".join(
        plain(str(cell)) for row in book["Om siffrorna"].iter_rows(values_only=True) for cell in row
    )
    assert "Två punkter (..) betyder att siffran är skyddad" in about
    assert "Internt arbetsmaterial" in about


@pytest.mark.slow
def test_the_workbook_has_the_figures_of_periods_that_are_over_and_the_kommuns_own_parts_by_year(
    facts: FactsOf, made: Made
) -> None:
    figures, last = facts("databok", "Timrå", "2024T2").figures, date(2024, 8, 31)
    over = {
        p.period for kind in ("tertial", "year", "block") for p in figures.periods(kind) if p.last_day <= last
    }
    wanted = [
        (v.kpi, v.cut or None, v.area, v.period)
        for v in every_value(figures.source, cuts=True)
        if v.period in over
        and v.area in ("2262", "GFO")
        and (not v.cut or (v.area == "2262" and "T" not in v.period and v.status != "missing"))
    ]
    book = openpyxl.load_workbook(io.BytesIO(made("databok", "xlsx", "Timrå", "2024T2")))
    _head, *rows = book["Alla siffror"].iter_rows(values_only=True)
    assert [row[-4:] for row in rows] == wanted
    assert len({row[-3] for row in rows}) > 10


def test_money_is_told_in_one_unit_and_a_data_file_has_every_krona(made: Made, facts: FactsOf) -> None:
    asked = facts("namndinformation", "Härnösand", "2026T1", "offentlig")
    cost = asked.cell("placement_cost", asked.figures.period("2025T1"), GFO)
    assert plain(cost.text) == "58,89 mnkr"
    said = pdf_text(made("namndinformation", "pdf", "Härnösand", "2026T1", audience="offentlig"))
    assert f"Placeringskostnad – {plain(cost.text)}" in said
    package = made("databok", "zip", "Härnösand", "2026T1", audience="offentlig")
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        assert f"GFO,GFO,2025T1,{cost.number}".rstrip("0").rstrip(".") in files.read("siffror.csv").decode()
