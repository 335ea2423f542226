"""Översikt: what stands out, in sentences and as a list, then every headline figure in one table."""

from __future__ import annotations

from html import escape

from dashboard.blocks import attending, attention, summary, text
from dashboard.blocks.headline_table import headlines
from dashboard.blocks.headlines import headline_topics
from dashboard.blocks.unusual import others_unusual
from dashboard.reader.reader import Reader
from dashboard.views.overview import revisions
from dashboard.words.topics import LARGE
from pipelines.reference import GFO


def view(reader: Reader) -> None:
    """Three sentences, what to look at, one table, and what changed since the last meeting."""
    attending.opening(reader, summary.sentences(reader), attention.lines(reader), LARGE)
    if reader.is_public:
        _kommuner(reader)
    topics = headline_topics(reader)
    headlines(reader, (*topics, others_unusual(reader, topics)))
    revisions.section(reader)


def _kommuner(reader: Reader) -> None:
    """The way to each kommun's own page, for who comes to read of one and has nothing to choose it by."""
    doors = " · ".join(
        f'<a class="door" href="{escape(reader.door("kommun", area=area.area))}">{escape(area.name)}</a>'
        for area in reader.areas
        if area.area != GFO
    )
    text.block(f"<p>Läs om din kommun: {doors}</p>")
