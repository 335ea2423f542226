"""The way from an enquiry to a home in the bank: a section of the page on the bank and recruitment."""

from __future__ import annotations

from dashboard.blocks import components, pictures
from dashboard.blocks.components import Table
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.views.homes import channels, stage_tiles
from dashboard.words import formats


def section(figures: Figures, selection: Selection) -> None:
    """The year's enquiries followed to the reporting date: GFO's whole recruitment, whichever kommun is chosen."""
    year = str(int(selection.period[:4]) - 1)
    columns = ("stage", "families", "median_days")
    found = figures.mart("recruitment_funnel", columns, "position", period=year, channel="")
    if not found or not found[0]["families"]:
        components.note(f"Det finns inga intresseanmälningar från {year} att följa till godkända hem.")
        return
    steps = stage_tiles.steps(found)
    pictures.tiles(
        stage_tiles.whole_html(steps),
        title=stage_tiles.whole_title(steps, year),
        sub=f"Familjer i hela GFO som anmälde intresse {year}, och hur långt de har kommit."
        " Procent av förra steget, och mediandagar från det.",
        table=Table(
            ("Steg", "Familjer", "Mot förra steget"),
            tuple((step.stage, formats.number(step.families), step.told) for step in steps),
            frozenset({1}),
            tuple((step.stage, step.families, step.told) for step in steps),
        ),
        figures=figures,
        key="vagen-in",
        kpis=["enquiries_received", "enquiries_approved_later"],
    )
    channels.section(figures, year)
