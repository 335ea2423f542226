"""Tänk om: the decided allocation beside one with other weights, base years, budget, children or owners."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from dashboard.blocks import components, downloads, sections
from dashboard.blocks.components import Table
from dashboard.published.figures import GFO, Figures
from dashboard.reader import frame
from dashboard.reader.selection import Selection
from dashboard.views.allocation import scenarios
from dashboard.words import formats, page_sentences
from pipelines.errors import ReaderError


def section(figures: Figures, selection: Selection, year: int) -> None:
    """A switch; when it is on, the inputs to change and the two allocations side by side."""
    components.heading("Tänk om …", "Räkna på ett annat förslag. Den beslutade fördelningen ändras inte.")
    on = selection.choice("tank", ("0", "1"), "0") == "1"
    frame.switch(figures, selection, "tank", "Räkna på ett förslag", on)
    if not on:
        return
    try:
        if not selection.meeting:
            _inputs(figures, selection, year)
        compared = scenarios.compare(figures, selection, year)
    except ReaderError as error:
        components.note(f"{error.message} {error.remedy}")
        return
    names = sections.names_of(figures)
    components.lead(page_sentences.scenario(compared, names))
    table = _table(compared, names)
    components.show_table(table, f"Beslutad fördelning {year} och förslaget, kronor")
    downloads.offer(f"Förslag till fördelning {year}", table, figures, [], f"forslag-{year}")


def _inputs(figures: Figures, selection: Selection, year: int) -> None:
    """One field a changeable input, set from the address and written to it."""
    inputs = scenarios.decided_inputs(figures, year)
    number, whole = frame.number, scenarios.whole
    percent = round(inputs.weight_population * 100)
    with st.container(horizontal=True, key="forslag-nyckel", vertical_alignment="bottom"):
        budget = whole(selection, "budget", inputs.budget, 1)
        number(figures, selection, "budget", "Budget, kr", budget, inputs.budget, 1, scenarios.MOST, 100_000)
        weight = whole(selection, "vikt", percent, 0, 100)
        number(figures, selection, "vikt", "Vikt för barn i befolkningen, %", weight, percent, 0, 100, 5)
        for name, label, component, present in (
            ("basar-barn", "Basår, barn", "population", inputs.base_year_population),
            ("basar-placerade", "Basår, placerade", "placed", inputs.base_year_placed),
        ):
            years = [str(found) for found in sorted(scenarios.base_years(figures, component))]
            chosen = selection.choice(name, years, str(present))
            frame.choose(figures, selection, name, label, years, chosen, str, width=150)
    for area in figures.areas:
        if area.area == GFO:
            continue
        code, owner = area.area, area.area in inputs.months
        months = whole(selection, f"manader-{code}", inputs.months.get(code, 0), 0, 12)
        placed = whole(selection, f"placerade-{code}", inputs.placed.get(code, 0))
        with st.container(horizontal=True, key=f"forslag-{code}", vertical_alignment="bottom"):
            name = f"manader-{code}"
            number(
                figures,
                selection,
                name,
                f"{area.name}, månader",
                months,
                inputs.months.get(code, 0),
                0,
                12,
                1,
            )
            name, label = f"placerade-{code}", f"{area.name}, placerade barn"
            number(figures, selection, name, label, placed, inputs.placed.get(code, 0), 0, 100_000, 1)
            if not owner:
                children = whole(selection, f"barn-{code}", 0)
                label = f"{area.name}, barn 0–{inputs.age_to} år"
                number(figures, selection, f"barn-{code}", label, children, 0, 0, 1_000_000, 100)


def _table(compared: scenarios.Compared, names: dict[str, str]) -> Table:
    """A row a kommun: decided, proposed, the difference, and the proposed amount per child."""
    rows, raw = [], []
    for code in compared.codes:
        before = compared.amount(compared.decided, code)
        after = compared.amount(compared.proposed, code)
        children = compared.proposed[code].children if code in compared.proposed else 0
        each = formats.kronor(Decimal(after) / children) if children else formats.MISSING
        cells = (
            formats.kronor(before),
            formats.kronor(after),
            formats.signed(after - before) + formats.NBSP + "kr",
        )
        rows.append((names.get(code, code), *cells, each))
        raw.append((names.get(code, code), before, after, after - before, each))
    totals = [
        sum(share.amount_sek for share in side.values()) for side in (compared.decided, compared.proposed)
    ]
    difference = formats.signed(totals[1] - totals[0]) + formats.NBSP + "kr"
    rows.append(("Alla", formats.kronor(totals[0]), formats.kronor(totals[1]), difference, ""))
    columns = ("Kommun", "Beslutad", "Förslag", "Skillnad", "Förslag per barn")
    return Table(columns, tuple(rows), frozenset({1, 2, 3, 4}), tuple(raw), total=len(rows) - 1)
