"""Timrå's nämndinformation of T2 2023 says what the deck that was made by hand says."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from dashboard.briefings.board import slides as contents
from dashboard.briefings.parts import Chart, every
from dashboard.briefings.presentation import read_presentation
from dashboard.words.tables import as_amount
from pipelines.kpi.definitions import kpi_definitions
from pipelines.reference import REFERENCE_ROOT, read_reference
from tests.documents.conftest import FactsOf, Made
from tests.documents.reading import pdf_text, plain, shapes, slides_text, workbook_of

PRESENTATION = read_presentation(Path("no-home"))
_DECK = ("namndinformation", "Timrå", "2023T2")


@pytest.fixture
def slides(made: Made) -> bytes:
    return made("namndinformation", "pptx", "Timrå", "2023T2")


@pytest.fixture
def printed(made: Made) -> str:
    return pdf_text(made("namndinformation", "pdf", "Timrå", "2023T2"))


def test_the_kommuns_own_referrals_and_what_became_of_them(slides: bytes, printed: str) -> None:
    # On paper what the table says of older tertials is not said again.
    assert (
        "T1 2023: 11 remisser kom in. 11 avslutades: 6 matchades, 2 lämnades tillbaka av GFO och 3 återtogs av"
        " kommunen." in slides_text(slides)
    )
    for said in (slides_text(slides), printed):
        assert (
            "T2 2023: 4 remisser kom in. 4 avslutades: 4 återtogs av kommunen och ingen matchades eller lämnades"
            " tillbaka av GFO." in said
        )
    assert "T1 2023 | 11 | 6 | 2 | 3" in slides_text(slides)
    assert "T2 2023 | 4 | 0 | 0 | 4" in slides_text(slides)


def test_the_children_over_the_years_and_how_many_in_consultant_supported_homes(slides: bytes) -> None:
    charts = [shape.chart for _number, shape in shapes(slides) if shape.has_chart]
    of_years = next(rows for rows in map(workbook_of, charts) if rows[0][1] == "Barn i familjehem")
    assert of_years[0] == (None, "Barn i familjehem", "varav konsulentstödda")
    assert of_years[-2:] == [("2021", 37, 6), ("2022", 49, 10)]


def test_the_allocation_in_both_parts_of_the_key_to_the_krona(slides: bytes, printed: str) -> None:
    said = slides_text(slides)
    total = 0
    for row in read_reference("cost_allocation_2023"):
        amount = int(row["amount_sek"])
        total += amount
        line = next(
            line for line in said.splitlines() if line.startswith(f"{row['kommun']} | ") and "kr" in line
        )
        assert line.endswith(f"{amount:,} kr".replace(",", " "))
    assert total == 8_351_119
    assert "Alla | 4 175 560 kr | 4 175 559 kr | 8 351 119 kr" in said
    assert "8 351 119 kr" in printed


def test_gfos_fifteen_figures_of_2022(slides: bytes, printed: str) -> None:
    with (REFERENCE_ROOT / "published_figures.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["area"] == "GFO"]
    assert len(rows) == 15
    said, names = slides_text(slides), _names()
    for row in rows:
        name = names[row["figure"], row["period"]]
        assert re.search(rf"{re.escape(name)} \| {row['value']}(?= \||\n|$)", said), row
        assert f"{name} {row['value']}" in printed, row


def _names() -> dict[tuple[str, str], str]:
    found = {(kpi, "2022"): one.name for kpi, one in kpi_definitions().items()}
    for period, day in (("2022T1", "30 april"), ("2022T2", "31 augusti"), ("2022T3", "31 december")):
        found["bank_homes_available", period] = f"Tillgängliga hem {day}"
    return found


def test_each_charts_workbook_is_what_its_page_holds(slides: bytes, facts: FactsOf) -> None:
    document = contents(facts(*_DECK), PRESENTATION)
    wanted = [part for page in document.pages for part in every(page.parts) if isinstance(part, Chart)]
    got = [shape.chart for _number, shape in shapes(slides) if shape.has_chart]
    assert len(wanted) == len(got) == 4
    for part, chart in zip(wanted, got, strict=True):
        head, *rows = workbook_of(chart)
        assert head[1:] == part.table.columns[1:]
        for (label, *numbers), (wanted_label, *cells) in zip(rows, part.table.rows, strict=True):
            assert plain(str(label)) == wanted_label
            for number, cell in zip(numbers, cells, strict=True):
                amount = as_amount(cell)
                shown = None if amount is None or amount.number is None else float(amount.number)
                assert number == shown
