"""Faktablad: what is public of all of GFO since its styrgrupp's last meeting, on one page that may be handed out."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings import board, method, standing
from dashboard.briefings.changed import with_changed
from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Document, Grid, Lines, Page, filled
from dashboard.briefings.rates import rate_of
from dashboard.words import formats
from dashboard.words.tables import Cell, Table
from pipelines.reference import GFO

_CHILDREN, _FOSTER, _COST = standing.IN_CARE, "foster_children", "placement_cost"


def fact_sheet(facts: Facts) -> Document:
    """How it stands, GFO's newest tertial, its kommuner beside each other, and how its targets stand."""
    found = [
        with_changed(standing.brief(facts), facts, fact_sheet),
        standing.newest_tertial(facts, standing.OF_GFO_IN_BRIEF),
        _kommuner(facts),
        standing.goals(facts),
    ]
    pages = board.explained([page for page in found if page is not None])
    pages[-1] = replace(pages[-1], parts=(*pages[-1].parts, Lines((method.source(facts),))))
    return Document(
        title="Faktablad om GFO",
        subtitle=f"Gemensam familjehemsorganisation, {facts.with_months}",
        mark=facts.mark,
        foot=facts.foot,
        pages=tuple(pages),
    )


def _kommuner(facts: Facts) -> Page | None:
    """A row a kommun, GFO last: of the newest tertial and of the newest year, which the headings say."""
    tertial, year = facts.tertial, facts.last_year
    if tertial is None:
        return None
    asked = [(kpi, period) for kpi, period in ((_CHILDREN, tertial), (_FOSTER, year)) if facts.has(kpi)]
    head = ["Kommun", *(f"{facts.definition(kpi).name} {period.label}" for kpi, period in asked)]
    areas = [area for area in facts.figures.owners if area.area != GFO]
    rows: list[tuple[Cell, ...]] = [
        (
            area.name,
            *(facts.cell(kpi, period, area.area) for kpi, period in asked),
            rate_of(facts, year, area.area),
            facts.cell(_COST, year, area.area),
        )
        for area in (*areas, facts.figures.area(GFO))
    ]
    head += [
        f"Per 1{formats.NBSP}000 barn 0–20 år {year.label}",
        f"{facts.definition(_COST).name} {year.label}",
    ]
    table = Table(tuple(head), tuple(rows), total=len(rows) - 1)
    grid = filled("Kommunerna", table, set(range(1, len(head))))
    kept = "Ett barn kan finnas i flera kommuner, så GFO är inte alltid summan."
    under = f"Per 1{formats.NBSP}000 räknas barnen i familjehem. {kept}"
    return Page("Kommunerna bredvid varandra", (Grid(grid.name, grid.table, grid.numbers, under),))
