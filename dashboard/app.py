"""The script that Streamlit runs for every interaction: navigation, the chosen page."""

from __future__ import annotations

import streamlit as st

from dashboard.blocks.downloads import of_page
from dashboard.reader.access import Right
from dashboard.reader.asking import asked
from dashboard.reader.frame import framed
from dashboard.views.menu import PAGES


def main() -> None:
    """Run the page that the address names."""
    st.set_page_config(page_title="GFO Insikt", layout="wide", initial_sidebar_state="auto")
    who = asked()
    seen = [page.seen_by(who.audience) if isinstance(who, Right) else page for page in PAGES]
    pages = [
        st.Page(
            framed(page, of_page, who),
            title=page.menu,
            url_path="" if n == 0 else page.path,
            default=n == 0,
            visibility="visible" if isinstance(who, Right) and page.is_for(who) else "hidden",
        )
        for n, page in enumerate(seen)
    ]
    st.navigation(pages, position="top").run()


main()
