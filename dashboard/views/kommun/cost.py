"""What the chosen kommun's placements cost over time, and what its bought homes cost beside GFO's."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from dashboard.blocks import own_and_bought, text
from dashboard.blocks.over_time import over_time
from dashboard.blocks.told_cost import cost_heading, why_more
from dashboard.published.records import Comment
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.dearer import after_heading

KPI = "placement_cost"
# Months by the end of the second tertial.
_EIGHT = 8


def heading(reader: Reader) -> str:
    """What happened to the cost; blank where it is not shown, or set beside nothing."""
    return cost_heading(reader) if _is_shown(reader) else ""


def _is_shown(reader: Reader) -> bool:
    return reader.figures.has(KPI) and reader.now_and_before(KPI)[0].shown


def section(reader: Reader, told: list[Comment], title: str) -> list[str]:
    """The chart under what happened (`title`, as `heading` has it), and why; then what a day in a bought home costs
    beside an own one. `told` are the comments that the page has had, which the chart's are added to. The KPIs that are
    shown."""
    why = why_more(reader) if _is_shown(reader) else ""
    if title:
        why = after_heading(why)
    said = f"{why} {_at_this_pace(reader)}".strip()
    drawn = over_time(reader, KPI, f"kommun-{KPI}", told=told, title=title, said=said)
    told += reader.figures.comments(KPI, reader.selection.area) if drawn else []
    lines, reckoned = own_and_bought.lines(reader), own_and_bought.come_to(reader)
    reckoned = reckoned and f"{own_and_bought.since_before(reader)} {reckoned}".strip()
    if lines and reckoned:
        door = escape(reader.door("placeringar"))
        text.block(
            f"<h2>{escape(own_and_bought.title(reader, lines))}</h2>"
            f'<p class="cost">{escape(reckoned)} <a class="door" href="{door}">Placeringar</a></p>'
        )
    return [KPI] if drawn else []


def _at_this_pace(reader: Reader) -> str:
    """What the year would cost if the rest of it cost as its first eight months, beside the year before; blank of
    another tertial than the second, and of one that has been followed."""
    figures, period, area = reader.figures, reader.period, reader.selection.area
    if (
        not reader.is_newest
        or period.kind != "tertial"
        or period.preliminary
        or period.last_day.month != _EIGHT
    ):
        return ""
    year = period.last_day.year
    found = [figures.alone(KPI, area, one) for one in (f"{period.period}Y", str(year - 1))]
    if any(not one.shown or one.value is None or one.reason or one.preliminary for one in found):
        return ""
    so_far, before = (one.value or Decimal(0) for one in found)
    whole = so_far * 12 / _EIGHT
    return (
        f"I samma takt året ut skulle {year} kosta omkring {formats.short_kronor(whole)}, mot"
        f" {formats.in_short(before, 'kr', whole)} {year - 1}. Det är en räkneövning, ingen prognos."
    )
