"""A section of the deliveries: what any two published versions say otherwise, and why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from dashboard.blocks import changes, components, downloads, sections
from dashboard.published.figures import Figures
from dashboard.published.version_differences import version_difference
from dashboard.reader import access, frame
from dashboard.reader.selection import Selection
from dashboard.views.deliveries import quality_sentences
from pipelines.errors import ReaderError
from pipelines.home import data_home

_SHOWN = 25
_TITLE = "Skillnad mellan två versioner"


def section(figures: Figures, selection: Selection) -> None:
    """Two choices of a version, and the figures that differ, the largest change first."""
    builds = access.published_builds(data_home(), figures.source.audience)
    components.heading(_TITLE)
    if len(builds) < 2:
        components.block(f"<p>{quality_sentences.ONE_VERSION}</p>")
        return
    shown = figures.source.path.parent.name
    # From the version on the page to the newest; on the newest page, from the one before it.
    place = builds.index(shown) if shown in builds else 0
    old = selection.choice("fran", builds, builds[place or 1])
    new = selection.choice("till", builds, builds[0])
    words = partial(_version_words, builds[0], access.meeting_build(data_home()))
    with st.container(horizontal=True, key="versions"):
        frame.choose(figures, selection, "fran", "Från version", builds, old, words, width=260)
        frame.choose(figures, selection, "till", "Till version", builds, new, words, width=260)
    if old == new:
        components.note(quality_sentences.SAME_VERSION)
        return
    try:
        former, latter = frame.open_figures(old), frame.open_figures(new)
        found = version_difference(former.source, latter.source)
    except ReaderError as error:
        components.note(f"{error.message} {error.remedy}")
        return
    told = quality_sentences.compared(old, new, found.count, found.settled, found.listed, _SHOWN)
    components.block(f"<p>{escape(told)}</p>")
    if found.largest:
        table = changes.table(
            found.largest,
            {**former.definitions, **latter.definitions},
            ("Nyckeltal och område", "Från", "Till"),
            sections.names_of(former),
        )
        title = f"Version {new} jämförd med version {old}"
        components.show_table(replace(table, rows=table.rows[:_SHOWN], raw=()), title)
        downloads.offer(title, table, latter, [], "skillnad")


def _version_words(newest: str, meeting: str, build: str) -> str:
    """`3 – den nyaste`, `1 – styrgruppen såg den`."""
    said = [
        word for word, other in (("den nyaste", newest), ("styrgruppen såg den", meeting)) if build == other
    ]
    return " – ".join([build, ", ".join(said)]) if said else build
