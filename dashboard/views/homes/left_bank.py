"""Homes that left the bank beside those that came to it: a section of the page on the bank and recruitment."""

from __future__ import annotations

from dashboard.blocks.over_time import Against, over_time
from dashboard.published.opening_stock import CAME, opening_stock, without_opening
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.views.homes import sentences

_LEFT, _APPROVED = "homes_left_bank", "homes_approved"


def section(reader: Reader) -> None:
    """Both over time, and in words how long the homes had stayed; each period's median stands in the bank's table."""
    figures, area, chosen = reader.figures, reader.selection.area, reader.selection.period
    now = next((row for row in figures.home_bank(area, reader.period.kind) if row.period == chosen), None)
    if now is None:
        return
    came = None
    if figures.has(CAME):
        (came,) = without_opening([figures.value(CAME, area, chosen)], opening_stock(figures, CAME, area))
    series, usual = figures.series(_LEFT, area), figures.judgements.usual(_LEFT, area)
    unusual = sentences.in_a_row(series, usual, chosen) if reader.period.kind == "tertial" else 0
    over_time(
        reader,
        _LEFT,
        "lamnade",
        title=sentences.left_title(now, figures.labels[chosen], came, unusual),
        said=f"{sentences.stayed(now)} {_beside_approved(reader, came)}".strip(),
        # The chart of the bank above has these.
        told=figures.comments("bank_homes_available", area),
        against=Against(CAME, "Kom till banken", "Lämnade"),
    )


def _beside_approved(reader: Reader, came: Value | None) -> str:
    if not reader.figures.has(_APPROVED):
        return ""
    return sentences.not_those_approved(came, reader.now_and_before(_APPROVED)[0])
