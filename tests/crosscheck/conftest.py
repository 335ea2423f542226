"""Registers of several senders side by side: given these rows, what do the cross-checks say?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pytest

from pipelines.contracts import DATASETS
from tests.spec.tables import area_code
from tests.spec.told import Told
from tests.spec.warehouse import build_warehouse, senders

REPORTING_DATE = date(2023, 12, 31)


@dataclass
class Registers(Told):
    """A warehouse of what is told, and what its cross-checks say."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    cut_short: dict[tuple[str, str], date | None] = field(default_factory=dict)
    con: duckdb.DuckDBPyConnection | None = None

    def outcome(self, crosscheck: str, area: str) -> tuple[str, int]:
        """What a check says of a kommun or GFO, and how many findings."""
        query = (
            "select outcome, findings from mart.crosscheck where crosscheck = $name and kommun_code = $area"
        )
        (found,) = self._built().execute(query, {"name": crosscheck, "area": area_code(area)}).fetchall()
        return found

    def places(self, crosscheck: str) -> list[str]:
        query = "select place from crosscheck.place where crosscheck = $name order by place"
        return [place for (place,) in self._built().execute(query, {"name": crosscheck}).fetchall()]

    def _built(self) -> duckdb.DuckDBPyConnection:
        if self.con is None:
            delivered: dict[tuple[str, str], date | None] = {
                (dataset, sender): REPORTING_DATE for dataset in DATASETS for sender in senders(dataset)
            }
            delivered |= self.cut_short
            self.con = build_warehouse(
                ":memory:",
                self.rows,
                through={key: day for key, day in delivered.items() if day is not None},
                reporting_date=REPORTING_DATE,
                kpis=["care_days"],
            )
        return self.con


@pytest.fixture
def registers() -> Iterator[Registers]:
    found = Registers()
    yield found
    if found.con is not None:
        found.con.close()
