"""Which kommuner a change of all of GFO comes from."""

from __future__ import annotations

from dashboard.blocks.near import owners_beside
from dashboard.published.records import Said
from dashboard.reader.reader import Reader
from dashboard.words import attention as words
from dashboard.words.changes import is_counted
from dashboard.words.kommun import same_days
from pipelines.reference import GFO


def moved_most(reader: Reader, said: Said) -> str:
    """Where a judged count of all of GFO has moved most since a year earlier, the way it is judged to have moved; blank
    of another figure, and where not every kommun's is shown."""
    figures, compared = reader.figures, reader.compared
    if not said.side or said.area != GFO or not is_counted(figures.definition(said.kpi)):
        return ""
    moves = []
    for name, now, before in owners_beside(reader, said.kpi):
        if "ej_med" in (now.reason, before.reason):
            continue
        if not now.shown or not before.shown or now.value is None or before.value is None:
            return ""
        moves.append((name, int(now.value), int(before.value)))
    return words.moved_most(moves, said.side, same_days(compared))
