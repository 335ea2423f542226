"""Räcker hemmen? The simulated outlook for the coming tertials: a section of the page on the bank."""

from __future__ import annotations

from html import escape

from dashboard import components, formats, sentences
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.selection import Selection

_MEASURES = {
    "open": "Pågående remisser",
    "days_to_match": "Dagar till matchning",
    "homes_available": "Tillgängliga hem",
}


def section(figures: Figures, selection: Selection) -> None:
    """The outlook in sentences with its back-test, and the simulations as a table; nothing that is withheld."""
    summary = figures.table("capacity_summary", ("as_of", "sentences"), "as_of")
    if not summary:
        return
    components.heading(
        "Räcker hemmen?", "Simulering för hela GFO ur de senaste årens remisser, matchningar och hem."
    )
    told = "".join(f"<li>{escape(line)}</li>" for line in summary[0]["sentences"].splitlines() if line)
    components.block(f"<ul>{told}</ul>")
    withheld = {
        row["measure"]
        for row in figures.table("capacity_trust", ("measure", "withheld"), "measure")
        if row["withheld"]
    }
    columns = ("period", "more_homes", "measure", "median", "lower", "upper")
    found = figures.table("capacity_forecast", columns, "period, more_homes, measure")
    rows = tuple(
        (
            sentences.label(row["period"]),
            f"{formats.number(row['more_homes'])} fler hem" if row["more_homes"] else "Dagens hem",
            _MEASURES.get(row["measure"], row["measure"]),
            formats.number(row["median"]),
            f"{formats.number(row['lower'])}–{formats.number(row['upper'])}",
        )
        for row in found
        if row["measure"] not in withheld
    )
    if rows:
        table = Table(("Period", "Antagande", "Mått", "Mitten", "80 % av utfallen"), rows, frozenset({3, 4}))
        inner = components.table_html(table, "Simulerat läge de kommande tertialen")
        components.block(f"<details><summary>Visa simuleringarna</summary>{inner}</details>")
