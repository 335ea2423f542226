"""Figures that two versions say otherwise, as a table: since the last meeting, or between any two versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from dashboard.blocks.told import in_brief
from dashboard.published.changes import Change
from dashboard.published.figures import Figures
from dashboard.published.records import Definition
from dashboard.reader.reader import Reader
from dashboard.words import causes, formats
from dashboard.words.audiences import deliveries_named
from dashboard.words.definitions import called
from dashboard.words.periods import period_label, spoken_day
from dashboard.words.tables import Amount, Table
from dashboard.words.topics import HEADLINES
from pipelines.periods import Period

# Where the KPI stands in an address that is to be filled in.
_ANY = "nyckeltalets-kod"


def changes_table(
    found: Sequence[Change],
    definitions: Mapping[str, Definition],
    columns: tuple[str, str, str],
    named: causes.Named,
    names: Mapping[str, str] | None = None,
) -> Table:
    """A row a figure; `columns` are the words for the figure, the former and the latter value.

    With `names` (area code to name) the area stands with the figure, in the column that stays in view on a phone.
    """
    rows = []
    for change in found:
        definition = definitions.get(change.kpi)
        name = called(definition) if definition else change.name
        word = f"{name}, {names.get(change.area, change.area)}" if names else name
        told = before_and_now(change, definition)
        why = "; ".join(causes.of_change(change, named))
        rows.append((word, period_label(change.period), *told, why))
    what, before, now = columns
    return Table((what, "Period", before, now, "Orsak"), tuple(rows))


def doors_of(reader: Reader) -> Callable[[Change], str]:
    """The address of a change's figure: its KPI's page, area and period."""

    @cache
    def place(area: str, period: str) -> str:
        there = reader.in_period(period)
        return there.door("nyckeltal", area=area, visa=_ANY)

    # Hundreds of changes are of some twenty places, and an address is dear to make.
    return lambda change: place(change.area, change.period).replace(_ANY, change.kpi)


def shown_of(table: Table, found: Sequence[Change], door: Callable[[Change], str], most: int) -> Table:
    """The first rows of a table of changes, each name a door to its figure."""
    return replace(table, rows=table.rows[:most], doors=tuple(map(door, found[:most])))


def deliveries_of(figures: Figures) -> causes.Named:
    """What the deliveries of a file are called."""
    return deliveries_named(figures.codes("dataset"), figures.names)


def headlines_first(reader: Reader) -> list[Change]:
    """What differs in the chosen area from what the last meeting saw: the chosen period first, then the headline
    figures, the years, and last what differs in decimals alone that no page writes; nothing before there was a meeting,
    nor of an old period that none of it touches."""
    found = reader.figures.revisions(reader.selection.area) if reader.figures.meetings else ()
    if not reader.is_newest and not any(reader.touches(change.period) for change in found):
        return []
    return sorted(
        found,
        key=lambda change: (
            not _is_seen(change, reader.figures.definitions.get(change.kpi)),
            change.period != reader.selection.period,
            Period.parse(change.period).kind == "year",
            HEADLINES.index(change.kpi) if change.kpi in HEADLINES else len(HEADLINES),
        ),
    )


def since_meeting(reader: Reader, kpi: str) -> str:
    """What a figure of the chosen area and period was when the styrgrupp last met, and why it is another now; blank
    where it is the same."""
    figures, chosen = reader.figures, reader.selection
    found = [one for one in figures.revised(chosen.area) if (one.kpi, one.period) == (kpi, chosen.period)]
    if not found or not figures.meetings:
        return ""
    change, definition = found[0], figures.definition(kpi)
    was, now = before_and_now(change, definition)
    told = {"missing": "saknades siffran", "hidden": f"var siffran skyddad ({formats.HIDDEN})"}
    said = told.get(change.old_status, f"var siffran {was.text}")
    shown = in_brief(figures.value(kpi, chosen.area, chosen.period), definition)
    exact = f"; nu är den {now.text}" if change.new_value is not None and now.text != shown else ""
    why = causes.because(change, deliveries_of(figures))
    return f"Vid mötet den {spoken_day(figures.meetings[0].meeting_on)} {said}{exact}. {why}"


def before_and_now(change: Change, definition: Definition | None) -> tuple[Amount, Amount]:
    """Both figures, with as many more decimals as it takes to see that they differ."""
    unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
    of_budget = definition is not None and definition.measure == "difference"

    def told(more: int) -> tuple[Amount, Amount]:
        return (
            Amount(change.old_value, unit, decimals + more, change.old_status, of_budget=of_budget),
            Amount(change.new_value, unit, decimals + more, change.new_status, of_budget=of_budget),
        )

    return told(0) if _is_seen(change, definition) else told(2)


def _is_seen(change: Change, definition: Definition | None) -> bool:
    """Whether the two figures differ as a page writes them."""
    unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
    before, now = (
        formats.figure(value, status, unit, decimals)
        for value, status in ((change.old_value, change.old_status), (change.new_value, change.new_status))
    )
    return before != now


def example(change: Change, definition: Definition | None) -> str:
    """`Barn i familjehem T1 2026: från 265 till 267`, each number with its word in one line."""
    was, now = before_and_now(change, definition)
    short = replace(was, short=True), replace(now, short=True)
    was, now = short if short[0].text != short[1].text else (was, now)
    step = f"från {was.text} till{formats.NBSP}{now.text}"
    if change.old_value is None:
        step = f"{now.text}, saknades då"
    name = called(definition) if definition else change.name
    return f"{name} {period_label(change.period).replace(' ', formats.NBSP)}: {step}"
