"""What a warehouse is a function of, written to its `input` schema: reference data, deliveries, clock, periods."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from pipelines.contracts import DATASETS
from pipelines.errors import Place, ReaderError
from pipelines.periods import Period, periods_between
from pipelines.reference import REFERENCE_ROOT, Owner, owners, read_reference
from pipelines.warehouse.compared_with import write_compared_with
from pipelines.warehouse.tables import Schema, create_table, without_zone

if TYPE_CHECKING:
    from pipelines.deliveries.active import ActiveDelivery


@dataclass(frozen=True)
class CoverageStart:
    """From which day a sender's register is whole; dataset `*` and kommun '' mean every one."""

    dataset: str
    kommun_code: str
    starts: date


def read_coverage(text: str | None = None) -> tuple[CoverageStart, ...]:
    """The lines of a coverage.csv: the data home's own `text`, else the committed file. W004 on a broken line."""
    lines = (text or (REFERENCE_ROOT / "coverage.csv").read_text("utf-8")).splitlines()
    try:
        return tuple(
            CoverageStart(row["dataset"], row["kommun_code"], date.fromisoformat(row["starts"]))
            for row in csv.DictReader(lines, delimiter=";")
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ReaderError(
            "W004",
            "Filen coverage.csv i datahemmet går inte att läsa.",
            remedy="Skriv den med kolumnerna dataset;kommun_code;starts och datum som 2019-01-01, eller ta bort den.",
            place=Place(file="coverage.csv"),
        ) from error


@dataclass(frozen=True)
class Kommun:
    """A kommun of the county, with the Swedish genitive that sentences need."""

    kommun_code: str
    kommun: str
    genitive: str


def read_kommuner() -> tuple[Kommun, ...]:
    """The lines of kommuner.csv."""
    return tuple(Kommun(**row) for row in read_reference("kommuner"))


@dataclass(frozen=True)
class WarehouseInputs:
    """Everything that decides the figures, except the code.

    `stage` holds one frame a dataset: contract fields, ids keyed (32 hex digits), delivery_id, source_row;
    a dataset that is not in it is empty. A build takes its frames out of it as it writes them.
    """

    as_of: datetime
    reporting_date: date
    stage: dict[str, pl.DataFrame] = field(default_factory=dict)
    deliveries: tuple[ActiveDelivery, ...] = ()
    kommuner: tuple[Kommun, ...] = field(default_factory=read_kommuner)
    owners: tuple[Owner, ...] = field(default_factory=owners)
    coverage: tuple[CoverageStart, ...] = field(default_factory=read_coverage)

    @property
    def first_day(self) -> date:
        """Where the periods begin: the earliest day anything covers or an old report speaks of."""
        days = [start.starts for start in self.coverage]
        published = self.stage.get("publicerat")
        if published is not None:
            days += [Period.parse(text).first_day for text in published["period"]]
        return min(days)


_DELIVERY_COLUMNS: Schema = {
    "delivery_id": pl.Int64, "dataset": pl.String, "sender": pl.String, "kommun_code": pl.String,
    "received": pl.Datetime("us"), "through": pl.Date, "sha256": pl.String, "rows_accepted": pl.Int64,
    "rows_refused": pl.Int64, "status": pl.String, "reason": pl.String,
}  # fmt: skip


def write_inputs(con: duckdb.DuckDBPyConnection, inputs: WarehouseInputs) -> None:
    """Create the `input` and `stage` schemas."""
    con.execute("create schema if not exists input")
    con.execute("create table input.run (as_of timestamp, reporting_date date)")
    con.execute(
        "insert into input.run values ($as_of, $day)",
        {"as_of": without_zone(inputs.as_of), "day": inputs.reporting_date},
    )
    create_table(
        con,
        "input.kommun",
        {"kommun_code": pl.String, "kommun": pl.String, "genitive": pl.String},
        [(k.kommun_code, k.kommun, k.genitive) for k in inputs.kommuner],
    )
    _codes(con)
    _published_allocation(con)
    write_compared_with(con)
    create_table(
        con,
        "input.owner",
        {"kommun_code": pl.String, "joined": pl.Date, "left_on": pl.Date},
        [(o.kommun_code, o.joined, o.left) for o in inputs.owners],
    )
    create_table(
        con,
        "input.coverage_start",
        {"dataset": pl.String, "kommun_code": pl.String, "starts": pl.Date},
        [(c.dataset, c.kommun_code, c.starts) for c in inputs.coverage],
    )
    create_table(
        con,
        "input.dataset",
        {
            "dataset": pl.String,
            "sent_by_kommun": pl.Boolean,
            "while_owner": pl.Boolean,
            "monthly": pl.Boolean,
        },
        [(d.name, d.sender == "kommun", d.while_owner, d.monthly) for d in DATASETS.values()],
    )
    create_table(con, "input.delivery", _DELIVERY_COLUMNS, [_delivery_row(d) for d in inputs.deliveries])
    create_table(
        con,
        "input.period",
        {
            "period": pl.String,
            "kind": pl.String,
            "label": pl.String,
            "first_day": pl.Date,
            "next_day": pl.Date,
            "compared_with": pl.String,
        },
        [
            (p.id, p.kind, p.label, p.first_day, p.next_day, p.compared_with(inputs.reporting_date).id)
            for p in periods_between(inputs.first_day, inputs.reporting_date)
        ],
    )


def _delivery_row(delivery: ActiveDelivery) -> tuple[object, ...]:
    values = {name: getattr(delivery, name) for name in _DELIVERY_COLUMNS}
    values["received"] = without_zone(delivery.received)
    values["status"] = str(delivery.status)
    return tuple(values.values())


def _codes(con: duckdb.DuckDBPyConnection) -> None:
    schema = {"list": pl.String, "code": pl.String, "label": pl.String, "position": pl.Int32}
    words = [(row["list"], row["code"], row["label"]) for row in read_reference("codes")]
    # What a reader calls a dataset is said in its contract; the pages read it here.
    words += [("dataset", dataset.name, dataset.label) for dataset in DATASETS.values()]
    create_table(con, "input.code", schema, [(*word, i) for i, word in enumerate(words, start=1)])


#: The year whose amounts an annual report published; its key was worked out from them afterwards.
_PUBLISHED_YEAR = 2023


def _published_allocation(con: duckdb.DuckDBPyConnection) -> None:
    derived = {
        row["kommun_code"]: int(row["children_0_17_2020_derived"])
        for row in read_reference("key_2023_inputs")
    }
    rows = [
        (_PUBLISHED_YEAR, row["kommun_code"], int(row["amount_sek"]), derived[row["kommun_code"]])
        for row in read_reference("cost_allocation_2023")
    ]
    schema = {
        "year": pl.Int32,
        "kommun_code": pl.String,
        "amount_sek": pl.Int64,
        "derived_children": pl.Int32,
    }
    create_table(con, "input.published_allocation", schema, rows)
