"""Given these rows, expect these figures: the hand-worked specification of a KPI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.contracts import DATASETS
from tests.spec.expected import Expected, preliminary, published
from tests.spec.tables import area_code
from tests.spec.told import Told
from tests.spec.warehouse import build_warehouse, senders


@dataclass
class Spec(Told):
    """Rows and their figures. A number is `ok`; a text is the reason of a missing one."""

    folder: Path
    reporting_date: date = date(2023, 12, 31)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    cut_short: dict[tuple[str, str], date | None] = field(default_factory=dict)
    built: dict[tuple[str, str], dict[tuple[str, str, str], tuple[Any, ...]]] = field(default_factory=dict)

    def figures(self, kpi: str) -> dict[tuple[str, str, str], tuple[Any, ...]]:
        """(cut, area, period) → value, status, reason, preliminary, of a warehouse built for this KPI."""
        if (kpi, self._state) not in self.built:
            self.build(kpi)
        return self.built[kpi, self._state]

    @property
    def _state(self) -> str:
        """Changes with whatever is told, so that nothing built before is believed after."""
        return f"{self.reporting_date} {self.cut_short} {sum(map(len, self.rows.values()))}"

    def build(self, *kpis: str) -> None:
        """One warehouse for several KPIs; without it each is built by itself when it is asked for."""
        path = self.folder / f"{len(self.built)}.duckdb"
        delivered: dict[tuple[str, str], date | None] = {
            (dataset, sender): self.reporting_date for dataset in DATASETS for sender in senders(dataset)
        }
        delivered |= self.cut_short
        with build_warehouse(
            path,
            self.rows,
            through={key: day for key, day in delivered.items() if day is not None},
            reporting_date=self.reporting_date,
            kpis=kpis,
        ) as con:
            broken = con.execute("select sentence, rows from mart.audit_failure").fetchall()
            assert not broken, broken
            found = con.execute(
                "select kpi, cut, area, period, value, status, reason, preliminary from mart.kpi_value"
            ).fetchall()
        for kpi, cut, area, period, *rest in found:
            self.built.setdefault((kpi, self._state), {})[cut, area, period] = tuple(rest)

    def expect(self, kpi: str, area: str, expected: Mapping[str, Expected], *, cut: str = "") -> None:
        figures = self.figures(kpi)
        found = {
            period: _as_written(*figures[cut, area_code(area), period], like=expected[period])
            for period in expected
        }
        assert found == dict(expected)


def _as_written(value: Any, status: str, reason: str | None, may_change: bool, *, like: Expected) -> Expected:
    """A figure in the words of a test's table; whether it may change is told only where the test speaks of it."""
    word: Any
    if status == "missing":
        word = reason
    else:
        number = float(value)
        word = int(number) if number.is_integer() else round(number, 6)
        if status == "published":
            word = published(word)
    return preliminary(word) if may_change and isinstance(like, preliminary) else word
