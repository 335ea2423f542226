"""The way from an enquiry to a home in the bank: a section of the page on the bank and recruitment."""

from __future__ import annotations

from dashboard.blocks import pictures, text
from dashboard.reader.reader import Reader
from dashboard.views.homes import channels, stages
from dashboard.words.tables import Amount, Table
from pipelines.reference import GFO


def section(reader: Reader) -> None:
    """The newest year's enquiries that have been followed to their end: GFO's whole recruitment, whichever kommun is
    chosen."""
    year = _followed_year(reader)
    found = [row for row in reader.figures.recruitment_funnel(year) if not row.channel]
    if not found or not found[0].families:
        text.note(f"Det finns inga intresseanmälningar från {year} att följa till godkända hem.")
        return
    steps = stages.steps(found)
    pictures.tiles(
        reader,
        stages.whole_html(steps),
        name="Vägen in i banken",
        title=stages.whole_title(steps, year)
        if found[-1].families is not None
        else f"Så långt har anmälningarna från {year} kommit",
        sub=f"Familjer i hela GFO som anmälde intresse {year}, och hur långt de har kommit."
        " Procent av förra steget, och mediandagar från det.",
        table=Table(
            ("Steg", "Familjer", "Av förra steget", "Mediandagar"),
            tuple((step.stage, step.families, Amount(step.share, "%"), step.days) for step in steps),
        ),
        area=GFO,
        key="vagen-in",
        kpis=["enquiries_received", "enquiries_approved_later"],
    )
    channels.section(reader, year)


def _followed_year(reader: Reader) -> str:
    """The newest year, up to the chosen period's, whose follow-up is over; else the one before the period's."""
    figures, last = reader.figures, reader.period.last_day.year
    over = [
        value.period
        for value in figures.series("enquiries_approved_later", GFO, "year")
        if value.shown and not value.preliminary and int(value.period) <= last
    ]
    return over[-1] if over else str(last - 1)
