"""From inputs to marts in one connection: the whole warehouse, wherever the database lives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb
import polars as pl

from pipelines.kpi.definitions import KpiDefinition, kpi_definitions
from pipelines.warehouse.allocation_mart import write_allocation
from pipelines.warehouse.audits import run_audits
from pipelines.warehouse.capacity_mart import write_capacity
from pipelines.warehouse.crosschecks import run_crosschecks
from pipelines.warehouse.history_mart import History, write_history
from pipelines.warehouse.inputs import WarehouseInputs, write_inputs
from pipelines.warehouse.kpi_engine import register_definitions, resolve_values
from pipelines.warehouse.models import create_models
from pipelines.warehouse.signal_mart import write_signals
from pipelines.warehouse.stage import write_stage

#: What the engine needs from the marts, and what is made of its values alone.
_BEFORE_ENGINE = frozenset({"area"})
_FIGURES = frozenset({"kpi_value"})
#: Up to so many rows, of so many kommuner, a query takes longer to plan and to part between threads than to answer.
_FEW_ROWS, _FEW_KOMMUNER = 200_000, 20


def build_figures(
    con: duckdb.DuckDBPyConnection,
    inputs: WarehouseInputs,
    definitions: Mapping[str, KpiDefinition],
    *,
    progress: Callable[[str], None] = lambda words: None,
) -> None:
    """Create in `con` the schemas input, stage, core and kpi, and of mart the figures: all that the audits read.

    `definitions`: the KPIs to compute, with the parts of ratios and differences among them, parts first.
    """
    few = sum(map(len, inputs.stage.values())) <= _FEW_ROWS and len(inputs.owners) <= _FEW_KOMMUNER
    con.execute("set threads = 1" if few else "reset threads")
    progress("Läser in leveranser")
    write_inputs(con, inputs)
    write_stage(con, inputs.stage)
    register_definitions(con, definitions)
    progress("Formar tabeller")
    create_models(con, "core")
    create_models(con, "mart", only=_BEFORE_ENGINE)
    resolve_values(con, definitions, together=few, progress=lambda kpi: progress(definitions[kpi].name))
    create_models(con, "mart", only=_FIGURES)


def create_page_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create the marts that `sql/mart` makes of what `build_figures` left."""
    create_models(con, "mart", skip=_BEFORE_ENGINE | _FIGURES)


def build_models(
    con: duckdb.DuckDBPyConnection,
    inputs: WarehouseInputs,
    *,
    definitions: Mapping[str, KpiDefinition] | None = None,
    frozen_keys: pl.DataFrame | None = None,
    history: History | None = None,
    progress: Callable[[str], None] = lambda words: None,
) -> None:
    """Create the schemas input, stage, core, kpi and mart in `con`.

    `definitions` limits the KPIs, as for `build_figures`; by default every one is computed.
    """
    definitions = kpi_definitions() if definitions is None else definitions
    build_figures(con, inputs, definitions, progress=progress)
    progress("Formar sidornas tabeller")
    create_page_tables(con)
    progress("Fördelar kostnader")
    write_allocation(con, inputs.owners, frozen_keys)
    progress("Bedömer förändringar")
    write_signals(con, definitions)
    progress("Ser framåt")
    write_capacity(con)
    write_history(con, history or History())
    progress("Jämför leveranserna")
    run_crosschecks(con)
    progress("Granskar")
    run_audits(con)
