"""What each kommun pays: in the two parts of the key, over the years, and beside what a proposal would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.charts.drawing import Figure, layout, name_above
from dashboard.charts.palette import Palette
from dashboard.published.marts import Allocation
from dashboard.words import formats
from pipelines.reference import GFO

# The room for words beside bars, as a part of all that the bars reach over.
_WORDS = 1.6


def draw_allocation(
    rows: Sequence[Allocation], names: Mapping[str, str], palette: Palette, chosen: str
) -> Figure:
    """One bar a kommun in two parts (children solid, placed children hatched), the amount at its end and its part of
    the whole under its name, where it takes no room from the bars.

    The chosen kommun is in the accent with its name bold, and all are where GFO is chosen.
    """
    ordered = list(reversed(rows))
    kommuner = [names.get(row.area, row.area) for row in ordered]
    colours = [palette.accent if chosen in (GFO, row.area) else palette.mark for row in ordered]
    figure = layout(palette, height=40 + 52 * len(rows))
    figure["barmode"] = "stack"
    figure["bargap"] = 0.38
    top = max((row.amount_sek for row in rows), default=1)
    total = sum(row.amount_sek for row in rows) or 1
    shares = [formats.percent(Decimal(100 * row.amount_sek) / total, 1) for row in ordered]
    figure["xaxis"] |= {"visible": False, "range": [0, top * 1.55]}
    figure["yaxis"] |= _names(kommuner, [row.area == chosen for row in ordered], palette, shares)
    figure["margin"]["b"] = 8
    parts = (
        ("Del efter barn i befolkningen", [row.population_amount_sek for row in ordered], ""),
        ("Del efter placerade barn", [row.placed_amount_sek for row in ordered], "/"),
    )
    data: list[Figure] = []
    for name, amounts, pattern in parts:
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": kommuner,
                "x": amounts,
                "name": name,
                "marker": {
                    "color": colours,
                    "line": {"width": 1, "color": palette.paper},
                    "pattern": {"shape": pattern, "fgcolor": palette.paper, "size": 7, "solidity": 0.25},
                },
                "hovertext": [
                    f"{k}<br>{name}: {formats.kronor(a)}" for k, a in zip(kommuner, amounts, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    for row, kommun in zip(ordered, kommuner, strict=True):
        per_child = f"{formats.kronor(row.per_child)} per barn" if row.per_child is not None else ""
        told = f"<b>{formats.kronor(row.amount_sek)}</b><br>{per_child}"
        figure["annotations"].append(_beside(row.amount_sek, kommun, told, palette))
    return {"data": data, "layout": figure}


def _names(names: Sequence[str], bold: Sequence[bool], palette: Palette, under: Sequence[str] = ()) -> Figure:
    """The axis of lying bars, with the names that are looked at in bold and what is said `under` each."""
    told = [f"<b>{name}</b>" if so else name for name, so in zip(names, bold, strict=True)]
    if under:
        told = [f"{name}<br>{said}" for name, said in zip(told, under, strict=True)]
    return {
        "type": "category",
        "showgrid": False,
        "tickfont": {"size": 15, "color": palette.ink},
        # Off the bars that lie left of zero.
        "ticklabelstandoff": 8,
        "tickmode": "array",
        "tickvals": list(names),
        "ticktext": told,
    }


def _beside(x: int, name: str, told: str, palette: Palette) -> Figure:
    """Words at the end of a lying bar."""
    return {
        "x": x,
        "y": name,
        "xanchor": "left",
        "xshift": 8,
        "showarrow": False,
        "align": "left",
        "text": told,
        "font": {"size": 14, "color": palette.ink},
    }


def draw_changes(rows: Sequence[tuple[str, int, str, bool]], palette: Palette) -> Figure:
    """A bar a kommun to the right of zero for what it pays more, to the left for less; `rows` are (name, kronor, words
    beside it, whether it is looked at), in order."""
    ordered = list(reversed(rows))
    names = [name for name, _size, _told, _own in ordered]
    sizes = [size for _name, size, _told, _own in ordered]
    figure = layout(palette, height=40 + 52 * len(rows))
    figure["bargap"] = 0.38
    reach = max(max(sizes, default=0), 0) + max(-min(sizes, default=0), 0) or 1
    # Words stand right of the bars, and of zero beside those that lie left of it.
    figure["xaxis"] |= {"visible": False, "range": [min(*sizes, 0), max(*sizes, 0) + _WORDS * reach]}
    every = all(own for *_words, own in rows)
    figure["yaxis"] |= _names(names, [own and not every for *_words, own in ordered], palette)
    figure["margin"]["b"] = 8
    bars: Figure = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": sizes,
        "marker": {"color": [palette.accent if own else palette.mark for _n, _s, _t, own in ordered]},
        "hoverinfo": "skip",
    }
    figure["shapes"] = [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": 0,
            "x1": 0,
            "y0": 0,
            "y1": 1,
            "line": {"width": 1, "color": palette.ink},
        }
    ]
    for name, size, told, _own in ordered:
        figure["annotations"].append(_beside(max(size, 0), name, told, palette))
    return {"data": [bars], "layout": figure}


def draw_years(years: Sequence[tuple[str, int, str]], chosen: str, palette: Palette) -> Figure:
    """One kommun's amount a year, its part of all above it; `years` are (year, kronor, part in words), oldest first."""
    figure = layout(palette, height=280)
    top = max((amount for _year, amount, _part in years), default=1)
    figure["xaxis"] |= {"type": "category", "dtick": 1, "tickfont": {"size": 14, "color": palette.ink}}
    figure["yaxis"] |= {"visible": False, "range": [0, top * 1.3]}
    figure["bargap"] = 0.35
    for place, (_year, amount, part) in enumerate(years):
        figure["annotations"].append(
            {
                # By its place: a year would be read as one, 2 022 bars to the right.
                "x": place,
                "y": amount,
                "yanchor": "bottom",
                "showarrow": False,
                "text": f"<b>{formats.number(amount / 1000)}</b><br>{part}",
                "font": {"size": 13, "color": palette.ink},
            }
        )
    bars: Figure = {
        "type": "bar",
        "x": [year for year, _amount, _part in years],
        "y": [amount for _year, amount, _part in years],
        "marker": {"color": [palette.accent if year == chosen else palette.mark for year, _a, _p in years]},
        "hovertext": [f"<b>{year}</b><br>{formats.kronor(amount)}" for year, amount, _part in years],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return {"data": [bars], "layout": figure}


def draw_before_after(
    rows: Sequence[tuple[str, Sequence[int], str]], words: Sequence[str], palette: Palette
) -> Figure:
    """Two or three bars a kommun, the decided above what is proposed; `rows` are (name, amounts, differences in words)
    and `words` what each bar is called."""
    ordered = list(reversed(rows))
    names = [name for name, _amounts, _told in ordered]
    figure = layout(palette, height=90 + 30 * len(words) * len(rows))
    figure["barmode"] = "group"
    figure["bargap"] = 0.3
    top = max((max(amounts) for _name, amounts, _told in rows), default=1)
    figure["xaxis"] |= {"visible": False, "range": [0, top * 1.5]}
    figure["yaxis"] |= {
        "type": "category",
        "showgrid": False,
        "tickmode": "array",
        "tickvals": names,
        "ticktext": [f"<b>{name}</b><br>{told}" for name, _amounts, told in ordered],
        "tickfont": {"size": 13, "color": palette.ink},
    }
    name_above(figure)
    # The lowest of the bars is the first one drawn, and the first one named the upper.
    figure["legend"] |= {"traceorder": "reversed", "y": 1}
    figure["margin"] |= {"b": 8, "t": 40}
    data: list[Figure] = []
    markers: list[Figure] = [
        {"color": palette.mark},
        {"color": palette.accent},
        # Pale and not striped: what is striped is counted of the placed children.
        {"color": palette.pale, "line": {"width": 1.5, "color": palette.accent}},
    ]
    for side, word in reversed(list(enumerate(words))):
        amounts = [row[1][side] for row in ordered]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": word,
                "y": names,
                "x": amounts,
                "marker": markers[side],
                "text": [formats.kronor(amount) for amount in amounts],
                "textposition": "outside",
                "textangle": 0,
                "textfont": {"size": 13, "color": palette.ink},
                "cliponaxis": False,
                "hoverinfo": "skip",
            }
        )
    return {"data": data, "layout": figure}
