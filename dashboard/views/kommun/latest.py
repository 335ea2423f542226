"""A kommun's main figures: the newest month and the year so far, each beside the same time a year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.blocks import downloads, text
from dashboard.published.records import Definition, PeriodInfo, Value
from dashboard.reader.reader import Reader
from dashboard.views.kommun import by_month
from dashboard.words import kommun
from dashboard.words.absence import why_absent
from dashboard.words.definitions import called
from dashboard.words.grammar import capitalised, lowered
from dashboard.words.periods import so_far
from dashboard.words.tables import Cell, Table, figure, unit_of
from dashboard.words.uncertainty import of_how_many
from pipelines.kpi.words import is_percent
from pipelines.reference import GFO

FIGURES = (
    "referrals_received",
    "referrals_open",
    "bank_homes_available",
    "referrals_returned_gfo",
    "match_rate",
    "children_in_care",
    "placements_started",
    "placements_ended",
    "replacements",
    "breakdowns",
    "deviations_open",
    "placement_cost",
    "cost_per_care_day",
)
# What the two tables have, asked for at once.
_ASKED_FOR = tuple(dict.fromkeys((*FIGURES, *by_month.COLUMNS)))
_KINDS = ("month", "year", "same_days")
_CARE = "children_in_care"


def section(reader: Reader) -> list[str]:
    """One table, each figure's name the way to its page, and behind a line the months beside each other. Its KPIs."""
    figures = reader.figures
    kpis = [kpi for kpi in FIGURES if figures.has(kpi) and figures.series(kpi, reader.selection.area)]
    found = _of_late(reader)
    month = _newest_month(reader, found)
    if month is None or month.preliminary:
        # Nothing has been delivered for years.
        found = _of_all_time(reader)
        month = _newest_month(reader, found)
    if month is None:
        return []
    day = figures.release.reporting_date
    columns = [month, figures.compared(month.period), *_years(reader)]
    gfo_head, of_gfo = _of_gfo(reader, kpis)
    table = Table(
        ("Nyckeltal", *(_head(column, day) for column in columns), *filter(None, [gfo_head]), "Enhet"),
        tuple(
            (
                called(figures.definition(kpi)),
                *(
                    _cell(reader, kpi, column, found.get(kpi, ()), newest=n == 0)
                    for n, column in enumerate(columns)
                ),
                *([_gfo_cell(reader, kpi, of_gfo)] if of_gfo else []),
                unit_of(figures.definition(kpi)),
            )
            for kpi in kpis
        ),
        in_view=1 + len(columns) + bool(of_gfo),
        doors=tuple(reader.door("nyckeltal", visa=kpi) for kpi in kpis),
    )
    title = f"Senaste månaden och året hittills, {reader.area.name}"
    same_days = [f"Samma tid är {column.label}." for column in columns if column.kind == "same_days"]
    part = kommun.part_of_gfo(reader.area.name, *_in_care(reader, found, of_gfo))
    said = " ".join(filter(None, [*same_days, part]))
    text.heading("Senaste månaden och året hittills", said)
    downloads.listed(reader, table, title, reader.selection.area, name="Månaden och året hittills")
    by_month.section(reader, found, month)
    return kpis


def _of_gfo(reader: Reader, kpis: Sequence[str]) -> tuple[str, Mapping[str, Value]]:
    """The column of GFO's figures of the year so far, what it is called and by KPI; blank and none where the file has
    them not, as a kommun's own has not."""
    years = [] if reader.whose else _years(reader)[:1]
    for year in years:
        found = reader.figures.of_area(GFO, _KINDS, tuple(kpis), year.first_day)
        of_year = {kpi: value for kpi in kpis for value in found.get(kpi, ()) if value.period == year.period}
        if any(value.shown for value in of_year.values()):
            head = lowered(_head(year, reader.figures.release.reporting_date))
            return f"{GFO} {head}", of_year
    return "", {}


def _gfo_cell(reader: Reader, kpi: str, of_gfo: Mapping[str, Value]) -> Cell:
    return _in_cell(of_gfo[kpi], reader.figures.definition(kpi)) if kpi in of_gfo else ""


def _in_care(
    reader: Reader, found: Mapping[str, Sequence[Value]], of_gfo: Mapping[str, Value]
) -> tuple[Value | None, Value | None]:
    """The kommun's children in care and GFO's, of the same year."""
    whole = of_gfo.get(_CARE)
    own = next((one for one in found.get(_CARE, ()) if whole and one.period == whole.period), None)
    return own, whole


def _in_cell(value: Value, definition: Definition) -> Cell:
    of = of_how_many(value) if is_percent(definition.unit) else ""
    return replace(figure(value, definition), short=True, of=of)


def _head(column: PeriodInfo, day: date) -> str:
    """What a column is of, in few words: `Augusti 2026`, `Augusti 2025`, `Hittills 2026`, `Samma tid 2025`."""
    if column.kind == "same_days":
        return f"Samma tid {column.first_day.year}"
    if column.kind == "year" and column.preliminary:
        return f"Hittills {column.label}"
    return capitalised(so_far(column, day))


def _of_late(reader: Reader) -> Mapping[str, Sequence[Value]]:
    """The figures of the last two years, which are nearly always all that the table needs."""
    day = reader.figures.release.reporting_date
    return reader.figures.of_area(reader.selection.area, _KINDS, _ASKED_FOR, date(day.year - 2, day.month, 1))


def _of_all_time(reader: Reader) -> Mapping[str, Sequence[Value]]:
    return reader.figures.of_area(reader.selection.area, _KINDS, _ASKED_FOR)


def _newest_month(reader: Reader, found: Mapping[str, Sequence[Value]]) -> PeriodInfo | None:
    """The newest month that is over and has a figure; else the newest of all."""
    shown = {value.period for values in found.values() for value in values if value.shown}
    known = [month for month in reader.figures.periods("month") if month.period in shown]
    whole = [month for month in known if not month.preliminary]
    return next(reversed(whole or known), None)


def _years(reader: Reader) -> list[PeriodInfo]:
    """The year of the newest figures, and as much of the one before it."""
    year = str(reader.figures.release.reporting_date.year)
    found = [period for period in reader.figures.periods("year") if period.period == year]
    return [*found, *(reader.figures.compared(period.period) for period in found)]


def _cell(reader: Reader, kpi: str, period: PeriodInfo, found: Sequence[Value], *, newest: bool) -> Cell:
    """A figure, of those `found` where it is among them; of the `newest` month that of the month before where its own
    has not come, with its name."""
    figures = reader.figures
    definition = figures.definition(kpi)
    value = next((one for one in found if one.period == period.period), None) or figures.value(
        kpi, reader.selection.area, period.period
    )
    if value.reason == "ej_med":
        return why_absent(value)
    unknown = value.status == "missing" and value.reason != "inga_fall"
    if newest and unknown and (older := _older(reader, kpi, found, period)):
        return replace(figure(older, definition), short=True, of=figures.labels[older.period])
    return _in_cell(value, definition)


def _older(reader: Reader, kpi: str, found: Sequence[Value], month: PeriodInfo) -> Value | None:
    """The newest month's figure before a month that has none: of those `found`, else of all there are."""
    months = {one.period for one in reader.figures.periods("month") if one.period < month.period}

    def newest(values: Sequence[Value]) -> Value | None:
        return next((one for one in reversed(values) if one.shown and one.period in months), None)

    return newest(found) or newest(_of_all_time(reader).get(kpi, ()))
