"""All that a definition says of its KPI, a word and a text at a time."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.published.records import Definition
from dashboard.words import formats
from pipelines.kpi.words import DIRECTIONS, MEASURES

#: What the project calls a KPI: for files and for who asks for the SQL.
NAMED = "Beteckning"


def facts(definition: Definition, every: Mapping[str, Definition]) -> tuple[tuple[str, str], ...]:
    """The same words in the same order for each of `every`; a text is blank where there is nothing to say."""
    parts = [definition.numerator, definition.denominator]
    quotient = " / ".join(every[kpi].name for kpi in parts if kpi in every)
    whole = every.get(definition.part_of)
    return (
        ("Fråga", definition.question),
        ("Enhet", definition.unit),
        ("Räknas", MEASURES.get(definition.measure, definition.measure)),
        ("Kvot", quotient if definition.measure in ("ratio", "difference") else ""),
        ("Del av", whole.name if whole else ""),
        ("Riktning", DIRECTIONS.get(definition.direction, "")),
        ("Det normala räknas från", definition.baseline_from),
        ("Förbehåll", definition.caveat),
        ("Underlag", definition.source.replace(",", ", ")),
        ("Ansvarig", definition.owner),
        ("Granskad", formats.day(definition.reviewed) if definition.reviewed else ""),
        ("Granskas igen", formats.day(definition.next_review) if definition.next_review else ""),
        (NAMED, definition.kpi),
    )
