"""What the chosen kommun's placements cost over time, and what its bought homes cost beside GFO's."""

from __future__ import annotations

from html import escape

from dashboard.blocks import own_and_bought, text
from dashboard.blocks.over_time import over_time
from dashboard.blocks.told import cost_heading, why_more
from dashboard.published.records import Comment
from dashboard.reader.reader import Reader
from dashboard.words.dearer import after_heading

KPI = "placement_cost"


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
    drawn = over_time(reader, KPI, f"kommun-{KPI}", told=told, title=title, said=why)
    told += reader.figures.comments(KPI, reader.selection.area) if drawn else []
    lines, reckoned = own_and_bought.lines(reader), own_and_bought.come_to(reader)
    if lines and reckoned:
        door = escape(reader.door("placeringar"))
        text.block(
            f"<h2>{escape(own_and_bought.title(reader, lines))}</h2>"
            f'<p class="cost">{escape(reckoned)} <a class="door" href="{door}">Placeringar</a></p>'
        )
    return [KPI] if drawn else []
