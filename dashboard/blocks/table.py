"""A table as HTML that a screen reader and a keyboard manage; knows no Streamlit."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from html import escape

from dashboard.words import formats
from dashboard.words.tables import Table, shown

# Longer than this, a text may run over several lines.
_SENTENCE = 28
# The pixels of a phone, of one of its small letters, and between two columns there, and two of numbers; after a number
# that no number follows, and in a table of few columns, there are more.
_ROOM, _LETTER, _BETWEEN, _APART, _FAR = 354, 5.6, 8.8, 12.8, 19.2
_FEW_COLUMNS = 3
# A sum in a table of doors, which is narrow on a phone, breaks before its unit.
_UNIT = re.compile(r"\u00a0(?=(mn|t)?kr$)")
# A number that is written as text: `7,0 år`, `11–27`. No date is one.
_QUANTITY = re.compile(r"[+−]?\d[\d\u00a0,]*(–\d[\d\u00a0,]*)?(\u00a0\D+)?")
# A longer table is a list nobody reads through: it scrolls sideways instead, its names and first columns in view.
_MOST_ROWS = 12


def table_html(table: Table, caption: str, *, wide: bool = False, stacked: bool = False) -> str:
    """A real table: header cells with scope, its own scroll area that a keyboard reaches. A short one that is wider
    than a phone is there a list: each row's name, and under it a line a column, which says its own name; so is a
    `stacked` one, however long. Of two periods a line has both."""
    columns = table.columns[: table.in_view]
    rows = [[shown(cell) for cell in row[: table.in_view]] for row in table.rows]
    numeric = table.numeric | _written_numbers(rows)
    if table.doors:
        rows = [
            [_UNIT.sub(" ", text) if n in numeric else text for n, text in enumerate(row)] for row in rows
        ]
    listed = not table.pair and (
        stacked
        or (
            len(rows) <= _MOST_ROWS
            and _is_wider_than_a_phone(
                columns, rows, numeric, doors=bool(table.doors), without=table.wide_only
            )
        )
    )
    # What a phone writes at the head of a line.
    measures = _measures(table)
    named = measures if listed or table.pair else [""] * len(columns)
    head = "".join(
        f'<th scope="col"{_classes(n in numeric, wide=n in table.wide_only)}>'
        f"{_column(measures[n], columns[n])}</th>"
        for n in range(len(columns))
    )
    body = []
    for index, texts in enumerate(rows):
        kind = "chosen" if index == table.chosen else "total" if index == table.total else ""
        cells = "".join(
            f'<th scope="row">{_named(text, table.doors[index] if table.doors else "")}</th>'
            if n == 0
            else f"<td{_classes(n in numeric, text, wide=n in table.wide_only)}{_head(named[n])}>{escape(text)}</td>"
            for n, text in enumerate(texts)
        )
        body.append(f'<tr class="{kind}">{cells}</tr>' if kind else f"<tr>{cells}</tr>")
    kinds = " ".join(
        word for word, yes in (("wide", wide), ("listed", listed), ("paired", table.pair)) if yes
    )
    return (
        f'<div class="tablebox" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f"<table{_class(kinds)}{_periods(table)}><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _column(measure: str, whole: str) -> str:
    """The head of a column; of two periods each is on a line of its own."""
    return "<br>".join(filter(None, (escape(measure), escape(whole.removeprefix(measure).strip()))))


def _measures(table: Table) -> list[str]:
    """The heads of a table, without the two periods that it is of."""
    if not table.pair:
        return list(table.columns)
    now, before = (f" {period}" for period in table.pair)
    return [column.removesuffix(now).removesuffix(before) for column in table.columns]


def _periods(table: Table) -> str:
    """The two periods, for the style sheet to write beside each row's name on a phone."""
    if not table.pair:
        return ""
    now, before = (escape(f'"{period}"') for period in table.pair)
    return f' style="--now:{now};--before:{before}"'


def _written_numbers(rows: Sequence[Sequence[str]]) -> set[int]:
    """The columns whose texts are numbers, beside what is missing or hidden; the first has the rows' names."""
    return {
        n
        for n, texts in enumerate(zip(*rows, strict=True))
        if n
        and (known := [text for text in texts if text not in (formats.MISSING, formats.HIDDEN)])
        and all(_QUANTITY.fullmatch(text) for text in known)
    }


def _is_wider_than_a_phone(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Container[int],
    *,
    doors: bool,
    without: Container[int] = (),
) -> bool:
    """By its letters, `without` the columns that a phone leaves out: names and heads break between words, and so do the
    cells of a table of `doors`; others keep whole. A no-break blank is no place to break at."""
    width = 0.0
    for n, head in enumerate(columns):
        if n in without:
            continue
        cells = [row[n] for row in rows]
        parts = [cell[:_SENTENCE] for cell in cells]
        if n == 0 or doors:
            parts = [word for cell in cells for word in cell.split(" ")]
        apart = _BETWEEN
        if n - 1 in numeric and not (doors and n in numeric):
            apart = _APART if n in numeric and len(columns) > _FEW_COLUMNS else _FAR
        width += max(len(part) for part in (*head.split(" "), *parts)) * _LETTER + apart
    return width > _ROOM


def _class(kinds: str) -> str:
    return f' class="{kinds}"' if kinds else ""


def _head(column: str) -> str:
    return f' data-head="{escape(column)}"' if column else ""


def _named(text: str, door: str) -> str:
    return f'<a class="door" href="{escape(door)}">{escape(text)}</a>' if door else escape(text)


def _classes(numeric: bool, text: str = "", *, wide: bool) -> str:
    """Numbers to the right; a sentence may run over several lines, a date or a name may not. A phone leaves out what is
    for a `wide` screen."""
    kinds = (("n", numeric), ("t", not numeric and len(text) > _SENTENCE), ("wide-only", wide))
    return _class(" ".join(kind for kind, yes in kinds if yes))
