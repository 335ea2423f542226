"""A section of the deliveries: how much of what is public of each area is shown, and how much is protected."""

from __future__ import annotations

from dashboard.blocks import downloads, text
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import sentences
from dashboard.words.tables import Amount, Table
from pipelines.reference import GFO

_TITLE = "Offentliga siffror"


def section(reader: Reader) -> None:
    """A row an area, behind a line; nothing before the first meeting."""
    figures = reader.figures
    found, release = figures.deliveries.public_shares, figures.release
    if not found or release.protected_cells is None or release.protected_hidden is None:
        return
    counted = any(row.share_counted is not None for row in found)
    head = ("Område", "Siffror", "Skyddade", "Visas", *(("Visas, efter storlek",) if counted else ()))
    rows = tuple(
        (
            figures.names.get(row.area, row.area),
            row.cells,
            row.hidden,
            Amount(row.share_cells, "%"),
            *((Amount(row.share_counted, "%"),) if counted else ()),
        )
        for row in sorted(found, key=lambda row: (row.area != GFO, figures.names.get(row.area, row.area)))
    )
    met = figures.meetings[0].meeting_on if figures.meetings else None
    with text.fold(sentences.public(release, met)):
        text.paragraph(sentences.protected(release))
        if counted:
            text.paragraph(sentences.BY_SIZE)
        downloads.listed(reader, Table(head, rows), _TITLE)
