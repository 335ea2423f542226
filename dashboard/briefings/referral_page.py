"""A kommun's own referrals and what became of them, in its papers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dashboard.briefings.facts import Facts, Line
from dashboard.briefings.parts import Beside, Grid, Lines, Page, Part
from dashboard.published.records import PeriodInfo
from dashboard.words import absence, formats
from dashboard.words.grammar import joined
from dashboard.words.kommun import days_to_match as days_to_match_said
from dashboard.words.periods import per
from dashboard.words.tables import Cell, Table
from pipelines.reference import GFO

OUTCOMES = ("referrals_received", "referrals_matched", "referrals_returned_gfo", "referrals_withdrawn_kommun")
#: Matches, of a file that does not have the matched children.
MATCHES = "matches"
_RECEIVED: Line = ("referrals_received", "Inkomna", "front")
# Said under every table of both, also where they are as many.
_NOT_THE_SAME = "Avslutade kan ha kommit in före perioden."


def referrals(facts: Facts, *, in_brief: bool = False) -> Page | None:
    """The kommun's own referrals and what became of them; for everybody by year, or where they are too few three years
    at a time; `in_brief` without a chart of what stands in the table."""
    received = OUTCOMES[:1]
    periods = facts.known(received, facts.years[-3:] if facts.public else facts.tertials)
    if facts.public:
        periods = periods or facts.known(received, facts.blocks)
    if not periods:
        return None
    last = periods[-1]
    title = facts.heading("referrals_received", last)
    matched = _matched(facts, periods)
    lines: tuple[Line, ...] = (_RECEIVED, (matched, "Matchade", "back"))
    chart = facts.chart(
        lines,
        periods,
        title="Inkomna och matchade remisser",
        sub=f"Antal remisser {per(last.kind)}, {facts.area.name}.",
    )
    names = {
        "referrals_received": "Inkomna",
        matched: "Matchade",
        "referrals_returned_gfo": "Återlämnade",
        "referrals_withdrawn_kommun": "Återtagna",
    }
    kept_back = [
        kpi
        for kpi in names
        if facts.has(kpi) and all(facts.cell(kpi, period).status == "hidden" for period in periods)
    ]
    kpis = [kpi for kpi in names if facts.has(kpi) and kpi not in kept_back]
    newest_first = periods[::-1]
    rows: list[tuple[Cell, ...]]
    if facts.public:
        # Few and long periods: a figure a row has room for their names.
        head = ("Remisser", *(period.label for period in newest_first))
        rows = [(names[kpi], *facts.over(kpi, newest_first)) for kpi in kpis]
        table = Table(head, tuple(rows))
    else:
        head = ("Period", *(names[kpi] for kpi in kpis))
        rows = [(period.label, *(facts.cell(kpi, period) for kpi in kpis)) for period in newest_first]
        table = Table(head, tuple(rows), chosen=0)
    hidden = absence.kept_back([names[kpi] for kpi in kept_back], len(periods))
    shorter = facts.shorter(facts.value(kpi, period) for kpi in kpis for period in periods)
    under = " ".join(filter(None, (hidden, _NOT_THE_SAME, shorter)))
    numbers = tuple(range(1, len(head)))
    shown = periods if facts.public else [p for p in periods if p.first_day.year == last.first_day.year]
    said = tuple(filter(None, (_outcomes(facts, period, kept_back) for period in shown)))
    # In print what is said of the table stands beside it, and of older periods the table alone.
    if in_brief:
        days = "" if facts.public else days_to_match(facts)
        beside = tuple(filter(None, (*said[-1:], under, days)))
        parts: list[Part] = [Beside(Lines(beside), Grid("Remisser och utfall", table, numbers))]
    else:
        grid = Grid("Remisser och utfall", table, numbers, under)
        parts = [Lines(said), *([chart] if chart else []), grid]
    return Page(title, tuple(parts), facts.note(kpis))


def days_to_match(facts: Facts) -> str:
    """How long a match took in the kommun, with how many it is of, beside GFO's newest tertial that the file tells of:
    of the year so far where the period has too few to be told alone."""
    kpi = "days_to_match"
    if not facts.has(kpi):
        return ""
    over = [one for one in facts.figures.periods("tertial") if one.last_day <= facts.period.last_day]
    shown = [one for one in over if facts.value(kpi, one, GFO).shown]
    newest = shown[-1] if shown else facts.period
    year, under_way = facts.so_far, facts.so_far.kind == "ytd" or facts.so_far.preliminary
    return days_to_match_said(
        (facts.value(kpi, facts.period), facts.period.label),
        (facts.value(kpi, year), f"hittills {year.last_day.year}" if under_way else year.label),
        (facts.value(kpi, newest, GFO), newest.label),
        facts.area.name,
        facts.definition(kpi),
    )


def _matched(facts: Facts, periods: Sequence[PeriodInfo]) -> str:
    """The matched children; matches where the file has nothing else, as that for everybody."""
    children = "referrals_matched"
    return children if facts.known([children], periods) or not facts.has(MATCHES) else MATCHES


def _outcomes(facts: Facts, period: PeriodInfo, kept_back: Collection[str]) -> str:
    """`T1 2023: 11 remisser kom in. 11 avslutades: 6 matchades, 2 lämnades tillbaka av GFO och 3 återtogs av
    kommunen.`, and of what is hidden `Hur många som återtogs av kommunen är skyddat.`; nothing of what is
    `kept_back` in every period. Those that ended are not those that came."""
    received = facts.cell("referrals_received", period)
    if received.number is None:
        value = facts.value("referrals_received", period)
        return f"{period.label}: {facts.why_absent(value, period)}"
    verbs = (
        (_matched(facts, [period]), "matchades"),
        ("referrals_returned_gfo", "lämnades tillbaka av GFO"),
        ("referrals_withdrawn_kommun", "återtogs av kommunen"),
    )
    ended: list[str] = []
    none: list[str] = []
    hidden: list[str] = []
    for kpi, verb in verbs:
        if kpi in kept_back:
            continue
        amount = facts.cell(kpi, period)
        if amount.status == "hidden":
            hidden.append(verb)
        elif amount.number is not None:
            (ended if amount.number else none).append(f"{amount.text} {verb}" if amount.number else verb)
    if none:
        ended.append(f"ingen {joined(none, 'eller')}")
    kept = f" Hur många som {joined(hidden, 'och hur många som')} är skyddat." if hidden else ""
    came = f"{received.text if received.number else 'inga'} {'remiss' if received.number == 1 else 'remisser'} kom in"
    total = _ended(facts, period, kept_back)
    if total == 0:
        return f"{period.label}: {came}. Ingen avslutades."
    if not ended:
        return f"{period.label}: {came}.{kept}"
    whose = "Av dem som avslutades" if total is None else f"{formats.number(total)} avslutades"
    return f"{period.label}: {came}. {whose}: {joined(ended)}.{kept}"


def _ended(facts: Facts, period: PeriodInfo, kept_back: Collection[str]) -> int | None:
    """How many ended in the period, where each way is told and they are as many as the share matched is of: a child
    that was matched twice is one."""
    values = [facts.value(kpi, period) for kpi in ("referrals_matched", *OUTCOMES[2:]) if facts.has(kpi)]
    if kept_back or len(values) < len(OUTCOMES[1:]) or not all(value.shown for value in values):
        return None
    total = sum(int(value.value or 0) for value in values)
    share = facts.value("match_rate", period) if facts.has("match_rate") else None
    return None if share and share.shown and share.denominator != total else total
