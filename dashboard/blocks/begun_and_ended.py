"""Where placements began, and why they ended as the kommuner have given it: sentences under how many did."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import in_brief
from dashboard.words.series import record
from pipelines.kpi.definitions import CUT_LISTS

_BEGUN, _ENDED = ("placements_started", "form"), ("placements_ended", "orsak")


def begun_in(reader: Reader) -> str:
    """`Var placeringar påbörjades T2 2026 (T2 2025): HVB 9 (2; det högsta antalet hittills) och jourhem 4 (5).`, the
    most first; a form that nothing began in is left out unless something did before. Blank where any is hidden."""
    kpi, found = _BEGUN[0], _parts(reader, *_BEGUN)
    if any(one.status == "hidden" for both in found.values() for one in both):
        return ""
    labels, told = reader.figures.codes(CUT_LISTS[_BEGUN[1]]), []
    for cut, (now, before) in sorted(found.items(), key=lambda one: -(one[1][0].value or 0)):
        if now.shown and before.shown and (now.value or before.value):
            series = reader.figures.series(kpi, reader.selection.area, reader.period.kind, cut)
            rank = "" if now.preliminary or not now.value else record(series, now.period, of="antalet")
            rank = rank.replace(", ", "; ", 1) if "högsta" in rank else ""
            many = f"{formats.number(now.value or 0)} ({formats.number(before.value or 0)}{rank})"
            told.append(f"{lowered(labels[cut.partition('=')[2]])} {many}")
    when = f"{in_brief(reader.period)} ({in_brief(reader.compared)})"
    return f"Var placeringar påbörjades {when}: {joined(told)}." if told else ""


def why_ended(reader: Reader) -> str:
    """`Varför placeringar avslutades T2 2026: planerad avslutning 24, annan placering 12 och sammanbrott 4.`, the most
    first; blank where no cause is shown, or nothing ended."""
    labels = reader.figures.codes(CUT_LISTS[_ENDED[1]])
    found = [(labels[cut.partition("=")[2]], now) for cut, (now, _before) in _parts(reader, *_ENDED).items()]
    counted = [(word, value.value) for word, value in found if value.shown and value.value]
    if not counted:
        return ""
    counted.sort(key=lambda one: -one[1])
    told = joined([f"{lowered(word)} {formats.number(many)}" for word, many in counted])
    return f"Varför placeringar avslutades {in_brief(reader.period)}: {told}."


def _parts(reader: Reader, kpi: str, dimension: str) -> Mapping[str, tuple[Value, Value]]:
    """The parts of a KPI now and before, by cut; none where the file has no such KPI."""
    if not reader.figures.has(kpi):
        return {}
    cuts = [f"{dimension}={code}" for code in reader.figures.codes(CUT_LISTS[dimension])]
    return {cut: reader.now_and_before(kpi, cut) for cut in cuts}
