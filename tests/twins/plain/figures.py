"""The twin of the whole engine: every KPI, cut, area and period with its value and status, from a register's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from tests.twins.plain.calendar import Span, last_day_of_month
from tests.twins.plain.catalogue import CATALOGUE, CUTS, Twin
from tests.twins.plain.measures import MEASURES, Measure, Value, latest
from tests.twins.plain.observations import Observation, Register

#: (kpi, cut, area, period)
Cell = tuple[str, str, str, str]
SENT_BY_KOMMUNER = ("placeringar", "kostnader")
#: GFO's services to a kommun: they count for it from the day it joined and until it left.
SERVICES = ("remisser", "stod", "avvikelser", "rekrytering", "utbildning")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figure:
    """A published figure; `n` is how many observations are behind it, None where there is nothing to count."""

    value: Value
    status: str
    reason: str | None = None
    preliminary: bool = False
    numerator: Value = None
    denominator: Value = None
    n: int | None = None


@dataclass(frozen=True)
class Membership:
    """A kommun that owns GFO from `joined` until the day before `left`."""

    kommun: str
    joined: date
    left: date | None = None


@dataclass(frozen=True, eq=False)
class World:
    """What the figures are made of: rows, owners, the days covered, and the day they speak of.

    `starts` and `through` are by (dataset, kommun); a dataset that GFO sends has the same `through` for every
    kommun, and one of its own by (dataset, "GFO"). No `through` means that nothing was delivered.
    """

    register: Register
    owners: tuple[Membership, ...]
    starts: dict[tuple[str, str], date]
    through: dict[tuple[str, str], date]
    reporting_date: date


def kommuner_that_own(world: World) -> list[Membership]:
    """Those who own, or have owned, on the reporting date."""
    return [owner for owner in world.owners if owner.joined <= world.reporting_date]


def twin_figures(
    world: World,
    periods: list[Span],
    kpis: Iterable[str] = CATALOGUE,
    measures: Mapping[str, Measure] = MEASURES,
) -> dict[Cell, Figure]:
    """Every figure of the KPIs named, and of the parts they are made of."""
    found: dict[Cell, Figure] = {}
    for kpi in kpis:
        twin = CATALOGUE[kpi]
        if twin.parts:
            found.update(twin_figures(world, periods, twin.parts, measures))
    for kpi in kpis:
        twin = CATALOGUE[kpi]
        cuts = ["", *(f"{name}={code}" for name in twin.cuts for code in CUTS[name])]
        areas = ["GFO"] if twin.gfo_only else ["GFO", *(owner.kommun for owner in kommuner_that_own(world))]
        observed = list(twin.observe(world.register, world.reporting_date)) if twin.observe else []
        for cut in cuts:
            for area in areas:
                counted = [
                    mine for o in observed if _in_cut(o, cut) and (mine := _for_area(world, twin, o, area))
                ]
                for period in periods:
                    cell = (kpi, cut, area, period.id)
                    if twin.parts:
                        first, second = ((part, cut, area, period.id) for part in twin.parts)
                        figure = _made_of(twin, found[first], found[second])
                    else:
                        figure = _measured(world, twin, counted, area, period, measures)
                    found[cell] = _or_published(world, figure, cell)
    return found


def _or_published(world: World, figure: Figure, cell: Cell) -> Figure:
    """What an old report says where the rows say nothing. Of nothing there is no median or rate, whatever it says."""
    if figure.status != "missing" or figure.reason == "inga_fall":
        return figure
    for row in world.register.get("publicerat", []):
        if (row["kpi"], "", row["area"], row["period"]) == cell:
            return replace(figure, value=row["value"], status="published", reason=None)
    return figure


def _for_area(world: World, twin: Twin, observation: Observation, area: str) -> Observation | None:
    """The observation as it counts for an area: not at all, whole, or cut where its kommun left GFO."""
    owner = next((o for o in kommuner_that_own(world) if o.kommun == observation.kommun), None)
    began = observation.day or observation.first_day
    assert began is not None
    is_service = any(dataset in SERVICES for dataset in twin.datasets)
    if area != "GFO":
        if owner is None or area != owner.kommun or (is_service and began < owner.joined):
            return None
        if not is_service:
            return observation
    if owner is None or owner.left is None:
        return observation
    if began >= owner.left:
        return None
    if observation.first_day is None:
        return observation
    # A span counts on its last day only where it is asked whether it touched a period.
    parting = owner.left - DAY if twin.measure == "during" else owner.left
    ends = parting if observation.last_day is None else min(observation.last_day, parting)
    return replace(observation, last_day=ends)


def _in_cut(observation: Observation, cut: str) -> bool:
    if cut == "":
        return observation.in_total
    name, code = cut.split("=")
    return observation.cuts[name] == code


def _measured(
    world: World,
    twin: Twin,
    counted: list[Observation],
    area: str,
    period: Span,
    measures: Mapping[str, Measure],
) -> Figure:
    follow_up_ends = period.last_day.toordinal() + twin.follow_up_days
    preliminary = follow_up_ends > world.reporting_date.toordinal()
    reason = _uncovered(world, twin, area, period)
    if reason:
        return Figure(None, "missing", reason, preliminary)
    remark = _remark(world, twin, area, period)
    first_tertial_ends = last_day_of_month(period.first_day.year, min(12, period.first_day.month + 3))
    if twin.per_tertial and first_tertial_ends > min(period.last_day, world.reporting_date):
        return Figure(None, "missing", "uppgift_saknas", preliminary)
    if twin.measure == "level":
        value, n, day = _level(world, twin, counted, area, period)
        if value is None:
            return Figure(None, "missing", "uppgift_saknas", preliminary)
        if day is not None:
            remark = remark or f"{'per' if day.year == period.last_day.year - 1 else 'aldre'}:{day}"
        return Figure(value, "ok", remark, preliminary, n=n)
    if twin.whole_months:
        period = replace(period, last_day=_last_whole_month(period, world.reporting_date))
    value, n = measures[twin.measure](counted, period, world.reporting_date)
    if value is None and n == 0:
        return Figure(None, "missing", "inga_fall", preliminary, n=0)
    if value is None:
        return Figure(None, "missing", "uppgift_saknas", preliminary)
    return Figure(value, "ok", remark, preliminary, n=n)


def _last_whole_month(period: Span, reporting_date: date) -> date:
    """The last day of the last whole month that has ended by the day the period is read."""
    read = min(period.last_day, reporting_date)
    ends = last_day_of_month(read.year, read.month)
    return read if read == ends else read.replace(day=1) - DAY


def _remark(world: World, twin: Twin, area: str, period: Span) -> str | None:
    """What a reader must know of a figure that is there."""
    read = min(period.last_day, world.reporting_date)
    owner = next((o for o in kommuner_that_own(world) if o.kommun == area), None)
    is_service = any(dataset in SERVICES for dataset in twin.datasets)
    if owner and is_service and period.first_day < owner.joined <= read:
        return f"med_fran:{owner.joined}"
    ends = _last_whole_month(period, world.reporting_date)
    if "kostnader" in twin.datasets and period.last_day > world.reporting_date and ends < read:
        return f"hela_manader:{ends}"
    return None


def _level(
    world: World, twin: Twin, counted: list[Observation], area: str, period: Span
) -> tuple[Value, int, date | None]:
    """The value, how many values it is made of, and the oldest day of them where they are of the ends of years."""
    if twin.gfo_only:
        return latest(counted, period.first_day, min(period.last_day, world.reporting_date)), 1, None
    year_end = date(period.last_day.year - 1, 12, 31)
    if area != "GFO":
        return latest(counted, date.min, year_end), 1, _newest_day(counted, year_end)
    values, days = [], []
    for owner in kommuner_that_own(world):
        if owner.left is not None and owner.left <= period.first_day:
            continue
        own = [o for o in counted if o.kommun == owner.kommun]
        value = latest(own, date.min, year_end)
        if value is not None:
            values.append(int(value))
            days.append(_newest_day(own, year_end) or year_end)
        elif _owns_in(owner, period, world.reporting_date):
            # A kommun that owned in the period leaves GFO without a figure; one that did not is added if known.
            return None, 0, None
    return (sum(values), len(values), min(days)) if values else (None, 0, None)


def _newest_day(counted: list[Observation], last: date) -> date | None:
    return max((o.day for o in counted if o.day and o.day <= last), default=None)


def _owns_in(owner: Membership, period: Span, reporting_date: date) -> bool:
    joined_in_time = owner.joined <= min(period.last_day, reporting_date)
    return joined_in_time and (owner.left is None or owner.left > period.first_day)


def _uncovered(world: World, twin: Twin, area: str, period: Span) -> str | None:
    """Why the deliveries do not tell the figure; None when they do."""
    if twin.per_tertial and period.kind == "month":
        return "ej_per_manad"
    if area != "GFO":
        owner = next(owner for owner in world.owners if owner.kommun == area)
        reasons = [_gap(world, dataset, owner, period) for dataset in twin.datasets]
        return _nearest([reason for reason in reasons if reason])
    found = []
    if twin.datasets and not any(
        _owns_in(owner, period, world.reporting_date) for owner in kommuner_that_own(world)
    ):
        found.append("fore_start")
    for dataset in twin.datasets:
        if dataset not in SENT_BY_KOMMUNER:
            through = world.through.get((dataset, "GFO"))
            if through is None or through < min(period.last_day, world.reporting_date):
                found.append("ej_levererat")
            elif world.starts[dataset, "GFO"] > period.first_day:
                found.append("fore_start")
        waiting: dict[str, list[str]] = {}
        for owner in kommuner_that_own(world):
            if twin.gfo_only or not _owns_in(owner, period, world.reporting_date):
                continue
            gap = _gap(world, dataset, owner, period)
            if gap == "uppgift_saknas":
                found.append(gap)
            if gap in ("ej_levererat", "fore_start"):
                waiting.setdefault(gap, []).append(owner.kommun)
        found += [f"{gap}:{','.join(sorted(kommuner))}" for gap, kommuner in waiting.items()]
    return _nearest(found)


def _gap(world: World, dataset: str, owner: Membership, period: Span) -> str | None:
    read = needed = min(period.last_day, world.reporting_date)
    has_left = owner.left is not None and period.first_day >= owner.left
    counted_from = period.first_day
    if dataset in SERVICES:
        if read < owner.joined or has_left:
            return "ej_med"
        counted_from = max(counted_from, owner.joined)
    if dataset == "kostnader":
        needed = _last_whole_month(period, world.reporting_date)
        if needed < period.first_day:
            return "uppgift_saknas"
    if has_left:
        reached = world.through.get((dataset, owner.kommun))
        if reached is None or reached < needed:
            return "ej_med"
    elif owner.left is not None:
        needed = min(needed, date.fromordinal(owner.left.toordinal() - 1))
    through = world.through.get((dataset, owner.kommun))
    if through is None or through < needed:
        # GFO keeps the register for all of them.
        return "ej_levererat" if dataset in SENT_BY_KOMMUNER else "ej_levererat:GFO"
    if world.starts[dataset, owner.kommun] > counted_from:
        return "fore_start"
    return None


def _nearest(reasons: list[str]) -> str | None:
    """Of several reasons the one nearest to the reader."""
    order = ("ej_med", "uppgift_saknas", "ej_levererat", "ej_levererat:", "fore_start", "fore_start:")
    for wanted in order:
        for reason in reasons:
            if reason == wanted or (wanted.endswith(":") and reason.startswith(wanted)):
                return reason
    return None


def _made_of(twin: Twin, first: Figure, second: Figure) -> Figure:
    preliminary = first.preliminary or second.preliminary
    kept = (first.value, second.value) if twin.measure == "ratio" else (None, None)
    for part in (first, second):
        if part.status == "missing":
            return Figure(None, "missing", part.reason, preliminary, *kept)
    assert first.value is not None
    assert second.value is not None
    status = "published" if "published" in (first.status, second.status) else "ok"
    remarks = dict.fromkeys(one.reason for one in (first, second) if one.reason)
    if twin.measure == "difference":
        return Figure(
            Fraction(first.value) - Fraction(second.value), status, next(iter(remarks), None), preliminary
        )
    if second.value == 0:
        return Figure(None, "missing", "inga_fall", preliminary, *kept)
    quotient = Fraction(first.value) * twin.scale / Fraction(second.value)
    return Figure(quotient, status, " ".join(remarks) or None, preliminary, *kept)
