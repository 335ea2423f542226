"""The script that Streamlit runs for every interaction: style, navigation, the chosen page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.blocks.downloads import of_page
from dashboard.blocks.style import style_sheet
from dashboard.reader.frame import framed, shown_to
from dashboard.views.menu import PAGES

# A file of our own: Streamlit fetches named icons from a font host.
ICON = str(Path(__file__).resolve().parent / "server" / "assets" / "gfo.png")


def main() -> None:
    """Run the page that the address names."""
    st.set_page_config(page_title="GFO Insikt", page_icon=ICON, layout="wide", initial_sidebar_state="auto")
    st.html(style_sheet())
    reader = shown_to()
    pages = [
        st.Page(
            framed(page, of_page),
            title=page.menu,
            url_path="" if n == 0 else page.path,
            default=n == 0,
            visibility="visible" if page.is_for(reader) else "hidden",
        )
        for n, page in enumerate(PAGES)
    ]
    st.navigation(pages, position="top").run()


main()
