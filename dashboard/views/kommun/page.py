"""Min kommun: what to do, four large figures, what to look at, the cost, the newest figures, the others, the country,
the children over time."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.blocks import attending, text
from dashboard.blocks.attention import Line
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.expected_deliveries import coming
from dashboard.blocks.over_time import over_time
from dashboard.blocks.told import cost_so_far, in_care
from dashboard.published.records import Comment
from dashboard.reader.reader import Reader
from dashboard.views.kommun import compared, cost, country, latest, public, share
from dashboard.words.kommun import referrals
from dashboard.words.periods import spoken_day
from pipelines.reference import GFO

# Beside the kommun's part of GFO's budget.
_LARGE = ("children_in_care", "placement_cost", "cost_per_care_day")
# Of the public figures there are whole years alone.
_LARGE_PUBLIC = ("foster_children", "placement_cost", "cost_per_care_day")
_OVER_TIME = "children_in_care"


def view(reader: Reader) -> None:
    """One kommun's page; with GFO chosen the ways to the kommuner, and the comparison."""
    if reader.selection.area == GFO:
        _choose(reader)
        compared.section(reader)
        country.section(reader)
        return
    now, lines = (reader, []) if reader.is_public else attending.newest(reader)
    if not reader.is_public:
        day = spoken_day(reader.figures.release.reporting_date)
        attending.to_do([*lines, *_in_order(reader, lines)], f"Att göra, läget den {day}")
    shown = cards(reader, _LARGE_PUBLIC if reader.is_public else _LARGE, also=share.card(reader))
    if not reader.is_public:
        attending.to_know(reader, now, lines)
    shown += _in_short(reader)
    public.told_to_own(reader)
    told: list[Comment] = []
    shown += cost.section(reader, told)
    share.section(reader)
    shown += public.section(reader) if reader.is_public else latest.section(reader)
    shown += compared.section(reader)
    country.section(reader)
    if over_time(reader, _OVER_TIME, f"kommun-{_OVER_TIME}", told=told):
        shown.append(_OVER_TIME)
    definitions(reader, list(dict.fromkeys(shown)))


def _in_order(reader: Reader, found: Sequence[Line]) -> list[Line]:
    """That all that the kommun delivers has come, and when the next is expected; nothing where a line says
    otherwise."""
    figures, area = reader.figures, reader.selection.area
    expected = [row for row in figures.deliveries.expected if row.sender == area]
    if not expected or any(line.door.startswith("leveranser?") for line in found):
        return []
    told = f"Inget att lämna nu. {coming(expected)}".rstrip()
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
    """What the large figures do not say: how many are in care now where only years are public, the referrals, and what
    the year has cost so far. The figures that are told."""
    if reader.is_public and (now := _in_care(reader)):
        # The newest day is not of the year that the other sentences are of.
        text.block(f'<h2>Nu</h2><p class="lead">{escape(now)}</p>')
    figures = reader.figures
    both = reader.now_and_before("referrals_received")
    day = figures.release.reporting_date
    came = referrals(*both, reader.area, reader.period, reader.compared, day)
    so_far = "" if reader.is_public else cost_so_far(reader, "placeringarna")
    if said := " ".join(filter(None, (came, so_far))):
        text.block(f'<h2>Kort sagt, {escape(reader.period_said)}</h2><p class="lead">{escape(said)}</p>')
    return ["referrals_received"] if both[0].shown else []
