"""What GFO cost against its budget, a bar a tertial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import (
    Figure,
    absent_mark,
    draw_comments,
    layout,
    period_ticks,
    year_lines,
)
from dashboard.charts.ends import End, name_ends
from dashboard.charts.palette import Palette
from dashboard.published.records import Comment, Status
from dashboard.words import formats
from dashboard.words.economy import beside_budget

# As much of the axis is free under its lowest tick.
_BELOW = 0.06


@dataclass(frozen=True)
class Against:
    """A tertial's budget and cost where both are known, and what is said of them where they are not."""

    period: str
    budget: Decimal | None
    cost: Decimal | None
    status: Status

    @property
    def left(self) -> Decimal | None:
        """What was left of the budget: below zero the cost went over it."""
        return None if self.budget is None or self.cost is None else self.budget - self.cost


def draw_economy(
    tertials: Sequence[Against],
    labels: Mapping[str, str],
    palette: Palette,
    comments: Sequence[Comment] = (),
    *,
    chosen: str,
) -> Figure:
    """A bar up from zero for what a tertial cost less than its budget, down for what it cost more, the chosen one's in
    the accent: beside whole costs the difference is too thin to be seen."""
    periods = [one.period for one in tertials]
    sizes = [None if one.left is None else float(one.left) for one in tertials]
    known = [size for size in sizes if size is not None]
    figure = layout(palette, height=320)
    figure["xaxis"] |= period_ticks(periods)
    figure["bargap"] = 0.3
    figure["yaxis"] |= _both_ways(value_axis(max(known, default=0), min(known, default=0), unit="kr"))
    figure["shapes"] = year_lines(periods, palette)
    figure["annotations"] += [
        absent_mark(place, one.status, palette) for place, one in enumerate(tertials) if one.left is None
    ]
    draw_comments(figure, comments, periods, palette)
    now = tertials[-1] if tertials else None
    if now is not None and now.left is not None and now.period == chosen:
        told = formats.against_budget(now.left, formats.short_kronor(now.left), in_brief=True)
        end = End(now.period, float(now.left), told.replace(" ", "<br>"), palette.accent, own=True)
        name_ends(figure, [end], periods)
    bars: Figure = {
        "type": "bar",
        "x": periods,
        "y": sizes,
        "marker": {"color": [palette.accent if period == chosen else palette.mark for period in periods]},
        "hovertext": [f"<b>{labels[one.period]}</b><br>{_told(one)}" for one in tertials],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return {"data": [bars], "layout": figure}


def _both_ways(axis: Figure) -> Figure:
    """The ticks say on which side of the budget they are, and have no sign."""
    told = [
        f"{text.removeprefix(formats.MINUS)}<br>{'under' if tick > 0 else 'över'}" if tick else text
        for tick, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
    ]
    bottom, top = axis["range"]
    # The two rows of the lowest one stand off the names of the tertials.
    below = _BELOW * (top - bottom) if bottom < 0 else 0
    return axis | {"ticktext": told, "range": [bottom - below, top]}


def _told(one: Against) -> str:
    if one.budget is None or one.cost is None:
        return formats.HIDDEN if one.status == "hidden" else formats.MISSING
    budget, cost = formats.kronor(one.budget), formats.kronor(one.cost)
    return f"{beside_budget(one.cost, one.budget)} budget<br>Budget: {budget}<br>Utfall: {cost}"
