"""Nyckeltal: the list of every KPI, or the view of the one that the address names (`visa=referrals_received`)."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.reader.reader import Reader
from dashboard.views.kpi.listing import listing
from dashboard.views.kpi.one import one


def view(reader: Reader) -> None:
    """Which of the two the address asks for."""
    kpi = dict(reader.selection.choices).get("visa", "")
    if not kpi:
        listing(reader)
        return
    text.block(f'<p><a class="door" href="{escape(reader.door("nyckeltal"))}">← Alla nyckeltal</a></p>')
    if reader.figures.has(kpi):
        one(reader, kpi)
        return
    text.calm(
        "Nyckeltalet finns inte",
        [
            f"Det finns inget nyckeltal som heter ”{kpi[:40]}” i den här versionen.",
            "Länken kan vara felskriven, eller gälla en annan version. Välj ett nyckeltal bland alla.",
        ],
    )
