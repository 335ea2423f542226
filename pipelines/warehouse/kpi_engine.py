"""Runs KPI queries and measures: from core tables to `kpi.resolved`, one row a KPI, cut, area and period.

The engine knows measures, never KPIs. Everything that shapes a figure is in `sql/engine` and `sql/measure`;
here is only the order in which they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import duckdb
import polars as pl

from pipelines.contracts import DATASETS
from pipelines.kpi.definitions import MEASURE_COLUMNS, DefinitionError, KpiDefinition
from pipelines.kpi.equations import equations_of
from pipelines.warehouse.models import read_query
from pipelines.warehouse.tables import create_from, create_table

_KPI_COLUMNS = {
    "kpi": pl.String, "name": pl.String, "question": pl.String, "unit": pl.String, "measure": pl.String,
    "direction": pl.String, "caveat": pl.String, "source": pl.String, "owner": pl.String, "reviewed": pl.Date,
    "next_review": pl.Date, "decimals": pl.Int32, "numerator": pl.String, "denominator": pl.String,
    "minuend": pl.String, "subtrahend": pl.String, "scale": pl.Int32, "part_of": pl.String, "sums_to": pl.String,
    "cuts": pl.String, "total_cut": pl.String, "baseline_from": pl.String,
    "additive": pl.Boolean, "sql": pl.String, "gfo_only": pl.Boolean, "grain": pl.String,
    "follow_up_days": pl.Int32, "level_day": pl.String, "within_period": pl.Boolean, "cover": pl.Boolean,
    "whole_months": pl.Boolean, "while_owner": pl.Boolean, "monthly": pl.Boolean,
}  # fmt: skip


def register_definitions(con: duckdb.DuckDBPyConnection, definitions: Mapping[str, KpiDefinition]) -> None:
    """Write `input.kpi`, `input.kpi_source`, `input.kpi_cut` and `input.kpi_term` (the terms of identities)."""
    rows = []
    for definition in definitions.values():
        row = {name: getattr(definition, name, None) for name in _KPI_COLUMNS}
        row["source"] = ", ".join(definition.source)
        row["cuts"] = ", ".join(definition.cuts)
        row["sql"] = definition.query
        row["baseline_from"] = definition.baseline_words
        row["while_owner"] = _while_owner(definition)
        row["monthly"] = any(DATASETS[name].monthly for name in definition.source)
        rows.append(row)
    sources = [(d.kpi, name) for d in definitions.values() for name in d.source]
    cuts = [(d.kpi, cut) for d in definitions.values() for cut in d.cut_values]
    terms = [
        (kpi, term.kpi, term.cut, term.opening, term.sign)
        for kpi, equation in equations_of(definitions).items()
        for term in equation
    ]
    create_from(con, "input.kpi", pl.DataFrame(rows, schema=_KPI_COLUMNS))
    create_table(con, "input.kpi_source", {"kpi": pl.String, "dataset": pl.String}, sources)
    create_table(con, "input.kpi_cut", {"kpi": pl.String, "cut": pl.String}, cuts)
    term_columns = {"term_kpi": pl.String, "cut": pl.String, "opening": pl.Boolean, "sign": pl.Int32}
    create_table(con, "input.kpi_term", {"kpi": pl.String, **term_columns}, terms)


def _while_owner(definition: KpiDefinition) -> bool:
    """Whether it counts GFO's services to a kommun, which begin and end with its ownership."""
    return any(DATASETS[name].while_owner for name in definition.source)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


#: Measures that need the very day: how many days of a span, and which value is the latest.
_BY_DAY = frozenset({"days", "level"})
_DAYS = frozenset({"day", "first_day", "last_day"})


def observation_query(definitions: Sequence[KpiDefinition], *, by_the_day: bool = False) -> str:
    """What KPIs of one measure count, with whose each row is; days as the periods read them, or as they were
    delivered (`by_the_day`)."""
    measure = definitions[0].measure
    columns = ", ".join(
        f"day_read(q.{name}, r.reporting_date) as {name}"
        if name in _DAYS and measure not in _BY_DAY and not by_the_day
        else f"q.{name}"
        for name in MEASURE_COLUMNS[measure]
    )
    # Most items are UUIDs, some are words.
    item = "item::varchar as item" if len(definitions) > 1 else "item"
    rows = "\nunion all\n".join(_own_rows(definition, item) for definition in definitions)
    return (
        f"select q.kpi, {columns}, q.cuts, {_whose(definitions[0], by_the_day=by_the_day)}\nfrom (\n{rows}\n) as q "
        "cross join core.run as r left join core.owner as w on q.kommun_code = w.kommun_code"
    )


def _own_rows(definition: KpiDefinition, item: str) -> str:
    """The KPI's own query with its id, the list of cuts each row counts in, and whether it counts a service."""
    total = "''"
    if definition.total_cut:
        name, code = definition.total_cut.split("=")
        total = f"case when {name} = {_quoted(code)} then '' end"
    cuts = ", ".join([total, *(f"{_quoted(name + '=')} || {name}" for name in definition.cuts)])
    columns = ", ".join(item if name == "item" else name for name in MEASURE_COLUMNS[definition.measure])
    return (
        f"select {_quoted(definition.kpi)}::kpi.kpi_id as kpi, {columns}, [{cuts}]::kpi.cut[] as cuts, "
        f"{_while_owner(definition)} as while_owner\nfrom (\n{definition.query}\n)"
    )


def _whose(definition: KpiDefinition, *, by_the_day: bool) -> str:
    """Whose each row is: its kommun's (or `outside`), and whether it counts for GFO; told by the very day."""
    began = f"q.{_began(definition)}"
    stayed = f"coalesce({began} < w.left_on, true)"
    own = (
        f"case when w.kommun_code is null or (q.while_owner and {began} < w.joined) then 'outside' "
        f"when {stayed} or not q.while_owner then w.kommun_code end"
    )
    whose = f"{own} as own_area, {stayed} as in_gfo"
    if not definition.of_spans:
        return whose
    # `during` counts a span on its last day too; the others no longer.
    cut = "w.left_on - 1" if definition.measure == "during" else "w.left_on"
    ended = f"least(coalesce(q.last_day, date '9999-12-31'), coalesce({cut}, date '9999-12-31'))"
    own_end = f"if(q.while_owner, {ended}, q.last_day)"
    if definition.measure not in _BY_DAY and not by_the_day:
        ended, own_end = (f"day_read({day}, r.reporting_date)" for day in (ended, own_end))
    return f"{whose}, {ended} as gfo_last_day, {own_end} as own_last_day"


def _began(definition: KpiDefinition) -> str:
    return "first_day" if definition.of_spans else "day"


def measure_observations(con: duckdb.DuckDBPyConnection, *definitions: KpiDefinition) -> None:
    """Run the queries of KPIs of one measure and add their measured values to `kpi.measured`."""
    try:
        con.execute(f"create or replace temp table observation as {observation_query(definitions)}")
    except duckdb.Error as error:
        raise DefinitionError(f"{_failing(con, definitions)}: the query failed: {error}") from error
    first = definitions[0]
    observed = "observed_spans" if first.of_spans else "observed"
    con.execute(f"create or replace temp view observed as {read_query('engine', observed)}")
    con.execute(
        "insert into kpi.measured by name "
        "select kpi, cut, area, period, value::decimal(18, 6) as value, n::integer as n"
        f"{', remark' if first.measure == 'level' else ''} "
        f"from ({read_query('measure', first.measure)})"
    )


def _failing(con: duckdb.DuckDBPyConnection, definitions: Sequence[KpiDefinition]) -> str:
    """Which of KPIs that fail together fails alone."""
    for definition in definitions:
        try:
            con.execute(f"create or replace temp table observation as {observation_query([definition])}")
        except duckdb.Error:
            return definition.kpi
    return ", ".join(definition.kpi for definition in definitions)


def _groups(definitions: Iterable[KpiDefinition], *, together: bool) -> Iterable[list[KpiDefinition]]:
    """The KPIs that are measured at once: of one measure. Values are of a type for each KPI, so those go alone."""
    groups: dict[str, list[KpiDefinition]] = {}
    for definition in definitions:
        counted = "value" not in MEASURE_COLUMNS[definition.measure]
        groups.setdefault(definition.measure if together and counted else definition.kpi, []).append(
            definition
        )
    return groups.values()


def _ask(con: duckdb.DuckDBPyConnection, definitions: Sequence[KpiDefinition]) -> None:
    """The templates read which KPIs from variables: constants to the planner, unlike rows of a table."""
    asked = [definition.kpi for definition in definitions]
    con.execute(f"set variable first_asked = {_quoted(min(asked))}")
    con.execute(f"set variable last_asked = {_quoted(max(asked))}")


def _resolve(
    con: duckdb.DuckDBPyConnection, definitions: Sequence[KpiDefinition], room: str, query: str
) -> None:
    """Add what a query makes of these KPIs, and of no others of its kind between them, to `kpi.resolved`."""
    if definitions:
        _ask(con, definitions)
        con.execute(f"insert into kpi.resolved by name {read_query(room, query)}")


def resolve_values(
    con: duckdb.DuckDBPyConnection,
    definitions: Mapping[str, KpiDefinition],
    *,
    together: bool = False,
    progress: Callable[[str], None] = lambda kpi: None,
) -> None:
    """Fill `kpi.measured`, `kpi.uncovered` and `kpi.resolved` from core tables and `mart.area`.

    `definitions` are in the order of `read_definitions`: parts before what is made of them. One KPI at a time, so
    that what must be in memory is one KPI's figures, however many kommuner and years there are. `together`: all that
    one query can tell at once, which is quicker where rows are few.
    """
    con.execute("create schema if not exists kpi")
    _create_words(con)
    con.execute(read_query("engine", "day_read"))
    con.execute(
        "create table kpi.measured "
        "(kpi varchar, cut varchar, area varchar, period varchar, value decimal(18, 6), n integer, remark varchar)"
    )
    con.execute(f"create table kpi.uncovered as {read_query('engine', 'uncovered')}")
    con.execute(f"create or replace temp table place as {read_query('engine', 'place')}")
    con.execute(
        "create table kpi.resolved (kpi varchar, cut varchar, area varchar, period varchar, value decimal(18, 6), "
        "numerator decimal(18, 6), denominator decimal(18, 6), n integer, status varchar, reason varchar, "
        "preliminary boolean)"
    )
    measured = [definition for definition in definitions.values() if not definition.parts]
    for group in _groups(measured, together=together):
        progress(group[0].kpi)
        _ask(con, group)
        measure_observations(con, *group)
        if not together:
            _resolve(con, group, "engine", "resolved")
    if together:
        _resolve(con, measured, "engine", "resolved")
    made = [definition for definition in definitions.values() if definition.parts]
    nested = any(definitions[part].parts for definition in made for part in definition.parts)
    for group in _groups(made, together=together and not nested):
        progress(group[0].kpi)
        _resolve(con, group, "measure", group[0].measure)
    con.execute("drop view if exists observed")
    con.execute("drop table if exists observation")
    con.execute("drop table place")


def _create_words(con: duckdb.DuckDBPyConnection) -> None:
    """The words that observations repeat by the million, as types: a number each, and compared as numbers."""
    for name, words in (
        ("kpi_id", "select kpi from input.kpi"),
        ("cut", "select distinct cut from input.kpi_cut order by cut"),
        ("area", "select kommun_code from core.owner union all select 'GFO' union all select 'outside'"),
    ):
        con.execute(f"create type kpi.{name} as enum ({words})")
