"""Text on a page: headings, the lead, notes, calm states, tables in view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

from dashboard.blocks.table import table_html
from dashboard.reader import pieces
from dashboard.words import markup
from dashboard.words.tables import ROUNDED, Table, is_rounded_apart


def block(inner: str) -> None:
    """One piece of our own HTML; every value in it must have been escaped.

    A card made of Streamlit's own elements costs ten messages, and its sparkline fails the accessibility check.
    """
    pieces.add(markup.piece(inner))


def heading(title: str, lead: str = "", anchor: str = "", *, on_paper: bool = True) -> None:
    """A heading; `anchor` is what a link on the page calls it, `on_paper` False for one over nothing but choices."""
    name = f' id="{escape(anchor)}"' if anchor else ""
    inner = f"<h2{name}>{escape(title)}</h2>" + (f'<p class="sub">{escape(lead)}</p>' if lead else "")
    block(inner if on_paper else f'<div class="onscreen">{inner}</div>')


def lead(text: str) -> None:
    """The page's answer in one to three sentences."""
    if text:
        block(f'<p class="lead">{escape(text)}</p>')


def paragraph(text: str) -> None:
    block(f"<p>{escape(text)}</p>")


def listed(sentences: Sequence[str]) -> None:
    block(list_html(sentences))


def list_html(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"


def folded_list(summary: str, sentences: Sequence[str]) -> None:
    """Sentences behind a line that says how many they are; on paper they stand open."""
    block(f'<details class="printed"><summary>{escape(summary)}</summary>{list_html(sentences)}</details>')


@contextmanager
def fold(summary: str) -> Iterator[None]:
    """What is said within stands behind a line that says what it is; on paper it stands open, below the line."""
    with pieces.held() as inside:
        yield
    inner = f'<summary>{escape(summary)}</summary><div class="pieces">{"".join(inside)}</div>'
    # Each piece within is one already.
    pieces.add(f'<div class="gfo"><details class="printed section">{inner}</details></div>')


def note(text: str) -> None:
    block(markup.note(text))


def calm(title: str, sentences: Sequence[str]) -> None:
    """A state of the page that is nobody's fault: what it means, and what to do."""
    block(markup.calm(title, sentences))


def show_table(table: Table, caption: str, *, stacked: bool = False) -> None:
    """A table that a file of the page holds already, or part of one; `stacked` on a phone."""
    rounded = f'<p class="sub">{ROUNDED}</p>' if is_rounded_apart(table) else ""
    block(table_html(table, caption, wide=len(table.columns) > 3, stacked=stacked) + rounded)


def folded(summary: str, table: Table, caption: str, *, on_paper: bool = True, stacked: bool = False) -> None:
    """A long table behind a line that says what it holds; on paper it stands open, or is left out."""
    inner = table_html(table, caption, wide=len(table.columns) > 3, stacked=stacked)
    kind = ' class="printed"' if on_paper else ""
    block(f"<details{kind}><summary>{escape(summary)}</summary>{inner}</details>")
