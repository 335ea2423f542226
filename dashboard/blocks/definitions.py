"""What a KPI counts, in its own words: behind a card's i, and at the end of a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.blocks.text import block
from dashboard.published.records import Definition
from dashboard.reader.reader import Reader
from dashboard.words.definitions import called
from pipelines.kpi.words import DIRECTIONS


def definition_html(definition: Definition) -> str:
    """Question, direction, caveat, and from when what is normal is counted where that has been decided."""
    since = definition.baseline_from and f"Det normala räknas från {definition.baseline_from}."
    parts = [definition.question, DIRECTIONS.get(definition.direction, ""), definition.caveat, since]
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


def definitions(reader: Reader, kpis: Sequence[str]) -> None:
    """What each figure on the page counts, in its own words."""
    found = [reader.figures.definitions[kpi] for kpi in kpis if reader.figures.has(kpi)]
    inner = "".join(f"<h3>{escape(called(d))}</h3>{definition_html(d)}" for d in found)
    if inner:
        block(f"<details><summary>Så räknas siffrorna på sidan</summary>{inner}</details>")
