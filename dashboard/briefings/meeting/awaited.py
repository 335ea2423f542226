"""What stands on a screen in place of a figure that is awaited, and what a figure is set beside."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks.told import in_brief as briefly
from dashboard.blocks.told import known_before
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Big, Lines
from dashboard.published.partial import partial_figure
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.absence import absence, is_awaited, waits_for
from pipelines.reference import GFO


def awaited(reader: Reader, kpi: str, *, of_gfo: bool = False) -> Screen | None:
    """What stands in place of a screen whose figure somebody has not delivered: whom it waits for, and the last one
    known, with its period. No screen where it is missing for another reason."""
    figures, area = reader.figures, reader.area
    if not figures.has(kpi) or not is_awaited(now := reader.now_and_before(kpi)[0]):
        return None
    definition, large = figures.definition(kpi), []
    if known := known_before(figures, now, definition):
        large.append((known[0], f"senast kända, {known[1]}", ""))
    part = partial_figure(figures.source, kpi, now.period) if area.area == GFO else None
    if part and part.value is not None:
        who = f"de {part.kommuner} kommuner" if part.kommuner > 1 else "den kommun"
        against = ""
        if part.compared_value is not None:
            was = replace(now, value=part.compared_value, status="ok")
            against = f"{reader.compared.label}: {briefly(was, definition)}"
        of_those = replace(now, value=part.value, status="ok")
        large.append((briefly(of_those, definition), f"bara {who} som har levererat", against))
    told = Lines((absence(now, area, reader.period.label, figures.names, reader.audience),))
    body = (Big(tuple(large)), told) if large else (told,)
    return Screen(f"{definition.name} {waits_for(now, figures.names, reader.audience)}", body, of_gfo)


def set_against(when: str, was: Value, unit: str) -> str:
    """What a figure is set beside; nothing where there is none."""
    return "" if was.status == "missing" else f"{when}: {formats.figure(was.value, was.status, unit)}"
