"""Min kommun: what to do, what to say, four large figures, what to look at, the newest figures, the cost, the others,
the country, the children over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from dashboard.blocks import attending, text
from dashboard.blocks.against_last_year import mostly_of
from dashboard.blocks.agreed import with_figure
from dashboard.blocks.attention_lines import Line
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.expected_deliveries import coming
from dashboard.blocks.over_time import over_time
from dashboard.blocks.told import in_care
from dashboard.blocks.told_cost import cost_so_far
from dashboard.briefings.presentation import whom_to_ask
from dashboard.published.records import Comment
from dashboard.reader.reader import Reader, newest_tertial
from dashboard.reader.versions import newer
from dashboard.views.kommun import compared, cost, country, latest, public, share
from dashboard.words.kommun import aloud, referrals
from dashboard.words.periods import spoken_day, spoken_day_of_year
from pipelines.reference import GFO

# Beside the kommun's part of GFO's budget.
_LARGE = ("children_in_care", "placement_cost", "cost_per_care_day")
# Of the public figures there are whole years alone.
_LARGE_PUBLIC = ("foster_children", "placement_cost", "cost_per_care_day")
_OVER_TIME = "children_in_care"
_CAME = "referrals_received"
_ALOUD = ("children_in_care", _CAME, "placement_cost")


def view(reader: Reader) -> None:
    """One kommun's page; with GFO chosen the ways to the kommuner, and the comparison."""
    if reader.selection.area == GFO:
        _choose(reader)
        compared.section(reader)
        country.section(reader)
        return
    cause = cost.heading(reader)
    if reader.is_public:
        # What is public by tertial is newer than the year that the cards are of.
        shown = cards(reader, _LARGE_PUBLIC, also=share.card(reader))
        shown += _in_short(reader)
    else:
        now, lines = attending.newest(reader)
        acting, to_do = attending.to_act_on(reader, now, lines)
        day = spoken_day(min(acting.period.last_day, reader.figures.release.reporting_date))
        # An old version knows nothing of what has come since; where the newer one is stands above.
        if not newer(reader):
            acts = [*to_do, *_agreed(reader), *_in_order(reader, to_do)]
            attending.to_do(acts, f"Att göra, läget den {day}", whom_to_ask(reader.home.root))
        shown = _in_short(reader)
        shown += cards(reader, _LARGE, also=share.card(reader))
        # The chart of the cost has a heading of its own that says it.
        attending.to_know(reader, now, lines, (cost.KPI,) if cause else ())
    public.told_to_own(reader)
    # Who follows a kommun week by week comes for the newest figures.
    shown += [] if reader.is_public else latest.section(reader)
    told: list[Comment] = []
    shown += cost.section(reader, told, cause)
    share.section(reader)
    shown += public.section(reader) if reader.is_public else []
    shown += compared.section(reader)
    country.section(reader)
    if over_time(reader, _OVER_TIME, f"kommun-{_OVER_TIME}", told=told):
        shown.append(_OVER_TIME)
    definitions(reader, list(dict.fromkeys(shown)))


def _agreed(reader: Reader) -> list[Line]:
    """What the newest meeting agreed that the kommun, all of them or GFO is to do, with the figure that it is about."""
    figures, area = reader.figures, reader.selection.area
    since = figures.meetings[0].meeting_on if figures.meetings else date.min
    newest = reader.in_period(newest_tertial(figures).period)
    found = []
    for one in figures.actions(area):
        if one.day < since:
            continue
        told = f"Den {spoken_day_of_year(one.day)}: {with_figure(newest, one)}"
        door = reader.door("nyckeltal", visa=one.kpi) if figures.has(one.kpi) else reader.door("mote")
        found.append(Line("GFO gör" if one.area == GFO else "Överenskommet", told, door, 0, is_to_do=True))
    # What others are to do comes last.
    return sorted(found, key=lambda line: line.what != "Överenskommet")


def _in_order(reader: Reader, found: Sequence[Line]) -> list[Line]:
    """That all that the kommun delivers has come, and when the next is expected; nothing where a line says
    otherwise."""
    figures, area = reader.figures, reader.selection.area
    expected = [row for row in figures.deliveries.expected if row.sender == area]
    if not expected or any(line.door.startswith("leveranser?") for line in found):
        return []
    told, when = "Inget att lämna nu.", coming(expected)
    if when:
        # Who follows a kommun week by week would look for them.
        told += f" {when} Tills de har kommit visar sidorna läget den {spoken_day(figures.release.reporting_date)}."
    return [Line("Leveranser", told, reader.door("leveranser"), 0, is_to_do=True)]


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


def _in_short(reader: Reader) -> list[str]:
    """What may be said aloud: the children, the referrals and the cost, and what the year has cost so far; of what is
    public how many are in care now, where only years are told, and the referrals. The figures that are told."""
    figures = reader.figures
    if reader.is_public and (now := _in_care(reader)):
        # The newest day is not of the year that the other sentences are of.
        text.block(f'<p class="lead">{escape(now)}</p>')
    both = {kpi: reader.now_and_before(kpi) for kpi in _ALOUD}
    day = figures.release.reporting_date
    if reader.is_public:
        said = referrals(*both[_CAME], reader.area, reader.period, reader.compared, day)
    else:
        mostly = mostly_of(reader, *(one.value for one in both[cost.KPI]))
        said = aloud(both, reader.area, reader.period, reader.compared, day, reader.audience, mostly)
        said = f"{said} {cost_so_far(reader)}".rstrip()
    if said:
        text.block(f'<h2>Kort sagt, {escape(reader.period_said)}</h2><p class="lead">{escape(said)}</p>')
    return [
        kpi for kpi, (now, _before) in both.items() if now.shown and (not reader.is_public or kpi == _CAME)
    ]
