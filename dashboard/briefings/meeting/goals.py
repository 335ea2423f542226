"""The screen of the targets: every one of the chosen area, what it is held to, and whether it is met."""

from __future__ import annotations

from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Grid, Lines
from dashboard.reader.reader import Reader
from dashboard.words import formats, targets
from dashboard.words.tables import Table
from dashboard.words.topics import by_topic


def goals(reader: Reader) -> Screen | None:
    """What is aimed at, what it has become, and how it stands; None where the area has no target of the period."""
    figures, area, period = reader.figures, reader.selection.area, reader.selection.period
    rows, standings, alone, goals = [], [], [], []
    for _topic, kpis in by_topic(figures.definitions):
        for kpi in kpis:
            goal, definition = figures.goal(kpi, area, period), figures.definition(kpi)
            if goal is None:
                continue
            standing = targets.standing(goal, definition)
            reached = targets.reached(goal, definition) if standing else formats.MISSING
            aim = targets.aim(goal, definition)
            rows.append(
                (definition.name, aim, reached, targets.how_far(goal, definition) or "bedöms inte än")
            )
            standings.append(standing)
            goals.append(goal)
            if said := targets.by_itself(goal, definition):
                alone.append(f"{definition.name}: {said}")
    if not rows:
        return None
    table = Table(("Mål", "Ska bli", "Har blivit", "Läge"), tuple(rows))
    told = Lines(tuple(line for line in (*alone, targets.basis(goals), targets.legend(standings)) if line))
    return Screen(targets.title(standings), (Grid("Målen", table), *([told] if told.sentences else [])))
