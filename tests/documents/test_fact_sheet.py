"""Faktablad: what is public of GFO, on one page that anybody may have."""

from __future__ import annotations

import io

from pypdf import PdfReader

from pipelines.reference import PUBLIK
from tests.documents.conftest import FactsOf, Made, OwnHome
from tests.documents.reading import pdf_text, plain


def test_gfos_fact_sheet_is_one_public_page_of_the_last_meetings_figures(made: Made, facts: FactsOf) -> None:
    asked = facts("faktablad", "", "", "offentlig")
    assert asked.figures.source.audience == PUBLIK
    paper = made("faktablad", "pdf", period="", audience="offentlig")
    assert len(PdfReader(io.BytesIO(paper)).pages) == 1
    said = pdf_text(paper)
    for part in (
        "Offentlig: får lämnas ut och läggas på webben",
        "Siffrorna är de som styrgruppen såg den 10 juni 2026.",
        "GFO:s mål, offentliga siffror T1 2026: ",
        "T1 2026 (januari–april)",
    ):
        assert part in said, part
    assert "från GFO" not in said
    for area in asked.figures.owners:
        cells = [
            asked.value("children_in_care", asked.figures.period("2026T1"), area.area).value,
            asked.value("foster_children", asked.last_year, area.area).value,
        ]
        assert f"{area.name} {cells[0]:.0f} {cells[1]:.0f} " in said


def test_no_figure_of_another_file_is_in_the_fact_sheet(made: Made, own_home: OwnHome) -> None:
    # A figure that only the styrgrupp's file has.
    planted = ("update kpi_value set value = 48127, numerator = 48127 where value is not null",)
    home = own_home(planted, ())
    said = pdf_text(made("faktablad", "pdf", period="", audience="offentlig", home=home))
    assert [mark for mark in ("48127", "48 127") if mark in plain(said)] == []
    assert "Faktablad om GFO" in said
