"""Everything that binds figures which the public may get, to each other and to what is not shown, as linear rows.

An attacker who knows how the figures are made knows these rows. They are taken from the KPI files (measure, `part_of`,
`sums_to`, cuts) and from the calendar; a row that does not hold in the true figures (a typed figure, a kommun that
joined in the middle of a year) binds nothing and is left out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from pipelines.disclosure.catalogue import KINDS, Catalogue
from pipelines.disclosure.keys import OUTSIDE, Key, Row
from pipelines.disclosure.known import KNOWN
from pipelines.kpi.definitions import KpiDefinition
from pipelines.kpi.equations import equations_of
from pipelines.periods import Period
from pipelines.reference import GFO

#: Counts each item once in a period, however long that is.
_ONCE = frozenset({"unique_flow", "during"})
#: As many different values, each of a count that is shown, make two equal series of one register no coincidence.
_TELLING, _SHOWN = 3, 5
_FREE = math.inf
_CLOSE = 1e-6


class Bindings:
    """The rows of one release. `figures`: true values by key, `OUTSIDE` added; what is latent is in it as well."""

    def __init__(
        self,
        figures: Mapping[Key, float],
        definitions: Mapping[str, KpiDefinition],
        catalogue: Catalogue,
        typed: Collection[Key] = (),
        left: Mapping[str, date] | None = None,
    ) -> None:
        """`figures`: complete tertials, years and blocks of every KPI that is no ratio and no median.

        `typed`: those that stand in an old report, where nothing says what they are the sum of. `left`: the day from
        which a kommun that has left is not in GFO's figures.
        """
        self._definitions = definitions
        self._typed = frozenset(typed)
        self._left = left or {}
        self._given = figures
        self._spread = _spread_kpis(definitions, catalogue)
        self.figures = {key: value for key, value in figures.items() if self._wanted(key, catalogue)}
        self._areas = sorted({key.area for key in self.figures} - {GFO})
        self.rows: list[Row] = []
        self._areas_add_up()
        self._series = _series(self.figures)
        self._begins = min((_first_day(key.period) for key in self.figures), default=date.max)
        for rows in (
            self._periods(),
            self._cuts(),
            self._parts(),
            self._sums(),
            self._known(),
            self._always_equal(),
        ):
            self.rows.extend(rows)

    def _wanted(self, key: Key, catalogue: Catalogue) -> bool:
        if not key.cut and (key.kpi, _kind(key.period)) in self._spread:
            return True
        return key.area == GFO and any(catalogue.covers(GFO, kind, key.kpi, key.cut) for kind in KINDS)

    def _row(
        self, kind: str, terms: Sequence[tuple[Key, float]], lower: float = 0.0, upper: float = 0.0
    ) -> Iterator[Row]:
        """The row, if it speaks of figures that exist and is true of them."""
        if (lower, upper) == (-_FREE, _FREE):
            return
        total, size, figures = 0.0, 0.0, self.figures
        for key, factor in terms:
            value = figures.get(key)
            if value is None:
                return
            total += value * factor
            size += abs(value)
        slack = 1e-9 * size + 1e-6
        if lower - slack <= total <= upper + slack:
            yield Row(kind, tuple(terms), lower, upper)

    def _areas_add_up(self) -> None:
        """The kommuner, and what lies outside them, are GFO; where nothing lies outside, somebody may take it so."""
        counted: dict[tuple[str, str], list[Key]] = defaultdict(list)
        partly: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for key in self.figures:
            if key.area != GFO and not key.cut:
                how = _counted(key, self._definitions[key.kpi].measure, self._left.get(key.area))
                {"whole": counted, "part": partly}.get(how, {}).setdefault((key.kpi, key.period), []).append(
                    key
                )
        for (kpi, period), keys in counted.items():
            whole = Key(kpi, "", GFO, period)
            if whole not in self.figures or whole in self._typed:
                continue
            terms = [(key, 1.0) for key in keys]
            if (kpi, period) in partly:
                # Of the year it left in nobody can tell how much of it is GFO's.
                self.rows.extend(self._row("areas", [*terms, (whole, -1.0)], lower=-_FREE))
                continue
            rest = self.figures[whole] - sum(self.figures[key] for key in keys)
            if rest > _CLOSE:
                outside = Key(kpi, "", OUTSIDE, period)
                self.figures[outside] = rest
                terms.append((outside, 1.0))
            self.rows.extend(self._row("areas", [*terms, (whole, -1.0)]))

    def _periods(self) -> Iterator[Row]:
        """Tertials and years, years and blocks: sums, the last of them, or bounds."""
        for (kpi, cut, area), periods in self._series.items():
            measure = self._definitions[kpi].measure
            if measure in ("stock", "level"):
                for one, other in _ending_together(periods):
                    yield from self._row(
                        "last_day", [(Key(kpi, cut, area, one), 1.0), (Key(kpi, cut, area, other), -1.0)]
                    )
                continue
            for period in periods:
                parts = [part for part in _within(period) if part in periods]
                if not parts:
                    continue
                whole = (Key(kpi, cut, area, period), -1.0)
                terms = [(Key(kpi, cut, area, part), 1.0) for part in parts]
                if measure not in _ONCE:
                    yield from self._row("periods", [*terms, whole])
                    continue
                yield from self._row("once", [*terms, whole], upper=_FREE)
                for term in terms:
                    yield from self._row("once", [term, whole], lower=-_FREE)

    def _cuts(self) -> Iterator[Row]:
        """The values of a cut make the total, or each lies within it."""
        by_cut: dict[tuple[str, str, str, str], list[Key]] = defaultdict(list)
        for kpi, cut, area in self._series:
            if cut:
                for period in self._series[kpi, cut, area]:
                    by_cut[kpi, cut.partition("=")[0], area, period].append(Key(kpi, cut, area, period))
        by_dimension: dict[tuple[str, str], list[tuple[Key, list[Key]]]] = defaultdict(list)
        for (kpi, dimension, area, period), keys in by_cut.items():
            whole = Key(kpi, "", area, period)
            if whole in self.figures:
                by_dimension[kpi, dimension].append((whole, keys))
        for tables in by_dimension.values():
            adds_up = all(
                abs(sum(self.figures[key] for key in keys) - self.figures[whole]) < 1e-6
                for whole, keys in tables
            )
            for whole, keys in tables:
                terms = [*((key, 1.0) for key in keys), (whole, -1.0)]
                if adds_up:
                    yield from self._row("cuts", terms)
                    continue
                yield from self._row("cuts", terms, upper=_FREE)
                for key in keys:
                    yield from self._row("cuts", [(key, 1.0), (whole, -1.0)], lower=-_FREE)

    def _parts(self) -> Iterator[Row]:
        """A *varav* is at most its whole, and so is it in a shorter period where the whole counts each once."""
        for (kpi, cut, area), periods in self._series.items():
            whole = self._definitions[kpi].part_of
            if not whole or (whole, cut, area) not in self._series:
                continue
            within = self._definitions[whole].measure == "during"
            for period in periods:
                part = (Key(kpi, cut, area, period), 1.0)
                for longer in (period, *(_longer(period) if within else ())):
                    yield from self._row("parts", [part, (Key(whole, cut, area, longer), -1.0)], lower=-_FREE)

    def _sums(self) -> Iterator[Row]:
        """The identities that KPI files state; an opening is the stock at the end of the period before."""
        for terms in equations_of(self._definitions).values():
            first = terms[0]
            opens = any(term.opening for term in terms)
            for area in (*self._areas, OUTSIDE, GFO):
                for period in self._series.get((first.kpi, first.cut, area), ()):
                    told = [
                        (self._at(Key(term.kpi, term.cut, area, period), term.opening), float(term.sign))
                        for term in terms
                    ]
                    yield from self._row("openings" if opens else "sums", self._begun(told))
                    opened = [
                        (Key(term.kpi, term.cut, area, period), -term.sign) for term in terms if term.opening
                    ]
                    for key, sign in opened:
                        yield from self._parting("openings", told, key, sign, 0.0, 0.0)

    def _parting(
        self,
        kind: str,
        terms: Sequence[tuple[Key, float]],
        stock: Key,
        sign: float,
        lower: float,
        upper: float,
    ) -> Iterator[Row]:
        """The row of GFO's of a period in which kommuner left: what they had of a stock went with them, and each of
        them knows how much that was. Where that is no figure, the row bounds on one side.
        """
        span = Period.parse(stock.period)
        leaving = {area: left for area, left in self._left.items() if span.first_day <= left < span.next_day}
        if stock.area != GFO or not leaving or not all(key in self.figures for key, _ in terms):
            return
        took = {}
        for area, left in leaving.items():
            key = self._opening(stock._replace(area=area))
            if left == span.first_day and key in self._given:
                took[key] = self._given[key]
            elif len(leaving) == 1 and lower == upper:
                whole = sum(self.figures[key] * factor for key, factor in terms)
                took[stock._replace(area=area, period=f"{left - timedelta(days=1):%Y-%m}")] = (
                    lower - whole
                ) / sign
        if len(took) == len(leaving) and min(took.values()) > -_CLOSE:
            self.figures.update(took)
            yield from self._row(kind, [*terms, *((key, sign) for key in took)], lower, upper)
        else:
            yield from self._row(kind, terms, *((-_FREE, upper) if sign > 0 else (lower, _FREE)))

    def _at(self, key: Key, opening: bool) -> Key:
        return self._opening(key) if opening else key

    def _opening(self, key: Key) -> Key:
        """A stock as it stood the day before a period, in whatever period that ends then has it."""
        found = (key._replace(period=period) for period in _ending_before(key.period))
        return next((one for one in found if one in self.figures), key._replace(period=_before(key.period)))

    def _begun(self, told: list[tuple[Key, float]]) -> list[tuple[Key, float]]:
        """Without a stock of before the first period of all: whoever knows when the work began knows that it was none.
        Where it was not, the row is not true, and binds nothing."""
        return [(key, factor) for key, factor in told if _first_day(key.period) >= self._begins]

    def _known(self) -> Iterator[Row]:
        """Stocks beside what came and went, children beside what is counted of them."""
        for terms, lower, upper in KNOWN:
            first = terms[0]
            for area in (*self._areas, OUTSIDE, GFO):
                for period in self._series.get((first.kpi, first.cut, area), ()):
                    told = [
                        (self._at(Key(term.kpi, term.cut, area, period), term.opening), term.factor)
                        for term in terms
                    ]
                    yield from self._row("known", self._begun(told) if lower == upper else told, lower, upper)
                    for term in terms:
                        if term.opening and lower == 0.0:
                            stock = Key(term.kpi, term.cut, area, period)
                            yield from self._parting("known", told, stock, -term.factor, lower, upper)

    def _always_equal(self) -> Iterator[Row]:
        """Two series of GFO's that are always equal: whoever sees them in other years knows one from the other."""
        found: dict[tuple[tuple[str, ...], tuple[str, ...], tuple[float, ...]], list[tuple[str, str]]]
        found = defaultdict(list)
        for (kpi, cut, area), periods in self._series.items():
            if area == GFO:
                values = tuple(self.figures[Key(kpi, cut, area, period)] for period in periods)
                if len({value for value in values if value >= _SHOWN}) >= _TELLING:
                    found[self._definitions[kpi].source, periods, values].append((kpi, cut))
        for (_, periods, _), (first, *others) in found.items():
            for other in others:
                for period in periods:
                    yield from self._row(
                        "equal", [(Key(*first, GFO, period), 1.0), (Key(*other, GFO, period), -1.0)]
                    )


def _counted(key: Key, measure: str, left: date | None) -> str:
    """Whether a kommun's figure is in GFO's: whole, part (of a period in which it left), none."""
    period = Period.parse(key.period)
    if left is None or period.next_day <= left:
        return "whole"
    at_the_end = measure in ("stock", "level")
    return "none" if period.first_day >= left or at_the_end else "part"


def complements(
    figures: Mapping[Key, float], definitions: Mapping[str, KpiDefinition]
) -> Iterator[tuple[Key, Key]]:
    """Every *varav* beside its whole, where both are there."""
    for key in figures:
        whole = Key(definitions[key.kpi].part_of, key.cut, key.area, key.period)
        if whole.kpi and whole in figures:
            yield key, whole


def _spread_kpis(
    definitions: Mapping[str, KpiDefinition], catalogue: Catalogue
) -> frozenset[tuple[str, str]]:
    """(KPI, kind of period) that is told by kommun: what is listed so, and what an identity or a *varav* ties to it.

    Finer periods of a kommun that nobody shows bind nothing: whatever is shown above them, they can be filled in.
    """
    listed = {
        (kpi, kind) for areas, kind, kpi, _ in catalogue.listed if areas != GFO and kpi not in catalogue.open
    }
    ties = [{term.kpi for term in terms} for terms in equations_of(definitions).values()]
    ties += [{term.kpi for term in terms} for terms, *_ in KNOWN]
    ties += [{kpi, known.part_of} for kpi, known in definitions.items() if known.part_of in definitions]
    tied = {
        (kpi, kind)
        for tie in ties
        if not tie & catalogue.open
        for kind in {kind for kpi, kind in listed if kpi in tie}
        for kpi in tie
    }
    return frozenset(listed | tied)


def _series(figures: Mapping[Key, float]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The periods of every KPI, cut and area, in their order."""
    found = sorted((key.kpi, key.cut, key.area, key.period) for key in figures)
    return {
        series: tuple(period for *_, period in rows)
        for series, rows in groupby(found, key=lambda row: row[:3])
    }


@cache
def _kind(period: str) -> str:
    return Period.parse(period).kind


@cache
def _first_day(period: str) -> date:
    return Period.parse(period).first_day


@cache
def _within(period: str) -> tuple[str, ...]:
    """The periods one step finer: a year's tertials, a block's years."""
    whole = Period.parse(period)
    if whole.kind == "year":
        return tuple(f"{period}T{number}" for number in (1, 2, 3))
    if whole.kind == "block":
        return tuple(str(year) for year in range(whole.first_day.year, whole.next_day.year))
    return ()


@cache
def _longer(period: str) -> tuple[str, ...]:
    """The longer periods that one lies in."""
    span = Period.parse(period)
    year = str(span.first_day.year)
    block = Period.block(span.first_day.year).id
    return {"tertial": (year, block), "year": (block,)}.get(span.kind, ())


@cache
def _before(period: str) -> str:
    """The period of the same kind before this one."""
    span = Period.parse(period)
    if span.kind != "tertial":
        return span.year_before().id
    year, number = span.first_day.year, int(period[-1])
    return f"{year}T{number - 1}" if number > 1 else f"{year - 1}T3"


@cache
def _ending_before(period: str) -> tuple[str, ...]:
    """The periods that may end the day before one begins: those of its own kind first."""
    year = Period.parse(period).first_day.year
    begins = period.endswith("T1") or Period.parse(period).kind != "tertial"
    return (_before(period), *((str(year - 1), f"{year - 1}T3") if begins else ()))


def _ending_together(periods: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of periods with the same last day."""
    by_day: dict[object, str] = {}
    for period in periods:
        day = Period.parse(period).next_day
        if day in by_day:
            yield by_day[day], period
        by_day[day] = period
