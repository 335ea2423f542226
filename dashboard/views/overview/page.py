"""Översikt: what stands out, in sentences and as a list, then every headline figure in one table."""

from __future__ import annotations

from dashboard.blocks import attention, summary, text
from dashboard.blocks.headline_table import headlines
from dashboard.reader.reader import Reader
from dashboard.views.overview import attending, revisions


def view(reader: Reader) -> None:
    """Three sentences, what to look at, one table, and what changed since the last meeting."""
    text.lead(" ".join(summary.sentences(reader)))
    attending.show(reader, attention.lines(reader))
    headlines(reader)
    revisions.section(reader)
