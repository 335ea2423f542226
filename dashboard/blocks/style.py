"""The palette of the theme that a reader's browser shows."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import palette as palettes


def palette() -> palettes.Palette:
    """The colours that charts are drawn in."""
    return palettes.palette(st.context.theme.type)
