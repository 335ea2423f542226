"""What a test tells of deliveries: their rows, and how far each register reaches."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.spec.tables import area_code, read_table


class Told:
    """Every dataset is delivered through the reporting date unless `through` or `not_delivered` says otherwise.

    `rows`: rows of contract fields by dataset. `cut_short`: the last day of a dataset and sender, None for none.
    """

    rows: dict[str, list[dict[str, Any]]]
    cut_short: dict[tuple[str, str], date | None]

    def given(self, dataset: str, table: str) -> None:
        self.rows.setdefault(dataset, []).extend(read_table(dataset, table))

    def through(self, dataset: str, last_day: str, *, sender: str = "GFO") -> None:
        """The dataset's delivery of one sender ends on this day."""
        self.cut_short[dataset, area_code(sender)] = date.fromisoformat(last_day)

    def not_delivered(self, dataset: str, *, sender: str = "GFO") -> None:
        self.cut_short[dataset, area_code(sender)] = None
