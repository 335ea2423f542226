"""Times stored with a zone: which day a midnight is.

A register's day becomes a moment when a program stores it with a zone, and moves a day when another reads it. In its
own zone a midnight is the day that was meant. A moment that is one day in its zone and another in Sweden is no day
that anybody can be sure of.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

SWEDEN = "Europe/Stockholm"


class Zones:
    """Looks at every batch's columns with a zone. Row numbers count from 2, under the header that a table has."""

    def __init__(self, fields: list[Any]) -> None:
        self._zones = {
            index: field.type.tz
            for index, field in enumerate(fields)
            if pa.types.is_timestamp(field.type) and field.type.tz is not None
        }
        self._rows = 0
        self._midnights = dict.fromkeys(self._zones, True)
        self._another_day: dict[int, int] = {}
        self._filled: set[int] = set()

    def look_at(self, batch: pa.RecordBatch) -> None:
        """Take in the next rows."""
        for index in self._zones:
            column = batch.column(index)
            if column.null_count == len(column):
                continue
            self._filled.add(index)
            here = pc.local_timestamp(column)
            there = pc.local_timestamp(column.cast(pa.timestamp(column.type.unit, SWEDEN)))
            day = pc.floor_temporal(here, unit="day")
            if not pc.all(pc.equal(here, day)).as_py():
                self._midnights[index] = False
            differs = pc.fill_null(pc.not_equal(day, pc.floor_temporal(there, unit="day")), False)
            if index not in self._another_day and pc.any(differs).as_py():
                self._another_day[index] = self._rows + pc.index(differs, True).as_py() + 2
        self._rows += batch.num_rows

    def read(self) -> list[list[Any]]:
        """(column, zone, the first row that is no sure day or None) of every column with a zone and a value."""
        return [
            [index, zone, None if self._midnights[index] else self._another_day.get(index)]
            for index, zone in self._zones.items()
            if index in self._filled
        ]
