"""A picture with everything that belongs to it: a title, a text alternative, its figures as a table, and as files.

A picture is a Plotly chart, or small multiples of our own HTML that flow to the width of the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.blocks import downloads, files
from dashboard.blocks.chart_settings import CONFIG
from dashboard.blocks.ready_figure import ReadyFigure
from dashboard.blocks.table import table_html
from dashboard.blocks.text import block
from dashboard.charts.drawing import Figure
from dashboard.reader import pieces
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.audiences import spread
from dashboard.words.tables import Sheet, Table

# What stands to the right of a plot takes so much of a phone, in pixels, that it has room for every other year.
_BESIDE = 62


def chart(
    reader: Reader,
    figure: Figure,
    *,
    name: str,
    title: str,
    sub: str,
    describe: str,
    table: Table,
    area: str,
    key: str,
    kpis: Sequence[str] = (),
    said: str = "",
    said_above: bool = False,
    notes: Sequence[str] = (),
    tertials: bool = True,
    given: Sequence[tuple[str, str]] = (),
    below: tuple[str, str] | None = None,
) -> None:
    """A Plotly chart; `describe` is its text alternative, `area` whose figures it shows (blank: every kommun's).

    `name` is what it shows in two or three words, for its files; `said` a sentence in view under it (`said_above`: the
    page has it already, and the files alone repeat it), `notes` the numbered comments drawn on it; `tertials` False for
    an x axis that a narrow screen need not thin out to its years; `given` what a reader has asked it to be computed
    from; `below` as in `tiles`.
    """
    # On paper a heading goes with its chart to the next sheet, but not out of what was begun on a sheet before.
    pieces.send()
    block(_head(title, sub))
    kind = "chart"
    if tertials:
        kind = "halved" if figure["layout"]["margin"]["r"] > _BESIDE else "tertials"
    pieces.send()
    st.plotly_chart(ReadyFigure(figure), theme=None, config=CONFIG, alt=describe, key=f"{kind}-{key}")
    seen = "" if said_above else said
    block(_foot(reader, title, table, describe=describe, said=seen, notes=notes, below=below))
    told = tuple(text for text in (said, *notes) if text)
    sheet = Sheet(name, title, table, area, sub, told, tuple(kpis), tuple(given))
    downloads.offer(reader, sheet, key, picture=_picture_button(reader, sheet, key, notes))


def in_words(
    reader: Reader,
    *,
    name: str,
    title: str,
    sub: str,
    said: str,
    table: Table,
    area: str,
    key: str,
    kpis: Sequence[str] = (),
) -> None:
    """What is of so few that a drawing would show a case as wide as the page: its heading, what is `said` of it, its
    figures as a table and as files."""
    block(_head(title, sub) + _foot(reader, title, table, said=said))
    sheet = Sheet(name, title, table, area, sub, (said,) if said else (), tuple(kpis))
    downloads.offer(reader, sheet, key)


def tiles(
    reader: Reader,
    html: str,
    *,
    name: str,
    title: str,
    sub: str,
    table: Table,
    area: str,
    key: str,
    kpis: Sequence[str] = (),
    said: str = "",
    below: tuple[str, str] | None = None,
    anchor: str = "",
) -> None:
    """Small multiples, ready as HTML whose values have been escaped and which says itself what it shows.

    `anchor` is what a link calls it. `below`: the anchor and the name of a table of the page that has their figures in
    view already.
    """
    block(
        f'{_head(title, sub, anchor)}<div data-picture="{escape(key)}">{html}</div>'
        + _foot(reader, title, table, said=said, below=below)
    )
    sheet = Sheet(name, title, table, area, sub, (said,) if said else (), tuple(kpis))
    downloads.offer(reader, sheet, key, picture=_picture_button(reader, sheet, key))


def _picture_button(reader: Reader, sheet: Sheet, key: str, notes: Sequence[str] = ()) -> str:
    """`server/assets/picture.js` paints the picture; what it says around the chart goes with the button."""
    numbered = (f"{number}. {text}" for number, text in enumerate(notes, start=1))
    defined = (f"{name}: {text}" for name, text in files.defined(reader, sheet.kpis))
    foot = "\n".join([*numbered, _source(reader), *defined])
    return (
        f'<button type="button" class="picture" data-key="{escape(key)}"'
        f' data-file="{escape(files.file_name(reader, sheet.name, sheet.area))}"'
        f' data-title="{escape(sheet.title)}" data-sub="{escape(sheet.sub)}"'
        f' data-foot="{escape(foot)}">Hämta bild</button>'
    )


def _head(title: str, sub: str, anchor: str = "") -> str:
    name = f' id="{escape(anchor)}"' if anchor else ""
    return f'<h2 class="figuretitle"{name}>{escape(title)}</h2><p class="sub">{escape(sub)}</p>'


def _foot(
    reader: Reader,
    title: str,
    table: Table,
    *,
    describe: str = "",
    said: str = "",
    notes: Sequence[str] = (),
    below: tuple[str, str] | None = None,
) -> str:
    seen = f'<p class="sub">{escape(said)}</p>' if said else ""
    if notes:
        seen += '<ol class="notes">' + "".join(f"<li>{escape(text)}</li>" for text in notes) + "</ol>"
    if below:
        anchor, name = (escape(word) for word in below)
        where = f'<p class="sub">Siffrorna står i tabellen <a href="#{anchor}">{name}</a>.</p>'
        return f'{seen}<p class="source">{escape(_source(reader))}</p>{where}'
    described = f"<p>{escape(describe)}</p>" if describe else ""
    wide = len(table.columns[: table.in_view]) > 3
    return (
        f'{seen}<p class="source">{escape(_source(reader))}</p>'
        f'<details class="table"><summary>Visa som tabell</summary>{described}'
        f"{table_html(table, title, wide=wide)}</details>"
    )


def _source(reader: Reader) -> str:
    """Under every picture, so that a photograph of it says where it came from."""
    release = reader.figures.release
    said = [
        f"Källa: GFO Insikt, version {release.build}, uppgifter t.o.m. {formats.day(release.reporting_date)}.",
        f"{spread(reader.audience, reader.figures.names)}.",
        *(["Exempeldata – påhittade rader."] if release.sample else []),
    ]
    return " ".join(said)
