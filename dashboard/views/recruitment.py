"""The way from an enquiry to a home in the bank: a section of the page on the bank and recruitment."""

from __future__ import annotations

from dashboard import components, flow_charts, formats, page_sentences, stage_tiles
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.selection import Selection
from dashboard.views import channels


def section(figures: Figures, selection: Selection) -> None:
    """The year's enquiries followed to the reporting date: GFO's whole recruitment, whichever kommun is chosen."""
    year = str(int(selection.period[:4]) - 1)
    columns = ("stage", "families", "median_days")
    found = figures.mart("recruitment_funnel", columns, "position", period=year, channel="")
    if not found or not found[0]["families"]:
        return
    steps = [(step.stage, step.families, step.told) for step in stage_tiles.steps(found)]
    components.chart(
        flow_charts.stages(steps, components.palette(), footnote=components.source_line(figures)),
        title=page_sentences.stages_title(steps, year),
        sub=f"Familjer i hela GFO som anmälde intresse {year}, och hur långt de har kommit."
        " Procent av förra steget, och mediandagar från det.",
        describe=page_sentences.stages(steps, year),
        table=Table(
            ("Steg", "Familjer", "Mot förra steget"),
            tuple((stage, formats.number(size), text) for stage, size, text in steps),
            frozenset({1}),
            tuple(steps),
        ),
        figures=figures,
        key="vagen-in",
        kpis=["enquiries_received", "enquiries_approved_later"],
        tertials=False,
    )
    channels.section(figures, year)
