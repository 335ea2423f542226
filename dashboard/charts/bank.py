"""The home bank: homes by status on the last day of each tertial."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import (
    Figure,
    absent_mark,
    draw_aims,
    draw_comments,
    layout,
    name_above,
    period_ticks,
    year_lines,
)
from dashboard.charts.palette import Palette
from dashboard.published.marts import BankPeriod
from dashboard.published.records import Comment
from dashboard.words import formats


def draw_bank(
    rows: Sequence[BankPeriod],
    labels: Mapping[str, str],
    palette: Palette,
    under_way: Collection[str],
    *,
    chosen: str,
    comments: Sequence[Comment] = (),
    hidden: Mapping[str, int | None] = MappingProxyType({}),
    aims: Mapping[str, Decimal] = MappingProxyType({}),
) -> Figure:
    """Homes by status on the last day of each tertial; oldest first. How many are to be available (`aims` by period) is
    a dashed line.

    `hidden` are the periods in which a part is protected, with how many homes those parts are together: a striped part
    up to the total, and no column at all where the total is not shown (None).
    """
    periods = [row.period for row in rows]
    figure = layout(palette, height=290)
    figure["xaxis"] |= period_ticks(periods)
    figure["shapes"] = year_lines(periods, palette)
    figure["barmode"] = "stack"
    figure["bargap"] = 0.3
    name_above(figure)
    rest = [hidden.get(period) for period in periods]
    without = {period for period, size in hidden.items() if size is None}
    every = [
        (row.available or 0) + (row.occupied or 0) + (row.resting or 0) + (size or 0)
        for row, size in zip(rows, rest, strict=True)
        if row.period not in without
    ]
    figure["yaxis"] |= value_axis(max([*every, *map(float, aims.values())], default=0))
    data: list[Figure] = []
    free = [palette.accent if period == chosen else palette.secondary for period in periods]
    for name, numbers, colour in (
        ("Tillgängliga", [row.available for row in rows], free),
        ("Upptagna", [row.occupied for row in rows], palette.mark),
        ("Vilande", [row.resting for row in rows], palette.panel),
    ):
        data.append(
            {
                "type": "bar",
                "x": periods,
                "y": [None if period in without else n for period, n in zip(periods, numbers, strict=True)],
                "name": name,
                "marker": {
                    "color": colour,
                    "line": {"width": 1, "color": palette.mark},
                    "opacity": [0.55 if period in under_way else 1 for period in periods],
                },
                "hovertext": [
                    f"<b>{labels[period]}</b><br>{name}: {_told(n, is_hidden=period in hidden)}"
                    for period, n in zip(periods, numbers, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    if any(size is not None for size in rest):
        data.append(_striped(periods, rest, labels, palette))
    draw_comments(figure, comments, periods, palette)
    draw_aims(figure, aims, periods, "hem", 0, palette)
    figure["annotations"] += [
        absent_mark(place, "hidden" if row.period in hidden else "missing", palette)
        | ({"y": whole} if (whole := _top(row, hidden)) else {})
        for place, row in enumerate(rows)
        if row.available is None or row.period in hidden
    ]
    now = next((row.available for row in rows if row.period == chosen), None)
    if now:
        # Inside its bar, or nowhere where the bar is too narrow for it.
        figure["uniformtext"] = {"minsize": 14, "mode": "hide"}
        data[0] |= {
            "text": [f"<b>{formats.number(now)}</b>" if period == chosen else "" for period in periods],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"size": 14, "color": palette.paper},
        }
    return {"data": data, "layout": figure}


def _told(number: int | None, *, is_hidden: bool) -> str:
    if number is None:
        return formats.HIDDEN if is_hidden else formats.MISSING
    return formats.number(number)


def _top(row: BankPeriod, hidden: Mapping[str, int | None]) -> int:
    """Where a column with a protected part ends; 0 where none is drawn."""
    rest = hidden.get(row.period)
    return 0 if rest is None else (row.available or 0) + (row.occupied or 0) + (row.resting or 0) + rest


def _striped(
    periods: Sequence[str], rest: Sequence[int | None], labels: Mapping[str, str], palette: Palette
) -> Figure:
    """The protected parts of each column, together."""
    return {
        "type": "bar",
        "x": periods,
        "y": rest,
        "name": "Skyddade",
        "marker": {
            "color": palette.panel,
            "line": {"width": 1, "color": palette.mark},
            "pattern": {"shape": "/", "fgcolor": palette.mark, "size": 7, "solidity": 0.25},
        },
        "hovertext": [
            "" if n is None else f"<b>{labels[period]}</b><br>Skyddade, tillsammans: {formats.number(n)}"
            for period, n in zip(periods, rest, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
