"""A section of the deliveries: what any two published versions say otherwise, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape

import streamlit as st

from dashboard.blocks import downloads, text
from dashboard.blocks.changed_figures import changes_table, deliveries_of, doors_of, shown_of
from dashboard.blocks.choices import choose
from dashboard.published.changes import Change
from dashboard.published.figures import Figures
from dashboard.published.remembering import remembered
from dashboard.published.version_difference import version_difference
from dashboard.reader import access, pieces
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import sentences
from dashboard.words.tables import Sheet, Table
from dashboard.words.topics import by_topic
from pipelines.errors import ReaderError
from pipelines.reference import GFO

# Of each topic: what is a surprise, and what had to change.
_SHOWN, _OF_OTHERS = 25, 10
_COLUMNS = ("Nyckeltal och område", "Från", "Till")
_TITLE = "Skillnad mellan två versioner"
# What a reader who is led here, or has chosen, has in the address.
_CHOICES = ("fran", "till")


def section(reader: Reader) -> None:
    """Behind a line two choices of a version, and the figures that differ, topic by topic: first of periods that were
    over, counted as on the overview."""
    builds = access.published_builds(reader.home, reader.audience)
    if len(builds) < 2:
        text.paragraph(sentences.ONE_VERSION)
        return
    text.block('<div id="skillnad"></div>')
    asked = any(name in _CHOICES for name, _chosen in reader.selection.choices)
    pieces.send()
    with st.expander(_TITLE, expanded=asked, key="skillnad"):
        _compared(reader, builds)
        pieces.send()


def _compared(reader: Reader, builds: Sequence[str]) -> None:
    # From the version on the page to the newest; on the newest page, from the one before it.
    place = builds.index(reader.version) if reader.version in builds else 0
    old, new = (
        reader.selection.choice(name, builds, usual)
        for name, usual in zip(_CHOICES, (builds[place or 1], builds[0]), strict=True)
    )
    words = partial(_version_words, builds[0], access.meeting_build(reader.home))
    pieces.send()
    with st.container(horizontal=True, key="versions"):
        choose(reader, _CHOICES[0], "Från version", builds, old, words, width=260)
        choose(reader, _CHOICES[1], "Till version", builds, new, words, width=260)
    if old == new:
        text.note(sentences.SAME_VERSION)
        return
    try:
        former, latter = (access.open_figures(reader.home, reader.audience, build) for build in (old, new))
        found = version_difference(latter.source, former.source)
    except ReaderError as error:
        text.note(f"{error.message} {error.remedy}")
        return
    of_gfo = sum(one.area == GFO for one in found.over)
    text.paragraph(sentences.compared(old, new, len(found.over), of_gfo))
    if not found.over and not found.others:
        return
    text.paragraph(sentences.COUNTED)
    title = f"Version {new} jämförd med version {old}"
    over, others = _by_topic(latter, former)
    door = doors_of(reader)
    _listed(door, over, title, _SHOWN)
    if found.others:
        text.paragraph(sentences.others(old, len(found.others)))
        _listed(door, others, f"{title}, perioder som pågick", _OF_OTHERS)
    columns = (*(over or others)[0].table.columns, "Ämne", "Perioden i den äldre versionen")
    whole = tuple(
        (*row, topic.name, word)
        for topics, word in ((over, "var slut"), (others, "pågick, eller siffran saknas i den ena"))
        for topic in topics
        for row in topic.table.rows
    )
    sheet = Sheet(_TITLE, title, Table(columns, whole))
    downloads.offer(replace(reader, figures=latter), sheet, "skillnad")


@dataclass(frozen=True)
class _Topic:
    """A topic's changed figures, and a row of each."""

    name: str
    changes: tuple[Change, ...]
    table: Table


def _listed(door: Callable[[Change], str], topics: Sequence[_Topic], title: str, most: int) -> None:
    """Few in view, many behind a line a topic."""
    few = sum(len(topic.changes) for topic in topics) <= most
    for topic in topics:
        shown = shown_of(topic.table, topic.changes, door, most)
        if few:
            text.block(f"<h3>{escape(topic.name)}</h3>")
            text.show_table(shown, f"{title}: {topic.name}", stacked=True)
        else:
            summary = sentences.of_topic(topic.name, len(topic.changes), most)
            text.folded(summary, shown, f"{title}: {topic.name}", stacked=True)


@remembered(4)
def _by_topic(latter: Figures, former: Figures) -> tuple[tuple[_Topic, ...], tuple[_Topic, ...]]:
    """Each topic that changed, in the order of the menu of figures: of periods that were over, and the others."""
    found = version_difference(latter.source, former.source)
    definitions, named = {**former.definitions, **latter.definitions}, deliveries_of(latter)

    def topics(changes: Sequence[Change]) -> tuple[_Topic, ...]:
        parts = [
            (topic, tuple(one for one in changes if one.kpi in kpis))
            for topic, kpis in by_topic(one.kpi for one in changes)
        ]
        return tuple(
            _Topic(topic, of, changes_table(of, definitions, _COLUMNS, named, former.names))
            for topic, of in parts
        )

    return topics(found.over), topics(found.others)


def _version_words(newest: str, meeting: str, build: str) -> str:
    """`3 – den nyaste`, `1 – styrgruppen såg den`."""
    said = [
        word for word, other in (("den nyaste", newest), ("styrgruppen såg den", meeting)) if build == other
    ]
    return " – ".join([build, ", ".join(said)]) if said else build
