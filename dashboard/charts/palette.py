"""The colours of both themes as data, for charts: Plotly knows no CSS. The style sheet has the same ones.

The accent is what the reader has chosen, the period among periods and the kommun among kommuner, or what a chart of one
period comes to; the rest is grey."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, for charts."""

    ink: str
    secondary: str
    rule: str
    grid: str
    """Behind what is drawn, and paler than a rule."""
    paper: str
    panel: str
    accent: str
    pale: str
    """The accent of what stands beside what is in the accent; its edge is the accent."""
    context: str
    mark: str
    band: str
    """What is usual, behind the lines: seen on the paper, and seen through."""


LIGHT = Palette(
    ink="#1F2A37",
    secondary="#4B5B6B",
    rule="#D8DEE4",
    grid="#E9EDF1",
    paper="#FFFFFF",
    panel="#F5F7F9",
    accent="#1B6CA8",
    pale="#B9D5EA",
    context="#9AA7B3",
    mark="#7B8996",
    band="rgba(27,108,168,0.14)",
)
DARK = Palette(
    ink="#E8EDF2",
    secondary="#A9B6C2",
    rule="#33404C",
    grid="#232D37",
    paper="#12181F",
    panel="#1B232C",
    accent="#6FB3E3",
    pale="#2F5876",
    context="#5E6E7D",
    mark="#728393",
    band="rgba(111,179,227,0.24)",
)
FONT = '"Source Sans", "Source Sans Pro", sans-serif'


def palette(theme: str | None) -> Palette:
    """The palette of a theme as the browser names it; light when it has not said."""
    return DARK if theme == "dark" else LIGHT
