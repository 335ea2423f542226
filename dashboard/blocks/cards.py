"""Cards: one KPI's figure in the chosen area and period, its change in words, and its last tertials as bars.

Where the words of a card are made: the figure in `words.formats`, the change in `words.changes`, the goal in
`words.targets`, the chance in `words.uncertainty`; why a figure is missing, and what it says of itself, in
`pipelines.kpi.words` (joined by `words.absence`); the judgement in `pipelines.signals.sentences`, when it is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.blocks.definitions import definition_html
from dashboard.blocks.text import block
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import formats, targets, uncertainty
from dashboard.words.absence import absence, remark
from dashboard.words.changes import change
from dashboard.words.grammar import capitalised
from dashboard.words.tables import Sheet, Table, figure
from pipelines.kpi.words import remarks

SPARK_PERIODS = 8
# Two ways of counting that look alike on a card.
_WHEN = {"stock": ", sista dagen", "during": ", någon gång"}
_ARROW = '<span class="arrow" aria-hidden="true">{}</span> '


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


def card_html(reader: Reader, kpi: str) -> str:
    """One KPI in the chosen area and period: value, change in words, sparkline, and its definition."""
    figures, area, period = reader.figures, reader.area, reader.period
    definition = figures.definition(kpi)
    now = figures.value(kpi, area.area, period.period)
    compared = reader.compared
    before = figures.value(kpi, area.area, compared.period)
    series = [v for v in figures.series(kpi, area.area, period.kind) if v.period <= period.period]
    shown = formats.card_figure(now.value, now.status, definition.unit, definition.decimals)
    if definition.measure == "difference" and now.shown:
        shown = formats.with_sign(now.value, shown)
    followed = now.preliminary and figures.followed_up(kpi)
    said = (
        change(now, before, definition, compared, followed=followed)
        if now.shown
        else absence(now, area, period.label, figures.names)
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
        judged = figures.judgements.said(kpi, area.area, period.period)
        if judged is not None:
            signal = judged.sentence
            arrow = {1: _ARROW.format("▲"), -1: _ARROW.format("▼")}.get(judged.side or 0, "")
    aim = figures.goal(kpi, area.area, period.period)
    goal = f'<p class="goal">{escape(targets.told(aim, definition, period.period))}</p>' if aim else ""
    chance = "" if now.preliminary else uncertainty.told(figures.definitions, definition, now)
    if chance:
        goal = f'<p class="goal">{escape(capitalised(chance))}</p>{goal}'
    if now.shown and (known := remarks(now.reason)):
        goal = f'<p class="goal">{escape(" ".join(known))}</p>{goal}'
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


def cards(reader: Reader, kpis: Sequence[str], title: str = "") -> None:
    """A row of cards under its title; a KPI without figures for the area (GFO's own) is left out."""
    figures = reader.figures
    known = [kpi for kpi in kpis if figures.has(kpi) and figures.series(kpi, reader.selection.area)]
    if known:
        head = f"<h2>{escape(title)}</h2>" if title else ""
        found = "".join(card_html(reader, kpi) for kpi in known)
        block(f'{head}<ul class="cards">{found}</ul>')
        name = title or "Nyckeltal"
        told, area = f"{name}, {reader.area.name}", reader.selection.area
        reader.sheets.append(Sheet(name, told, _table(reader, known), area, kpis=tuple(known)))


def _table(reader: Reader, kpis: Sequence[str]) -> Table:
    """The cards' figures for the page's file: a row a KPI, its period and what it is set beside."""
    figures, area, compared = reader.figures, reader.selection.area, reader.compared
    rows = []
    for kpi in kpis:
        definition, now = figures.definition(kpi), figures.value(kpi, area, reader.period.period)
        then = figures.value(kpi, area, compared.period)
        unit = formats.unit_tail(definition.unit)
        rows.append((definition.name, unit, figure(now, definition), figure(then, definition), remark(now)))
    return Table(("Nyckeltal", "Enhet", reader.period_said, compared.label, "Anmärkning"), tuple(rows))
