"""One published file as an adversary reads it: its cells, and what its other tables say of them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from pipelines.disclosure.attack.cells import GFO, Cell, Kpi, Span

#: Column of a page's table → the cell it repeats; `opening`: that of a stock the day before the period.
_PAGES: dict[str, dict[str, tuple[str, str]]] = {
    "referral_flow": {
        "opening": ("referrals_open", ""),
        "received": ("referrals_received", ""),
        "matched_gfo": ("referrals_decided", "utfall=matchad_gfo"),
        "matched_kommun": ("referrals_decided", "utfall=matchad_kommun"),
        "matched_network": ("referrals_decided", "utfall=matchad_natverk"),
        "returned_gfo": ("referrals_decided", "utfall=aterlamnad"),
        "withdrawn_kommun": ("referrals_decided", "utfall=atertagen"),
        "closing": ("referrals_open", ""),
    },
    "home_bank": {
        "available": ("bank_homes", "status=tillgangligt"),
        "occupied": ("bank_homes", "status=upptaget"),
        "resting": ("bank_homes", "status=vilande"),
        "came": ("homes_joined_bank", ""),
        "left_bank": ("homes_left_bank", ""),
    },
}
#: Tables that say cells outright: kpi, cut, area, period, value.
_SAID = {
    "revision": "select kpi, cut, area, period, new_value from revision",
    "publication_difference": "select kpi, cut, area, period, new_value from publication_difference",
    "published_difference": "select kpi, '', area, period, computed_value from published_difference",
    "deviation_closing": """
        select 'deviations_closed', if(category = '', '', 'kategori=' || category), area, period, closed
        from deviation_closing
    """,
    "waiting": """
        select 'referrals_open', 'vantat=' || c.code, w.area, w.period, w.referrals
        from waiting as w inner join code as c on c.list = 'vantat' and c.label = w.age_class
    """,
    "recruitment_funnel": """
        select 'enquiries_received', if(channel = '', '', 'kanal=' || channel), 'GFO', period, families
        from recruitment_funnel where position = 1
    """,
}
_BEFORE = "select kpi, cut, area, period, old_value from {table} where old_value is not null"


class Figure(NamedTuple):
    """A row of `kpi_value`; amounts as floats, None where the file has none."""

    kpi: str
    cut: str
    area: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    n: int | None
    status: str
    reason: str | None


class Mean(NamedTuple):
    """A signal's mean of an area's tertials, from `since` to three tertials before `period`."""

    kpi: str
    area: str
    since: str
    period: str
    mean: float


class Share(NamedTuple):
    """How much of an area's counted is shown, in whole per cent."""

    area: str
    percent: float


@dataclass(frozen=True)
class Book:
    """One published file.

    `owners`: with the day from which one that has left is not in GFO's figures. `said` and `said_before`: cells that
    other tables tell, of it and of the file before it.
    """

    build: int
    kpis: dict[str, Kpi]
    spans: dict[str, Span]
    owners: dict[str, date | None]
    figures: list[Figure]
    said: list[tuple[Cell, float]] = field(default_factory=list)
    said_before: list[tuple[Cell, float]] = field(default_factory=list)
    allocated: list[tuple[Cell, float]] = field(default_factory=list)
    means: list[Mean] = field(default_factory=list)
    partial: list[tuple[Cell, tuple[str, ...], float]] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)

    def cell(self, kpi: str, cut: str, area: str, period: str) -> Cell:
        """The cell of a period that `spans` knows."""
        if self.kpis[kpi].measure == "stock":
            return Cell(kpi, cut, area, self.spans[period].read_on)
        return Cell(kpi, cut, area, period)

    def opening(self, kpi: str, cut: str, area: str, period: str) -> Cell:
        """A stock as it stood the day before a period."""
        return Cell(kpi, cut, area, f"@{self.spans[period].first - timedelta(days=1)}")


def read_book(path: Path, owner: str = "", periods: frozenset[str] | None = None) -> Book:
    """Read one published file; `owner`: the area of which it holds every row: what others are listed with will do.

    `periods`: the figures of these alone (None: of all). A file that seven adversaries read is read once.
    """
    stat = path.stat()
    return _read(path.resolve(), owner, periods, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, owner: str, periods: frozenset[str] | None, mtime_ns: int, size: int) -> Book:
    with _opened(path) as con:
        tables: dict[str, set[str]] = {}
        for table, column in con.execute(
            "select table_name, column_name from duckdb_columns() where database_name = current_database()"
        ).fetchall():
            tables.setdefault(table, set()).add(column)
        build, reporting_date = _release(con, tables)
        spans = {
            period: Span(kind, first, last)
            for period, kind, first, last in con.execute(
                "select period, kind, first_day, last_day from period where kind <> 'same_days'"
            ).fetchall()
            if last <= reporting_date
        }
        wanted = spans.keys() if periods is None else spans.keys() & periods
        book = Book(build, _kpis(con), spans, _owners(con, tables), _figures(con, wanted, owner))
        _read_said(con, tables, book)
        _read_the_rest(con, tables, book)
        return book


_engine = cache(duckdb.connect)
_names = (f"book_{number}" for number in count())


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the file alone; its tables need no prefix."""
    # All files in one engine: to start one takes as long as to read a file.
    con, name, quoted = _engine().cursor(), next(_names), str(path).replace("'", "''")
    con.execute(f"attach '{quoted}' as {name} (read_only)")
    try:
        con.execute(f"use {name}")
        yield con
    finally:
        con.execute("use memory")
        con.execute(f"detach {name}")
        con.close()


def _release(con: duckdb.DuckDBPyConnection, tables: dict[str, set[str]]) -> tuple[int, date]:
    found = con.execute("select build, reporting_date from release").fetchall() if "release" in tables else []
    return found[0] if found else (0, date.max)


def _owners(con: duckdb.DuckDBPyConnection, tables: dict[str, set[str]]) -> dict[str, date | None]:
    # Files of earlier versions do not say who has left.
    left = "left_on" if "left_on" in tables["area"] else "null"
    query = f"select area, {left} from area where is_owner and area <> 'GFO' order by area"
    return dict(con.execute(query).fetchall())


def _kpis(con: duckdb.DuckDBPyConnection) -> dict[str, Kpi]:
    rows = con.execute(
        "select kpi, coalesce(source, ''), measure, unit, additive, coalesce(part_of, ''), coalesce(sums_to, ''), "
        "coalesce(numerator, ''), coalesce(denominator, ''), coalesce(scale, 1) from kpi_definition"
    ).fetchall()
    return {kpi: Kpi(frozenset(sources.split(", ")), *told) for kpi, sources, *told in rows}


def _figures(con: duckdb.DuckDBPyConnection, periods: Set[str], owner: str) -> list[Figure]:
    # Most of an owner's own rows are listed for nobody else and bind nothing: left out for their number.
    rows = con.execute(
        """
        with other as (select distinct kpi, cut, period from kpi_value where area <> $owner)
        select v.kpi, v.cut, v.area, v.period, v.value::double, v.numerator::double, v.denominator::double, v.n,
            v.status, v.reason
        from kpi_value as v
        left join other as o on v.kpi = o.kpi and v.cut = o.cut and v.period = o.period
        where
            v.period in (select unnest($periods))
            and (v.area <> $owner or o.kpi is not null or not exists (select 1 from other))
        """,
        {"owner": owner, "periods": sorted(periods)},
    ).fetchall()
    return [Figure(*row) for row in rows]


def _read_said(con: duckdb.DuckDBPyConnection, tables: dict[str, set[str]], book: Book) -> None:
    def known(rows: list[Any]) -> Iterator[tuple[Cell, float]]:
        for kpi, cut, area, period, value in rows:
            if value is not None and kpi in book.kpis and period in book.spans:
                yield book.cell(kpi, cut, area, period), float(value)

    for table, query in _SAID.items():
        if table in tables:
            book.said.extend(known(con.execute(query).fetchall()))
    for table in ("revision", "publication_difference"):
        if table in tables:
            book.said_before.extend(known(con.execute(_BEFORE.format(table=table)).fetchall()))
    for table, columns in _PAGES.items():
        there = [
            column
            for column in columns
            if column in tables.get(table, ()) and columns[column][0] in book.kpis
        ]
        query = f"select area, period, {', '.join(there)} from {table}"
        for area, period, *values in con.execute(query).fetchall() if there else ():
            for column, value in zip(there, values, strict=True):
                if value is not None and period in book.spans:
                    at = book.opening if column == "opening" else book.cell
                    book.said.append((at(*columns[column], area, period), float(value)))
    _read_allocation(con, tables, book)


def _read_allocation(con: duckdb.DuckDBPyConnection, tables: dict[str, set[str]], book: Book) -> None:
    if not {"allocation_input", "cost_allocation"} <= tables.keys() or "placed_children" not in book.kpis:
        return
    rows = con.execute(
        "select area, base_year, value::double from allocation_input where component = 'placed' "
        "union select c.area, i.base_year, c.placed::double from cost_allocation as c "
        "inner join allocation_input as i on c.year = i.year and i.component = 'placed' "
        "where c.placed is not null"
    ).fetchall()
    book.allocated.extend(
        (Cell("placed_children", "", area, str(year)), value)
        for area, year, value in rows
        if str(year) in book.spans and value is not None
    )


def _read_the_rest(con: duckdb.DuckDBPyConnection, tables: dict[str, set[str]], book: Book) -> None:
    if "signal" in tables:
        rows = con.execute(
            "select kpi, area, since, period, mean from signal where mean is not null and since <> '' "
            "union select s.kpi, s.area, s.since, p.period, p.mean from signal_point as p "
            "inner join signal as s using (kpi, area, period) where p.mean is not null and s.since <> ''"
            if "signal_point" in tables
            else "select kpi, area, since, period, mean from signal where mean is not null and since <> ''"
        ).fetchall()
        book.means.extend(Mean(*row) for row in rows if row[0] in book.kpis)
    if "partial_gfo" in tables:
        for kpi, cut, period, without, value in con.execute(
            "select kpi, cut, period, without, value::double from partial_gfo where value is not null"
        ).fetchall():
            if kpi in book.kpis and period in book.spans:
                cell = book.cell(kpi, cut, GFO, period)
                book.partial.append((cell, tuple(without.split(",")), value))
    if "share_counted" in tables.get("protection", set()):
        rows = con.execute("select area, share_counted::double from protection").fetchall()
        book.shares.extend(Share(*row) for row in rows if row[1] is not None)
