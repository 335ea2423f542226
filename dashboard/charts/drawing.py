"""What every chart is drawn with: the frame, its axes, and the marks for comments and for what is not there.

Plain dicts since building a `go.Figure` costs some 30 ms a chart and a dict half a millisecond. Bars start at
zero, the axis of a KPI is the same whichever kommun is chosen, and hidden or missing is drawn as such.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard.charts.palette import FONT, Palette
from dashboard.published.records import Comment, Status, Value
from dashboard.words import formats
from pipelines.periods import Period

Figure = dict[str, Any]
# What ends after this month has no room for a year of its own beside that of the next January.
_NEAR_JANUARY = 8
#: How the line of what is aimed at is dashed.
AIMED = "5px,3px"
# The room over a plot for the numbers of comments, in pixels.
_NUMBERS = 12
_SHORT_MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def number_of(value: Value) -> float | None:
    """A figure for an axis; None leaves the line open."""
    return float(value.value) if value.shown and value.value is not None else None


def layout(palette: Palette, *, height: int) -> Figure:
    """The frame every chart shares: quiet grid, no legend, Swedish separators."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 12, "b": 40, "pad": 2},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": palette.ink},
        "separators": ",\u00a0",
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.paper,
            "bordercolor": palette.rule,
            "font": {"family": FONT, "size": 14, "color": palette.ink},
        },
        "dragmode": False,
        "xaxis": {
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
            "linecolor": palette.rule,
            "tickfont": {"color": palette.secondary},
        },
        "yaxis": {
            # Solid: what is dashed is a target or another line.
            "gridcolor": palette.grid,
            "zeroline": True,
            "zerolinecolor": palette.secondary,
            "fixedrange": True,
            "automargin": True,
            "rangemode": "tozero",
            "tickfont": {"color": palette.secondary},
        },
        "annotations": [],
        "shapes": [],
    }


def name_above(figure: Figure) -> None:
    """What each colour or line means, in a row above the chart: there is no room at the lines' ends on a phone."""
    figure["showlegend"] = True
    figure["legend"] = {"orientation": "h", "x": 0, "y": 1.15, "yanchor": "bottom", "font": {"size": 14}}
    figure["legend"] |= {"itemclick": False, "itemdoubleclick": False, "traceorder": "normal"}
    figure["margin"]["t"] = 74


def unjudged_marks(numbers: Sequence[float | None], colour: str, palette: Palette) -> Figure:
    """The points of a line that is not judged: none is filled, since a filled point is a figure that is unusual. Only
    one that no line leads to is seen, as a ring."""
    shown = [number is not None for number in numbers]
    alone = [
        here and not before and not after
        for before, here, after in zip([False, *shown[:-1]], shown, [*shown[1:], False], strict=True)
    ]
    # Also those that are not seen are found by the pointer, and keep what is written at them off the line.
    return {
        "size": 7,
        "opacity": [float(one) for one in alone],
        "color": palette.paper,
        "line": {"width": 1.5, "color": colour},
    }


def period_ticks(periods: Sequence[str]) -> Figure:
    """Ticks that name every period and, once a year, the year under it; of months every fourth, and the first where no
    January follows close upon it. The axis has the periods in their own order: else Plotly takes them as its lines
    come, and one may begin later than another."""
    found = [Period.parse(period) for period in periods]
    named = [
        period
        for n, period in enumerate(found)
        if period.kind != "month"
        or period.last_day.month % 4 == 1
        or (n == 0 and not _is_near_january(period))
    ]
    return {
        "tickmode": "array",
        "tickvals": [period.id for period in named],
        "ticktext": [
            _tick(period, opens=n == 0 and not _is_near_january(period)) for n, period in enumerate(named)
        ],
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(periods),
        "tickangle": 0,
    }


def _is_near_january(period: Period) -> bool:
    return period.last_day.month > _NEAR_JANUARY


def _tick(period: Period, *, opens: bool) -> str:
    """Its name, and the year under it where it `opens` a chart or a year."""
    if period.kind in ("year", "block"):
        return period.label
    end = period.last_day
    if period.kind == "month":
        name, opens = _SHORT_MONTHS[end.month - 1], opens or end.month == 1
    else:
        # Years to date are as long as each other: all of them end in the same tertial.
        name, opens = Period.tertial_of(end).label[:2], opens or end.month == 4 or period.kind == "ytd"
    return f"{name}<br>{end.year}" if opens else name


def year_lines(periods: Sequence[str], palette: Palette) -> list[Figure]:
    """A thin line where a new year begins; bands would fight with the band of what is usual."""
    ends = [Period.parse(period) for period in periods]
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": n - 0.5,
            "x1": n - 0.5,
            "y0": 0,
            "y1": 1,
            "line": {"width": 1, "color": palette.rule},
            "layer": "below",
        }
        for n, (former, period) in enumerate(itertools.pairwise(ends), start=1)
        if period.kind not in ("year", "block") and former.last_day.year != period.last_day.year
    ]


def draw_aims(
    figure: Figure, aims: Mapping[str, Decimal], periods: Sequence[str], edge: float, palette: Palette
) -> None:
    """What is aimed at as a thin dashed line over the periods that it holds for; that of the newest as far as the
    plot's `edge`."""
    for place, period in enumerate(periods):
        if period not in aims:
            continue
        height = float(aims[period])
        figure["shapes"].append(
            {
                "type": "line",
                "xref": "x",
                "yref": "y",
                "x0": place - 0.5,
                "x1": edge if place == len(periods) - 1 else place + 0.5,
                "y0": height,
                "y1": height,
                "line": {"width": 1.5, "color": palette.ink, "dash": AIMED},
            }
        )


def draw_comments(
    figure: Figure, comments: Sequence[Comment], periods: Sequence[str], palette: Palette
) -> None:
    """A numbered mark for each comment, in the order that their texts have under the chart, and room for the numbers
    over it."""
    if comments:
        figure["height"] += _NUMBERS
        figure["margin"]["t"] += _NUMBERS
    for number, comment in enumerate(comments, start=1):
        _draw_comment(figure, number, comment, periods, palette)


def _draw_comment(
    figure: Figure, number: int, comment: Comment, periods: Sequence[str], palette: Palette
) -> None:
    """A numbered mark at the comment's day, between the periods' middles; the text stands under the chart."""
    place = _place_of(comment.day, periods)
    if place is None:
        return
    figure["shapes"].append(
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": place,
            "x1": place,
            "y0": 0,
            "y1": 1,
            "line": {"width": 1, "color": palette.secondary, "dash": "dot"},
        }
    )
    figure["annotations"].append(
        {
            "x": place,
            "xref": "x",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "text": f"<b>{number}</b>",
            "showarrow": False,
            "font": {"size": 13, "color": palette.secondary},
        }
    )


def _place_of(day: date, periods: Sequence[str]) -> float | None:
    """Where on the axis a day stands; one that reaches over other periods owns its last tertial alone."""
    for n, text in enumerate(periods):
        period = Period.parse(text)
        own = Period.tertial_of(period.last_day) if period.kind in ("rolling", "ytd") else period
        if own.first_day <= day < own.next_day:
            return n - 0.5 + (day - own.first_day).days / (own.next_day - own.first_day).days
    return None


def absent_mark(place: int, status: Status, palette: Palette) -> Figure:
    """On the axis where a figure would stand: hidden and missing are neither zero nor a gap without a word.

    By its place among the periods, since Plotly takes the name of a year for a place.
    """
    return {
        "x": place,
        "y": 0,
        "yanchor": "bottom",
        "text": formats.HIDDEN if status == "hidden" else formats.MISSING,
        "showarrow": False,
        "font": {"size": 14, "color": palette.secondary},
    }
