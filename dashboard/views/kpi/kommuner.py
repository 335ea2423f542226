"""A KPI's kommuner: beside each other on one scale, as counts or per 1 000 children, and every period in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from dashboard.blocks import downloads, text
from dashboard.blocks.choices import switch
from dashboard.blocks.multiples import Part, multiples
from dashboard.blocks.near import beside
from dashboard.blocks.places import EVERY_PERIOD
from dashboard.blocks.rates import rates
from dashboard.blocks.told import too_early
from dashboard.published.changes import Change
from dashboard.published.country import Country
from dashboard.published.opening_stock import opening_stock, without_opening
from dashboard.published.partial import partial_figure
from dashboard.published.records import Definition, Value
from dashboard.reader.reader import Reader
from dashboard.views.kpi import sentences
from dashboard.words import attention, formats, per_thousand
from dashboard.words.absence import AS_MET, NEXT_MEETING, is_as_met, is_awaited, signs, waits_for, why_absent
from dashboard.words.audiences import of_two_times
from dashboard.words.definitions import called
from dashboard.words.grammar import capitalised, joined
from dashboard.words.periods import KINDS, spoken_day, spread, than, when
from dashboard.words.series import latest
from dashboard.words.tables import Cell, Sheet, Table, figure
from dashboard.words.uncertainty import few_cases
from pipelines.kpi.words import is_money, reason
from pipelines.reference import GFO, STYRGRUPP

_SWITCH = "per1000"
# Two years of months are in view where they are more than all tertials are.
_IN_VIEW, _ALL = 24, 36
_BY_KIND = {
    "tertial": "Alla tertial",
    "month": "Alla månader",
    "year": "Alla år",
    "ytd": "Alla år hittills",
    "rolling": "Alla perioder om tre tertial",
    "block": "Alla perioder om tre år",
}


@dataclass(frozen=True)
class _Shown:
    """The series by area as the reader wants them, GFO's too, and their definition; `chosen_few` says which kommuner
    where not all of them are shown."""

    definition: Definition
    series: Mapping[str, tuple[Value, ...]]
    kommuner: tuple[str, ...]
    chosen_few: str


def unit(definition: Definition) -> str:
    """What the figures are, as the first word of a line."""
    tail = formats.unit_tail(definition.unit)
    money = is_money(definition.unit)
    return capitalised(f"{'kronor ' if money else ''}{tail}".strip() or "procent")


def beside_each_other(reader: Reader, kpi: str) -> None:
    """The kommuner as small multiples, the chosen one in the accent; and why they do not add up to GFO."""
    figures, period = reader.figures, reader.period
    definition = figures.definition(kpi)
    found = _shown(reader, kpi)
    if not found.kommuner:
        return
    if len(found.kommuner) == 1:
        (only,) = found.kommuner
        with_others = _with_others(reader, kpi, only)
        text.paragraph(sentences.only_one(figures.names[only], reader.whose, period.kind, with_others))
        is_in_list = kpi == per_thousand.FOSTER or Country(figures.source).on_page_of(kpi) is not None
        if reader.whose and not with_others and is_in_list:
            door = escape(f"{reader.door('kommun')}#jamfor")
            text.block(f'<p class="sub"><a class="door" href="{door}">{escape(sentences.COMPARED)}</a></p>')
        return
    by_area = {code: _at(reader, found.series[code]) for code in found.kommuner}
    own = reader.selection.area
    if _has_none(found) and (none_of_theirs := _sums(reader, kpi)):
        text.paragraph(none_of_theirs)
        return
    moved = "" if own in by_area else _most_moved(reader, found, by_area)
    title = moved or sentences.kommuner_title(
        (figures.names[own], by_area[own]) if own in by_area else None,
        {figures.names[code]: value for code, value in by_area.items() if code != own},
        found.definition,
        when(period, definition.measure, figures.release.reporting_date),
        "de andra som visas" if found.chosen_few else "övriga kommuner",
        figures.definition(whole).name if figures.has(whole := found.definition.denominator) else "",
    )
    if any(too_early(figures, value) for value in by_area.values()):
        title = sentences.kommuner_early(period.label)
    said = [
        sentences.remarks_of({figures.names[code]: value for code, value in by_area.items()}),
        sentences.cases({figures.names[code]: value for code, value in by_area.items()}, found.definition),
        sentences.of_children(_children(reader, found.kommuner)) if _as_rates(reader, definition) else "",
        _sums(reader, kpi),
    ]
    if own != GFO and (waiting := partial_figure(figures.source, kpi, period.period)):
        said.append(sentences.partial(waiting, figures.names, definition, reader.compared))
    if per_thousand.offered(definition):
        text.heading("Kommunerna", on_paper=False)
        switch(reader, _SWITCH, capitalised(per_thousand.WORDS), on=_as_rates(reader, definition))
    multiples(
        reader,
        [
            Part(figures.names[code], latest(found.series[code], period.period), own=code == own)
            for code in found.kommuner
        ],
        found.definition,
        title=title,
        sub=f"{unit(found.definition)} {spread(period.kind, definition.measure)}, på samma skala."
        f" Talen gäller {reader.period_said}, den blå stapeln.{found.chosen_few}",
        name="Kommunerna",
        area="",
        key="kommuner",
        kpis=[kpi],
        said=" ".join(sentence for sentence in said if sentence),
        below=every_period_at(reader),
    )


def _most_moved(reader: Reader, found: _Shown, by_area: Mapping[str, Value]) -> str:
    """Which kommun's figure is most other than that of the period it is set beside; blank of a period under way."""
    figures, definition = reader.figures, found.definition
    if reader.period.preliminary or _as_rates(reader, figures.definition(definition.kpi)):
        return ""
    then = reader.compared.period
    before = {
        figures.names[value.area]: value
        for code in found.kommuner
        for value in found.series[code]
        if value.period == then
    }
    return sentences.most_moved(
        {figures.names[code]: value for code, value in by_area.items()},
        before,
        definition,
        when(reader.period, definition.measure, figures.release.reporting_date),
        than(reader.compared, definition.measure),
    )


def _has_none(found: _Shown) -> bool:
    """Whether no kommun has had anything of what is counted, in any period."""
    every = [value.value for code in found.kommuner for value in found.series[code] if value.shown]
    return bool(every) and not any(every)


def _with_others(reader: Reader, kpi: str, only: str) -> list[str]:
    """The kinds of period that the file has another kommun's figures of."""
    near, _ = beside(reader)
    others = tuple(code for code in near if code != only)
    return [
        kind
        for kind in KINDS
        if any(
            value.shown for series in reader.figures.series_of(kpi, kind, others).values() for value in series
        )
    ]


def _sums(reader: Reader, kpi: str) -> str:
    """Why the kommuner do not add up to GFO; nothing where the file has not every kommun's figure of the period, as a
    kommun's own file seldom has."""
    figures = reader.figures
    whole = figures.across(kpi, reader.period.period)
    kommuner = [area for area in figures.areas if area.area != GFO]
    if GFO not in whole or any(area.is_owner and area.area not in whole for area in kommuner):
        return ""
    shown = {area.name: whole[area.area] for area in kommuner if area.area in whole}
    return sentences.sums(whole[GFO], shown, figures.definition(kpi))


def every_period_at(reader: Reader) -> tuple[str, str]:
    """The anchor and the name of the table of every period, which has what the charts above it draw."""
    return EVERY_PERIOD, _BY_KIND[reader.period.kind]


def every_period(reader: Reader, kpi: str) -> None:
    """A row a period, the newest first, and a column an area: the chosen one, GFO, then the other kommuner, so that a
    narrow screen shows what is asked for."""
    figures, chosen = reader.figures, reader.selection.period
    found = _shown(reader, kpi)
    first = dict.fromkeys([reader.selection.area, GFO, *found.kommuner])
    areas = [area for area in first if area in found.series]
    by_area = [{value.period: value for value in found.series[area]} for area in areas]
    periods = [
        period.period
        for period in reversed(figures.periods(reader.period.kind))
        if any(period.period in values for values in by_area)
    ]
    if not periods:
        return
    definition = found.definition
    cells = [[values.get(period) for values in by_area] for period in periods]
    # Of a rate the published figure is another.
    changed = figures.revised_of(kpi) if definition == figures.definition(kpi) else {}
    table = Table(
        columns=("Period", *(figures.names.get(area, area) for area in areas)),
        rows=tuple(
            (
                _label(reader, period, row),
                *(
                    _cell(value, definition, changed.get((area, period)))
                    for area, value in zip(areas, row, strict=True)
                ),
            )
            for period, row in zip(periods, cells, strict=True)
        ),
        chosen=periods.index(chosen) if chosen in periods else None,
    )
    title = f"{called(definition)}, {spread(reader.period.kind, definition.measure)}"
    sub = f"{unit(definition)}, de nyaste överst.{found.chosen_few}"
    text.heading(_BY_KIND[reader.period.kind], sub, anchor=EVERY_PERIOD)
    waits = _waits(
        reader,
        [(period, dict(zip(areas, row, strict=True))) for period, row in zip(periods, cells, strict=True)],
    )
    if told := " ".join(filter(None, [_awaited(reader, found, areas, periods), waits])):
        text.paragraph(told)
    few = None if len(table.rows) <= _ALL else _IN_VIEW
    text.show_table(_part_of(table, 0, few), title)
    if few:
        summary = f"Visa de {formats.number(len(table.rows) - few)} äldre"
        text.folded(summary, _part_of(table, few, None), f"{title}, de äldre")
    if any(area in areas and period in periods for area, period in changed):
        told = f"var: så var siffran vid mötet den {spoken_day(figures.meetings[0].meeting_on)}."
        text.block(f'<p class="sub">{escape(told)}</p>')
    for told in (
        of_two_times(reader.audience, figures.names, figures.meetings) if len(areas) > 1 else "",
        _signs(reader, areas, periods, cells),
    ):
        if told:
            text.block(f'<p class="sub">{escape(told)}</p>')
    downloads.offer(
        reader, Sheet(_BY_KIND[reader.period.kind], title, table, sub=sub, kpis=(kpi,)), EVERY_PERIOD
    )


def _signs(
    reader: Reader, areas: Sequence[str], periods: Sequence[str], cells: Sequence[Sequence[Value | None]]
) -> str:
    """What the signs in a table of these periods stand for, and of which areas and periods."""
    names, labels = reader.figures.names, reader.figures.labels
    found: dict[str, dict[str, list[int]]] = {}
    for column, area in enumerate(areas):
        known = [row for row, values in enumerate(cells) if values[column] is not None]
        for row, values in enumerate(cells):
            value = values[column]
            if value is None:
                # What has no row in a kommun's file yet comes with the meeting.
                newer = reader.whose and row < min(known, default=0)
                why = NEXT_MEETING if newer else reason("").short
            elif value.status == "missing":
                why = why_absent(value)
            else:
                continue
            found.setdefault(why, {}).setdefault(area, []).append(row)

    def where(rows: Sequence[int]) -> str:
        if rows[-1] - rows[0] + 1 != len(rows):
            return ""
        first, last = labels[periods[rows[-1]]], labels[periods[rows[0]]]
        return first if first == last else f"{first}–{last}"

    absent = {}
    for why, by_area in found.items():
        whose: dict[str, list[str]] = {}
        for area, rows in by_area.items():
            whose.setdefault(where(rows), []).append(names.get(area, area))
        absent[why] = "" if "" in whose else "; ".join(f"{joined(who)} {span}" for span, who in whose.items())
    hidden = any(value is not None and value.status == "hidden" for values in cells for value in values)
    return signs(absent, hidden=hidden)


def _cell(value: Value | None, definition: Definition, changed: Change | None = None) -> Cell:
    """A file has every krona; a page is as fine as everywhere else, and says how few cases a figure is of, and what it
    was at the last meeting where it has changed since."""
    if value is None:
        return None
    told = [few_cases(definition, value)]
    if changed and changed.old_status in ("ok", "published"):
        was = formats.card_figure(changed.old_value, changed.old_status, definition.unit, definition.decimals)
        told.append(f"var{formats.NBSP}{was}")
    return replace(figure(value, definition), short=True, of=", ".join(filter(None, told)))


def _part_of(table: Table, first: int, end: int | None) -> Table:
    """Some of its rows, in their order."""
    rows = table.rows[first:end]
    chosen = None if table.chosen is None else table.chosen - first
    return replace(
        table, rows=rows, chosen=chosen if chosen is not None and 0 <= chosen < len(rows) else None
    )


def _awaited(reader: Reader, found: _Shown, areas: Sequence[str], periods: Sequence[str]) -> str:
    """Whose newest figures come with the next meeting: a kommun's own stand in its file before that. Blank in the
    styrgrupp's file, which has all."""
    if reader.audience == STYRGRUPP:
        return ""
    # A figure that is missing has a row; one that is not shown to this reader yet has none.
    last = {area: max(value.period for value in found.series[area]) for area in areas}
    newer = [period for period in periods if period > min(last.values())]
    behind = [reader.figures.names.get(area, area) for area in areas if last[area] < periods[0]]
    return attention.awaited(behind, [reader.figures.labels[period] for period in reversed(newer)])


def _waits(reader: Reader, rows: Sequence[tuple[str, Mapping[str, Value | None]]]) -> str:
    """Which figures wait and for whom, `GFO: T1 2026 väntar på Kramfors.`; GFO's tell of all of them, where its figure
    waits. What a file has as a meeting saw it may have come since."""
    names, labels = reader.figures.names, reader.figures.labels
    told: dict[tuple[str, str], list[str]] = {}
    for period, row in reversed(rows):
        late = {area: value for area, value in row.items() if value and is_awaited(value)}
        for value in [late[GFO]] if GFO in late else late.values():
            waits = waits_for(value, names, reader.audience)
            if is_as_met(value, reader.audience):
                waits = f"{waits} {AS_MET}"
            told.setdefault((names[value.area], waits), []).append(labels[period])
    return " ".join(f"{whose}: {joined(found)} {waits}." for (whose, waits), found in told.items())


def _label(reader: Reader, period: str, row: list[Value | None]) -> str:
    label = reader.figures.labels[period]
    return f"{label} (preliminärt)" if any(value and value.preliminary for value in row) else label


def _children(reader: Reader, kommuner: tuple[str, ...]) -> dict[str, Value]:
    """The chosen period's children by kommun's name."""
    every = reader.figures.across(per_thousand.CHILDREN, reader.selection.period)
    return {reader.figures.names[code]: every[code] for code in kommuner if code in every}


def _at(reader: Reader, values: tuple[Value, ...]) -> Value:
    """The chosen period's figure of a series."""
    chosen = reader.selection.period
    found = next((value for value in values if value.period == chosen), None)
    return found or reader.figures.value(values[0].kpi, values[0].area, "")


def _as_rates(reader: Reader, definition: Definition) -> bool:
    return per_thousand.offered(definition) and reader.selection.choice(_SWITCH, ("0", "1"), "0") == "1"


def _shown(reader: Reader, kpi: str) -> _Shown:
    """Counts or rates, of all kommuner or of those near the chosen one in size."""
    figures, kind = reader.figures, reader.period.kind
    definition = figures.definition(kpi)
    near, chosen_few = beside(reader)
    series: Mapping[str, tuple[Value, ...]] = {
        area: without_opening(values, opening_stock(figures, kpi, area))
        for area, values in figures.series_of(kpi, kind, (*near, GFO)).items()
    }
    kommuner = tuple(
        code
        for code in near
        if code in series and (figures.area(code).is_owner or any(value.shown for value in series[code]))
    )
    if kommuner and _as_rates(reader, definition):
        series = rates(figures, kpi, kind, (*kommuner, GFO))
        definition = per_thousand.as_rate(definition)
    return _Shown(definition, series, kommuner, f" {chosen_few}" if chosen_few else "")
