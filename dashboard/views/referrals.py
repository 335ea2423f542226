"""Remisser: the period's referrals as a balance, how they ended, and how long it took."""

from __future__ import annotations

from dashboard import components, flow_charts, formats, sections, sentences
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.selection import Selection
from pipelines.periods import Period

_CARDS = ("referrals_received", "referrals_open", "match_rate", "days_to_match")
_CHILDREN = (
    "referrals_matched",
    "referrals_matched_gfo",
    "referrals_matched_kommun",
    "referrals_matched_network",
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
    components.cards(figures, _CHILDREN, selection, "Barnen som fick ett hem")
    components.definitions(figures, [*_CARDS, *_OUTCOMES, *_CHILDREN])


def _former(period: str) -> str:
    """The tertial before: its last day is the state that this one opens with."""
    found = Period.parse(period)
    year, tertial = found.first_day.year, int(period[-1])
    return Period.tertial(year - 1, 3).id if tertial == 1 else Period.tertial(year, tertial - 1).id


def _balance(figures: Figures, selection: Selection) -> None:
    """Open at start + received = outcomes + open at end; shown only when every part is."""
    area, period = figures.area(selection.area), figures.period(selection.period)
    parts = [
        ("Pågående vid start", figures.value("referrals_open", area.area, _former(period.period)), "level"),
        ("Inkomna", figures.value("referrals_received", area.area, period.period), "in"),
        ("Matchade", figures.value("matches", area.area, period.period), "out"),
        ("Återlämnade av GFO", figures.value("referrals_returned_gfo", area.area, period.period), "out"),
        ("Återtagna av kommun", figures.value("referrals_withdrawn_kommun", area.area, period.period), "out"),
        ("Pågående vid slut", figures.value("referrals_open", area.area, period.period), "level"),
    ]
    absent = [name for name, value, _kind in parts if not value.shown]
    if absent:
        components.heading("Remissernas balans")
        components.note(
            f"Balansen kan inte visas för {area.name} {period.label}:"
            f" {sentences.lowered(sentences.joined(absent))} saknas eller är för få för att visas."
        )
        return
    steps = [(name, int(value.value or 0), kind) for name, value, kind in parts]
    components.chart(
        flow_charts.balance(steps, components.palette(), footnote=components.source_line(figures)),
        title=sentences.balance_title(steps, period.label),
        sub=f"Remisser, {area.name}, {period.label}. Vid start + inkomna = avslutade + vid slut.",
        describe=sentences.balance(steps),
        table=Table(
            ("Post", "Remisser"),
            tuple((name, formats.number(size)) for name, size, _kind in steps),
            frozenset({1}),
            tuple((name, size) for name, size, _kind in steps),
        ),
        figures=figures,
        key="balans",
        said=sentences.balance(steps),
        tertials=False,
        kpis=["referrals_received", "referrals_open", *_OUTCOMES],
    )
