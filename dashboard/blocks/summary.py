"""The period in at most three sentences, of what the file holds for the chosen area."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dashboard.blocks.told import in_care
from dashboard.blocks.unusual import judged_here
from dashboard.published.records import Said, Value
from dashboard.reader.reader import Reader
from dashboard.words import kommun, leads, targets
from dashboard.words import summary as words
from dashboard.words.changes import is_counted
from pipelines.reference import GFO
from pipelines.signals import FEWEST_MORE

_MOST = 3
_IN_SENTENCES = ("referrals_received", "referrals_matched", "referrals_matched_gfo", "bank_homes_available")
_SENT_BACK, _CHILDREN = "referrals_returned_gfo", "children_in_care"
_PLACED = (_CHILDREN, "placements_started", "placements_ended", "breakdowns", "placement_cost")
_BANK = ("bank_homes_available", "homes_approved", "homes_left_bank", "referrals_open")
_SUPPORT = ("emergency_placements_started", "deviations_reported", "deviations_open")


def sentences(reader: Reader, shown: Collection[str] = ()) -> list[str]:
    """How the targets stand where one is not met, what stands out, then how the period went: of GFO its homes, of a
    kommun its children and what their placements cost. Nothing of the KPIs that are `shown` in large figures."""
    figures, area, period, before = reader.figures, reader.area, reader.period, reader.compared
    told = {kpi: _unless(reader.now_and_before(kpi), kpi in shown) for kpi in _IN_SENTENCES}
    unusual = [
        (figures.definition(said.kpi), said.side or 0, spoken(reader, said))
        for said in judged_here(reader)
        if said.kpi not in shown
    ]
    bank = figures.series("bank_homes_available", area.area, period.kind)
    day = figures.release.reporting_date
    care = _care(reader, shown) if area.area != GFO else []
    found = words.overview(unusual, told, bank, area, period, before, day, care)
    # The homes, which the last is of, stand among the large figures.
    return [*goals(reader), *found][:_MOST]


def _unless(told: tuple[Value, Value], is_shown: bool) -> tuple[Value, Value]:
    """A figure and what it is set beside; nothing of either where a reader sees them anyway."""
    now, before = (replace(one, value=None, status="missing") if is_shown else one for one in told)
    return now, before


def _care(reader: Reader, shown: Collection[str]) -> list[str]:
    """A kommun's children in care and what the placements cost, of what is shown."""
    cost = reader.now_and_before("placement_cost")
    said = (
        "" if _CHILDREN in shown else in_care(reader.figures, reader.area, reader.period),
        kommun.cost(*cost, reader.period, reader.compared),
    )
    return [sentence for sentence in said if sentence]


def goals(reader: Reader) -> list[str]:
    """How many of the area's targets are not met as it looks; nothing where all are, and where
    there are not several."""
    figures, area, period = reader.figures, reader.selection.area, reader.selection.period
    goals = ((figures.goal(kpi, area, period), one) for kpi, one in figures.definitions.items())
    standings = [targets.standing(goal, definition) for goal, definition in goals if goal]
    several = sum(one is not None for one in standings) > 1
    return [f"{targets.title(standings)}."] if several and targets.any_behind(standings) else []


def spoken(reader: Reader, said: Said) -> Value:
    """The figure that is not as usual; of a few the three tertials together, which are what was judged."""
    now = reader.now_and_before(said.kpi)[0]
    counted = is_counted(reader.figures.definition(said.kpi))
    if said.side != 1 or not counted or now.value is None or now.value >= FEWEST_MORE:
        return now
    three = reader.figures.value(said.kpi, said.area, f"{said.period}R3")
    return three if three.shown else now


def of_referrals(reader: Reader) -> str:
    """How many referrals came, how many children got a home, and how many GFO sent back; blank where none is known."""
    figures, area, period = reader.figures, reader.area, reader.period
    told = {kpi: reader.now_and_before(kpi) for kpi in (*_IN_SENTENCES, _SENT_BACK)}
    reached = figures.release.reporting_date
    came = words.referrals(told, area, period, reader.compared, reached)
    series = figures.series(_SENT_BACK, area.area, period.kind)
    back = leads.sent_back(told[_SENT_BACK], series, area, period, reader.compared)
    return " ".join(filter(None, [came, back]))


def of_placements(reader: Reader) -> str:
    """The children, the moves and the cost; blank where none is known."""
    told = {kpi: reader.now_and_before(kpi) for kpi in _PLACED}
    reached = reader.figures.release.reporting_date
    return leads.placements(told, reader.area, reader.period, reader.compared, reached)


def of_homes(reader: Reader) -> str:
    """The bank on the last day, for all of GFO beside the referrals that wait, and what came and left; blank where none
    is known. Since when there were so few or many is the first chart's heading."""
    told = {kpi: reader.now_and_before(kpi) for kpi in _BANK}
    period, reached = reader.period, reader.figures.release.reporting_date
    bank = words.homes(told, (), reader.area, period, reached)
    if bank and reader.area.area == GFO:
        bank = f"{bank} {leads.waiting(told['referrals_open'][0])}".rstrip()
    return leads.homes(told, bank, period, reached)


def of_support(reader: Reader) -> str:
    """What began and what went wrong; blank where none is known."""
    told = {kpi: reader.now_and_before(kpi) for kpi in _SUPPORT}
    return leads.support(told, reader.period, reader.figures.release.reporting_date)
