"""A kommun over the years beside its like, the county and the country; and our figure beside Kolada's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dashboard.charts.drawing import (
    Figure,
    Written,
    absent_mark,
    layout,
    name_above,
    period_ticks,
    unit_ticks,
)
from dashboard.charts.ends import End, names_at_ends
from dashboard.charts.palette import Palette
from dashboard.published.records import Status
from dashboard.words import formats

Kind = Literal["own", "other", "alike", "county", "country"]
# The others are drawn first, under the rest, and told of last.
_RANK: dict[Kind, int] = {"own": 1, "alike": 2, "county": 3, "country": 4, "other": 5}


@dataclass(frozen=True)
class YearLine:
    """One line: its name, its figures by year, and whose they are. `grouped`: the one name that several are told by."""

    name: str
    values: Mapping[int, tuple[Decimal | None, Status]]
    kind: Kind
    grouped: str = ""


def draw_years(
    lines: Sequence[YearLine], written: Written, palette: Palette, reach: tuple[float, float]
) -> Figure:
    """Lines by year on an axis that is the same whichever kommun is chosen: `reach`, the lowest and highest of all."""
    figure = layout(palette, height=340)
    years = sorted({year for line in lines for year in line.values})
    figure["xaxis"] |= period_ticks([str(year) for year in years])
    name_above(figure)
    low, high = min(reach[0], 0.0) * 1.12, max(reach[1], 1e-9) * 1.12
    figure["yaxis"] |= {"range": [low, high]}
    figure["yaxis"] |= unit_ticks(written, high, low)
    named: set[str] = set()
    data = []
    for line in lines:
        label = line.grouped or line.name
        data.append(_drawn(line, label, years, written, palette) | {"showlegend": label not in named})
        named.add(label)
    data += names_at_ends(figure, _ends(lines, years[-1:]), [str(year) for year in years], palette)
    own = next((line for line in lines if line.kind == "own"), None)
    if own is not None:
        figure["annotations"] += [
            absent_mark(place, status, palette)
            for place, year in enumerate(years)
            for value, status in [own.values.get(year, (None, "missing"))]
            if value is None
        ]
    return {"data": data, "layout": figure}


def _ends(lines: Sequence[YearLine], newest: Sequence[int]) -> list[End]:
    """Where the kommuner's lines end, which the row above the chart does not tell apart; of those that reach the newest
    year."""
    several = [line for line in lines if line.grouped]
    found = [*several, *(line for line in lines if several and line.kind == "own")]
    return [
        (float(value), line.name, line.kind == "own")
        for line in found
        for year in newest
        if (value := line.values.get(year, (None, ""))[0]) is not None
    ]


def _drawn(line: YearLine, label: str, years: Sequence[int], written: Written, palette: Palette) -> Figure:
    styles: dict[Kind, Figure] = {
        "own": {"color": palette.accent, "width": 3},
        "other": {"color": palette.mark, "width": 1},
        "alike": {"color": palette.ink, "width": 2, "dash": "dash"},
        "county": {"color": palette.secondary, "width": 2, "dash": "dot"},
        "country": {"color": palette.ink, "width": 2},
    }
    style = styles[line.kind]
    found = [line.values.get(year, (None, "missing")) for year in years]
    told = [
        f"<b>{year}</b><br>{line.name}: {formats.figure(value, status, written.unit, written.decimals)}"
        for year, (value, status) in zip(years, found, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines" if line.kind == "other" else "lines+markers",
        "x": [str(year) for year in years],
        "y": [None if value is None else float(value) for value, _status in found],
        "line": style,
        "marker": {"size": 5, "color": style["color"]},
        "name": label,
        "legendgroup": label,
        "legendrank": _RANK[line.kind],
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "connectgaps": False,
    }
