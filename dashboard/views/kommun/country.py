"""*Jämför*: the kommuner by our own figures, year by year, or one of Kolada's, which the reader chooses."""

from __future__ import annotations

from dashboard.blocks import text
from dashboard.blocks.choices import choose
from dashboard.blocks.country import beside_the_country
from dashboard.published.country import Country
from dashboard.reader.reader import Reader
from dashboard.views.kommun import per_child

_CHOICE = "jamfor"
_OURS = "Barn i familjehem per 1 000 barn 0–20 år (GFO Insikt)"


def section(reader: Reader) -> None:
    """Our own figure first, whose newest year Kolada has later; nothing where there is neither."""
    country = Country(reader.figures.source)
    theirs = {figure.kolada_kpi: figure for figure in country.figures if figure.compared}
    names = {per_child.KPI: _OURS} if per_child.is_known(reader) else {}
    names |= {kpi: f"{figure.name} (Kolada)" for kpi, figure in theirs.items()}
    if not names:
        return
    known = list(names)
    chosen = reader.selection.choice(_CHOICE, known, known[0])
    beside = "liknande kommuner, länet och riket" if theirs else ""
    lead = f"Kommunen bredvid de andra i GFO{f' och, ur Kolada, {beside}' if beside else ''}."
    text.heading("Jämför", lead, anchor="jamfor")
    choose(reader, _CHOICE, "Nyckeltal", known, chosen, lambda kpi: names[kpi], width=560)
    if chosen in theirs:
        beside_the_country(reader, theirs[chosen], "mot-riket")
    else:
        per_child.compared(reader)
