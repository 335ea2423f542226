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


def style_sheet(*, meeting: bool) -> str:
    """The whole style sheet as one `<style>` element; meeting mode adds large type and hides every control."""
    sheets = [_sheet("pages"), _sheet("agenda")]
    if meeting:
        sheets.append(_sheet("meeting"))
    return f"<style>{''.join(sheets)}</style>"


@cache
def _sheet(name: str) -> str:
    return (_FOLDER / f"{name}.css").read_text(encoding="utf-8")
