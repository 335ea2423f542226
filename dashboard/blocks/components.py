"""The building blocks of a page: headings, cards, tables, definitions.

Most of it is one `st.html` per block: a card made of Streamlit's own elements costs ten messages, and its
sparkline fails the accessibility check.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from dashboard.charts import design
from dashboard.published import signals
from dashboard.published.figures import Figures
from dashboard.published.records import Definition, Value
from dashboard.reader.selection import Selection
from dashboard.words import formats, sentences, uncertainty

SPARK_PERIODS = 8
# Two ways of counting that look alike on a card.
_WHEN = {"stock": ", sista dagen", "during": ", någon gång"}
_SENTENCE = 28
_ARROW = '<span class="arrow" aria-hidden="true">{}</span> '


@dataclass(frozen=True)
class Table:
    """What a chart shows, as text: rows of ready strings; `numeric` names the right-aligned columns.

    `raw` are the same rows for a spreadsheet (numbers as numbers); the strings are used where it is empty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    raw: tuple[tuple[Any, ...], ...] = ()
    chosen: int | None = None
    total: int | None = None


def block(inner: str) -> None:
    """One piece of our own HTML; every value in it must have been escaped."""
    st.html(f'<div class="gfo">{inner}</div>')


def palette() -> design.Palette:
    """The palette of the theme that this reader's browser shows."""
    return design.palette(st.context.theme.type)


def heading(title: str, lead: str = "") -> None:
    block(f"<h2>{escape(title)}</h2>" + (f'<p class="sub">{escape(lead)}</p>' if lead else ""))


def lead(text: str) -> None:
    """The page's answer in one to three sentences."""
    if text:
        block(f'<p class="lead">{escape(text)}</p>')


def note(text: str) -> None:
    block(f'<p class="note" role="status">{escape(text)}</p>')


def calm(title: str, sentences_: Sequence[str], reference: str = "") -> None:
    """A state that is nobody's fault to the reader: what happened, what it means, what to do."""
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences_)
    foot = f'<p class="sub">Referens: {escape(reference)}</p>' if reference else ""
    block(f'<div class="calm" role="status"><h2>{escape(title)}</h2>{told}{foot}</div>')


def table_html(table: Table, caption: str, *, wide: bool = False) -> str:
    """A real table: header cells with scope, its own scroll area that a keyboard reaches."""
    head = "".join(
        f'<th scope="col"{_numeric(n in table.numeric)}>{escape(text)}</th>'
        for n, text in enumerate(table.columns)
    )
    body = []
    for index, row in enumerate(table.rows):
        kind = "chosen" if index == table.chosen else "total" if index == table.total else ""
        cells = "".join(
            f'<th scope="row">{escape(text)}</th>'
            if n == 0
            else f"<td{_cell_class(n in table.numeric, text)}>{escape(text)}</td>"
            for n, text in enumerate(row)
        )
        body.append(f'<tr class="{kind}">{cells}</tr>' if kind else f"<tr>{cells}</tr>")
    return (
        f'<div class="tablebox" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f"<table{' class=wide' if wide else ''}><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _numeric(yes: bool) -> str:
    return ' class="n"' if yes else ""


def _cell_class(numeric: bool, text: str) -> str:
    """Numbers to the right; a sentence may run over several lines, a date or a name may not."""
    if numeric:
        return ' class="n"'
    return ' class="t"' if len(text) > _SENTENCE else ""


def show_table(table: Table, caption: str) -> None:
    block(table_html(table, caption, wide=len(table.columns) > 3))


def definition_html(definition: Definition) -> str:
    direction = sentences.DIRECTIONS.get(definition.direction, "")
    parts = [definition.question, direction, definition.caveat]
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


def spark_html(values: Sequence[Value]) -> str:
    """The last tertials as small bars; drawing only, since the card's sentence says the change."""
    last = list(values)[-SPARK_PERIODS:]
    sizes = [float(v.value) for v in last if v.shown and v.value is not None]
    low, high = min([0.0, *sizes]), max([0.0, *sizes])
    whole = (high - low) or 1.0
    bars = []
    for n, value in enumerate(last):
        if value.status == "hidden":
            bars.append('<i class="hidden"></i>')
        elif value.value is None or not value.shown:
            bars.append('<i class="missing"></i>')
        else:
            size = float(value.value)
            style = f"height:{round(100 * abs(size) / whole)}%"
            # Below zero hangs from the line of zero, which lies where the deepest one needs it.
            if low < 0:
                style += f";bottom:{round(100 * (min(size, 0.0) - low) / whole)}%"
            kinds = ["now"] * (n == len(last) - 1) + ["preliminary"] * value.preliminary
            kind = f' class="{" ".join(kinds)}"' if kinds else ""
            bars.append(f'<i{kind} style="{style}"></i>')
    return f'<span class="spark" aria-hidden="true">{"".join(bars)}</span>'


def card_html(figures: Figures, kpi: str, selection: Selection) -> str:
    """One KPI in the chosen area and period: value, change in words, sparkline, and its definition."""
    definition = figures.definition(kpi)
    area = figures.area(selection.area)
    period = figures.period(selection.period)
    now = figures.value(kpi, area.area, period.period)
    before_period = sentences.year_before(period.period)
    before = figures.value(kpi, area.area, before_period)
    names = {found.area: found.name for found in figures.areas}
    series = [v for v in figures.series(kpi, area.area, period.kind) if v.period <= period.period]
    shown = formats.card_figure(now.value, now.status, definition.unit, definition.decimals)
    if definition.measure == "difference" and now.shown:
        shown = formats.with_sign(now.value, shown)
    followed = now.preliminary and figures.followed_up(kpi)
    said = (
        sentences.change(now, before, definition, sentences.label(before_period), followed=followed)
        if now.shown
        else sentences.absence(now, area, period.label, names)
    )
    tail = ""
    if now.shown and now.value is not None:
        tail = formats.unit_for(now.value, formats.unit_tail(definition.unit))
        tail += _WHEN.get(definition.measure, "") if not now.preliminary else ""
    unit = f" <small>{escape(tail)}</small>" if tail else ""
    signal = arrow = ""
    if now.preliminary and now.shown:
        signal = "" if followed else "Preliminärt: siffran kan ändras."
    elif now.shown and period.kind == "tertial":
        judged = signals.said(figures, kpi, area.area, period.period)
        if judged is not None:
            signal = judged.short
            arrow = {1: _ARROW.format("▲"), -1: _ARROW.format("▼")}.get(judged.side, "")
    goal = _goal(figures, definition, area.area, period.period)
    chance = "" if now.preliminary else uncertainty.told(figures, definition, now)
    if chance:
        goal = f'<p class="goal">{escape(sentences.capitalised(chance))}</p>{goal}'
    preliminary = " preliminary" if now.preliminary and now.shown else ""
    return (
        '<li class="card">'
        f'<div class="name"><span>{escape(definition.name)}</span>'
        f'<details class="info"><summary aria-label="Om {escape(definition.name)}">i</summary>'
        f'<div class="pop">{definition_html(definition)}</div></details></div>'
        f'<div class="row"><span class="value{preliminary}"><b>{escape(shown)}</b>{unit}</span>'
        f"{spark_html(series)}</div>"
        f"<p>{escape(said)} {arrow}{escape(signal)}</p>{goal}</li>"
    )


def _goal(figures: Figures, definition: Definition, area: str, period: str) -> str:
    """The tertial's target, else the year's with its year."""
    for asked, words in ((period, "Mål"), (period[:4], f"Mål för {period[:4]}")):
        target = figures.target(definition.kpi, area, asked)
        if target is not None:
            told = formats.amount(target, definition.unit, definition.decimals)
            return f'<p class="goal">{words}: {escape(told)}</p>'
    return ""


def cards(figures: Figures, kpis: Sequence[str], selection: Selection, title: str = "") -> None:
    """A row of cards under its title; a KPI without figures for the area (GFO's own) is left out."""
    known = [kpi for kpi in kpis if figures.has(kpi) and figures.series(kpi, selection.area)]
    if known:
        head = f"<h2>{escape(title)}</h2>" if title else ""
        found = "".join(card_html(figures, kpi, selection) for kpi in known)
        block(f'{head}<ul class="cards">{found}</ul>')


def definitions(figures: Figures, kpis: Sequence[str]) -> None:
    """What each figure on the page counts, in its own words."""
    found = [figures.definitions[kpi] for kpi in kpis if figures.has(kpi)]
    inner = "".join(f"<h3>{escape(d.name)}</h3>{definition_html(d)}" for d in found)
    if inner:
        block(f"<details><summary>Så räknas siffrorna på sidan</summary>{inner}</details>")


def trend_table(
    series: Sequence[Value], definition: Definition, labels: Mapping[str, str], chosen: str
) -> Table:
    """A KPI's tertials as rows: period, figure, and in words what is not shown or not final."""
    said = [_remark(value) for value in series]
    return Table(
        columns=("Period", definition.name, "Anmärkning"),
        rows=tuple(
            (labels[v.period], formats.figure(v.value, v.status, definition.unit, definition.decimals), word)
            for v, word in zip(series, said, strict=True)
        ),
        numeric=frozenset({1}),
        raw=tuple(
            (labels[v.period], v.value if v.shown else None, word)
            for v, word in zip(series, said, strict=True)
        ),
        chosen=next((n for n, v in enumerate(series) if v.period == chosen), None),
    )


def _remark(value: Value) -> str:
    if value.status in ("hidden", "missing"):
        return sentences.why_absent(value)
    return "ur äldre rapport" if value.status == "published" else "preliminärt" if value.preliminary else ""
