"""The way from an enquiry to a home in the bank: a section of the page on the bank and recruitment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.blocks import pictures, text
from dashboard.reader.reader import Reader
from dashboard.views.homes import stages
from dashboard.views.homes.stages import Step
from dashboard.words.absence import kept_back
from dashboard.words.tables import Amount, Table
from pipelines.reference import GFO


def section(reader: Reader) -> None:
    """The newest year's enquiries that have been followed to their end: GFO's whole recruitment, whichever kommun is
    chosen, and behind a line channel by channel."""
    year = _followed_year(reader)
    found = [row for row in reader.figures.recruitment_funnel(year) if not row.channel]
    if not found or not found[0].families:
        text.note(f"Det finns inga intresseanmälningar från {year} att följa till godkända hem.")
        return
    steps, by_channel = stages.steps(found), _channels(reader, year)
    shown = stages.whole_html(steps)
    if by_channel:
        shown += (
            f'<p class="sub">{escape(stages.title(by_channel, year))}.</p>'
            "<details><summary>Visa varje kanal steg för steg</summary>"
            '<p class="sub">Familjer, på samma skala. Av få familjer säger en procentsats lite.</p>'
            f"{stages.html(by_channel)}</details>"
        )
    pictures.tiles(
        reader,
        shown,
        name="Vägen in i banken",
        title=("" if reader.selection.area == GFO else "Hela GFO: ")
        + stages.whole_title(steps, year, is_known=found[-1].families is not None),
        sub=f"Familjer i hela GFO som anmälde intresse {year}. Procent av förra steget, mediandagar från det.",
        said=kept_back([row.stage for row in found if row.families is None], 1),
        table=_table({"Alla": steps, **by_channel}),
        area=GFO,
        key="vagen-in",
        kpis=["enquiries_received", "enquiries_approved_later"],
    )


def _channels(reader: Reader, year: str) -> dict[str, tuple[Step, ...]]:
    """A year's channels that gave any enquiry, the one with most first."""
    found = reader.figures.recruitment_funnel(year)
    words = reader.figures.codes("kanal")
    every = {
        words.get(code, code): stages.steps([row for row in found if row.channel == code])
        for code in dict.fromkeys(row.channel for row in found if row.channel)
    }
    asked = {name: steps for name, steps in every.items() if steps[0].families}
    return dict(sorted(asked.items(), key=lambda channel: (-channel[1][0].families, channel[0])))


def _table(channels: Mapping[str, Sequence[Step]]) -> Table:
    """A row a channel and stage."""
    lines = [(name, step) for name, steps in channels.items() for step in steps]
    return Table(
        ("Kanal", "Steg", "Familjer", "Av förra steget", "Mediandagar"),
        tuple((name, s.stage, s.families, Amount(s.share, "%"), s.days) for name, s in lines),
    )


def _followed_year(reader: Reader) -> str:
    """The newest year, up to the chosen period's, whose follow-up is over; else the one before the period's."""
    figures, last = reader.figures, reader.period.last_day.year
    over = [
        value.period
        for value in figures.series("enquiries_approved_later", GFO, "year")
        if value.shown and not value.preliminary and int(value.period) <= last
    ]
    return over[-1] if over else str(last - 1)
