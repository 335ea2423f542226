"""The funnel by channel: which way of reaching families gives homes, and where they stop."""

from __future__ import annotations

from dashboard.blocks import pictures
from dashboard.blocks.components import Table
from dashboard.published.figures import Figures
from dashboard.views.homes import stage_tiles
from dashboard.views.homes.stage_tiles import Step
from dashboard.words import formats

_COLUMNS = ("channel", "stage", "families", "median_days")


def section(figures: Figures, cohort: str) -> None:
    """A cohort's channels beside each other, the one with most enquiries first; `cohort` is a year."""
    found = figures.mart("recruitment_funnel", _COLUMNS, "channel, position", period=cohort)
    codes = {row["channel"]: None for row in found if row["channel"]}
    words = figures.codes("kanal")
    every = {
        words.get(code, code): stage_tiles.steps([row for row in found if row["channel"] == code])
        for code in codes
    }
    asked = {name: steps for name, steps in every.items() if steps[0].families}
    if not asked:
        return
    channels = dict(sorted(asked.items(), key=lambda channel: (-channel[1][0].families, channel[0])))
    pictures.tiles(
        stage_tiles.html(channels),
        title=stage_tiles.title(channels, cohort),
        sub="Familjer i hela GFO, steg för steg, på samma skala. Procent av förra steget, och mediandagar från det."
        " Av få familjer säger en procentsats lite.",
        said=stage_tiles.said(channels, cohort),
        table=_table(channels),
        figures=figures,
        key="kanal-steg",
        kpis=["enquiries_received", "enquiries_approved_later"],
    )


def _table(channels: dict[str, tuple[Step, ...]]) -> Table:
    """A row a channel and stage."""
    lines = [(name, step) for name, steps in channels.items() for step in steps]
    return Table(
        ("Kanal", "Steg", "Familjer", "Av förra steget", "Mediandagar"),
        tuple(
            (
                name,
                step.stage,
                formats.number(step.families),
                formats.MISSING if step.share is None else formats.percent(step.share),
                formats.MISSING if step.days is None else formats.number(step.days),
            )
            for name, step in lines
        ),
        frozenset({2, 3, 4}),
        tuple(
            (name, s.stage, s.families, None if s.share is None else round(s.share, 1), s.days)
            for name, s in lines
        ),
    )
