"""The chosen kommun beside the country: one of Kolada's figures, which the reader chooses."""

from __future__ import annotations

from dashboard.blocks import text
from dashboard.blocks.choices import choose
from dashboard.blocks.country import beside_the_country
from dashboard.published.country import Country
from dashboard.reader.reader import Reader

_CHOICE = "jamfor"


def section(reader: Reader) -> None:
    """*Jämför*; nothing where Kolada's figures have never been fetched."""
    figures = {
        figure.kolada_kpi: figure for figure in Country(reader.figures.source).figures if figure.compared
    }
    if not figures:
        return
    known = list(figures)
    chosen = reader.selection.choice(_CHOICE, known, known[0])
    text.heading(
        "Jämför", "Kommunen bredvid de andra i GFO, liknande kommuner, länet och riket.", anchor="jamfor"
    )
    choose(reader, _CHOICE, "Nyckeltal", known, chosen, lambda kpi: figures[kpi].name, width=560)
    beside_the_country(reader, figures[chosen], "mot-riket")
