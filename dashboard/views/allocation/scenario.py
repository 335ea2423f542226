"""Tänk om: the decided allocation beside one with other weights, base years, budget, children or owners."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from dashboard.blocks import downloads, text
from dashboard.blocks.choices import Range, choose, number, switch
from dashboard.reader.reader import Reader
from dashboard.views.allocation import proposal, sentences
from dashboard.words.tables import Amount, Sheet, Table
from pipelines.errors import ReaderError
from pipelines.reference import GFO


def section(reader: Reader, year: int) -> None:
    """A switch; when it is on, the inputs to change and the two allocations side by side."""
    text.heading("Tänk om …", "Räkna på ett annat förslag. Den beslutade fördelningen ändras inte.")
    on = reader.selection.choice("tank", ("0", "1"), "0") == "1"
    switch(reader, "tank", "Räkna på ett förslag", on)
    if not on:
        return
    try:
        if not reader.meeting:
            _inputs(reader, year)
        compared = proposal.compare(reader, year)
    except ReaderError as error:
        text.note(f"{error.message} {error.remedy}")
        return
    names = reader.figures.names
    text.lead(sentences.scenario(compared, names))
    table = _table(compared, names)
    text.show_table(table, f"Beslutad fördelning {year} och förslaget, kronor")
    name = f"Förslag till fördelning {year}"
    downloads.offer(reader, Sheet(name, name, table), f"forslag-{year}")


def _inputs(reader: Reader, year: int) -> None:
    """One field a changeable input, set from the address and written to it."""
    selection, whole = reader.selection, proposal.whole
    inputs = proposal.decided_inputs(reader.figures, year)
    percent = round(inputs.weight_population * 100)
    with st.container(horizontal=True, key="forslag-nyckel", vertical_alignment="bottom"):
        budget, most = whole(selection, "budget", inputs.budget, 1), Range(1, proposal.MOST, 100_000)
        number(reader, "budget", "Budget, kr", budget, inputs.budget, most)
        weight = whole(selection, "vikt", percent, 0, 100)
        number(reader, "vikt", "Vikt för barn i befolkningen, %", weight, percent, Range(0, 100, 5))
        for name, label, component, present in (
            ("basar-barn", "Basår, barn", "population", inputs.base_year_population),
            ("basar-placerade", "Basår, placerade", "placed", inputs.base_year_placed),
        ):
            years = [str(found) for found in sorted(proposal.base_years(reader.figures, component))]
            chosen = selection.choice(name, years, str(present))
            choose(reader, name, label, years, chosen, str, width=150)
    for area in reader.figures.areas:
        if area.area == GFO:
            continue
        code = area.area
        months, placed = inputs.months.get(code, 0), inputs.placed.get(code, 0)
        with st.container(horizontal=True, key=f"forslag-{code}", vertical_alignment="bottom"):
            name, label = f"manader-{code}", f"{area.name}, månader"
            number(reader, name, label, whole(selection, name, months, 0, 12), months, Range(0, 12))
            name, label = f"placerade-{code}", f"{area.name}, placerade barn"
            number(reader, name, label, whole(selection, name, placed), placed, Range(0, 100_000))
            if code not in inputs.months:
                name, label = f"barn-{code}", f"{area.name}, barn 0–{inputs.age_to} år"
                number(reader, name, label, whole(selection, name, 0), 0, Range(0, 1_000_000, 100))


def _table(compared: proposal.Compared, names: Mapping[str, str]) -> Table:
    """A row a kommun: decided, proposed, the difference, and the proposed amount per child."""
    rows = []
    for code in compared.codes:
        before = compared.amount(compared.decided, code)
        after = compared.amount(compared.proposed, code)
        children = compared.proposed[code].children if code in compared.proposed else 0
        each = Decimal(after) / children if children else None
        rows.append((names.get(code, code), *_before_and_after(before, after), Amount(each, "kr")))
    before, after = (
        sum(share.amount_sek for share in side.values()) for side in (compared.decided, compared.proposed)
    )
    columns = ("Kommun", "Beslutad", "Förslag", "Skillnad", "Förslag per barn")
    every = ("Alla", *_before_and_after(before, after), "")
    return Table(columns, (*rows, every), total=len(rows))


def _before_and_after(before: int, after: int) -> tuple[Amount, Amount, Amount]:
    return Amount(before, "kr"), Amount(after, "kr"), Amount(after - before, "kr", signed=True)
