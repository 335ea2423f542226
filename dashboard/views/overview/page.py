"""Översikt: the tertial in three sentences, the cards in the order styrgruppen thinks, one figure over time."""

from __future__ import annotations

from dashboard.blocks import text
from dashboard.blocks.cards import cards
from dashboard.blocks.choices import choose
from dashboard.blocks.definitions import definitions
from dashboard.blocks.over_time import over_time
from dashboard.reader.reader import Reader
from dashboard.views.overview import revisions, sentences
from dashboard.words.topics import HEADLINES

_IN_SENTENCES = ("referrals_received", "referrals_matched", "referrals_matched_gfo", "bank_homes_available")


def view(reader: Reader) -> None:
    """Summary, cards, one chosen figure over the tertials."""
    figures, area, period = reader.figures, reader.area, reader.period
    before = reader.compared
    told = {
        kpi: (figures.value(kpi, area.area, period.period), figures.value(kpi, area.area, before.period))
        for kpi in _IN_SENTENCES
    }
    text.lead(
        sentences.overview(
            told, figures.series("bank_homes_available", area.area, period.kind), area, period, before
        )
    )
    revisions.notice(reader)
    for topic, kpis in HEADLINES:
        cards(reader, kpis, topic)
    _one_over_time(reader)
    revisions.section(reader)
    definitions(reader, [kpi for _topic, kpis in HEADLINES for kpi in kpis])


def _one_over_time(reader: Reader) -> None:
    """One of the cards' figures over the tertials, chosen by the reader."""
    figures, area = reader.figures, reader.selection.area
    kpis = [kpi for _t, kpis in HEADLINES for kpi in kpis if figures.has(kpi) and figures.series(kpi, area)]
    if not kpis:
        return
    kpi = reader.selection.choice("matt", kpis, kpis[0])
    text.heading("Över tid")
    choose(reader, "matt", "Nyckeltal", kpis, kpi, lambda found: figures.definition(found).name)
    over_time(reader, kpi, "overtid")
