"""Remisser: the period's referrals as a balance, how they ended, and how long it took."""

from __future__ import annotations

from dashboard.blocks import components, pictures, sections, waiting
from dashboard.blocks.components import Table
from dashboard.charts import flow_charts
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.words import formats, page_sentences

_CARDS = ("referrals_received", "referrals_open", "match_rate", "days_to_match")
_CHILDREN = (
    "referrals_matched",
    "referrals_matched_gfo",
    "referrals_matched_kommun",
    "referrals_matched_network",
)
_FLOW = (
    "opening",
    "received",
    "matched_gfo",
    "matched_kommun",
    "matched_network",
    "returned_gfo",
    "withdrawn_kommun",
    "closing",
)
_OUTCOMES = ("matches", "referrals_returned_gfo", "referrals_withdrawn_kommun")


def view(figures: Figures, selection: Selection) -> None:
    """Balance, outcomes over time, waiting time, the children who got a home."""
    components.cards(figures, _CARDS, selection)
    _balance(figures, selection)
    sections.beside(
        figures,
        selection,
        _OUTCOMES,
        title="Så slutade remisserna",
        sub="Avslutade remisser per tertial, på samma skala. Räknas den dag remissen avslutades.",
        key="utfall",
    )
    sections.over_time(figures, selection, "referrals_received", "inkomna")
    sections.over_time(figures, selection, "days_to_match", "dagar")
    waiting.section(figures, selection)
    components.cards(figures, _CHILDREN, selection, "Barnen som fick ett hem")
    components.definitions(figures, [*_CARDS, *_OUTCOMES, *_CHILDREN])


def _balance(figures: Figures, selection: Selection) -> None:
    """Open at start + received = outcomes + open at end, as the mart counted it."""
    area, period = figures.area(selection.area), figures.period(selection.period)
    found = figures.mart("referral_flow", _FLOW, "period", area=area.area, period=period.period)
    if not found:
        return
    flow = found[0]
    if any(flow[column] is None for column in _FLOW):
        components.heading("Remissernas balans")
        components.note(f"Balansen kan inte visas för {area.name} {period.label}: uppgift saknas.")
        return
    steps = [
        ("Pågående vid start", flow["opening"], "level"),
        ("Inkomna", flow["received"], "in"),
        ("Matchade via GFO", flow["matched_gfo"], "out"),
        ("Matchade av kommun", flow["matched_kommun"] + flow["matched_network"], "out"),
        ("Återlämnade av GFO", flow["returned_gfo"], "out"),
        ("Återtagna av kommun", flow["withdrawn_kommun"], "out"),
        ("Pågående vid slut", flow["closing"], "level"),
    ]
    pictures.chart(
        flow_charts.balance(steps, components.palette()),
        title=page_sentences.balance_title(steps, period.label),
        sub=f"Remisser, {area.name}, {period.label}. Vid start + inkomna = avslutade + vid slut.",
        describe=page_sentences.balance(steps),
        table=Table(
            ("Post", "Remisser"),
            tuple((name, formats.number(size)) for name, size, _kind in steps),
            frozenset({1}),
            tuple((name, size) for name, size, _kind in steps),
        ),
        figures=figures,
        key="balans",
        kpis=["referrals_received", "referrals_open", *_OUTCOMES],
        said=page_sentences.balance(steps),
        tertials=False,
    )
