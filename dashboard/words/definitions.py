"""All that a definition says of its KPI, a word and a text at a time."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.published.records import Definition
from dashboard.words import formats
from dashboard.words.grammar import lowered
from pipelines.kpi.words import DIRECTIONS, MEASURES

#: What the project calls a KPI: for files and for who asks for the SQL.
NAMED = "Beteckning"
#: How it is counted: of a share, what is divided with what.
COUNTED = "Räknas"


def called(definition: Definition) -> str:
    """A KPI's name where it stands beside others: more children have been in a form at some time than are in care on
    the last day."""
    return f"{definition.name}, någon gång" if definition.measure == "during" else definition.name


def facts(
    definition: Definition, every: Mapping[str, Definition], datasets: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The same words in the same order for each of `every`; a text is blank where there is nothing to say. `datasets`
    are the registers by what they are called."""
    parts = [every[kpi].name for kpi in (definition.numerator, definition.denominator) if kpi in every]
    counted = MEASURES.get(definition.measure, definition.measure)
    if definition.measure == "ratio" and len(parts) == 2:
        counted = f"{parts[0]} delat med {lowered(parts[1])} i samma period."
    sources = [source.strip() for source in definition.source.split(",")]
    whole = every.get(definition.part_of)
    return (
        ("Fråga", definition.question),
        ("Enhet", definition.unit),
        (COUNTED, counted),
        ("Del av", whole.name if whole else ""),
        ("Riktning", DIRECTIONS.get(definition.direction, "")),
        ("Det normala räknas från", definition.baseline_from),
        ("Förbehåll", definition.caveat),
        ("Underlag", ", ".join(datasets.get(source, source) for source in sources)),
        ("Ansvarig", definition.owner),
        ("Granskad", formats.day(definition.reviewed) if definition.reviewed else ""),
        ("Granskas igen", formats.day(definition.next_review) if definition.next_review else ""),
        (NAMED, definition.kpi),
    )
