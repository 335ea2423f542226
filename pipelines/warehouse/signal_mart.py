"""The marts `signal` and `signal_point`: is a change larger than chance? One judgement a KPI, area and tertial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import duckdb
import polars as pl

from pipelines.kpi.definitions import KpiDefinition
from pipelines.kpi.words import reason as words_of
from pipelines.signals import Judgement, Kind, Point, Standing, how_it_varies, judge_over_time
from pipelines.warehouse.tables import append_rows, create_table

SIGNAL_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "kpi": pl.String,
    "area": pl.String,
    "period": pl.String,
    "state": pl.String,
    "side": pl.Int8,
    "mean": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "sentence": pl.String,
}
POINT_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "kpi": pl.String,
    "area": pl.String,
    "period": pl.String,
    "mean": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "in_baseline": pl.Boolean,
    "signal": pl.Boolean,
    "skipped": pl.String,
}

_SERIES = """
select v.kpi, v.area, a.name, v.period, v.value, v.numerator, v.denominator, v.status, v.reason, v.preliminary
from mart.kpi_value as v
inner join mart.period as p on v.period = p.period and p.kind = 'tertial'
inner join mart.area as a on v.area = a.area
inner join input.kpi as k on v.kpi = k.kpi and k.measure <> 'level'
where v.cut = '' and v.kpi = $kpi
order by v.area, p.first_day
"""


def write_signals(con: duckdb.DuckDBPyConnection, definitions: Mapping[str, KpiDefinition]) -> None:
    """Create `mart.signal` (the judgement as it stood each tertial) and `mart.signal_point` (the latest chart)."""
    create_table(con, "mart.signal", SIGNAL_SCHEMA, [])
    create_table(con, "mart.signal_point", POINT_SCHEMA, [])
    for definition in definitions.values():
        # One KPI at a time: rows of hundreds of kommuner weigh far more here than in the database.
        rows = con.execute(_SERIES, {"kpi": definition.kpi}).fetchall()
        signals: list[tuple[Any, ...]] = []
        points: list[tuple[Any, ...]] = []
        for (kpi, area, name), group in groupby(rows, key=lambda row: row[:3]):
            latest, standing = _judged(definition, definitions, name, group)
            signals += [
                (kpi, area, s.period, s.state.value, s.side, s.mean, s.lower, s.upper, s.sentence)
                for s in standing
            ]
            points += [
                (kpi, area, p.period, p.mean, p.lower, p.upper, p.in_baseline, p.signal, p.skipped)
                for p in latest.points
            ]
        append_rows(con, "mart.signal", SIGNAL_SCHEMA, signals)
        append_rows(con, "mart.signal_point", POINT_SCHEMA, points)


def _judged(
    definition: KpiDefinition,
    definitions: Mapping[str, KpiDefinition],
    place: str,
    rows: Iterable[tuple[Any, ...]],
) -> tuple[Judgement, list[Standing]]:
    """The series of one area, from its rows in the order of `_SERIES`."""
    measures = [definitions[part].measure for part in (definition.numerator, definition.denominator) if part]
    kind, carries_over = how_it_varies(definition.measure, *measures)
    return judge_over_time(
        [_point(kind, *row[3:]) for row in rows],
        kind=kind,
        place=place,
        baseline_from=definition.baseline_from or None,
        carries_over=carries_over,
        # An amount is judged as the reader sees it, already scaled.
        scale=1 if kind is Kind.AMOUNT else definition.scale,
        decimals=definition.decimals,
        unit="" if kind is Kind.COUNT else _unit(definition),
    )


def _unit(definition: KpiDefinition) -> str:
    return {"procent": "\u00a0%", "%": "\u00a0%", "kr": "\u00a0kr"}.get(definition.unit, "")


def _point(
    kind: Kind,
    period: str,
    value: Any,
    numerator: Any,
    denominator: Any,
    status: str,
    reason: str | None,
    preliminary: bool,
) -> Point:
    words = words_of(reason).skipped
    if kind in (Kind.RATE, Kind.PROPORTION):
        return Point(period, numerator, denominator, status, preliminary, words)
    return Point(period, value, None, status, preliminary, words)
