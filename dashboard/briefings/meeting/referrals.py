"""The screens of the referrals and of the homes that they wait for."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks.foreseen import foreseen_then
from dashboard.briefings.meeting.awaited import awaited
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Big, Chart, Lines, Series, one_series
from dashboard.published.joining import is_first
from dashboard.published.outlook import OPEN
from dashboard.reader.reader import Reader
from dashboard.words import balance, bank, formats, target_lines
from dashboard.words.grammar import capitalised
from dashboard.words.periods import period_label
from dashboard.words.series import latest
from dashboard.words.tables import Amount
from pipelines.reference import GFO

_COLUMNS = 9
_AVAILABLE = "bank_homes_available"
# What comes in and what goes out, told by more than the length of a bar.
_SIGNS = {"in": "+ ", "out": "− "}


def referrals(reader: Reader) -> Screen | None:
    """The period's referrals as a balance, and how many are expected to be open."""
    flow = reader.figures.referral_flow(reader.selection.area, reader.selection.period)
    under_way = reader.period.preliminary
    steps = balance.steps_of(flow, under_way=under_way) if flow else None
    foreseen = _foreseen(reader)
    if steps is None:
        waiting = awaited(reader, "referrals_received")
        return replace(waiting, body=(*waiting.body, *foreseen)) if waiting else None
    first = is_first(reader.figures, reader.selection.area, reader.period)
    title = balance.balance_title(steps, reader.period_said, under_way=under_way, first=first)
    title = "; ".join(filter(None, (title, balance.ended(steps))))
    rows = [(f"{_SIGNS.get(kind, '')}{name}", Amount(size), "") for name, size, kind in steps]
    said = balance.balance(steps, under_way=under_way)
    bars = replace(
        one_series(rows, title=title, described=said, front=rows[-1][0]),
        starts=tuple(balance.begins(steps)),
        out=tuple(
            label for (label, *_told), (*_step, kind) in zip(rows, steps, strict=True) if kind == "out"
        ),
    )
    return Screen(title, (bars, *foreseen))


def _foreseen(reader: Reader) -> tuple[Lines, ...]:
    """What is expected of the coming tertials in a line or two, of GFO as a whole."""
    coming = ahead(reader)
    if coming is None:
        return ()
    whose = "" if reader.selection.area == GFO else "Hela GFO: "
    return (Lines(tuple(line for line in (f"{whose}{coming.title}.", foreseen_then(reader)) if line)),)


def the_bank(reader: Reader) -> Screen | None:
    """The homes that can take a child, the latest periods, and how many more there are."""
    figures, area, chosen = reader.figures, reader.selection.area, reader.selection.period
    kind = reader.period.kind
    found = [row for row in figures.home_bank(area, kind) if row.period <= chosen][-_COLUMNS:]
    if not found:
        return None
    available = latest(figures.series(_AVAILABLE, area, kind), chosen)
    aim = figures.goal(_AVAILABLE, area, chosen)
    held = (aim, figures.definition(_AVAILABLE)) if aim else None
    title = bank.bank_title(available, figures.labels, chosen, held)
    homes = Series("Tillgängliga", tuple(Amount(row.available) for row in found))
    labels = tuple(figures.labels[row.period] for row in found)
    levels = target_lines.levels({row.period: figures.goal(_AVAILABLE, area, row.period) for row in found})
    aims = tuple(levels.get(row.period) for row in found) if levels else ()
    chart = Chart("beside", labels, (homes,), title=title, front=labels[-1], aims=aims)
    now = found[-1]
    others = bank.not_available(now.occupied, now.resting) if now.period == chosen else ""
    return Screen(title, (chart, *([Lines((others,))] if others else [])))


def ahead(reader: Reader) -> Screen | None:
    """What is expected of the coming tertials, for GFO as a whole; of an old period that is known by now."""
    if not reader.looks_ahead:
        return None
    outlook = reader.figures.outlook
    outlook_of, found = outlook.summary, outlook.expected
    expected = [one for one in found if one.measure == OPEN and not one.more_homes]
    if outlook_of is None or not expected:
        return None
    last = expected[-1]
    title = bank.outlook_title(last, outlook_of.open_now, period_label(last.period))
    large = [(formats.number(outlook_of.open_now), "pågående remisser nu", "")] + [
        (
            formats.number(one.median),
            f"väntas {period_label(one.period)}",
            f"mellan {formats.number(one.lower)} och {formats.number(one.upper)}",
        )
        for one in expected
    ]
    told = [line for line in outlook_of.sentences.splitlines() if line][:1]
    told.append(capitalised(bank.interval_said(outlook.trust, "spannen")) + ".")
    body = (Big(tuple(large)), Lines(tuple(line for line in (foreseen_then(reader), *told) if line)))
    return Screen(title, body, of_gfo=True)
