"""The figures of one published file: the only room that queries.

Every answer is immutable and cached by (resolved path, audience, question): the path is the data's version,
and the audience is an argument because the cache is shared by all readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from dashboard.published.connection import rows
from dashboard.published.records import (
    Allocation,
    AllocationInput,
    Area,
    Comment,
    Definition,
    PeriodInfo,
    Release,
    Source,
    Value,
)
from pipelines.errors import ReaderError

GFO = "GFO"


@lru_cache(maxsize=64)
def _tables(source: Source) -> frozenset[str]:
    found = rows(
        source.path, "select table_name from duckdb_tables() union all select view_name from duckdb_views()"
    )
    return frozenset(name for (name,) in found)


@lru_cache(maxsize=8)
def _release(source: Source) -> Release:
    found = rows(
        source.path,
        "select build::varchar, as_of::timestamp, reporting_date, published_at::timestamp, sample, coalesce(reason, '')"
        " from release",
    )
    return Release(*found[0])


@lru_cache(maxsize=8)
def _areas(source: Source) -> tuple[Area, ...]:
    found = rows(
        source.path,
        "select area, name, genitive, is_owner from area order by area <> 'GFO', name collate sv",
    )
    return tuple(Area(*row) for row in found)


@lru_cache(maxsize=32)
def _periods(source: Source, kind: str) -> tuple[PeriodInfo, ...]:
    found = rows(
        source.path,
        "select period, kind, label, first_day, last_day, preliminary from period where kind = ? order by first_day",
        [kind],
    )
    return tuple(PeriodInfo(*row) for row in found)


@lru_cache(maxsize=8)
def _definitions(source: Source) -> Mapping[str, Definition]:
    found = rows(
        source.path,
        "select kpi, name, coalesce(question, ''), coalesce(unit, ''), measure, coalesce(direction, ''),"
        " coalesce(caveat, ''), coalesce(source, ''), coalesce(owner, ''), reviewed::date, next_review::date,"
        " coalesce(decimals, 0), coalesce(numerator, ''), coalesce(denominator, ''), coalesce(part_of, ''),"
        " coalesce(sums_to, ''), coalesce(cuts, ''), coalesce(additive, false), coalesce(sql, '')"
        " from kpi_definition order by name collate sv",
    )
    return MappingProxyType({row[0]: Definition(*row) for row in found})


@lru_cache(maxsize=2048)
def _series(source: Source, kpi: str, cut: str, kind: str) -> Mapping[str, tuple[Value, ...]]:
    """One KPI in every area over every period of a kind: one query serves whichever kommun is chosen next."""
    found = rows(
        source.path,
        "select v.kpi, v.cut, v.area, v.period, v.value, v.numerator, v.denominator, v.n, v.status,"
        " coalesce(v.reason, ''), v.preliminary"
        " from kpi_value as v inner join period as p on p.period = v.period and p.kind = ?"
        " where v.kpi = ? and v.cut = ? order by v.area, p.first_day",
        [kind, kpi, cut],
    )
    by_area: dict[str, list[Value]] = {}
    for row in found:
        by_area.setdefault(row[2], []).append(Value(*row))
    return MappingProxyType({area: tuple(values) for area, values in by_area.items()})


@lru_cache(maxsize=8)
def _followed_up(source: Source) -> frozenset[str]:
    found = rows(
        source.path,
        "select distinct v.kpi from kpi_value as v inner join period as p on p.period = v.period"
        " where v.preliminary and not p.preliminary",
    )
    return frozenset(kpi for (kpi,) in found)


@lru_cache(maxsize=512)
def _cuts(source: Source, kpi: str, dimension: str) -> tuple[str, ...]:
    found = rows(
        source.path,
        "select distinct cut from kpi_value where kpi = ? and starts_with(cut, ? || '=') and not contains(cut, ',')"
        " order by cut",
        [kpi, dimension],
    )
    return tuple(cut for (cut,) in found)


@lru_cache(maxsize=64)
def _codes(source: Source, code_list: str) -> Mapping[str, str]:
    if "code" not in _tables(source):
        return MappingProxyType({})
    found = rows(source.path, "select code, label from code where list = ? order by position", [code_list])
    return MappingProxyType(dict(found))


@lru_cache(maxsize=64)
def _allocation(source: Source, year: int) -> tuple[Allocation, ...]:
    found = rows(
        source.path,
        "select year, area, months, children, placed, population_share, placed_share, population_amount_sek,"
        " placed_amount_sek, amount_sek from cost_allocation where year = ? order by amount_sek desc, area",
        [year],
    )
    return tuple(Allocation(*row) for row in found)


@lru_cache(maxsize=8)
def _allocation_years(source: Source) -> tuple[int, ...]:
    found = rows(source.path, "select distinct year from cost_allocation order by year desc")
    return tuple(year for (year,) in found)


@lru_cache(maxsize=64)
def _allocation_inputs(source: Source, year: int) -> tuple[AllocationInput, ...]:
    found = rows(
        source.path,
        "select component, base_year, coalesce(area, ''), value, try_cast(dated as date), coalesce(source, '')"
        " from allocation_input where year = ? order by component, area",
        [year],
    )
    return tuple(AllocationInput(*row) for row in found)


@lru_cache(maxsize=256)
def _marts(
    source: Source, name: str, columns: tuple[str, ...], where: tuple[tuple[str, str], ...], order: str
) -> tuple[Mapping[str, Any], ...]:
    if name not in _tables(source):
        return ()
    conditions = " and ".join(f"{column} = ?" for column, _value in where)
    found = rows(
        source.path,
        f"select {', '.join(columns)} from {name} where {conditions} order by {order}",
        [value for _column, value in where],
    )
    return tuple(MappingProxyType(dict(zip(columns, row, strict=True))) for row in found)


@lru_cache(maxsize=8)
def _targets(source: Source) -> Mapping[tuple[str, str, str], Decimal]:
    if "target" not in _tables(source):
        return MappingProxyType({})
    found = rows(source.path, "select kpi, area, period, target from target")
    return MappingProxyType({(kpi, area, period): target for kpi, area, period, target in found})


@lru_cache(maxsize=8)
def _comments(source: Source) -> tuple[Comment, ...]:
    if "comment" not in _tables(source):
        return ()
    found = rows(
        source.path,
        "select day, coalesce(period, ''), coalesce(kpi, ''), coalesce(area, ''), text from comment order by day",
    )
    return tuple(Comment(*row) for row in found)


@lru_cache(maxsize=64)
def _table(source: Source, name: str, columns: tuple[str, ...], order: str) -> tuple[Mapping[str, Any], ...]:
    if name not in _tables(source):
        return ()
    found = rows(source.path, f"select {', '.join(columns)} from {name} order by {order}")
    return tuple(MappingProxyType(dict(zip(columns, row, strict=True))) for row in found)


@dataclass(frozen=True)
class Figures:
    """What the pages ask. A figure that the file does not hold comes back as missing, never as zero."""

    source: Source

    @property
    def release(self) -> Release:
        return _release(self.source)

    @property
    def areas(self) -> tuple[Area, ...]:
        """GFO first, then its kommuner in Swedish order."""
        return _areas(self.source)

    @property
    def owners(self) -> tuple[Area, ...]:
        """GFO and the kommuner that own it: what a reader can choose."""
        return tuple(area for area in self.areas if area.is_owner or area.area == GFO)

    def area(self, area: str) -> Area:
        return next(found for found in self.areas if found.area == area)

    def periods(self, kind: str = "tertial") -> tuple[PeriodInfo, ...]:
        return _periods(self.source, kind)

    def period(self, period: str) -> PeriodInfo:
        for kind in ("tertial", "year", "rolling", "month"):
            for found in self.periods(kind):
                if found.period == period:
                    return found
        raise KeyError(period)

    @property
    def definitions(self) -> Mapping[str, Definition]:
        return _definitions(self.source)

    def definition(self, kpi: str) -> Definition:
        """Raises ReaderError D004 for a KPI that this version does not have."""
        try:
            return self.definitions[kpi]
        except KeyError:
            raise ReaderError(
                "D004",
                f"Nyckeltalet ”{kpi}” finns inte i den här versionen.",
                remedy="Välj ett annat nyckeltal.",
            ) from None

    def has(self, kpi: str) -> bool:
        return kpi in self.definitions

    def series(self, kpi: str, area: str, kind: str = "tertial", cut: str = "") -> tuple[Value, ...]:
        """One KPI over every period of a kind, oldest first; empty when the file has none."""
        return _series(self.source, kpi, cut, kind).get(area, ())

    def all_series(self, kpi: str, kind: str = "tertial", cut: str = "") -> Mapping[str, tuple[Value, ...]]:
        """The same for every area, by its code."""
        return _series(self.source, kpi, cut, kind)

    def value(self, kpi: str, area: str, period: str, cut: str = "") -> Value:
        """One figure; a period or area without a row is missing with the reason `uppgift_saknas`."""
        kind = _kind_of(period)
        for found in self.series(kpi, area, kind, cut):
            if found.period == period:
                return found
        return Value(kpi, cut, area, period, None, None, None, None, "missing", "uppgift_saknas", False)

    def followed_up(self, kpi: str) -> bool:
        """Whether a KPI waits for what comes after its period: preliminary although the period is over."""
        return kpi in _followed_up(self.source)

    def cuts(self, kpi: str, dimension: str) -> tuple[str, ...]:
        """The cuts of a KPI along one dimension: `form=hvb`, …; empty when it has none."""
        return _cuts(self.source, kpi, dimension)

    def codes(self, code_list: str) -> Mapping[str, str]:
        """Code → Swedish label, in the list's own order."""
        return _codes(self.source, code_list)

    @property
    def allocation_years(self) -> tuple[int, ...]:
        """Newest first."""
        return _allocation_years(self.source)

    def allocation(self, year: int) -> tuple[Allocation, ...]:
        """One row a kommun, the largest amount first."""
        return _allocation(self.source, year)

    def allocation_inputs(self, year: int) -> tuple[AllocationInput, ...]:
        return _allocation_inputs(self.source, year)

    def mart(
        self, name: str, columns: tuple[str, ...], order: str, **where: str
    ) -> tuple[Mapping[str, Any], ...]:
        """The rows of a page-shaped table where columns have these values; empty when there is no such table."""
        return _marts(self.source, name, columns, tuple(sorted(where.items())), order)

    def target(self, kpi: str, area: str, period: str) -> Decimal | None:
        """The goal set for a figure; None when there is none."""
        return _targets(self.source).get((kpi, area, period))

    def comments(self, kpi: str, area: str) -> tuple[Comment, ...]:
        """The comments on a figure: its own from GFO or the area, and those on every figure of the area itself."""
        return tuple(
            comment
            for comment in _comments(self.source)
            if (comment.kpi == kpi and comment.area in ("", GFO, area))
            or (not comment.kpi and comment.area == area)
        )

    def table(self, name: str, columns: tuple[str, ...], order: str) -> tuple[Mapping[str, Any], ...]:
        """A page-shaped table as it is; empty when this version was published without it."""
        return _table(self.source, name, columns, order)


def _kind_of(period: str) -> str:
    if period.endswith("R3"):
        return "rolling"
    if "T" in period:
        return "tertial"
    return "month" if "-" in period else "year"
