"""Kommuner by size, with the limits of what chance explains."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import (
    Figure,
    layout,
)
from dashboard.charts.palette import Palette
from dashboard.charts.room import PHONE, Box, overlap, strike
from dashboard.words import formats
from pipelines.signals import Funnel

# More kommuner than this have no room for their names: the chosen one has, and the others say it when pointed at.
_NAMED = 12
ACROSS, UP = "Barn och unga 0–20 år i kommunen", "Placerade barn per 1 000"
# How much worse a word is struck by a line than that it lies on a point or a word as much of it.
_STRUCK = 4


def draw_compared(
    funnel: Funnel,
    names: Mapping[str, str],
    chosen: str,
    palette: Palette,
    told: Container[str] | None = None,
) -> Figure:
    """Kommuner by size: inside the limits the difference is no more than chance. Never a ranking. `told` say their
    whole sentence when pointed at, the others their name and figure; None: all of them do."""
    figure = layout(palette, height=320)
    points = [point for point in funnel.points if point.value is not None and point.exposure is not None]
    points.sort(key=lambda point: point.exposure or 0)
    largest = max([point.exposure or 0 for point in points], default=1)
    highest = max(
        [point.value or 0 for point in points] + [limit.upper_998 for limit in funnel.curve], default=1
    )
    figure["xaxis"] |= {
        "title": {
            "text": ACROSS,
            "font": {"color": palette.secondary, "size": 13},
        },
        "range": [0, largest * 1.12],
        "tickformat": ",d",
    }
    figure["margin"] |= {"b": 64, "t": 22}
    figure["yaxis"] |= value_axis(highest)
    # Above the axis and lying down: beside it a phone has no room.
    figure["annotations"].append(
        {
            "text": UP,
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"color": palette.secondary, "size": 13},
        }
    )
    data: list[Figure] = []
    for lower, upper, dash in (("lower_95", "upper_95", "dash"), ("lower_998", "upper_998", "dot")):
        for side in (lower, upper):
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": [limit.exposure for limit in funnel.curve],
                    "y": [getattr(limit, side) for limit in funnel.curve],
                    "line": {"width": 1, "color": palette.mark, "dash": dash},
                    "hoverinfo": "skip",
                }
            )
    if funnel.centre is not None:
        middle = {
            "type": "line",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": funnel.centre,
            "y1": funnel.centre,
        }
        figure["shapes"].append(middle | {"line": {"width": 1, "color": palette.secondary}})
    words = [
        names.get(point.kommun_code, point.kommun_code)
        if len(points) <= _NAMED or point.kommun_code == chosen
        else ""
        for point in points
    ]
    data.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [point.exposure for point in points],
            "y": [point.value for point in points],
            "text": words,
            "textposition": _label_places(
                [(point.exposure or 0, point.value or 0) for point in points],
                words,
                (largest * 1.12, figure["yaxis"]["range"][1]),
                names.get(chosen, chosen),
                _lines(funnel),
            ),
            "textfont": {"size": 14, "color": palette.ink},
            "marker": {
                "opacity": 1,
                "size": [14 if point.kommun_code == chosen else 10 for point in points],
                "color": [
                    palette.accent if point.kommun_code == chosen else palette.mark for point in points
                ],
                "line": {"width": 1.5, "color": palette.paper},
            },
            "hovertext": [
                point.sentence
                if told is None or point.kommun_code in told
                else f"{names.get(point.kommun_code, point.kommun_code)}: {formats.number(point.value or 0, 1)}"
                for point in points
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }
    )
    return {"data": data, "layout": figure}


def _lines(funnel: Funnel) -> list[Sequence[tuple[float, float]]]:
    """The limits and the level of all together, which a name would be struck by."""
    sides = ("lower_95", "upper_95", "lower_998", "upper_998")
    found: list[Sequence[tuple[float, float]]] = [
        [(limit.exposure, getattr(limit, side)) for limit in funnel.curve] for side in sides
    ]
    if funnel.centre is not None and funnel.curve:
        found.append([(end.exposure, funnel.centre) for end in (funnel.curve[0], funnel.curve[-1])])
    return found


def _label_places(
    points: Sequence[tuple[float, float]],
    words: Sequence[str],
    tops: tuple[float, float],
    first: str,
    lines: Sequence[Sequence[tuple[float, float]]] = (),
) -> list[str]:
    """Beside each point, where its word meets least, as narrow as a phone shows it; `first` chooses first."""
    across, up = PHONE[0] / tops[0], PHONE[1] / tops[1]
    places = [(x * across, y * up) for x, y in points]
    marks = [(x - 7, y - 7, x + 7, y + 7) for x, y in places]
    drawn = [[(x * across, y * up) for x, y in line] for line in lines]
    found: dict[int, tuple[str, Box]] = {}
    turns = sorted((n for n, word in enumerate(words) if word), key=lambda n: words[n] != first)
    # Who chose early gives way in a second turn to who had no other place.
    for n in (*turns, *turns):
        (x, y), width = places[n], 7.5 * len(words[n])
        boxes: dict[str, Box] = {
            "middle right": (x + 8, y - 8, x + 8 + width, y + 8),
            "middle left": (x - 8 - width, y - 8, x - 8, y + 8),
            "top center": (x - width / 2, y + 8, x + width / 2, y + 24),
            "bottom center": (x - width / 2, y - 24, x + width / 2, y - 8),
        }
        # A point farther off than the word reaches is met by none of its places, and those in one place are one mark.
        near = dict.fromkeys(
            mark
            for m, mark in enumerate(marks)
            if m != n and abs(places[m][0] - x) <= width + 15 and abs(places[m][1] - y) <= 31
        )
        others = [*near, *(box for m, (_place, box) in found.items() if m != n)]
        # Outside the chart is as bad as on somebody else's word.
        others += [(-width, 0, 0, PHONE[1]), (PHONE[0], 0, PHONE[0] + width, PHONE[1])]
        met = {
            place: sum(overlap(box, other) for other in others)
            + _STRUCK * sum(strike(box, line) for line in drawn)
            for place, box in boxes.items()
        }
        place = min(met, key=lambda place: met[place])
        found[n] = place, boxes[place]
    return [found[n][0] if n in found else "middle right" for n in range(len(words))]
