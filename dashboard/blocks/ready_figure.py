"""A chart's dict on its way to Streamlit, without the checks that are made for drafts.

`st.plotly_chart` builds a `go.Figure` from a dict to check it, 15–40 ms a chart and three quarters of a page's
time; only a figure object goes through as it is. The checks are made where charts are tested instead: every page's
figures are held to `go.Figure` there.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from plotly.basedatatypes import BaseFigure

from dashboard.charts.drawing import Figure

# What `go.Figure` would add, less the trace types and the coordinate systems that no chart here uses (a tenth is left).
_TRACES = ("scatter", "bar")
_LAYOUT = (
    "annotationdefaults",
    "autotypenumbers",
    "colorway",
    "font",
    "hoverlabel",
    "hovermode",
    "shapedefaults",
    "title",
    "xaxis",
    "yaxis",
)


class ReadyFigure(BaseFigure):
    """A figure that is its dict: nothing is copied, and nothing checked."""

    def __init__(self, figure: Figure) -> None:
        # Not super().__init__: it is what costs the time.
        self._ready = {"data": figure["data"], "layout": {"template": template(), **figure["layout"]}}

    def to_dict(self) -> dict[str, Any]:
        return self._ready


@cache
def template() -> dict[str, Any]:
    """Plotly's own defaults for the charts of these pages, so that they look as a `go.Figure` does."""
    import plotly.io

    whole = plotly.io.templates["plotly"].to_plotly_json()
    return {
        "data": {kind: whole["data"][kind] for kind in _TRACES if kind in whole["data"]},
        "layout": {name: whole["layout"][name] for name in _LAYOUT if name in whole["layout"]},
    }
