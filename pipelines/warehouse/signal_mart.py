"""The marts `signal` and `signal_point`: is a change larger than chance? One judgement a KPI, area and tertial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.contracts import DATASETS
from pipelines.kpi.definitions import KpiDefinition
from pipelines.kpi.words import is_percent
from pipelines.reference import GFO
from pipelines.signals import Method, Sheet, State, Subject, Verdicts, how_it_is_judged, judge, sentence
from pipelines.signals.baseline import RECENT
from pipelines.warehouse.tables import create_from

#: What is not known is not judged; nor is what may still change.
_SERIES = """
select
    v.kpi, v.area, v.period, v.value::double as value, v.numerator::double as numerator,
    v.denominator::double as denominator, v.status in ('ok', 'published') and not v.preliminary as known
from mart.kpi_value as v
inner join mart.period as p on v.period = p.period and p.kind = 'tertial'
where v.cut = '' and v.kpi in $kpis
"""
#: KPIs read at once: each query takes longer to plan than to answer where kommuner are few, and rows of hundreds of
#: kommuner weigh far more here than in the database.
_AT_ONCE = 16
_PERIODS = """
select period, first_day, last_day + 1 as next_day
from mart.period
where kind = 'tertial'
order by first_day
"""
_OWNERS = """
select o.joined as day, false as left_it, a.name, a.area
from core.owner as o
inner join mart.area as a on o.kommun_code = a.area
union all
select o.left_on, true, a.name, a.area
from core.owner as o
inner join mart.area as a on o.kommun_code = a.area
cross join core.run as r
where o.left_on <= r.reporting_date
order by day, left_it, name
"""
_PARTS = (Method.SHARE, Method.CARRIED_COUNT, Method.COUNTED)


@dataclass(frozen=True)
class _Start:
    """The column from which a series is of another level than before, and the words for why."""

    column: int
    because: str


@dataclass(frozen=True)
class _Stretch:
    """A row of the sheet: the tertials of a KPI and area from one start to the next."""

    kpi: str
    area: str
    subject: Subject
    method: Method
    scale: int
    values: NDArray[np.float64]
    exposures: NDArray[np.float64]
    shown: NDArray[np.float64]
    columns: NDArray[np.int64]
    """Those of the stretch that stand in `kpi_value`."""


def write_signals(con: duckdb.DuckDBPyConnection, definitions: Mapping[str, KpiDefinition]) -> None:
    """Create `mart.signal` (the judgement as it stood each tertial) and `mart.signal_point` (the latest chart).

    All of them are judged together: a meeting may be told of no more changes than chance allows over all that it
    sees. Other files take their judgements from here.
    """
    periods = con.execute(_PERIODS).fetchall()
    stretches = list(_stretches(con, definitions, periods))
    sheet = Sheet(
        periods=tuple(period for period, _, _ in periods),
        values=_stacked(stretches, "values", len(periods)),
        exposures=_stacked(stretches, "exposures", len(periods)),
        shown=_stacked(stretches, "shown", len(periods)),
        scales=np.array([stretch.scale for stretch in stretches], dtype=np.float64),
        methods=tuple(stretch.method for stretch in stretches),
    )
    verdicts = judge(sheet)
    rows = np.repeat(np.arange(len(stretches)), [len(stretch.columns) for stretch in stretches])
    columns = np.concatenate([stretch.columns for stretch in stretches] or [np.zeros(0, np.int64)])
    create_from(con, "mart.signal", _signals(sheet, verdicts, stretches, rows, columns))
    create_from(con, "mart.signal_point", _points(sheet, verdicts, stretches, rows, columns))


def _stacked(stretches: list[_Stretch], part: str, width: int) -> NDArray[np.float64]:
    return np.array([getattr(stretch, part) for stretch in stretches]).reshape(-1, width)


def _stretches(
    con: duckdb.DuckDBPyConnection, definitions: Mapping[str, KpiDefinition], periods: list[tuple[Any, ...]]
) -> Iterator[_Stretch]:
    names = dict(con.execute("select area, name from mart.area").fetchall())
    column_of = {period: column for column, (period, _, _) in enumerate(periods)}
    owners = con.execute(_OWNERS).fetchall()
    for definition, method, frame in _series(con, definitions):
        subject = Subject("", definition.decimals, "\u00a0%" if is_percent(definition.unit) else "")
        areas = {area: row for row, area in enumerate(sorted(frame["area"].unique()))}
        at = [areas[area] for area in frame["area"]], [column_of[period] for period in frame["period"]]
        values, exposures, shown = (np.full((len(areas), len(periods)), np.nan) for _ in range(3))
        stands = np.zeros((len(areas), len(periods)), dtype=bool)
        stands[at] = True
        values[at], exposures[at], shown[at] = _figures(definition, method, frame, periods, at[1])
        for area, row in areas.items():
            starts = _starts(definition, area, owners, periods)
            inside = np.flatnonzero(stands[row])
            for start, end in pairwise([*starts, _Start(len(periods), "")]):
                mine = (np.arange(len(periods)) >= start.column) & (np.arange(len(periods)) < end.column)
                # Words for a beginning are due only where something was known before it.
                new = bool((~np.isnan(values[row, : start.column])).any())
                yield _Stretch(
                    kpi=definition.kpi,
                    area=area,
                    subject=replace(subject, place=names[area], because=start.because if new else ""),
                    method=method,
                    scale=definition.scale if definition.measure == "ratio" and method in _PARTS else 1,
                    values=np.where(mine, values[row], np.nan),
                    exposures=np.where(mine, exposures[row], np.nan),
                    shown=np.where(mine, shown[row], np.nan),
                    columns=inside[(inside >= start.column) & (inside < end.column)],
                )


def _series(
    con: duckdb.DuckDBPyConnection, definitions: Mapping[str, KpiDefinition]
) -> Iterator[tuple[KpiDefinition, Method, pl.DataFrame]]:
    """The KPIs that are judged, how each is, and its rows of `_SERIES`."""
    methods = {}
    for kpi, definition in definitions.items():
        measures = [definitions[part].measure for part in definition.parts]
        if method := how_it_is_judged(definition.unit, definition.measure, *measures):
            methods[kpi] = method
    kpis = list(methods)
    for start in range(0, len(kpis), _AT_ONCE):
        some = kpis[start : start + _AT_ONCE]
        found = con.sql(_SERIES, params={"kpis": some}).pl()
        frames = found.partition_by("kpi", as_dict=True)
        for kpi in some:
            yield definitions[kpi], methods[kpi], frames.get((kpi,), found.clear())


def _figures(
    definition: KpiDefinition,
    method: Method,
    frame: pl.DataFrame,
    periods: list[tuple[Any, ...]],
    columns: list[int],
) -> tuple[NDArray[np.float64], ...]:
    """What is judged, its exposure, and what is shown, row by row of a KPI's frame; nan where it is not known."""
    known = frame["known"].to_numpy()
    shown = np.where(known, frame["value"].to_numpy(), np.nan)
    values, exposures = shown.copy(), np.ones(len(shown))
    if definition.measure == "ratio" and method in _PARTS:
        values, exposures = frame["numerator"].to_numpy().copy(), frame["denominator"].to_numpy().copy()
        known = known & ~np.isnan(values) & (exposures > 0)
        if method is Method.SHARE:
            # A quotient of two counts of which one is no part of the other is no share.
            known = known & (values <= exposures)
    elif definition.measure == "days":
        # As children in care at once, so that they are as certain as the count they come of.
        lengths = np.array([(after - first).days for _, first, after in periods], dtype=np.float64)
        values = shown / lengths[columns]
    known = known & ~np.isnan(values) & ~np.isnan(shown)
    return np.where(known, values, np.nan), np.where(known, exposures, np.nan), np.where(known, shown, np.nan)


def _starts(
    definition: KpiDefinition, area: str, owners: list[tuple[Any, ...]], periods: list[tuple[Any, ...]]
) -> list[_Start]:
    """Where a series' level begins anew: from the first whole tertial of a declared day; for GFO's services of a new
    owner's first day or a former one's first day outside: with other owners they are of another whole; and for a
    kommun's part in what GFO itself keeps a register of, of the kommun's own first day."""
    days: dict[date, list[str]] = {day: [] for place, day in definition.baseline_from if place in ("", area)}
    datasets = [DATASETS[name] for name in definition.source]
    services = bool(datasets) and all(dataset.while_owner for dataset in datasets)
    registers = bool(datasets) and all(dataset.sender == "gfo" for dataset in datasets)
    for day, left_it, name, owner in owners:
        if (area == GFO and services) or (area == owner and registers):
            days.setdefault(day, []).append(f"{name} {'lämnade' if left_it else 'kom med'}")
    found = {0: _Start(0, "")}
    for day, words in sorted(days.items()):
        column = next((n for n, (_, first_day, _) in enumerate(periods) if first_day >= day), len(periods))
        if 0 < column < len(periods):
            found[column] = _Start(column, f"då {' och '.join(words)}" if words else "")
    return list(found.values())


def _signals(
    sheet: Sheet,
    verdicts: Verdicts,
    stretches: list[_Stretch],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> pl.DataFrame:
    at = rows, columns
    words = np.full(len(rows), "", dtype=object)
    for n in np.flatnonzero(verdicts.side[at]):
        words[n] = sentence(sheet, verdicts, int(rows[n]), int(columns[n]), stretches[rows[n]].subject)
    since = verdicts.since[at]
    names = np.array([*sheet.periods, ""], dtype=object)
    return _frame(stretches, sheet, rows, columns).with_columns(
        pl.Series("state", [str(state) for state in verdicts.state[at]], pl.String),
        pl.Series("side", verdicts.side[at], pl.Int8),
        pl.Series("chance", verdicts.chance[at], pl.Float64, nan_to_null=True),
        *_usual(verdicts, at),
        pl.Series("since", names[since].tolist(), pl.String),
        pl.Series("sentence", words.tolist(), pl.String),
    )


def _points(
    sheet: Sheet,
    verdicts: Verdicts,
    stretches: list[_Stretch],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> pl.DataFrame:
    known = ~np.isnan(sheet.values)
    signal = verdicts.side != 0
    # A level is told of three tertials, and every one of them is part of it.
    for row, column in np.argwhere(verdicts.state == State.LEVEL):
        signal[row, np.flatnonzero(known[row, : column + 1])[-RECENT:]] = True
    latest = np.where(known, np.arange(known.shape[1]), -1).max(axis=1, initial=-1)
    compared = verdicts.since[np.arange(len(latest)), latest]
    position = np.cumsum(known, axis=1)
    of_baseline = (
        known
        & (compared >= 0)[:, None]
        & (np.arange(known.shape[1]) >= compared[:, None])
        & (position <= position[:, -1:] - RECENT)
    )
    at = rows, columns
    last = rows, latest[rows]
    return _frame(stretches, sheet, rows, columns).with_columns(
        *(
            pl.when(pl.Series(known[at])).then(column).otherwise(None).alias(column.name)
            for column in _usual(verdicts, last)
        ),
        pl.Series("in_baseline", of_baseline[at], pl.Boolean),
        pl.Series("signal", signal[at], pl.Boolean),
    )


def _usual(verdicts: Verdicts, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> list[pl.Series]:
    return [
        pl.Series(name, getattr(verdicts, name)[at], pl.Float64, nan_to_null=True)
        for name in ("mean", "lower", "upper")
    ]


def _frame(
    stretches: list[_Stretch], sheet: Sheet, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> pl.DataFrame:
    kpis, areas = ([getattr(stretch, name) for stretch in stretches] for name in ("kpi", "area"))
    return pl.DataFrame(
        {
            "kpi": pl.Series(kpis, dtype=pl.String).gather(rows),
            "area": pl.Series(areas, dtype=pl.String).gather(rows),
            "period": pl.Series(sheet.periods, dtype=pl.String).gather(columns),
        }
    )
