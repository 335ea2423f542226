"""The hand-worked examples of `docs/examples/`: a few delivered rows, and what each KPI is of them.

The tests compute every one of them with the product; the document and the pages show them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.reference import PROJECT_ROOT

EXAMPLES = PROJECT_ROOT / "docs" / "examples"


@dataclass(frozen=True)
class ExampleTable:
    """Delivered rows as a text table: `a | b` lines, the header first."""

    dataset: str
    rows: str

    @property
    def lines(self) -> list[list[str]]:
        return [[word.strip() for word in line.split("|")] for line in self.rows.strip().splitlines()]


@dataclass(frozen=True)
class ExampleFigure:
    """What a KPI is in the example: values by period; a text is the reason of a missing one."""

    kpi: str
    area: str
    values: Mapping[str, int | float | str]
    why: str


@dataclass(frozen=True)
class Example:
    """A few rows, and the figures worked out of them by hand."""

    title: str
    intro: str
    reporting_date: date
    tables: tuple[ExampleTable, ...]
    figures: tuple[ExampleFigure, ...]


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """Every example of the folder, in the order of the file names."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        tables = tuple(ExampleTable(**table) for table in told.pop("tables"))
        figures = tuple(ExampleFigure(**figure) for figure in told.pop("figures"))
        found.append(Example(tables=tables, figures=figures, **told))
    return found


@cache
def _every() -> tuple[Example, ...]:
    return tuple(read_examples())


def example_of(kpi: str, datasets: Collection[str]) -> Example | None:
    """The example of one KPI: the rows of the datasets that it is counted from, and its own figures.

    None when no example speaks of the KPI.
    """
    for example in _every():
        figures = tuple(figure for figure in example.figures if figure.kpi == kpi)
        if figures:
            tables = tuple(table for table in example.tables if table.dataset in datasets)
            return replace(example, tables=tables, figures=figures)
    return None
