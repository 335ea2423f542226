"""A kommun over the years beside its like, the county and the country; and our figure beside Kolada's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import Figure, absent_mark, layout, period_ticks, unjudged_marks
from dashboard.charts.ends import End, name_ends
from dashboard.charts.palette import Palette
from dashboard.published.records import Status
from dashboard.words import formats

Kind = Literal["own", "other", "alike", "county", "country"]


class Written(Protocol):
    """What says how a figure is written: a KPI's definition, or a figure of somebody else's."""

    @property
    def unit(self) -> str: ...
    @property
    def decimals(self) -> int: ...


@dataclass(frozen=True)
class YearLine:
    """One line: its name, its figures by year, and whose they are. `short` is the name at its end, where that is
    another."""

    name: str
    values: Mapping[int, tuple[Decimal | None, Status]]
    kind: Kind
    short: str = ""


def draw_years(
    lines: Sequence[YearLine], written: Written, palette: Palette, reach: tuple[float, float]
) -> Figure:
    """Lines by year on an axis that is the same whichever kommun is chosen: `reach`, the lowest and highest of all."""
    figure = layout(palette, height=340)
    years = sorted({year for line in lines for year in line.values})
    figure["xaxis"] |= period_ticks([str(year) for year in years])
    figure["yaxis"] |= value_axis(reach[1], reach[0], unit=written.unit, decimals=written.decimals)
    data = [_drawn(line, years, written, palette) for line in lines]
    name_ends(figure, _ends(lines, years, written, palette), [str(year) for year in years])
    own = next((line for line in lines if line.kind == "own"), None)
    if own is not None:
        figure["annotations"] += [
            absent_mark(place, status, palette)
            for place, year in enumerate(years)
            for value, status in [own.values.get(year, (None, "missing"))]
            if value is None
        ]
    return {"data": data, "layout": figure}


def _ends(lines: Sequence[YearLine], years: Sequence[int], written: Written, palette: Palette) -> list[End]:
    """Every line's newest figure beside its name, with its year where that is not the newest of all."""
    found = []
    for line in lines:
        known = {year: (value, status) for year, (value, status) in line.values.items() if value is not None}
        if not known:
            continue
        year = max(known)
        value, status = known[year]
        told = (
            f"{line.short or line.name} {formats.card_figure(value, status, written.unit, written.decimals)}"
        )
        found.append(
            End(
                str(year),
                float(value),
                told if year == years[-1] else f"{told} ({year})",
                palette.secondary if line.kind == "other" else _style(line.kind, palette)["color"],
                own=line.kind == "own",
            )
        )
    return found


def _style(kind: Kind, palette: Palette) -> Figure:
    styles: dict[Kind, Figure] = {
        "own": {"color": palette.accent, "width": 3},
        "other": {"color": palette.mark, "width": 1},
        "alike": {"color": palette.ink, "width": 2, "dash": "dash"},
        "county": {"color": palette.secondary, "width": 2, "dash": "dot"},
        "country": {"color": palette.ink, "width": 2},
    }
    return styles[kind]


def _drawn(line: YearLine, years: Sequence[int], written: Written, palette: Palette) -> Figure:
    style = _style(line.kind, palette)
    found = [line.values.get(year, (None, "missing")) for year in years]
    told = [
        f"<b>{year}</b><br>{line.name}: {formats.figure(value, status, written.unit, written.decimals)}"
        for year, (value, status) in zip(years, found, strict=True)
    ]
    numbers = [None if value is None else float(value) for value, _status in found]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [str(year) for year in years],
        "y": numbers,
        "line": style,
        "marker": unjudged_marks(numbers, style["color"], palette),
        "name": line.name,
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "connectgaps": False,
    }
