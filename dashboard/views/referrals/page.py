"""Remisser: the period's referrals as a balance, how they ended, and how long it took."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from dashboard.blocks import pictures, summary, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.multiples import FEW_DRAWN, beside
from dashboard.blocks.of_each import of_each
from dashboard.blocks.over_time import over_time
from dashboard.blocks.style import palette
from dashboard.blocks.waiting import waiting
from dashboard.charts.balance import draw_balance
from dashboard.published.joining import is_first
from dashboard.reader.reader import Reader
from dashboard.views.referrals import outcomes
from dashboard.words.balance import balance, balance_title, steps_of
from dashboard.words.changes import of_shorter_time
from dashboard.words.periods import beside as beside_when
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
    """The period in two sentences, balance, outcomes over time, who waits, the children who got a home."""
    text.lead(summary.of_referrals(reader))
    cards(reader, _CARDS)
    _balance(reader)
    beside(
        reader,
        _OUTCOMES,
        title="Så slutade remisserna",
        largest="Vanligast är {}",
        changed="{how} {part}",
        sub=f"Avslutade remisser {per(reader.period.kind)}, på samma skala. Räknas den dag remissen avslutades.",
        key="utfall",
        of_few=f"Avslutade remisser {per(reader.period.kind)}. Räknas den dag remissen avslutades.",
    )
    of_each(reader, "referrals_returned_gfo")
    outcomes.section(reader)
    waiting(reader)
    over_time(reader, "referrals_received", "inkomna")
    over_time(reader, "match_rate", "andel-matchade")
    over_time(reader, "days_to_match", "dagar")
    cards(reader, _CHILDREN, "Barnen som fick ett hem")
    definitions(reader, [*_CARDS, *_OUTCOMES, *_CHILDREN])


def _balance(reader: Reader) -> None:
    """Open at start + received = outcomes + open at end, as the mart counted it."""
    area, period = reader.area, reader.period
    flow = reader.figures.referral_flow(area.area, period.period)
    if flow is None:
        return
    steps = steps_of(flow, under_way=period.preliminary)
    if steps is None:
        if reader.is_own:
            text.heading("Remissernas balans")
            text.note(f"Balansen kan inte visas för {area.name} {period.label}: uppgift saknas.")
        return
    if not any(size for _name, size, _kind in steps):
        # Seven bars of nothing are no picture.
        text.heading(balance_title(steps, reader.period_said, under_way=period.preliminary))
        text.note("Inga remisser kom in eller avslutades, och inga pågick vid start.")
        return
    end = "pågående nu" if period.preliminary else "vid slut"
    said = balance(steps, under_way=period.preliminary)
    show = (
        partial(pictures.in_words, reader)
        if sum(size for _name, size, _kind in steps[:2]) < FEW_DRAWN
        else partial(pictures.chart, reader, draw_balance(steps, palette()), describe=said, tertials=False)
    )
    show(
        name="Remissernas balans",
        title=balance_title(
            steps,
            reader.period_said,
            under_way=period.preliminary,
            ago=_ago(reader),
            first=is_first(reader.figures, area.area, period),
        ),
        sub=f"Remisser, {area.name}, {reader.period_said}. Vid start + inkomna = avslutade + {end}.",
        said=said,
        table=Table(("Post", "Remisser"), tuple((name, size) for name, size, _kind in steps)),
        area=area.area,
        key="balans",
        kpis=["referrals_received", "referrals_open", *_OUTCOMES],
    )


def _ago(reader: Reader) -> tuple[Decimal, str] | None:
    """How many referrals were open at the end of what the period is set beside, which the card above says too."""
    now, before = reader.now_and_before("referrals_open")
    comparable = now.shown and before.shown and not of_shorter_time(before)
    if not comparable or before.value is None:
        return None
    return before.value, beside_when(reader.compared, "stock")
