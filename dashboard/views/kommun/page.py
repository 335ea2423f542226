"""Min kommun: what to look at, what can be said aloud, the cost, the newest figures, the others, the country,
the trends."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.blocks import attending, text
from dashboard.blocks.attention import Line
from dashboard.blocks.definitions import definitions
from dashboard.blocks.over_time import over_time
from dashboard.blocks.told import cost_so_far, in_care, why_more
from dashboard.published.records import Comment
from dashboard.reader.reader import Reader
from dashboard.views.kommun import compared, country, latest, public, share
from dashboard.words.kommun import aloud, in_order
from pipelines.reference import GFO

_ALOUD = ("children_in_care", "referrals_received", "placement_cost")
# Of the public figures there are whole years alone.
_ALOUD_PUBLIC = ("foster_children", "referrals_received", "placement_cost")
_TRENDS = ("children_in_care", "referrals_received", "replacements")


def view(reader: Reader) -> None:
    """One kommun's page; with GFO chosen the ways to the kommuner, and the comparison."""
    if reader.selection.area == GFO:
        _choose(reader)
        compared.section(reader)
        country.section(reader)
        return
    if not reader.is_public:
        _in_order(reader, attending.of_newest(reader))
    shown = _aloud(reader)
    share.section(reader)
    shown += public.section(reader) if reader.is_public else latest.section(reader)
    shown += compared.section(reader)
    country.section(reader)
    told: list[Comment] = []
    for kpi in _TRENDS:
        if over_time(reader, kpi, f"kommun-{kpi}", told=told, among=_TRENDS):
            shown.append(kpi)
        told += reader.figures.comments(kpi, reader.selection.area)
    definitions(reader, list(dict.fromkeys(shown)))


def _in_order(reader: Reader, found: Sequence[Line]) -> None:
    """That all that the kommun delivers has come, until when, and when the next is expected; nothing where a line says
    otherwise."""
    figures, area = reader.figures, reader.selection.area
    expected = [row for row in figures.deliveries.expected if row.sender == area]
    if expected and not any(line.door.startswith("leveranser?") for line in found):
        text.paragraph(in_order(figures.release.as_of.date(), figures.release.reporting_date))


def _choose(reader: Reader) -> None:
    """The kommuner as doors."""
    doors = "".join(
        f'<li><a class="door" href="{escape(reader.door("kommun", area=area.area))}">{escape(area.name)}</a></li>'
        for area in reader.areas
        if area.area != GFO
    )
    text.block(f'<p>Välj en kommun för att se dess egen sida.</p><ul class="doors">{doors}</ul>')


def _in_care(reader: Reader) -> str:
    """How many are in care on the newest day that is public, which is told by tertial; blank beside an older year."""
    figures, area = reader.figures, reader.area
    shown = [value for value in figures.series("children_in_care", area.area, "tertial") if value.shown]
    if not shown or reader.period != figures.periods("year")[-1]:
        return ""
    return in_care(figures, area, figures.period(shown[-1].period))


def _aloud(reader: Reader) -> list[str]:
    """What can be said aloud; the figures that are told."""
    figures = reader.figures
    kpis = _ALOUD_PUBLIC if reader.is_public else _ALOUD
    told = {kpi: reader.now_and_before(kpi) for kpi in kpis}
    day = figures.release.reporting_date
    said = aloud(told, reader.area, reader.period, reader.compared, day, reader.audience)
    if reader.is_public and (now := _in_care(reader)):
        # The newest day is not of the year that the other sentences are of.
        text.block(f'<h2>Nu</h2><p class="lead">{escape(now)}</p>')
    elif so_far := cost_so_far(reader):
        said = f"{said} {so_far}"
    why = why_more(reader) if told["placement_cost"][0].shown else ""
    text.block(
        f'<h2>Kort sagt, {escape(reader.period_said)}</h2><p class="lead">{escape(said)}</p>'
        + (f'<p class="cost">{escape(why)}</p>' if why else "")
    )
    return [kpi for kpi, (now, _before) in told.items() if now.shown]
