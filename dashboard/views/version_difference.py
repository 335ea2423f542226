"""A section of the deliveries: what any two published versions say otherwise, and why."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import access, components, formats, frame, quality_sentences, sections, sentences
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.selection import Selection
from dashboard.version_differences import Difference, version_difference
from pipelines.errors import ReaderError
from pipelines.home import data_home

_TITLE = "Skillnad mellan två versioner"


def section(figures: Figures, selection: Selection) -> None:
    """Two choices of a version, and the figures that differ, the largest change first."""
    builds = access.published_builds(data_home(), figures.source.audience)
    components.heading(_TITLE)
    if len(builds) < 2:
        components.block(f"<p>{quality_sentences.ONE_VERSION}</p>")
        return
    shown = figures.source.path.parent.name
    new = selection.choice("till", builds, shown if shown in builds else builds[0])
    # The version before the newer one; the first version of all is compared with the one after it.
    place = builds.index(new)
    old = selection.choice(
        "fran", builds, builds[place + 1] if place + 1 < len(builds) else builds[place - 1]
    )
    with st.container(horizontal=True, key="versions"):
        frame.choose(figures, selection, "fran", "Från version", builds, old, str, width=200)
        frame.choose(figures, selection, "till", "Till version", builds, new, str, width=200)
    if old == new:
        components.note(quality_sentences.SAME_VERSION)
        return
    try:
        former, latter = frame.open_figures(old), frame.open_figures(new)
        found = version_difference(former.source, latter.source)
    except ReaderError as error:
        components.note(f"{error.message} {error.remedy}")
        return
    told = quality_sentences.compared(old, new, found.count, found.settled, found.listed, len(found.largest))
    components.block(f"<p>{escape(told)}</p>")
    if found.largest:
        components.show_table(
            _table(former, latter, found.largest), f"Version {old} jämförd med version {new}"
        )


def _table(former: Figures, latter: Figures, largest: tuple[Difference, ...]) -> Table:
    names = sections.names_of(former)
    rows = []
    # Name and area share the column that stays in view on a phone, so that both values fit beside it.
    for difference in largest:
        definition = latter.definitions.get(difference.kpi) or former.definitions.get(difference.kpi)
        unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
        rows.append(
            (
                f"{difference.name}, {names.get(difference.area, difference.area)}",
                sentences.label(difference.period),
                formats.figure(difference.old_value, difference.old_status, unit, decimals),
                formats.figure(difference.new_value, difference.new_status, unit, decimals),
                difference.cause,
            )
        )
    columns = ("Nyckeltal och område", "Period", "Från", "Till", "Orsak")
    return Table(columns, tuple(rows), frozenset({2, 3}))
