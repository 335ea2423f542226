"""How the pages look: the style sheet, and the palette of the theme that a reader's browser shows.

Colours follow the theme through CSS `light-dark()`, since Streamlit sets `color-scheme` on the app.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.charts import palette as palettes

_FOLDER = Path(__file__).resolve().parent / "assets"


def palette() -> palettes.Palette:
    """The palette of the theme that this reader's browser shows."""
    return palettes.palette(st.context.theme.type)


@cache
def style_sheet() -> str:
    """The whole style sheet as one `<style>` element."""
    sheets = ((_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in ("pages", "agenda"))
    return f"<style>{''.join(sheets)}</style>"
