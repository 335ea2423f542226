"""Översikt: what stands out, in sentences and as a list, then every headline figure in one table."""

from __future__ import annotations

from dashboard.blocks import attending, attention, summary
from dashboard.blocks.headline_table import headlines
from dashboard.blocks.headlines import headline_topics
from dashboard.reader.reader import Reader
from dashboard.views.overview import revisions

OTHERS = "Annat som är ovanligt"


def view(reader: Reader) -> None:
    """Three sentences, what to look at, one table, and what changed since the last meeting."""
    attending.opening(reader, summary.sentences(reader), attention.lines(reader))
    topics = headline_topics(reader)
    told = {kpi for _title, kpis in topics for kpi in kpis}
    others = tuple(said.kpi for said in attention.judged_here(reader) if said.kpi not in told)
    headlines(reader, (*topics, (OTHERS, others)))
    revisions.section(reader)
