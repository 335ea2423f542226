"""A table as HTML that a screen reader and a keyboard manage; knows no Streamlit."""

from __future__ import annotations

from html import escape

from dashboard.words.tables import Table, shown

# Longer than this, a text may run over several lines.
_SENTENCE = 28


def table_html(table: Table, caption: str, *, wide: bool = False, stacked: bool = False) -> str:
    """A real table: header cells with scope, its own scroll area that a keyboard reaches.

    `stacked`: on a phone each row is a list of its cells, each after its column's name.
    """
    columns, numeric = table.columns[: table.in_view], table.numeric
    head = "".join(
        f'<th scope="col"{_numeric(n in numeric)}>{escape(text)}</th>' for n, text in enumerate(columns)
    )
    body = []
    for index, row in enumerate(table.rows):
        kind = "chosen" if index == table.chosen else "total" if index == table.total else ""
        texts = [shown(cell) for cell in row[: table.in_view]]
        cells = "".join(
            f'<th scope="row">{_named(text, table.doors[index] if table.doors else "")}</th>'
            if n == 0
            else f"<td{_cell_class(n in numeric, text)}{_head(columns[n]) if stacked else ''}>{escape(text)}</td>"
            for n, text in enumerate(texts)
        )
        body.append(f'<tr class="{kind}">{cells}</tr>' if kind else f"<tr>{cells}</tr>")
    return (
        f'<div class="tablebox" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f"<table{_table_class(wide, stacked)}><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _table_class(wide: bool, stacked: bool) -> str:
    kinds = [word for word, yes in (("wide", wide), ("stacked", stacked)) if yes]
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _head(column: str) -> str:
    return f' data-head="{escape(column)}"'


def _named(text: str, door: str) -> str:
    return f'<a class="door" href="{escape(door)}">{escape(text)}</a>' if door else escape(text)


def _numeric(yes: bool) -> str:
    return ' class="n"' if yes else ""


def _cell_class(numeric: bool, text: str) -> str:
    """Numbers to the right; a sentence may run over several lines, a date or a name may not."""
    if numeric:
        return ' class="n"'
    return ' class="t"' if len(text) > _SENTENCE else ""
