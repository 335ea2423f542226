"""What a file that gives its columns types says by them: columns that are no cells, and times with a zone."""

from __future__ import annotations

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.reading.opened import RawSheet


def typed_columns(
    raw: RawSheet, names: list[str], judged: list[tuple[int, str]], place: Place
) -> list[Finding]:
    """The findings about a sheet's types. `judged`: the columns (position, name) that some dataset has."""
    needed = {index for index, _ in judged}

    def at(index: int, row: int | None = None) -> Place:
        return Place(place.file, place.sheet, row, names[index])

    said = [
        finding("F050" if index in needed else "F049", at(index), words=words)
        for index, words in raw.unread.items()
    ]
    zones = [zone for zone in raw.zones if zone.column in needed]
    if len({zone.zone for zone in zones}) > 1:
        words = ", ".join(sorted({zone.zone for zone in zones}))
        return [*said, finding("F053", place, words=words)]
    for zone in zones:
        code = "F051" if zone.unsure is None else "F052"
        said.append(finding(code, at(zone.column, zone.unsure), words=zone.zone))
    return said
