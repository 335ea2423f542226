"""What differs between a paper for everybody and what was public before it, which everybody may know; and whether a
newer version says otherwise what it tells: that it does everybody may know, and what it says whoever may see it.

A figure stands in a paper where the paper reads otherwise when the figure is another: so it is asked of the paper
itself, made anew with that one figure, and no list of what a paper shows can fall behind what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from dashboard.blocks.changed_figures import before_and_now
from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Big, Chart, Document, Grid, Lines, Page, Part, every
from dashboard.published.allocations import Allocations
from dashboard.published.changes import Change
from dashboard.published.country import Country
from dashboard.published.figures import Figures
from dashboard.published.otherwise import CountryKey, CountryOtherwise, Key, Otherwise, key_of
from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.absence import is_awaited
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import spoken_day
from dashboard.words.tables import Amount, shown
from pipelines.reference import GFO

#: A paper of some facts.
Paper = Callable[[Facts], Document]
# As many are named; of more the rest are counted.
_NAMED = 6


def is_corrected(facts: Facts, paper: Paper | None, newest: Figures) -> bool | None:
    """Whether the newest version has other figures of what a paper for everybody tells; None where its changes are told
    since another version than the paper's."""
    build = str(facts.figures.release.build)
    if str(newest.release.build) == build:
        return False
    if not newest.meetings or str(newest.meetings[0].build) != build:
        return None
    return has_changed(facts, paper, newest)


def gfo_is_corrected(facts: Facts, newest: Figures) -> bool:
    """Whether the newest version has other figures of GFO than a kommun's own file, which has what was public of GFO
    when the styrgrupp met last, of the periods that it shows."""
    return bool(_changed_of(facts, newest, GFO))


def has_changed(facts: Facts, paper: Paper | None, newest: Figures) -> bool:
    """Whether a figure of the paper that its own file does not hide is among what has changed since the meeting that
    the paper's figures are of. A data file (no `paper`) has every figure of its area and of GFO."""
    met = newest.meetings[0].build if newest.meetings else 0
    if str(met) != str(facts.figures.release.build):
        return False
    found = [change for area in facts.figures.owners for change in _changed_of(facts, newest, area.area)]
    if paper is None:
        return any(change.area in (facts.area.area, GFO) for change in found)
    shown_in = _Shown(facts, paper)
    return any(shown_in.is_changed_by(change) for change in found)


def _changed_of(facts: Facts, newest: Figures, area: str) -> list[Change]:
    """What has changed of an area since the meeting, of figures that the paper's own file does not hide."""
    return [
        change
        for change in newest.revised(area)
        if facts.has(change.kpi)
        and change.period in facts.figures.labels
        and _is_told(facts.figures.value(change.kpi, area, change.period))
    ]


def with_changed(page: Page, facts: Facts, paper: Paper) -> Page:
    """The first page of a paper for everybody, with what it says otherwise than what was public before."""
    said = since_former(facts, paper)
    if not said:
        return page
    parts: list[Part] = [
        replace(part, sentences=(*part.sentences, said)) if isinstance(part, Lines) else part
        for part in page.parts
    ]
    return replace(page, parts=tuple(parts))


def since_former(facts: Facts, paper: Paper) -> str:
    """`Jämfört med det som var offentligt efter mötet den 10 juni 2026 har 1 siffra ändrats: barn i familjehem 2025
    (från 122 till 124).`; blank where nothing was public before."""
    if facts.former is None:
        return ""
    day = f" efter mötet den {spoken_day(facts.former_met)}" if facts.former_met else " i den förra versionen"
    found = [_one(facts, change) for change in changes(facts, paper)]
    found += [*_shares(facts, paper), *_of_kolada(facts, paper)]
    if not found:
        return f"Ingen av siffrorna här som var offentliga redan{day} har ändrats."
    told = found[:_NAMED]
    if len(found) > _NAMED:
        told.append(f"{formats.number(len(found) - _NAMED)} till")
    many = f"{formats.number(len(found))} {'siffra' if len(found) == 1 else 'siffror'}"
    return f"Jämfört med det som var offentligt{day} har {many} ändrats: {joined(told)}."


def changes(facts: Facts, paper: Paper) -> Iterator[Change]:
    """The paper's figures that what was public before shows otherwise: of those that both files show, since what either
    hides must not be told by the other. The paper's own area first, then GFO, and the newest first."""
    if facts.former is None:
        return
    shown_in, former = _Shown(facts, paper), facts.former
    found: dict[Key, tuple[Change, Decimal]] = {}
    for now in sorted(shown_in.asked.values(), key=lambda value: _place(facts, value)):
        was = former.value(now.kpi, now.area, now.period, now.cut) if former.has(now.kpi) else None
        if was and was.value is not None and was.shown and now.shown and now.value != was.value:
            name = _name(facts, now)
            change = Change(now.kpi, name, now.area, now.period, was.value, was.status, now.value, now.status)
            before, after = before_and_now(change, facts.definition(now.kpi))
            if before.text != after.text:
                found[key_of(now)] = change, was.value
    for kpi, area in dict.fromkeys(key[:2] for key in found):
        own = {key: was for key, (_, was) in found.items() if key[:2] == (kpi, area)}
        # Of what stands nowhere in the paper every period is done with at once.
        if shown_in.reads_otherwise(own):
            yield from (found[key][0] for key, was in own.items() if shown_in.reads_otherwise({key: was}))


class _Shown:
    """Which figures a paper shows."""

    def __init__(self, facts: Facts, paper: Paper) -> None:
        # Without what was public before, so that it is not asked again what it says of that.
        self._facts, self._paper = replace(facts, former=None), paper
        figures = Otherwise(facts.figures.source)
        self._read = self._with(figures)
        self.asked: Mapping[Key, Value] = dict(figures.asked)

    def is_changed_by(self, change: Change) -> bool:
        """Whether the paper would read otherwise with what a figure is now; with one that has gone, where it tells of
        it at all: it would read otherwise with twice as much and more."""
        key = change.kpi, change.area, change.period, ""
        value = self.asked.get(key)
        if value is None or not _is_told(value):
            return False
        now = 2 * (value.value or 0) + Decimal(7) if change.new_value is None else change.new_value
        return self.reads_otherwise({key: now})

    def reads_otherwise(
        self,
        instead: Mapping[Key, Decimal] | None = None,
        shared: Allocations | None = None,
        kolada: Country | None = None,
    ) -> bool:
        """Whether the paper would, with these figures instead of its own."""
        figures = Otherwise(self._facts.figures.source, None, instead or {}, shared)
        return self._with(figures, kolada) != self._read

    def _with(self, figures: Otherwise, kolada: Country | None = None) -> list[str]:
        reader = replace(self._facts.reader, figures=figures)
        return list(_texts(self._paper(replace(self._facts, reader=reader, kolada=kolada))))


def _is_told(value: Value) -> bool:
    """Whether a paper can tell of a figure: one that is there, or that somebody is to deliver; not what is hidden, or
    never public."""
    return value.shown or is_awaited(value)


def _texts(document: Document) -> Iterator[str]:
    """All that a paper says, as it writes it."""
    for page in document.pages:
        yield page.title
        for part in every(page.told):
            match part:
                case Lines():
                    yield from part.sentences
                case Big():
                    yield from (text for figure in part.figures for text in figure)
                case Chart() | Grid():
                    said = (part.title, part.sub, part.alternative) if isinstance(part, Chart) else ()
                    yield from (*said, *part.table.columns)
                    yield from (shown(cell) for row in part.table.rows for cell in row)


def _shares(facts: Facts, paper: Paper) -> list[str]:
    """How GFO's cost is shared, where the paper shows it and what was public before says it otherwise."""
    former = facts.former.allocations if facts.former else None
    now = facts.figures.allocations
    if former is None or not any(former.of(year) and former.of(year) != now.of(year) for year in now.years):
        return []
    if not _Shown(facts, paper).reads_otherwise(shared=former):
        return []
    told = []
    for year in now.years:
        was = {row.area: row.amount_sek for row in former.of(year)}
        told += [
            f"{facts.figures.names[row.area]}: del av GFO:s budget {year} (från"
            f" {Amount(was[row.area], 'kr').text} till {Amount(row.amount_sek, 'kr').text})"
            for row in now.of(year)
            if row.area in was and was[row.area] != row.amount_sek
        ]
    return told


def _of_kolada(facts: Facts, paper: Paper) -> list[str]:
    """Kolada's figures that the paper shows and that what was public before has otherwise, of the same year."""
    if facts.former is None:
        return []
    source, former = facts.figures.source, Country(facts.former.source)
    told: dict[CountryKey, tuple[Decimal, str]] = {}
    for figure in facts.country.figures:
        before = former.series(figure.kolada_kpi)
        for area, values in facts.country.series(figure.kolada_kpi).items():
            for year, value in values.items():
                was = before.get(area, {}).get(year)
                if was is None or was.value is None or value.value is None:
                    continue
                both = [Amount(one, figure.unit, figure.decimals).text for one in (was.value, value.value)]
                if both[0] != both[1]:
                    known = facts.country.areas.get(area)
                    whose = f", {known.name}" if known and area != facts.area.area else ""
                    said = f"{lowered(figure.name)} {year} i Kolada{whose} (från {both[0]} till {both[1]})"
                    told[figure.kolada_kpi, area, year] = was.value, said
    if not told:
        return []
    shown_in = _Shown(facts, paper)
    return [
        said
        for key, (was, said) in told.items()
        if shown_in.reads_otherwise(kolada=CountryOtherwise(source, {key: was}))
    ]


def _place(facts: Facts, value: Value) -> tuple[int, int]:
    """What is asked for and is of no period of the file has no place."""
    areas = (facts.area.area, GFO)
    whose = areas.index(value.area) if value.area in areas else len(areas)
    if value.period not in facts.figures.labels:
        return whose, 0
    return whose, -facts.figures.period(value.period).last_day.toordinal()


def _name(facts: Facts, value: Value) -> str:
    """What a figure is called, with the part of it that it is."""
    name = facts.definition(value.kpi).name
    if not value.cut:
        return name
    forms = {f"form={code}": word for code, word in facts.figures.codes("placeringsform").items()}
    return f"{name}, {lowered(forms.get(value.cut, value.cut))},"


def _one(facts: Facts, change: Change) -> str:
    before, now = before_and_now(change, facts.definition(change.kpi))
    names = facts.figures.names
    whose = " för hela GFO" if change.area == GFO else f" i {names[change.area]}"
    whose = "" if change.area == facts.area.area != GFO else whose
    label = facts.figures.labels[change.period]
    return f"{lowered(change.name)} {label}{whose} (från {before.text} till {now.text})"
