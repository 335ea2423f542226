"""A data home in a temporary folder, and deliveries written as real files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.findings import ACTIVE_STATUSES
from pipelines.deliveries.delivering import deliver
from pipelines.home import DataHome
from pipelines.publishing.build import BuildResult, build_warehouse
from pipelines.publishing.publication import Publication, publish

REPORTING_DATE = date(2023, 8, 31)
NOW = datetime(2023, 9, 20, 12, 0)

REFERRALS = """
remiss_id | kommun | barn_id | inkommen   | utfall      | avslutad
r1        | Timrå  | b1      | 2022-12-20 | matchad_gfo | 2023-01-10
r2        | Timrå  | b2      | 2023-01-05 | aterlamnad  | 2023-02-01
r3        | Ånge   | b1      | 2023-05-05 | pagaende    |
"""
POPULATION_YEAR = 2020


def csv_text(table: str) -> str:
    """A table as in the tests' text, as a `;`-separated file."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    return "".join(";".join(cell.strip() for cell in line.split("|")) + "\r\n" for line in lines)


class Workplace:
    """One data home and the verbs on it, with the clock given."""

    def __init__(self, folder: Path) -> None:
        self.home = DataHome(folder / "home")
        self.home.claim("real")
        self.folder = folder

    def deliver(
        self,
        dataset: str,
        table: str,
        *,
        received: datetime = datetime(2023, 9, 10),
        through: date = REPORTING_DATE,
    ) -> None:
        path = self.folder / f"{dataset}.csv"
        path.write_text(csv_text(table), encoding="utf-8")
        receipts = deliver(self.home, path, received=received, through=through, dataset=dataset)
        assert all(receipt.status in ACTIVE_STATUSES for receipt in receipts), receipts

    def build(self, *, as_of: datetime = NOW, reporting_date: date = REPORTING_DATE) -> BuildResult:
        return build_warehouse(self.home, as_of=as_of, reporting_date=reporting_date, built_at=NOW)

    def publish(self, reason: str = "") -> Publication:
        return publish(self.home, published_at=NOW, reason=reason)

    def key_year(self, year: int, budget: str) -> None:
        """Everything the allocation of one year needs."""
        self.deliver(
            "fordelning",
            f"""
            ar | budget | basar | basar_placerade | vikt_befolkning | vikt_placerade | alder_till
            {year} | {budget} | {POPULATION_YEAR} | | 0,5 | 0,5 | 17
            """,
        )
        owners = ("Ånge", "Timrå", "Härnösand", "Kramfors", "Sollefteå", "Örnsköldsvik")
        ages = "".join(
            f"{kommun} | {POPULATION_YEAR} | {age} | {10 + i}\n"
            for i, kommun in enumerate(owners)
            for age in range(21)
        )
        self.deliver("befolkning", "kommun | ar | alder | antal\n" + ages)
        placed = "".join(f"{kommun} | {POPULATION_YEAR} | {5 + i}\n" for i, kommun in enumerate(owners))
        self.deliver("placerade_barn", "kommun | ar | antal\n" + placed)


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    return Workplace(tmp_path)


@pytest.fixture
def rows() -> Callable[[Path, str], list[tuple[object, ...]]]:
    """The rows of a query against a database file."""

    def query(path: Path, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(path), read_only=True) as con:
            return con.execute(sql).fetchall()

    return query
