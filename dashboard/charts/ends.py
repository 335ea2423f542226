"""What stands at the right end of a chart of lines: names, the newest figure, what is aimed at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.charts.drawing import Figure, number_of
from dashboard.published.records import Definition, Value
from dashboard.words import formats

# The height of a row in pixels and what more stands between names of several, the width of a letter, and the size of
# the letters; of the one to look at, larger.
_ROW, _BETWEEN = 16, 3
_LETTER, _SIZE = 6.4, 13
_OWN_LETTER, _OWN_SIZE = 7.2, 14
# How far beyond the newest period the plot ends, in periods, and how far from its edge the names stand, in pixels: a
# ring has room between on a phone too, where a period is ten pixels.
_BESIDE, COLUMN = 0.4, 20
# Where the slanting part of what ties a name to its line begins and ends, in pixels from the edge.
_TIE = (5, COLUMN - 2)
# So many names may have two rows, where one has more letters than a narrow screen has room for beside its lines; one of
# so few letters need not.
_FEW, _LONG, _SHORT = 3, 12, 9
# A line that ends so many periods before the newest is not named at the newest's place.
_RECENT = 3


@dataclass(frozen=True)
class End:
    """Where a line ends, what stands there, and their colour; `own` is the one to look at, `reaches` says that the line
    itself is drawn as far as the plot's edge."""

    period: str
    height: float
    name: str
    colour: str
    own: bool = False
    reaches: bool = False


def end_of(
    name: str,
    values: Sequence[Value],
    periods: Sequence[str],
    definition: Definition,
    labels: Mapping[str, str],
    colour: str,
    *,
    own: bool = False,
) -> End | None:
    """A line's newest figure after its name, with its period where that is an older one; None of a line that does not
    reach near the newest."""
    last = next((value for value in reversed(values) if value.shown), None)
    if last is None or last.period not in periods[-_RECENT:]:
        return None
    figure = formats.card_figure(last.value or 0, last.status, definition.unit, definition.decimals)
    older = "" if last.period == periods[-1] else f" ({labels.get(last.period, last.period)})"
    return End(last.period, number_of(last) or 0.0, f"{name}{figure}{older}", colour, own=own)


def name_ends(figure: Figure, ends: Sequence[End], periods: Sequence[str]) -> None:
    """All of them in one column to the right of the plot, where no line runs: in the order of their heights, one apart
    from another, each with a thin line to its own end."""
    if not ends:
        return
    ends = _folded(ends)
    bottom, top = figure["yaxis"]["range"]
    pixel = (top - bottom) / (figure["height"] - figure["margin"]["t"] - figure["margin"]["b"])
    found = sorted(ends, key=lambda end: (end.height, end.name))
    rows = max(end.name.count("<br>") + 1 for end in found)
    apart = min((rows * (_ROW + _BETWEEN) - _BETWEEN) * pixel, (top - bottom) / len(found))
    heights = spread([end.height - bottom for end in found], apart, top - bottom)
    edge = plot_edge(periods)
    figure["xaxis"]["range"] = [-_BESIDE, edge]
    figure["margin"]["r"] = round(COLUMN + 8 + max(map(_width, found)))
    for end, height in zip(found, heights, strict=True):
        figure["annotations"].append(_name(end, height + bottom))
        if not end.reaches:
            figure["shapes"].append(_to_the_edge(end, periods.index(end.period), edge))
        figure["shapes"].append(_tie(end, round((height + bottom - end.height) / pixel, 1)))


def _folded(ends: Sequence[End]) -> list[End]:
    """Of few names of which one is long, each with its figure under it: beside long rows a phone has half its width for
    the lines. Of many there is no height for that."""
    if len(ends) > _FEW or max(len(end.name) for end in ends) <= _LONG:
        return list(ends)
    return [end if len(end.name) <= _SHORT or "<br>" in end.name else _fold(end) for end in ends]


def _fold(end: End) -> End:
    """In two rows, as even as its words let them be; a no-break space stays whole."""
    words = end.name.split(" ")
    rows = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    best = min(rows, key=lambda two: max(map(len, two)), default=(end.name,))
    return replace(end, name="<br>".join(best))


def plot_edge(periods: Sequence[str]) -> float:
    """Where the plot ends that has names beside it."""
    return len(periods) - 1 + _BESIDE


def _width(end: End) -> float:
    return max(map(len, end.name.split("<br>"))) * (_OWN_LETTER if end.own else _LETTER)


def _name(end: End, height: float) -> Figure:
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": COLUMN,
        "y": height,
        "yref": "y",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "text": f"<b>{end.name}</b>" if end.own else end.name,
        "font": {"size": _OWN_SIZE if end.own else _SIZE, "color": end.colour},
    }


def _to_the_edge(end: End, place: int, edge: float) -> Figure:
    """Under the marks, so that a ring stands on it."""
    line = {"width": 1, "color": end.colour}
    ends = {"x0": place, "x1": edge, "y0": end.height, "y1": end.height}
    return {"type": "line", "layer": "below", "xref": "x", "yref": "y", **ends, "line": line}


def _tie(end: End, up: float) -> Figure:
    """Out of the plot, `up` by so many pixels to the name: in pixels, since a phone's periods are narrow."""
    return {
        "type": "path",
        "xref": "paper",
        "yref": "y",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 1,
        "yanchor": end.height,
        "path": f"M0,0L{_TIE[0]},0L{_TIE[1]},{up}",
        "line": {"width": 1, "color": end.colour},
    }


def spread(heights: Sequence[float], apart: float, top: float) -> list[float]:
    """Heights in rising order moved so that no two are nearer than `apart`, each group round its own middle, and none
    above `top` or below nothing."""
    groups: list[tuple[float, int]] = []
    for height in heights:
        middle, size = height, 1
        while True:
            half = apart * size / 2
            middle = min(max(middle, half), top - half)
            if not groups or middle - half >= groups[-1][0] + apart * groups[-1][1] / 2:
                break
            below, many = groups.pop()
            middle, size = (below * many + middle * size) / (many + size), many + size
        groups.append((middle, size))
    return [middle + apart * (place - (size - 1) / 2) for middle, size in groups for place in range(size)]
