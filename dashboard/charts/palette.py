"""The colours of both themes as data, for charts: Plotly knows no CSS. The style sheet has the same ones."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.reference import GFO


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, for charts."""

    ink: str
    secondary: str
    rule: str
    paper: str
    panel: str
    accent: str
    context: str
    mark: str
    band: str
    """What is usual, behind the lines: seen on the paper, and seen through."""


LIGHT = Palette(
    ink="#1F2A37",
    secondary="#4B5B6B",
    rule="#D8DEE4",
    paper="#FFFFFF",
    panel="#F5F7F9",
    accent="#1B6CA8",
    context="#9AA7B3",
    mark="#7B8996",
    band="rgba(27,108,168,0.14)",
)
DARK = Palette(
    ink="#E8EDF2",
    secondary="#A9B6C2",
    rule="#33404C",
    paper="#12181F",
    panel="#1B232C",
    accent="#6FB3E3",
    context="#5E6E7D",
    mark="#728393",
    band="rgba(111,179,227,0.24)",
)
# Told apart by colour, direct label and pattern, never by colour alone; the same on every page.
AREA_COLOURS = {
    "2284": "#1B6CA8",
    "2280": "#CF4A12",
    "2282": "#1E9E83",
    "2262": "#A83279",
    "2283": "#C08A00",
    "2260": "#3C2F8F",
    "2281": "#6E5A4A",
    GFO: "#1F2A37",
}
# The same hues lightened, 3:1 or more on the dark paper.
AREA_COLOURS_DARK = {
    "2284": "#6FB3E3",
    "2280": "#F08A5D",
    "2282": "#45C4A8",
    "2262": "#DB7FB4",
    "2283": "#E0B040",
    "2260": "#9A8FE8",
    "2281": "#B8A392",
    GFO: "#E8EDF2",
}
FONT = '"Source Sans", "Source Sans Pro", sans-serif'


def area_colour(area: str, chosen: Palette) -> str:
    """A kommun's own colour in a theme; grey for one without."""
    return (AREA_COLOURS_DARK if chosen is DARK else AREA_COLOURS).get(area, chosen.mark)


def palette(theme: str | None) -> Palette:
    """The palette of a theme as the browser names it; light when it has not said."""
    return DARK if theme == "dark" else LIGHT
