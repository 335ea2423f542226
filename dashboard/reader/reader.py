"""One reader of one page: the figures, and what is chosen of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from dashboard.published.figures import Figures
from dashboard.published.records import Area, PeriodInfo, Value
from dashboard.reader.selection import Selection, default_period, nearest
from dashboard.reader.shelf import Shelf
from dashboard.words.periods import so_far
from dashboard.words.tables import Sheet
from pipelines.home import DataHome
from pipelines.home.access_table import ROLES
from pipelines.periods import Period
from pipelines.reference import GFO, PUBLIK, STYRGRUPP, kommun_of

# The figure that tells whether a period of GFO is in a kommun's file.
_TOLD = "referrals_received"


def newest_tertial(figures: Figures) -> PeriodInfo:
    tertials = [(found.period, found.preliminary) for found in figures.periods("tertial")]
    return figures.period(default_period(tertials))


def areas_of(figures: Figures) -> tuple[Area, ...]:
    """GFO and its kommuner; a kommun's own people choose between GFO and their own."""
    own = kommun_of(figures.source.audience)
    return tuple(area for area in figures.owners if not own or area.area in (GFO, own))


@dataclass(frozen=True)
class Reader:
    """What a page, a block and a section get, and nothing else.

    `page` is what the menu calls the page, `by_area` and `by_period` whether its figures follow these choices; `sheets`
    are the tables that it has shown so far, for the file of the whole page, `shelf` where its files stand, and `memory`
    what it remembers for as long as the reader stays on it. `delivers`: whether the reader may hand in files, `checks`:
    whether it may have its kommun's checked and no more; `name`: who it is, blank without a login.
    """

    home: DataHome
    figures: Figures
    selection: Selection
    page: str
    by_area: bool
    by_period: bool
    sheets: list[Sheet] = field(default_factory=list, compare=False, repr=False)
    shelf: Shelf = field(default_factory=Shelf, compare=False, repr=False)
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    delivers: bool = False
    checks: bool = False
    name: str = ""

    @property
    def of_staff(self) -> str:
        """Who of GFO's staff it is; without a login only that it is one of them, for nobody else hands in files."""
        return self.name or ROLES["gfo"]

    @property
    def audience(self) -> str:
        """Whose file it is."""
        return self.figures.source.audience

    @property
    def is_public(self) -> bool:
        return self.audience == PUBLIK

    @property
    def own(self) -> str:
        """The code of the kommun whose file it is; blank of one that is no kommun's."""
        return kommun_of(self.audience)

    @property
    def whose(self) -> str:
        """That kommun's name."""
        return self.figures.names.get(self.own, "")

    @property
    def is_own(self) -> bool:
        """Whether the file has all there is of the chosen area; else it has what is public."""
        return self.audience == STYRGRUPP or self.selection.area == self.own

    @property
    def areas(self) -> tuple[Area, ...]:
        """What the reader can choose among."""
        return areas_of(self.figures)

    @property
    def area(self) -> Area:
        return self.figures.area(self.selection.area)

    @property
    def period(self) -> PeriodInfo:
        return self.figures.period(self.selection.period)

    @property
    def is_newest(self) -> bool:
        """Whether no later tertial is over: what is foreseen and what has changed is told of the newest alone."""
        return self.period.last_day >= newest_tertial(self.figures).last_day

    @property
    def at_newest(self) -> bool:
        """Whether the period is the newest of its kind (of three years the newest whole ones too, where they begin), or
        no later tertial is over."""
        of_kind = self.figures.periods(self.period.kind)
        whole = [one for one in of_kind if not one.preliminary] if self.period.kind == "block" else []
        return self.is_newest or self.period in (of_kind[-1], *whole[-1:])

    def touches(self, period: str) -> bool:
        """Whether a period has days of the chosen one."""
        other = Period.parse(period)
        return other.first_day <= self.period.last_day and self.period.first_day <= other.last_day

    @property
    def touches_newest(self) -> bool:
        """Whether the chosen period has days of the newest tertial that is over, or later ones."""
        return self.is_newest or self.touches(newest_tertial(self.figures).period)

    def period_of(self, kind: str, there: Figures | None = None) -> str:
        """The period of a kind to go to, in another version's figures (`there`) or these: from the newest of its kind
        to the newest, else to the nearest."""
        figures, current = there or self.figures, self.period
        newest = self.at_newest
        if newest:
            current = max(current, newest_tertial(figures), key=lambda one: one.last_day)
        return nearest(figures.periods(kind), current, under_way=newest)

    @property
    def is_met_on(self) -> bool:
        """Whether the styrgrupp has had its meeting about the period."""
        meetings = self.figures.meetings
        return bool(meetings) and self.period.last_day <= Period.parse(meetings[0].period).last_day

    @property
    def newest_before_meeting(self) -> str:
        """The newest period that a kommun's file tells of GFO, where GFO's figures of the chosen one wait for the
        styrgrupp's meeting; else blank."""
        if not self.whose or self.selection.area != GFO:
            return ""
        told = [one.period for one in self.figures.series(_TOLD, GFO, self.period.kind) if one.shown]
        return told[-1] if told and told[-1] < self.selection.period else ""

    def waits_for_meeting(self, value: Value) -> bool:
        """Whether a figure is not there because the styrgrupp has not met on the chosen period, which the head says."""
        return value.reason == "ej_offentlig" and bool(self.newest_before_meeting)

    @property
    def looks_ahead(self) -> bool:
        """Whether what is foreseen was foreseen from the chosen period's end: in a kommun's file GFO's may be of an
        earlier meeting."""
        foreseen = self.figures.outlook.summary
        reached = min(self.period.last_day, self.figures.release.reporting_date)
        return self.is_newest and foreseen is not None and foreseen.as_of >= reached

    @property
    def compared(self) -> PeriodInfo:
        """What the period's figures are set beside."""
        return self.figures.compared(self.selection.period)

    def now_and_before(self, kpi: str, cut: str = "") -> tuple[Value, Value]:
        """A figure of the chosen area and period, and the one it is set beside."""
        now, before = (
            self.figures.value(kpi, self.selection.area, one.period, cut)
            for one in (self.period, self.compared)
        )
        return now, before

    @property
    def period_said(self) -> str:
        """The period's label, and how far it has come while it is under way."""
        return so_far(self.period, self.figures.release.reporting_date)

    @property
    def version(self) -> str:
        """The build whose figures these are."""
        return self.figures.source.build

    @property
    def of_gfo(self) -> Reader:
        """The same reader with GFO chosen, for what is only told of GFO as a whole."""
        return replace(self, selection=replace(self.selection, area=GFO))

    def in_period(self, period: str) -> Reader:
        """The same reader with another period chosen."""
        return replace(self, selection=replace(self.selection, period=period))

    def query(self, selection: Selection) -> dict[str, str]:
        """The address's parameters of a selection."""
        return selection.to_query(self.figures.names)

    def in_version(self, build: str, there: Figures) -> Reader:
        """The reader of this view in another version, with its newest period where this one's newest is chosen.

        A period that the other lacks is kept: the page that is led to says so."""
        kept = self.selection.period
        if there.periods(self.period.kind):
            period = there.period(self.period_of(self.period.kind, there))
            kept = period.period if period.last_day > self.period.last_day else kept
        return replace(self, selection=replace(self.selection, build=build, period=kept))

    def door(self, path: str, area: str = "", **choices: str) -> str:
        """The address of another page with the same kommun (or another) and period, and choices of that page's own.

        Relative, since pages may stand below a path of their host's; `server/assets/gfo.js` follows it without loading
        the page anew.
        """
        chosen = replace(
            self.selection, area=area or self.selection.area, choices=tuple(sorted(choices.items()))
        )
        return f"{path}?{urlencode(self.query(chosen))}"
