"""Remisser: the period's referrals as a balance, how they ended, and how long it took."""

from __future__ import annotations

from dashboard.blocks import pictures, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.multiples import beside
from dashboard.blocks.over_time import over_time
from dashboard.blocks.style import palette
from dashboard.blocks.waiting import waiting
from dashboard.charts.balance import draw_balance
from dashboard.published.marts import ReferralFlow
from dashboard.reader.reader import Reader
from dashboard.views.referrals import sentences
from dashboard.words.periods import per
from dashboard.words.tables import Table

_CARDS = ("referrals_received", "referrals_open", "match_rate", "days_to_match")
_CHILDREN = (
    "referrals_matched",
    "referrals_matched_gfo",
    "referrals_matched_kommun",
    "referrals_matched_network",
)
_OUTCOMES = ("matches", "referrals_returned_gfo", "referrals_withdrawn_kommun")


def view(reader: Reader) -> None:
    """Balance, outcomes over time, waiting time, the children who got a home."""
    cards(reader, _CARDS)
    _balance(reader)
    beside(
        reader,
        _OUTCOMES,
        title="Så slutade remisserna",
        sub=f"Avslutade remisser {per(reader.period.kind)}, på samma skala. Räknas den dag remissen avslutades.",
        key="utfall",
    )
    over_time(reader, "referrals_received", "inkomna")
    over_time(reader, "days_to_match", "dagar")
    waiting(reader)
    cards(reader, _CHILDREN, "Barnen som fick ett hem")
    definitions(reader, [*_CARDS, *_OUTCOMES, *_CHILDREN])


def _balance(reader: Reader) -> None:
    """Open at start + received = outcomes + open at end, as the mart counted it."""
    area, period = reader.area, reader.period
    flow = reader.figures.referral_flow(area.area, period.period)
    if flow is None:
        return
    steps = _steps(flow)
    if steps is None:
        text.heading("Remissernas balans")
        text.note(f"Balansen kan inte visas för {area.name} {period.label}: uppgift saknas.")
        return
    pictures.chart(
        reader,
        draw_balance(steps, palette()),
        name="Remissernas balans",
        title=sentences.balance_title(steps, period.label),
        sub=f"Remisser, {area.name}, {period.label}. Vid start + inkomna = avslutade + vid slut.",
        describe=sentences.balance(steps),
        table=Table(
            ("Post", "Remisser"),
            tuple((name, size) for name, size, _kind in steps),
        ),
        area=area.area,
        key="balans",
        kpis=["referrals_received", "referrals_open", *_OUTCOMES],
        said=sentences.balance(steps),
        tertials=False,
    )


def _steps(flow: ReferralFlow) -> list[tuple[str, int, str]] | None:
    """(name, number, `level` | `in` | `out`) in order; None when any of them is not known."""
    own = _sum(flow.matched_kommun, flow.matched_network)
    steps = [
        ("Pågående vid start", flow.opening, "level"),
        ("Inkomna", flow.received, "in"),
        ("Matchade via GFO", flow.matched_gfo, "out"),
        ("Matchade av kommun", own, "out"),
        ("Återlämnade av GFO", flow.returned_gfo, "out"),
        ("Återtagna av kommun", flow.withdrawn_kommun, "out"),
        ("Pågående vid slut", flow.closing, "level"),
    ]
    known = [(name, size, kind) for name, size, kind in steps if size is not None]
    return known if len(known) == len(steps) else None


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
