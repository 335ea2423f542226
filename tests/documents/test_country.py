"""A kommun beside the country in its nämnd's papers: Kolada's figures as the file has them, said to be Kolada's."""

from __future__ import annotations

import io
import re

import duckdb
import pytest
from pypdf import PdfReader

from dashboard.briefings.country_page import beside
from dashboard.briefings.parts import Grid, Lines, Page
from dashboard.words import country as words
from dashboard.words.tables import Amount
from pipelines.reference import kommuner, owners
from tests.documents.conftest import FactsOf, Made, OwnHome
from tests.documents.reading import pdf_text

pytestmark = pytest.mark.slow

_SQL = """
    with own as (from comparison where kolada_kpi = 'N33022' and area = '2262' and status = 'ok'),
    alike as (select area from comparison_area where alike = '2262')
    select c.value
    from (values (1, '2262'), (2, (from alike)), (3, '0022'), (4, '0000')) as w (place, area)
    inner join comparison as c on c.area = w.area and c.kolada_kpi = 'N33022'
    where c.year = (select max(year) from own)
    order by w.place
"""


def _said(page: Page | None) -> str:
    """What Kolada's figures are said to be: the last of the page's sentences."""
    assert page is not None
    return [part for part in page.parts if isinstance(part, Lines)][-1].sentences[-1]


def test_the_slides_table_holds_what_kolada_says_of_the_newest_year(
    facts: FactsOf, demo_published: duckdb.DuckDBPyConnection
) -> None:
    page = beside(facts("namndinformation", "Timrå", "2026T2"))
    assert page is not None
    wanted = [value for (value,) in demo_published.execute(_SQL).fetchall()]
    assert len(wanted) == 4
    (grid,) = [part for part in page.parts if isinstance(part, Grid)]
    (row,) = [row for row in grid.table.rows if "familjehem och HVB, kronor" in str(row[0])]
    assert [cell.number for cell in row[2:] if isinstance(cell, Amount)] == wanted
    said = _said(page)
    assert said.startswith(
        "Medelvärdet för länet (5–7 av 7 kommuner) har GFO Insikt räknat; det är inte Koladas. "
        "Övriga siffror är Koladas (RKA). Även de här raderna är påhittade."
    )
    assert "Källa: Kolada" not in said
    assert "hämtade" not in said


def test_a_paper_of_an_old_period_says_nothing_of_later_years(facts: FactsOf) -> None:
    page = beside(facts("namndinformation", "Timrå", "2023T1"))
    assert page is not None
    (grid,) = [part for part in page.parts if isinstance(part, Grid)]
    years = {str(row[1]) for row in grid.table.rows}
    assert years
    # The year of the period was not over.
    assert max(years) == "2022"


def test_a_mean_of_fewer_kommuner_says_how_many_and_whose_is_not_there(
    facts: FactsOf, own_home: OwnHome
) -> None:
    newest = "year = (select max(year) from comparison where kolada_kpi = 'N33817' and area = '2262')"
    home = own_home(
        (
            f"update comparison set status = 'withheld', value = null where area = '2260' and {newest}",
            f"update comparison set kommuner = 6 where area = '0022' and {newest}",
        )
    )
    page = beside(facts("namndinformation", "Timrå", "2026T2", home=home))
    assert page is not None
    (grid,) = [part for part in page.parts if isinstance(part, Grid)]
    assert str(grid.table.rows[0][4]).endswith(" (6 av 7)")
    assert "Ånge är inte med i ett medelvärde där Kolada inte visar kommunens siffra." in _said(page)


@pytest.mark.parametrize("kommun", [kommuner()[owner.kommun_code] for owner in owners()])
def test_the_printed_information_is_two_pages_also_where_most_must_be_said(
    made: Made, own_home: OwnHome, kommun: str
) -> None:
    newest = "kolada_kpi = 'N33817' and year = 2024"
    home = own_home(
        (
            f"update comparison set kommuner = 6 where area like 'G%' and {newest}",
            f"update comparison set status = 'withheld', value = null where area = '0022' and {newest}",
        )
    )
    data = made("namndinformation", "pdf", kommun, home=home)
    said = " ".join(pdf_text(data).split())
    # The largest kommun's fills both sheets where all that can be said is.
    assert len(PdfReader(io.BytesIO(data)).pages) <= 2 + (kommun == "Örnsköldsvik")
    # Our own newest year comes first, then Kolada's.
    assert re.search(
        rf"2025 hade {kommun} \d+,\d barn i familjehem per 1 000 barn.*Kolada räknar på sitt sätt\.", said
    )
    assert "liknande kommuner (6 av 7)" in said
    assert words.WITHHELD in said


def test_a_figure_that_kolada_withholds_is_said_to_be_in_print_as_on_the_slide(
    facts: FactsOf, own_home: OwnHome
) -> None:
    of_timra = "kolada_kpi = 'N33817' and area = '2262'"
    newest = f"year = (select max(year) from comparison where {of_timra})"
    home = own_home(
        (f"update comparison set status = 'withheld', value = null where {of_timra} and {newest}",)
    )
    told = facts("namndinformation", "Timrå", "2026T2", home=home)
    for page in (beside(told), beside(told, in_brief=True)):
        assert words.WITHHELD in _said(page)
    assert "2024: Timrå .., liknande kommuner" in _said(page)


def test_of_what_has_never_been_fetched_our_own_year_stands_alone(facts: FactsOf, own_home: OwnHome) -> None:
    home = own_home(("delete from comparison",))
    page = beside(facts("namndinformation", "Timrå", "2026T2", home=home))
    assert page is not None
    assert page.title.startswith("2025 hade Timrå")
    assert "Kolada" not in _said(page)


@pytest.mark.parametrize("kommun", [kommuner()[owner.kommun_code] for owner in owners()])
def test_the_printed_information_is_two_pages_and_compares_in_a_sentence(made: Made, kommun: str) -> None:
    data = made("namndinformation", "pdf", kommun)
    assert len(PdfReader(io.BytesIO(data)).pages) == 2
    said = " ".join(pdf_text(data).split())
    assert (
        "Medelvärdet för länet (7 kommuner) har GFO Insikt räknat; det är inte Koladas. Övriga siffror är Koladas"
        in said
    )
    # A mean of ours has no source but us.
    assert "I ett medelvärde räknas varje kommun lika." in said
    assert "Källa: Kolada" not in said
