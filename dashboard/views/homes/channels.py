"""The funnel by channel: which way of reaching families gives homes, and where they stop."""

from __future__ import annotations

from dashboard.blocks import pictures
from dashboard.blocks.table import table_html
from dashboard.reader.reader import Reader
from dashboard.views.homes import stages
from dashboard.views.homes.stages import Step
from dashboard.words.tables import Amount, Table
from pipelines.reference import GFO


def section(reader: Reader, cohort: str) -> None:
    """A cohort's channels beside each other, the one with most enquiries first; `cohort` is a year."""
    found = reader.figures.recruitment_funnel(cohort)
    codes = dict.fromkeys(row.channel for row in found if row.channel)
    words = reader.figures.codes("kanal")
    every = {
        words.get(code, code): stages.steps([row for row in found if row.channel == code]) for code in codes
    }
    asked = {name: steps for name, steps in every.items() if steps[0].families}
    if not asked:
        return
    channels = dict(sorted(asked.items(), key=lambda channel: (-channel[1][0].families, channel[0])))
    title = stages.title(channels, cohort)
    pictures.tiles(
        reader,
        f"{table_html(_ends(channels), title)}"
        "<details><summary>Visa varje kanal steg för steg</summary>"
        '<p class="sub">Familjer, på samma skala. Procent av förra steget, och mediandagar från det. Av få familjer'
        f" säger en procentsats lite.</p>{stages.html(channels)}</details>",
        name="Rekrytering per kanal",
        title=title,
        sub=f"Familjer i hela GFO som anmälde intresse {cohort}, och hem i banken som det har blivit av dem.",
        table=_table(channels),
        area=GFO,
        key="kanal-steg",
        kpis=["enquiries_received", "enquiries_approved_later"],
    )


def _ends(channels: dict[str, tuple[Step, ...]]) -> Table:
    """A row a channel: how many asked, and how many of them are homes."""
    return Table(
        ("Kanal", "Anmälningar", "Hem i banken"),
        tuple((name, steps[0].families, steps[-1].families) for name, steps in channels.items()),
    )


def _table(channels: dict[str, tuple[Step, ...]]) -> Table:
    """A row a channel and stage."""
    lines = [(name, step) for name, steps in channels.items() for step in steps]
    return Table(
        ("Kanal", "Steg", "Familjer", "Av förra steget", "Mediandagar"),
        tuple((name, s.stage, s.families, Amount(s.share, "%"), s.days) for name, s in lines),
    )
