"""Räcker hemmen? The simulated outlook for the coming tertials: a section of the page on the bank."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.blocks import pictures, text
from dashboard.blocks.style import palette
from dashboard.blocks.table import Table, table_html
from dashboard.charts.outlook import Expected, draw_outlook
from dashboard.published.marts import OutlookFigure, OutlookSummary
from dashboard.reader.reader import Reader
from dashboard.views.homes import sentences
from dashboard.words import formats
from dashboard.words.periods import period_label
from pipelines.reference import GFO

_MEASURES = {
    "open": "Pågående remisser",
    "days_to_match": "Dagar till matchning",
    "homes_available": "Tillgängliga hem",
}
_OPEN = "open"
_YEARS_BEFORE = 2


def section(reader: Reader) -> None:
    """The outlook as a picture and in sentences with its back-test; nothing that is withheld."""
    summary, found = reader.figures.outlook_summary, reader.figures.outlook
    if summary is None:
        return
    told = "".join(f"<li>{escape(line)}</li>" for line in summary.sentences.splitlines() if line)
    if any(figure.measure == _OPEN for figure in found):
        _picture(reader, found, summary)
        text.block(f"<h2>Simuleringen i ord</h2><ul>{told}</ul>")
    else:
        title = "Räcker hemmen?"
        table = table_html(_table(found), title, wide=True) if found else ""
        shown = f"<details><summary>Visa simuleringarna</summary>{table}</details>" if table else ""
        text.block(f'<h2>{title}</h2><p class="sub">Simulering för hela GFO.</p><ul>{told}</ul>{shown}')


def _picture(reader: Reader, found: Sequence[OutlookFigure], summary: OutlookSummary) -> None:
    """Open referrals so far, and with the present homes beside the most that were tried."""
    forecast = [figure for figure in found if figure.measure == _OPEN]
    most = max(figure.more_homes for figure in forecast)
    # What last year's or the usual number foresees assumes nothing of the homes.
    assumptions = {0: f"Väntat med dagens {formats.number(summary.homes_now)} hem" if most else "Väntat"}
    if most:
        assumptions[most] = f"med {formats.number(most)} fler"
    expected = {
        words: [
            Expected(figure.period, figure.median, figure.lower, figure.upper)
            for figure in forecast
            if figure.more_homes == homes
        ]
        for homes, words in assumptions.items()
    }
    first = forecast[0].period
    since = f"{int(first[:4]) - _YEARS_BEFORE}T1"
    past = [value for value in reader.figures.series("referrals_open", GFO) if since <= value.period < first]
    labels = {**reader.figures.labels, **{figure.period: period_label(figure.period) for figure in forecast}}
    last = expected[assumptions[0]][-1]
    pictures.chart(
        reader,
        draw_outlook(past, expected, labels, palette()),
        title=sentences.outlook_title(last.lower, last.upper, summary.open_now, labels[last.period]),
        sub="Räcker hemmen? Pågående remisser i hela GFO den sista dagen i varje tertial, sett från"
        f" {formats.day(summary.as_of)}; strecken rymmer åtta fall av tio.",
        describe=" ".join(summary.sentences.splitlines()[:2]),
        table=_table(found),
        area=GFO,
        key="hemmen",
        kpis=["referrals_open"],
    )


def _table(found: Sequence[OutlookFigure]) -> Table:
    """Every simulation that is shown, a row a tertial, assumption and measure."""
    told = [
        (
            period_label(figure.period),
            f"{formats.number(figure.more_homes)} fler hem" if figure.more_homes else "Dagens hem",
            _MEASURES.get(figure.measure, figure.measure),
        )
        for figure in found
    ]
    spans = [f"{formats.number(figure.lower)}–{formats.number(figure.upper)}" for figure in found]
    cells = list(zip(told, found, spans, strict=True))
    return Table(
        ("Period", "Antagande", "Mått", "Mitten", "80 % av utfallen"),
        tuple((*words, formats.number(figure.median), span) for words, figure, span in cells),
        frozenset({3, 4}),
        tuple((*words, figure.median, span) for words, figure, span in cells),
    )
