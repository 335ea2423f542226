"""A kommun's children in foster homes per 1 000 children, beside the other kommuner and all of GFO."""

from __future__ import annotations

import pytest

from dashboard.briefings import country_page
from dashboard.briefings.parts import Chart, every
from dashboard.briefings.rates import newest_year, per_thousand_by_year
from pipelines.reference import GFO
from tests.documents.conftest import FactsOf, Made, OwnHome
from tests.documents.reading import pdf_text, plain
from tests.fixtures.matrix import rest_slow


@pytest.mark.parametrize("kommun", rest_slow(["Timrå", "Ånge", "Kramfors", "Örnsköldsvik"], "Ånge".__eq__))
def test_the_newest_year_per_thousand_is_told_of_every_kommun_as_on_the_page(
    facts: FactsOf, made: Made, kommun: str
) -> None:
    asked = facts("namndinformation", kommun, "2026T1", "offentlig")
    told = newest_year(asked)
    assert told
    year = asked.years[-1]
    for area in asked.figures.owners:
        count, children = (
            asked.value(kpi, year, area.area).value for kpi in ("foster_children", "children_0_20")
        )
        assert count
        assert children
        sign = ":" if area.area == GFO else ""
        assert f"{area.name}{sign} {1000 * count / children:.1f}".replace(".", ",") in plain(told.said)
    assert told.title.startswith(f"2025 hade {kommun} ")
    for audience, period in (("offentlig", "2026T1"), ("intern", "2026T2")):
        paper = pdf_text(made("namndinformation", "pdf", kommun, period, audience=audience))
        assert plain(told.title) in paper
        # Kolada's older year comes after it.
        assert paper.index(plain(told.said)) < paper.index("Kolada räknar på sitt sätt. 2024: ")


def test_a_kommuns_children_in_foster_homes_stand_beside_gfos_per_thousand_of_what_the_file_shows(
    made: Made, facts: FactsOf
) -> None:
    asked = facts("namndinformation", "Ånge", "2026T1", "offentlig")
    page = per_thousand_by_year(asked, country_page.beside(asked, in_brief=True))
    assert page
    chart = next(part for part in every(page.parts) if isinstance(part, Chart))
    assert [one.name for one in chart.series] == ["Ånge", "Hela GFO"]
    for area, series in zip(("", GFO), chart.series, strict=True):
        for label, amount in zip(chart.labels, series.values, strict=True):
            count, children = (
                asked.value(kpi, asked.figures.period(label), area)
                for kpi in ("foster_children", "children_0_20")
            )
            assert count.value
            assert children.value
            assert amount.number == 1000 * count.value / children.value
    assert chart.title in pdf_text(made("namndinformation", "pdf", "Ånge", "2026T1", audience="offentlig"))


def test_no_rate_is_drawn_of_a_count_that_is_protected(facts: FactsOf, own_home: OwnHome) -> None:
    few = "status = 'hidden', value = null, numerator = null, denominator = null, n = null where value < 50"
    public_home = own_home((), (f"update kpi_value set {few} and kpi = 'foster_children'",))
    asked = facts("namndinformation", "Timrå", "", "offentlig", home=public_home)
    page = per_thousand_by_year(asked, country_page.beside(asked, in_brief=True))
    charts = [part for part in every(page.parts) if isinstance(part, Chart)] if page else []
    shown = [
        year.label
        for year in asked.years
        if all(
            asked.value(kpi, year, area).shown
            for kpi in ("foster_children", "children_0_20")
            for area in ("", GFO)
        )
    ]
    assert [label for chart in charts for label in chart.labels if label not in shown] == []
