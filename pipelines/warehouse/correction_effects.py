"""What each correction changes: the whole figures of tertials and years, and what they would be without it.

Counted by building those figures once more from the rows as they were delivered. Cuts and months are left out: by
them the row that was corrected could be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import duckdb
import polars as pl

from pipelines.kpi.definitions import KpiDefinition
from pipelines.warehouse.assemble import build_figures
from pipelines.warehouse.inputs import WarehouseInputs
from pipelines.warehouse.tables import Schema, create_table

_EFFECT: Schema = {
    "dataset": pl.String, "sender": pl.String, "column_name": pl.String, "reason": pl.String, "kpi": pl.String,
    "area": pl.String, "period": pl.String, "value_without": pl.Decimal(18, 6), "status_without": pl.String,
}  # fmt: skip
_WHOLE = """
    select kpi, area, period, value, status
    from mart.kpi_value
    where cut = '' and regexp_full_match(period, '\\d{4}(T\\d)?')
"""
_DIFFERING = f"""
    insert into mart.correction_effect
    select $dataset, $sender, $column, $reason, b.kpi, b.area, b.period, b.value, b.status
    from ({_WHOLE}) as a
    inner join bare as b on a.kpi = b.kpi and a.area = b.area and a.period = b.period
    where a.value is distinct from b.value or a.status <> b.status
"""


@dataclass(frozen=True)
class Uncorrected:
    """A correction as it is declared, and the inputs of a build without it."""

    dataset: str
    sender: str
    column_name: str
    reason: str
    inputs: WarehouseInputs


def figures_of(dataset: str, definitions: Mapping[str, KpiDefinition]) -> dict[str, KpiDefinition]:
    """The KPIs that a dataset is behind, and the parts of those, parts first."""
    wanted = {kpi for kpi, definition in definitions.items() if dataset in definition.source}
    wanted |= {part for kpi in wanted for part in definitions[kpi].parts}
    return {kpi: definition for kpi, definition in definitions.items() if kpi in wanted}


def write_correction_effects(
    con: duckdb.DuckDBPyConnection,
    uncorrected: Iterable[Uncorrected],
    definitions: Mapping[str, KpiDefinition],
) -> None:
    """Write `mart.correction_effect`, in a connection that holds `mart.kpi_value` with every correction made."""
    create_table(con, "mart.correction_effect", _EFFECT, [])
    for one in uncorrected:
        figures = figures_of(one.dataset, definitions)
        # Of whole figures no cut is asked; an equation may name one, and is the audits' alone.
        whole = {kpi: replace(figure, cuts=(), sums_to="") for kpi, figure in figures.items()}
        with duckdb.connect() as bare:
            build_figures(bare, one.inputs, whole)
            con.register("bare", bare.sql(_WHOLE).pl())
        declared = {
            "dataset": one.dataset, "sender": one.sender, "column": one.column_name, "reason": one.reason,
        }  # fmt: skip
        con.execute(_DIFFERING, declared)
        con.unregister("bare")
