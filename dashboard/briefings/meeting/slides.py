"""The meeting's agenda as a document: the same screens as *Möte*, a slide each, with notes for whoever speaks; the
marks are words, since nobody knows which shapes a reader's own machine can write.
"""

from __future__ import annotations

from pathlib import Path

from dashboard.briefings.facts import Facts
from dashboard.briefings.meeting.screens import screens_of
from dashboard.briefings.parts import Document, Page
from dashboard.briefings.worded import in_words


def agenda(facts: Facts, home: Path) -> Document:
    """Every screen that the area and period have figures for. Raises ReaderError as `read_agenda`."""
    pages = tuple(
        Page(item.title or screen.title, tuple(map(in_words, screen.body)), item.note)
        for item, screen in screens_of(home, facts.reader)
    )
    return Document("Styrgruppens möte", f"GFO, {facts.spoken}", facts.mark, facts.foot, pages)
