"""The referrals of a period as a waterfall."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.drawing import (
    Figure,
    layout,
)
from dashboard.charts.palette import Palette
from dashboard.words import formats
from dashboard.words.balance import begins

# Half a bar, as a part of its row.
_HALF = 0.325


def draw_balance(steps: Sequence[tuple[str, int, str]], palette: Palette) -> Figure:
    """A period's referrals as a waterfall; `steps` are (name, number, `level` | `in` | `out`) in order."""
    figure = layout(palette, height=330)
    bases = begins(steps)
    sizes = [size for _name, size, _kind in steps]
    top = max((base + size for base, size in zip(bases, sizes, strict=True)), default=1)
    # Lying down, so that six names have room on a phone.
    figure["xaxis"] |= {"visible": False, "range": [0, top * 1.18 or 1]}
    figure["yaxis"] |= {
        "type": "category",
        "autorange": "reversed",
        "showgrid": False,
        "tickfont": {"size": 15, "color": palette.ink},
    }
    figure["bargap"] = 1 - 2 * _HALF
    figure["margin"]["b"] = 8
    reached = [
        base if kind == "out" else base + size for base, (_n, size, kind) in zip(bases, steps, strict=True)
    ]
    figure["shapes"] = [_led_on(place, level, palette) for place, level in enumerate(reached[:-1])]
    signs = {"level": "", "in": "+", "out": formats.MINUS}
    data: list[Figure] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": [name for name, _size, _kind in steps],
            "x": sizes,
            "base": bases,
            "marker": {
                # What went out has a tint of its own beside its sign, and what it came to stands out.
                "color": [
                    *(palette.secondary if kind == "out" else palette.mark for _n, _s, kind in steps[:-1]),
                    palette.accent,
                ],
            },
            "text": [signs[kind] + formats.number(size) if size else "0" for _name, size, kind in steps],
            "textposition": "outside",
            "textfont": {"size": 16, "color": palette.ink},
            "cliponaxis": False,
            "hovertext": [f"{name}: {formats.number(size)}" for name, size, _kind in steps],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
    return {"data": data, "layout": figure}


def _led_on(place: int, level: int, palette: Palette) -> Figure:
    """A thin line from where a bar has come to, down to the next one, which goes on from there."""
    return {
        "type": "line",
        "layer": "below",
        "xref": "x",
        "yref": "y",
        "x0": level,
        "x1": level,
        "y0": place + _HALF,
        "y1": place + 1 - _HALF,
        "line": {"width": 1, "color": palette.secondary},
    }
