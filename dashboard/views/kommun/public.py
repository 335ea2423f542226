"""What is public of a kommun: whole years and three-year blocks, one table a kind, what is of a shorter time, and the
paper that its nämnd is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from html import escape
from threading import Lock

from dashboard.blocks import downloads, text
from dashboard.blocks.changed_figures import headlines_first
from dashboard.blocks.places import EVERY_PERIOD
from dashboard.published.changes import Change
from dashboard.reader import access, shelf
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.words import formats
from dashboard.words.definitions import called
from dashboard.words.kommun import counted_from
from dashboard.words.periods import period_label, spoken_day
from dashboard.words.tables import Table, figure, unit_of
from pipelines.home import DataHome
from pipelines.periods import Period
from pipelines.reference import PUBLIK, kommun_of

_NEWEST = 4
# What is public of a kommun by tertial, and so in its paper.
_BY_TERTIAL = "children_in_care"
_HEADINGS = {"year": "År för år", "block": "Tre år i taget"}
_LARGE = "Också ett stort tal är skyddat (..), om ett litet annars skulle gå att räkna ut."
_WHY = "Små tal visas över tre år i taget, så att färre av dem måste skyddas."


def section(reader: Reader) -> list[str]:
    """The periods of each kind beside each other, the newest first; each figure's name is the way to the same ones on
    its page. Their KPIs."""
    figures, area = reader.figures, reader.selection.area
    listed: list[str] = []
    hidden = False
    for kind, heading in _HEADINGS.items():
        periods = figures.periods(kind)[: -_NEWEST - 1 : -1]
        kpis = [kpi for kpi in figures.definitions if figures.series(kpi, area, kind)]
        if not periods or not kpis:
            continue
        listed += kpis
        then = reader.in_period(periods[0].period)
        found = {kpi: [figures.value(kpi, area, period.period) for period in periods] for kpi in kpis}
        table = Table(
            ("Nyckeltal", *(period.label for period in periods), "Enhet"),
            tuple(
                (
                    called(figures.definition(kpi)),
                    *(replace(figure(value, figures.definition(kpi)), short=True) for value in values),
                    unit_of(figures.definition(kpi)),
                )
                for kpi, values in found.items()
            ),
            in_view=1 + len(periods),
            # A KPI's page is of GFO for the public, and has the kommun's own figures there.
            doors=tuple(f"{then.door('nyckeltal', visa=kpi)}#{EVERY_PERIOD}" for kpi in kpis),
        )
        text.heading(heading, *([_WHY] if kind == "block" else []))
        downloads.listed(reader, table, f"{heading}, {reader.area.name}", area)
        every = [value for values in found.values() for value in values]
        names = {kpi: figures.definition(kpi).name for kpi in kpis}
        if shorter := counted_from(every, names, figures.labels):
            text.paragraph(shorter)
        hidden = hidden or any(value.status == "hidden" for value in every)
    if hidden:
        text.note(_LARGE)
    if listed:
        paper(reader)
    return listed


def told_to_own(reader: Reader) -> None:
    """To a kommun's own people: what of all this may be said to everybody, and until when the rest may not. Nothing
    before anything is public, and of other kommuner."""
    met, release = reader.figures.meetings, reader.figures.release
    if kommun_of(reader.audience) != reader.selection.area or not met or release.protected_cells is None:
        return
    since = f"mötet den {spoken_day(met[0].meeting_on)}"
    changed = headlines_first(reader)
    later = (
        f" {formats.number(len(changed))} av kommunens siffror har ändrats sedan dess; det som är"
        " offentligt är som det var på mötet."
        if changed
        else ""
    )
    later += _in_paper(reader, changed, met[0].period)
    text.block(
        f"<p>Får sägas till alla: det som står i nämndinformationen, från {escape(since)} om"
        f" {escape(period_label(met[0].period))}.{later} Kommunens andra siffror på"
        " sidan är interna. Hela års siffror blir offentliga när styrgruppen har haft möte efter årets slut. De flesta"
        " siffror per tertial och månad blir det aldrig, inte heller kostnaden: ur dem skulle små tal kunna räknas"
        " ut.</p>"
    )
    paper(reader)


def _in_paper(reader: Reader, changed: Sequence[Change], period: str) -> str:
    """What the paper has by tertial, and the newest version otherwise: the children in care on the last day."""
    found = next((one for one in changed if (one.kpi, one.period) == (_BY_TERTIAL, period)), None)
    if found is None or found.new_value is None:
        return ""
    said = access.open_figures(reader.home, PUBLIK).value(_BY_TERTIAL, found.area, period)
    if not said.shown or said.value in (None, found.new_value):
        return ""
    day = spoken_day(Period.parse(period).last_day)
    return (
        f" I nämndinformationen står {formats.number(said.value or 0)} barn i vård den {day}; rättat är det"
        f" {formats.number(found.new_value)}, som är internt."
    )


def paper(reader: Reader) -> None:
    """What the kommun's socialnämnd is given of the newest that is public."""
    version = reader.version if reader.is_public else access.newest_for(reader.home, PUBLIK)
    name = f"gfo-namndinformation-{slug(reader.area.name)}-offentlig-version-{version}.pdf"
    made = partial(_made, reader.home, reader.selection.area, version)
    downloads.row(downloads.link(reader, "Nämndinformation (PDF)", made, name, f"{shelf.BRIEFING}pdf"))


# One at a time, and the latest kept: what a version says never changes.
_lock = Lock()


def _made(home: DataHome, area: str, version: str) -> bytes:
    with _lock:
        return _paper_of(home, area, version)


@lru_cache(maxsize=8)
def _paper_of(home: DataHome, area: str, version: str) -> bytes:
    # Not with the page, which makes no document.
    from dashboard.briefings.making import FOR_PUBLIC, PUBLIC, Asked, facts_of, make

    asked = Asked(FOR_PUBLIC, area, "", PUBLIC, version, PUBLIK)
    return make(facts_of(home, asked), asked.kind, "pdf").data
