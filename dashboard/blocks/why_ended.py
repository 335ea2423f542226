"""Why placements ended, as the kommuner have given it: a sentence under how many did."""

from __future__ import annotations

from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import in_brief
from pipelines.kpi.definitions import CUT_LISTS

_KPI, _CUT = "placements_ended", "orsak"


def why_ended(reader: Reader) -> str:
    """`Varför placeringar avslutades T2 2026: planerad avslutning 24, annan placering 12 och sammanbrott 4.`, the most
    first; blank where no cause is shown, or nothing ended."""
    figures = reader.figures
    if not figures.has(_KPI):
        return ""
    words = figures.codes(CUT_LISTS[_CUT])
    found = [(words[code], reader.now_and_before(_KPI, f"{_CUT}={code}")[0]) for code in words]
    counted = [(word, value.value) for word, value in found if value.shown and value.value]
    if not counted:
        return ""
    counted.sort(key=lambda one: -one[1])
    told = joined([f"{lowered(word)} {formats.number(many)}" for word, many in counted])
    return f"Varför placeringar avslutades {in_brief(reader.period)}: {told}."
