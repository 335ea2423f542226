"""The meeting's agenda as a document: the same screens as *Möte*, a slide each, with notes for whoever speaks."""

from __future__ import annotations

from pathlib import Path

from dashboard.briefings.facts import Facts
from dashboard.briefings.meeting.agenda import read_agenda
from dashboard.briefings.meeting.screens import SCREENS
from dashboard.briefings.parts import Document, Page


def agenda(facts: Facts, home: Path) -> Document:
    """Every screen that the area and period have figures for. Raises ReaderError as `read_agenda`."""
    asked = [(item, SCREENS[item.shows](facts.reader)) for item in read_agenda(home, SCREENS)]
    pages = tuple(
        Page(item.title or screen.title, screen.body, item.note)
        for item, screen in asked
        if screen is not None
    )
    return Document("Styrgruppens möte", f"GFO, {facts.spoken}", facts.mark, facts.foot, pages)
