"""A section of the deliveries: what any two published versions say otherwise, and why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.blocks import downloads, text
from dashboard.blocks.changed_figures import changes_table
from dashboard.blocks.choices import choose
from dashboard.published.figures import Figures
from dashboard.published.remembering import remembered
from dashboard.published.version_difference import version_difference
from dashboard.reader import access, pieces
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import sentences
from dashboard.words.tables import Sheet, Table
from dashboard.words.topics import by_topic
from pipelines.errors import ReaderError

_SHOWN = 25
_TITLE = "Skillnad mellan två versioner"


def section(reader: Reader) -> None:
    """Two choices of a version, and the figures that differ, topic by topic."""
    builds = access.published_builds(reader.home, reader.audience)
    text.heading(_TITLE)
    if len(builds) < 2:
        text.paragraph(sentences.ONE_VERSION)
        return
    # From the version on the page to the newest; on the newest page, from the one before it.
    place = builds.index(reader.version) if reader.version in builds else 0
    old = reader.selection.choice("fran", builds, builds[place or 1])
    new = reader.selection.choice("till", builds, builds[0])
    words = partial(_version_words, builds[0], access.meeting_build(reader.home))
    pieces.send()
    with st.container(horizontal=True, key="versions"):
        choose(reader, "fran", "Från version", builds, old, words, width=260)
        choose(reader, "till", "Till version", builds, new, words, width=260)
    if old == new:
        text.note(sentences.SAME_VERSION)
        return
    try:
        former, latter = (access.open_figures(reader.home, reader.audience, build) for build in (old, new))
        found = version_difference(latter.source, former.source)
    except ReaderError as error:
        text.note(f"{error.message} {error.remedy}")
        return
    told = sentences.compared(old, new, found.count, found.settled, found.listed, len(found.first))
    text.paragraph(told)
    if not found.first:
        return
    text.paragraph(sentences.ORDER)
    title = f"Version {new} jämförd med version {old}"
    topics = _by_topic(latter, former)
    few = len(found.first) <= _SHOWN
    for topic, table, settled in () if few else topics:
        summary = sentences.of_topic(topic, len(table.rows), settled, _SHOWN)
        text.folded(summary, replace(table, rows=table.rows[:_SHOWN]), f"{title}: {topic}")
    whole = Table(
        (*topics[0][1].columns, "Ämne"),
        tuple((*row, topic) for topic, table, _settled in topics for row in table.rows),
    )
    if few:
        text.show_table(whole, title)
    downloads.offer(replace(reader, figures=latter), Sheet(_TITLE, title, whole), "skillnad")


@remembered(4)
def _by_topic(latter: Figures, former: Figures) -> tuple[tuple[str, Table, int], ...]:
    """Each topic that changed, in the order of the menu of figures: its rows, and how many were settled."""
    changes = version_difference(latter.source, former.source).first
    found = []
    for topic, kpis in by_topic(one.kpi for one in changes):
        of_topic = [one for one in changes if one.kpi in kpis]
        table = changes_table(
            of_topic,
            {**former.definitions, **latter.definitions},
            ("Nyckeltal och område", "Från", "Till"),
            former.names,
        )
        found.append((topic, table, sum(one.settled for one in of_topic)))
    return tuple(found)


def _version_words(newest: str, meeting: str, build: str) -> str:
    """`3 – den nyaste`, `1 – styrgruppen såg den`."""
    said = [
        word for word, other in (("den nyaste", newest), ("styrgruppen såg den", meeting)) if build == other
    ]
    return " – ".join([build, ", ".join(said)]) if said else build
