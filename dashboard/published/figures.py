"""The figures of one published file: what pages ask, each question a method with an answer of its own type.

Every answer is immutable and remembered by (file, question): the file and its audience are the key, since what is
remembered is shared by all readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from dashboard.published.allocations import Allocations
from dashboard.published.changes import Change, is_listed, told_once, typed
from dashboard.published.connection import rows
from dashboard.published.deliveries import Deliveries
from dashboard.published.goals import held, seen_from
from dashboard.published.judgements import Judgements
from dashboard.published.later_meeting import LaterMeeting
from dashboard.published.marts import (
    BankPeriod,
    ClosedDeviations,
    EconomyItem,
    FunnelStage,
    ReferralFlow,
    TimeToMatch,
    WaitingClass,
)
from dashboard.published.outlook import Outlook
from dashboard.published.reading import read
from dashboard.published.records import (
    Area,
    Code,
    Comment,
    Definition,
    Goal,
    Meeting,
    PeriodInfo,
    Release,
    Target,
    Value,
)
from dashboard.published.remembering import remembered
from dashboard.published.series import across, by_area, every_period, in_period, of_area, parts
from dashboard.published.source import Source
from pipelines.errors import ReaderError
from pipelines.kpi.targets import beside_target, target_periods
from pipelines.kpi.words import BY_YEAR
from pipelines.periods import Period
from pipelines.reference import GFO, STYRGRUPP, kommun_of

OfAPeriod = TypeVar("OfAPeriod", ReferralFlow, WaitingClass, TimeToMatch, ClosedDeviations)


@dataclass(frozen=True)
class Figures:
    """What the pages ask. A figure that the file does not hold comes back as missing, never as zero. `later`: the last
    meeting, where the file was published before it was marked."""

    source: Source
    later: LaterMeeting | None = None

    @property
    @remembered(1)
    def release(self) -> Release:
        return read(self.source, Release, "release", order="t.build")[0]

    # Areas, periods and the words for codes.

    @property
    @remembered(1)
    def areas(self) -> tuple[Area, ...]:
        """GFO first, then its kommuner in Swedish order."""
        return read(self.source, Area, "area", order=f"t.area <> '{GFO}', t.name collate sv")

    @property
    @remembered(1)
    def owners(self) -> tuple[Area, ...]:
        """GFO and the kommuner that own it: what a reader can choose."""
        return tuple(area for area in self.areas if area.is_owner or area.area == GFO)

    @property
    @remembered(1)
    def names(self) -> Mapping[str, str]:
        """Area code → name."""
        return MappingProxyType({area.area: area.name for area in self.areas})

    @property
    @remembered(1)
    def _areas_by_code(self) -> Mapping[str, Area]:
        return MappingProxyType({area.area: area for area in self.areas})

    def area(self, area: str) -> Area:
        return self._areas_by_code[area]

    @property
    def _periods(self) -> Mapping[str, PeriodInfo]:
        return every_period(self.source)

    @remembered(32)
    def periods(self, kind: str = "tertial") -> tuple[PeriodInfo, ...]:
        """Every period of a kind, oldest first."""
        return tuple(period for period in self._periods.values() if period.kind == kind)

    def period(self, period: str) -> PeriodInfo:
        """Any kind of period by its id; KeyError for one that the file does not have."""
        return self._periods[period]

    def compared(self, period: str) -> PeriodInfo:
        """What a period's figures are set beside: the year before, as many days of it as have been; of a block the
        one before it. Its figures are missing where the file does not have it.
        """
        asked = self.period(period)
        if asked.compared_with in self._periods:
            return self._periods[asked.compared_with]
        before = Period.parse(period).year_before()
        return self._periods.get(before.id) or PeriodInfo(
            before.id, before.kind, before.label, before.first_day, before.last_day, preliminary=False
        )

    @property
    @remembered(1)
    def labels(self) -> Mapping[str, str]:
        """Period id → label, for periods of every kind."""
        return MappingProxyType({period.period: period.label for period in self._periods.values()})

    @property
    @remembered(1)
    def under_way(self) -> frozenset[str]:
        """The periods that are not over, of every kind."""
        return frozenset(period.period for period in self._periods.values() if period.preliminary)

    @remembered(64)
    def codes(self, code_list: str) -> Mapping[str, str]:
        """Code → Swedish label, in the list's own order; `dataset` is what the datasets are called."""
        found = read(self.source, Code, "code", where={"list": code_list}, order="t.position")
        return MappingProxyType({code.code: code.label for code in found})

    # KPIs: their definitions, figures and judgements.

    @property
    @remembered(1)
    def definitions(self) -> Mapping[str, Definition]:
        """Every KPI by its id, in the Swedish order of their names."""
        found = read(self.source, Definition, "kpi_definition", order="t.name collate sv")
        return MappingProxyType({definition.kpi: definition for definition in found})

    def definition(self, kpi: str) -> Definition:
        """Raises ReaderError G004 for a KPI that this version does not have."""
        try:
            return self.definitions[kpi]
        except KeyError:
            raise ReaderError(
                "G004",
                f"Nyckeltalet ”{kpi}” finns inte i den här versionen.",
                remedy="Välj ett annat nyckeltal.",
            ) from None

    def has(self, kpi: str) -> bool:
        return kpi in self.definitions

    def series_of(self, kpi: str, kind: str, areas: tuple[str, ...]) -> Mapping[str, tuple[Value, ...]]:
        """One KPI over every period of a kind in some areas, by code, in their order; without those that have none."""
        found = by_area(self.source, (kpi,), kind, areas)
        return MappingProxyType({area: found[area, kpi] for area in areas if (area, kpi) in found})

    def across(self, kpi: str, period: str) -> Mapping[str, Value]:
        """One figure of a period in every area that has it, by code."""
        return self.across_each(kpi, period)[0]

    def across_each(self, kpi: str, *periods: str) -> list[Mapping[str, Value]]:
        """The same of several periods: one query looks through the whole file for all of them."""
        found = across(self.source, kpi, periods)
        return [found.get(period, {}) for period in periods]

    def everywhere(self, kpi: str, kind: str) -> Mapping[str, tuple[Value, ...]]:
        """One KPI over every period of a kind in every area that has it, by code."""
        found = by_area(self.source, (kpi,), kind, ())
        return {area: values for (area, _), values in found.items()}

    def of_area(
        self,
        area: str,
        kind: str | tuple[str, ...] = "tertial",
        kpis: tuple[str, ...] = (),
        since: date = date.min,
    ) -> Mapping[str, tuple[Value, ...]]:
        """Every KPI (or these) of one area over every period of a kind or several (that ends on a day or later), whole:
        one query serves a page."""
        return of_area(self.source, area, (kind,) if isinstance(kind, str) else kind, kpis, since)

    def series(self, kpi: str, area: str, kind: str = "tertial", cut: str = "") -> tuple[Value, ...]:
        """One KPI over every period of a kind, oldest first; empty when the file has none."""
        if cut:
            return parts(self.source, kpi, area, kind).get(cut, ())
        return self.of_area(area, kind).get(kpi, ())

    def value(self, kpi: str, area: str, period: str, cut: str = "") -> Value:
        """One figure; a period or area without a row is missing: not known, or not for this audience."""
        kind = self._periods[period].kind if period in self._periods else ""
        for found in self.series(kpi, area, kind, cut):
            if found.period == period:
                return found
        audience = self.source.audience
        ours = audience == STYRGRUPP or area == kommun_of(audience)
        reason = "uppgift_saknas" if ours else self._not_public(kpi, area, kind)
        return Value(kpi, cut, area, period, None, None, None, None, "missing", reason, False)

    def alone(self, kpi: str, area: str, period: str) -> Value:
        """As `value`, whole, of a kind of period that the page has nothing else of."""
        known = self._periods.get(period)
        found = in_period(self.source, kpi, area, known) if known else None
        return found or self.value(kpi, area, period)

    def _not_public(self, kpi: str, area: str, kind: str) -> str:
        """Of whole years alone, or not yet."""
        every_year = kind != "year" and self.series(kpi, area, "year")
        return BY_YEAR if every_year and not self.series(kpi, area) else "ej_offentlig"

    def followed_up(self, kpi: str) -> bool:
        """Whether a KPI waits for what comes after its period: preliminary although the period is over."""
        return kpi in self._followed_up

    @property
    @remembered(1)
    def _followed_up(self) -> frozenset[str]:
        found = rows(
            self.source,
            "select distinct v.kpi from kpi_value as v inner join period as p on p.period = v.period"
            " where v.preliminary and not p.preliminary",
        )
        return frozenset(kpi for (kpi,) in found)

    @remembered(512)
    def cuts(self, kpi: str, dimension: str) -> tuple[str, ...]:
        """The cuts of a KPI along one dimension: `form=hvb`, …; a kommun's file has its own and not GFO's."""
        of_dimension = "kpi = ? and starts_with(cut, ? || '=') and not contains(cut, ',')"
        asked = f"select distinct cut from kpi_value where {of_dimension} order by cut"
        found = rows(self.source, asked, [kpi, dimension])
        return tuple(cut for (cut,) in found)

    @property
    @remembered(1)
    def _targets(self) -> Mapping[tuple[str, str, str], Decimal]:
        found = read(self.source, Target, "target", order="all")
        return MappingProxyType({(goal.kpi, goal.area, goal.period): goal.target for goal in found})

    def goal(self, kpi: str, area: str, period: str) -> Goal | None:
        """The target that speaks of a period, nearest first, and the figure that is held to it.

        In a tertial a year's count is held to the year to date, a year's rate to the last three tertials; a year under
        way, and a period that ends with a tertial, are held to what the tertial is. Where the file has no figure of the
        year so far, as `held` says. None without a target.
        """
        seen = seen_from(self.period(period), self.periods())
        for asked in target_periods(seen):
            target = self._targets.get((kpi, area, asked))
            if target is not None:
                measure = self.definition(kpi).measure
                beside = beside_target(measure, asked, seen)
                of_three = Period.parse(beside).kind == "rolling"
                newest = self.value(kpi, area, seen) if of_three else None
                value = self.value(kpi, area, beside)
                instead: tuple[Value, ...] = ()
                if Period.parse(asked).kind == "year":
                    value, instead = held(value, asked, seen, measure, lambda one: self.value(kpi, area, one))
                return Goal(target, asked, value, newest, instead)
        return None

    @property
    @remembered(1)
    def every_comment(self) -> tuple[Comment, ...]:
        """All that has been written, the oldest first."""
        return read(self.source, Comment, "comment", order="t.day")

    def comments(self, kpi: str, area: str, kind: str = "handelse") -> tuple[Comment, ...]:
        """The comments of a kind on a figure: its own from GFO or the area, and those on every figure of the area
        itself. Events alone unless another kind is asked for, since these are what charts draw.
        """
        return tuple(
            comment
            for comment in self.every_comment
            if comment.kind == kind
            and (
                (comment.kpi == kpi and comment.area in ("", GFO, area))
                or (not comment.kpi and comment.area == area)
            )
        )

    def actions(self, area: str) -> tuple[Comment, ...]:
        """What has been agreed on for an area, whatever the figure, the oldest first; GFO lists every area's."""
        return tuple(
            comment
            for comment in self.every_comment
            if comment.kind == "atgard" and (area == GFO or comment.area in ("", GFO, area))
        )

    @property
    def allocations(self) -> Allocations:
        """How GFO's cost is shared."""
        return Allocations(self.source)

    # The page-shaped tables.

    @remembered(256)
    def _of_period(
        self, record: type[OfAPeriod], table: str, period: str, order: str = ""
    ) -> Mapping[str, tuple[OfAPeriod, ...]]:
        """A table's rows of a period by area: one query serves whichever is chosen next."""
        found = read(self.source, record, table, where={"period": period}, order=f"t.area{order}")
        return MappingProxyType({area: tuple(of) for area, of in groupby(found, key=attrgetter("area"))})

    def referral_flow(self, area: str, period: str) -> ReferralFlow | None:
        return next(iter(self._of_period(ReferralFlow, "referral_flow", period).get(area, ())), None)

    def waiting(self, area: str, period: str) -> tuple[WaitingClass, ...]:
        """The shortest wait first."""
        return self._of_period(WaitingClass, "waiting", period, ", t.position").get(area, ())

    def time_to_match(self, area: str, period: str) -> TimeToMatch | None:
        return next(iter(self._of_period(TimeToMatch, "time_to_match", period).get(area, ())), None)

    @remembered(64)
    def home_bank(self, area: str, kind: str = "tertial") -> tuple[BankPeriod, ...]:
        """The bank over every period of a kind, oldest first."""
        found = read(self.source, BankPeriod, "home_bank", where={"area": area}, order="t.period")
        of_kind = {period.period for period in self.periods(kind)}
        return tuple(row for row in found if row.period in of_kind)

    @remembered(64)
    def recruitment_funnel(self, period: str) -> tuple[FunnelStage, ...]:
        """GFO's stages of a period's enquiries: all channels together first (a blank channel), then each."""
        order = "t.channel, t.position"
        return read(self.source, FunnelStage, "recruitment_funnel", where={"period": period}, order=order)

    def closed_deviations(self, area: str, period: str) -> tuple[ClosedDeviations, ...]:
        """All categories together first (a blank category), then each."""
        return self._of_period(ClosedDeviations, "deviation_closing", period, ", t.category").get(area, ())

    @remembered(64)
    def economy_items(self, period: str) -> tuple[EconomyItem, ...]:
        return read(self.source, EconomyItem, "economy", where={"period": period}, order="t.item")

    @property
    def outlook(self) -> Outlook:
        """What is expected of the coming tertials."""
        return Outlook(self.source)

    # Versions and deliveries.

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The newest first."""
        return self.later.among(self.meetings_told) if self.later else self.meetings_told

    @property
    @remembered(1)
    def meetings_told(self) -> tuple[Meeting, ...]:
        """Those that the file itself tells of."""
        return read(self.source, Meeting, "meeting", order="t.meeting_on desc")

    def revisions(self, area: str) -> tuple[Change, ...]:
        """What of `revised` is listed: two figures of the same thing are one."""
        return told_once(self.revised(area))

    def revised(self, area: str) -> tuple[Change, ...]:
        """An area's whole figures that differ from what the last meeting saw, of tertials and years that were over
        then, newest first: what was under way had to change. One that was missing then and has come is among them."""
        return tuple(one for one in self._revisions() if one.area == area)

    def revised_of(self, kpi: str) -> Mapping[tuple[str, str], Change]:
        """What `revised` has of one KPI, by area and period."""
        return MappingProxyType({(one.area, one.period): one for one in self._revisions() if one.kpi == kpi})

    def _revisions(self) -> tuple[Change, ...]:
        return self.later.over(self.source) if self.later else self._revisions_told()

    @remembered(1)
    def _revisions_told(self) -> tuple[Change, ...]:
        found = read(self.source, Change, "revision", where={"cut": ""}, order="t.period desc, t.kpi")
        reached = Period.parse(self.meetings_told[0].period).last_day if self.meetings_told else None
        return tuple(typed(one) for one in found if is_listed(one.period) and one.was_over(reached))

    @property
    def judgements(self) -> Judgements:
        """Whether the figures are as usual."""
        return Judgements(self.source)

    @property
    def deliveries(self) -> Deliveries:
        """What lies behind the figures."""
        return Deliveries(self.source)
