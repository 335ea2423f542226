"""The facts of one document: one audience's figures of one area and period, as cells, sentences and charts.

A figure is a value, missing with its reason, or hidden, and says so wherever it stands. A file for the public holds
a kommun's children in care by tertial and its other figures by year, so such a document speaks of the newest tertial
and the newest whole years that its file has, and says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dashboard.blocks.told import awaited, too_early
from dashboard.briefings.parts import Chart, Grid, Look, Series, without_hidden
from dashboard.published.country import Country
from dashboard.published.figures import Figures
from dashboard.published.records import Area, Comment, Definition, PeriodInfo, Value
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.absence import absence
from dashboard.words.changes import FOLLOWED, is_counted, trend_title
from dashboard.words.grammar import joined, lowered
from dashboard.words.kommun import counted_from
from dashboard.words.periods import MONTHS, months_of, spoken_day, when
from dashboard.words.tables import Amount, Cell, Table, figure
from pipelines.periods import Period
from pipelines.reference import GFO

#: A KPI, what it is called in a chart, and how it is drawn there.
Line = tuple[str, str, Look]
_YEARS = 5
_UNKNOWN = "De kan ha rättats sedan dess."
#: Of figures that everybody has, and that the newest version has otherwise.
CORRECTED = "En del av dem har rättats sedan dess; de nya blir offentliga efter nästa möte."


@dataclass(frozen=True)
class Facts:
    """What a document may ask. `public`: for everybody, from the file that holds only what everybody may see; `met` is
    the day that the styrgrupp met about its version, where it is known. `former`: what was public before it, where
    that is still to be had, and `former_met` its day; `corrected`: whether a newer version, which is not public, has
    other figures of what the paper tells, and None where that is not known; `kolada`: Kolada's figures, where they are
    not the file's own."""

    reader: Reader
    public: bool = False
    met: date | None = None
    former: Figures | None = None
    former_met: date | None = None
    corrected: bool | None = None
    kolada: Country | None = None

    @property
    def figures(self) -> Figures:
        return self.reader.figures

    @property
    def country(self) -> Country:
        return self.kolada or Country(self.figures.source)

    @property
    def area(self) -> Area:
        return self.reader.area

    @property
    def period(self) -> PeriodInfo:
        return self.reader.period

    @property
    def mark(self) -> str:
        """Who may read it: a nämnd's papers become public, so what is internal is not for the nämnd."""
        if self.public:
            return "Offentlig: får lämnas ut och läggas på webben"
        if self.area.area == GFO:
            return "Internt arbetsmaterial: för styrgruppen och GFO, får inte spridas vidare"
        return f"Internt arbetsmaterial: för förvaltningen i {self.area.name} och GFO, inte för nämnden"

    @property
    def sample(self) -> bool:
        return self.figures.release.sample

    @property
    def foot(self) -> str:
        """Whose figures, which period and which version: on every page, since one page may be all there is."""
        release = self.figures.release
        parts = [
            self.area.name,
            self.spoken,
            f"uppgifter t.o.m. {formats.day(release.reporting_date)}",
            f"version {release.build}",
            *(["exempeldata, påhittade rader"] if release.sample else []),
        ]
        return " · ".join(parts)

    @property
    def spoken(self) -> str:
        """The document's period as a label: for everybody the newest tertial and the years that it shows."""
        if self.public and self.years:
            first, last = self.years[0].label, self.years[-1].label
            years = f"åren {first}–{last}" if first != last else f"året {last}"
            return f"{self.tertial.label} och {years}" if self.tertial else years
        return self.period.label + (" (preliminärt)" if self.period.preliminary else "")

    @property
    def with_months(self) -> str:
        """As `spoken`, with the months of the tertial, under a paper's title: `T2 2026 (maj–augusti)`."""
        own = self.period if self.period.kind == "tertial" else None
        tertial = self.tertial if self.public else own
        if tertial is None:
            return self.spoken
        return self.spoken.replace(tertial.label, f"{tertial.label} ({months_of(tertial)})", 1)

    @property
    def seen_from(self) -> str:
        """For everybody, where the period is neither the last year shown nor the tertial: what is newest is told of its
        time."""
        if not self.public or not self.years or self.period in (self.years[-1], self.tertial):
            return ""
        return f", sett från {self.period.label}"

    @property
    def as_seen(self) -> str:
        """For everybody, when the figures are from, and whether some have been corrected since: which, and to what,
        nobody is told before the next meeting."""
        if not self.public:
            return ""
        when = f"den {spoken_day(self.met)}" if self.met else "på sitt möte"
        since = {None: _UNKNOWN, True: CORRECTED, False: ""}[self.corrected]
        return f"Siffrorna är de som styrgruppen såg {when}. {since}".rstrip()

    # Periods.

    @cached_property
    def years(self) -> tuple[PeriodInfo, ...]:
        """The newest whole years that are over by the period's end and have a figure of the area, the oldest first."""
        known = {
            value.period
            for series in self.figures.of_area(self.area.area, "year").values()
            for value in series
            if value.status != "missing"
        }
        over = [
            year
            for year in self.figures.periods("year")
            if year.last_day <= self.period.last_day and not year.preliminary and year.period in known
        ]
        return tuple(over[-_YEARS:])

    @cached_property
    def tertial(self) -> PeriodInfo | None:
        """The newest tertial by the period's end, where the file has the area's children in care of it."""
        over = [one for one in self.figures.periods("tertial") if one.last_day <= self.period.last_day]
        newest = over[-1] if over else None
        return newest if newest and self.value("children_in_care", newest).shown else None

    @cached_property
    def blocks(self) -> tuple[PeriodInfo, ...]:
        """The three years at a time that are over by the period's end, the oldest first."""
        last = self.period.last_day
        return tuple(block for block in self.figures.periods("block") if block.last_day <= last)

    @cached_property
    def tertials(self) -> tuple[PeriodInfo, ...]:
        """The tertials of this year and the last one, up to the period's end."""
        last = self.period.last_day
        return tuple(
            tertial
            for tertial in self.figures.periods("tertial")
            if tertial.first_day.year >= last.year - 1 and tertial.last_day <= last
        )

    @property
    def is_newest(self) -> bool:
        """Whether the document is of where the figures end, as what is expected and what has changed is."""
        return self.reader.is_newest

    @property
    def so_far(self) -> PeriodInfo:
        """The year up to the period's end: the whole year when it is over."""
        last = self.period.last_day
        if last.month == 12 or self.public:
            return self.last_year if self.public else self.figures.period(str(last.year))
        tertial = Period.tertial_of(last)
        return self.figures.period(f"{tertial.id}Y")

    @property
    def last_year(self) -> PeriodInfo:
        """The whole year before the one that the period ends in; for everybody the newest one that is shown."""
        if self.public and self.years:
            return self.years[-1]
        before = Period.parse(str(self.period.last_day.year - 1))
        found = [year for year in self.figures.periods("year") if year.period == before.id]
        blank = PeriodInfo(
            before.id, "year", before.label, before.first_day, before.last_day, preliminary=False
        )
        return found[0] if found else blank

    # Figures.

    def has(self, kpi: str) -> bool:
        return self.figures.has(kpi)

    def definition(self, kpi: str) -> Definition:
        return self.figures.definition(kpi)

    def value(self, kpi: str, period: PeriodInfo, area: str = "", cut: str = "") -> Value:
        """A figure of the paper's area, or of another: of those one query serves them all."""
        of_others = self.figures.across(kpi, period.period) if area and not cut else {}
        return of_others.get(area) or self.figures.value(kpi, area or self.area.area, period.period, cut)

    def cell(self, kpi: str, period: PeriodInfo, area: str = "", cut: str = "") -> Amount:
        """A figure as its definition writes it, large sums as on the pages; a share that can but rise is none yet."""
        value = self.value(kpi, period, area, cut)
        if too_early(self.figures, value):
            value = replace(value, value=None, status="missing")
        return replace(figure(value, self.definition(kpi)), short=True)

    def over(self, kpi: str, periods: Sequence[PeriodInfo], area: str = "") -> tuple[Amount, ...]:
        return tuple(self.cell(kpi, period, area) for period in periods)

    def known(
        self, kpis: Iterable[str], periods: Sequence[PeriodInfo], area: str = ""
    ) -> tuple[PeriodInfo, ...]:
        """The periods that any of these figures is there for; what is hidden is there."""
        found = [kpi for kpi in kpis if self.has(kpi)]
        return tuple(p for p in periods if any(self._is_there(kpi, p, area) for kpi in found))

    def heading(self, kpi: str, period: PeriodInfo) -> str:
        """What a figure shows in a period, as its chart's heading on its page, but for what the year before was: two
        pages have no room for that."""
        compared = self.figures.compared(period.period)
        now, before = self.value(kpi, period), self.value(kpi, compared)
        reached = self.figures.release.reporting_date
        goal = self.figures.goal(kpi, self.area.area, period.period)
        definition = self.definition(kpi)
        if now.shown and now.value == 0 and is_counted(definition):
            return f"{definition.name}: inga {when(period, definition.measure, reached)}"
        return trend_title(now, before, definition, period, compared, reached, goal)

    def chart(
        self,
        lines: Sequence[Line],
        periods: Sequence[PeriodInfo],
        *,
        title: str,
        sub: str = "",
    ) -> Chart | None:
        """Columns beside each other, a group a period; None where there is nothing to compare."""
        found = [line for line in lines if self.has(line[0])]
        shown = self.known([kpi for kpi, _name, _look in found], periods)
        # A line that the file has nothing of is no line: no legend speaks of it.
        series = tuple(
            Series(name, self.over(kpi, shown), look) for kpi, name, look in found if self.known([kpi], shown)
        )
        if len(shown) < 2 or not any(amount.number for one in series for amount in one.values):
            return None
        labels = tuple(period.label for period in shown)
        # Of one series the newest is spoken of; two are told apart by their colours.
        front = labels[-1] if len(series) == 1 else ""
        return Chart("beside", labels, series, title, sub, what="Period", front=front)

    def table(
        self, name: str, kpis: Iterable[str], columns: Sequence[tuple[str, PeriodInfo, str]]
    ) -> Grid | None:
        """A row a figure; `columns` are (heading, period, area code), and one that has no figure is left out, as
        a row is that is hidden throughout."""
        found = [kpi for kpi in kpis if self.has(kpi)]
        shown = [c for c in columns if any(self._is_there(kpi, c[1], c[2]) for kpi in found)]
        rows: list[tuple[Cell, ...]] = [
            (self.definition(kpi).name, *(self.cell(kpi, period, area) for _word, period, area in shown))
            for kpi in found
            if any(self._is_there(kpi, period, area) for _word, period, area in shown)
        ]
        if not rows:
            return None
        head = ("Nyckeltal", *(word for word, _period, _area in shown))
        grid = without_hidden(Grid(name, Table(head, tuple(rows)), tuple(range(1, len(head)))))
        values = [self.value(kpi, period, area) for kpi in found for _, period, area in shown]
        said = (grid.under, self.shorter(values), self._followed(values))
        return replace(grid, under=" ".join(filter(None, said)))

    def _is_there(self, kpi: str, period: PeriodInfo, area: str) -> bool:
        """Whether a figure is shown or hidden."""
        return self.value(kpi, period, area).status != "missing"

    # Words.

    def why_absent(self, value: Value, period: PeriodInfo) -> str:
        """Why a figure of the area is not there, as the file that the document is made from may say it."""
        return absence(value, self.area, period.label, self.figures.names, self.reader.audience)

    def shorter(self, values: Iterable[Value]) -> str:
        """Which of these figures are of a shorter time than their period, as the kommun's page says it."""
        names = {kpi: one.name for kpi, one in self.figures.definitions.items()}
        return counted_from(tuple(values), names, self.figures.labels)

    def _followed(self, values: Iterable[Value]) -> str:
        """Which of these figures are still followed up, in the words of the pages."""
        periods: dict[str, list[str]] = {}
        for value in values:
            if value.shown and value.preliminary and self.figures.followed_up(value.kpi):
                name = lowered(self.definition(value.kpi).name)
                periods.setdefault(name, []).append(self.figures.labels[value.period])
        told = joined([f"{name} {joined(list(dict.fromkeys(labels)))}" for name, labels in periods.items()])
        return f"{FOLLOWED} Det gäller {told}." if told else ""

    def awaited(
        self, kpis: Iterable[str], period: PeriodInfo, areas: Sequence[str] = ("",)
    ) -> tuple[str, ...]:
        """Whom the figures of a period wait for and the last known of each, as a meeting's screen says it."""
        known = [kpi for kpi in kpis if self.has(kpi)]
        values = (self.value(kpi, period, area) for area in areas for kpi in known)
        return tuple(awaited(self.figures, values))

    def comments(self, kind: str) -> tuple[Comment, ...]:
        """What GFO has written about the area or all of GFO in the year up to the period's end; for everybody what is
        meant for everybody."""
        last = self.period.last_day
        wanted = ("", GFO, self.area.area) if self.area.area != GFO else None
        return tuple(
            comment
            for comment in self.figures.every_comment
            if comment.kind == kind
            and (wanted is None or comment.area in wanted)
            and (comment.is_public or not self.public)
            and self._is_of_the_year(comment, last.year)
        )

    def _is_of_the_year(self, comment: Comment, year: int) -> bool:
        about = Period.parse(comment.period).last_day if comment.period else comment.day
        return about.year == year and min(about, comment.day) <= self.period.last_day

    def definitions(self, kpis: Iterable[str]) -> tuple[str, ...]:
        """What each figure counts, in a sentence or two."""
        found = [self.definition(kpi) for kpi in dict.fromkeys(kpis) if self.has(kpi)]
        return tuple(f"{one.name}: {one.question} {one.caveat}".strip() for one in found)

    def questions(self, kpis: Iterable[str]) -> tuple[str, ...]:
        """What each figure counts, as the question it answers."""
        found = [self.definition(kpi) for kpi in dict.fromkeys(kpis) if self.has(kpi)]
        return tuple(f"{one.name}: {lowered(one.question)}" for one in found)

    def note(self, kpis: Iterable[str]) -> str:
        return "\n".join(self.definitions(kpis))


def told(amount: Amount) -> str:
    """A figure in a sentence: large sums in short, what is hidden or missing in words."""
    if amount.status == "hidden":
        return "skyddad"
    if amount.number is None:
        return "uppgift saknas"
    return replace(amount, short=True).text


def short_label(period: PeriodInfo) -> str:
    """A period at the head of a narrow column: `2025`, `T2 2026`, `jan–aug 2026`."""
    if period.kind != "ytd":
        return period.label
    return f"jan–{MONTHS[period.last_day.month - 1][:3]} {period.last_day.year}"
