"""Räcker hemmen? The simulated outlook for the coming tertials: a section of the page on the bank."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import pictures, text
from dashboard.blocks.foreseen import foreseen_then
from dashboard.blocks.style import palette
from dashboard.blocks.table import table_html
from dashboard.charts.outlook import Expected, draw_outlook
from dashboard.published.marts import OutlookFigure, OutlookSummary
from dashboard.published.outlook import OPEN
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import bank, formats
from dashboard.words.grammar import lowered
from dashboard.words.periods import period_label, spoken_day
from dashboard.words.tables import Amount, Cell, Sheet, Table
from pipelines.reference import GFO

_MEASURES = {
    OPEN: "Pågående remisser",
    "days_to_match": "Dagar till matchning",
    "homes_available": "Tillgängliga hem",
}
_YEARS_BEFORE = 2


def section(reader: Reader) -> None:
    """The outlook as a picture and in sentences with its back-test; nothing that is withheld."""
    summary, found = reader.figures.outlook.summary, reader.figures.outlook.expected
    if summary is None or not reader.looks_ahead:
        _none(reader)
    elif any(figure.measure == OPEN for figure in found):
        _picture(reader, found, summary)
    else:
        title = "Räcker hemmen?"
        shown = ""
        if found:
            table = _table(found)
            html = table_html(table, title, wide=True)
            shown = f"<details><summary>Visa simuleringarna</summary>{html}</details>"
            reader.sheets.append(Sheet("Räcker hemmen", title, table, GFO))
        told = text.list_html(_lines(summary))
        text.block(f'<h2>{title}</h2><p class="sub">Simulering för hela GFO.</p>{told}{shown}')


def _none(reader: Reader) -> None:
    """On a kommun's page that the outlook is told of GFO as a whole, and when it comes; nothing of an old period, since
    what was foreseen then is known by now."""
    if reader.selection.area == GFO or not reader.is_newest:
        return
    told = f"Det förutses för hela GFO, inte för {reader.area.name} för sig."
    if reader.whose and not reader.is_met_on:
        told += f" Prognosen från {reader.period.label} visas när styrgruppen har haft möte."
    text.heading("Räcker hemmen?")
    text.paragraph(told)


def _lines(summary: OutlookSummary) -> list[str]:
    return [line for line in f"{summary.sentences}\n{summary.tried or ''}".splitlines() if line]


def _picture(reader: Reader, found: Sequence[OutlookFigure], summary: OutlookSummary) -> None:
    """Open referrals so far, and with the present homes as many as are expected; what more homes would change, and
    behind a line how it was foreseen."""
    forecast = [figure for figure in found if figure.measure == OPEN]
    most = max(figure.more_homes for figure in forecast)
    present = [figure for figure in forecast if not figure.more_homes]
    first, outlook, last = forecast[0].period, reader.figures.outlook, present[-1]
    since = f"{int(first[:4]) - _YEARS_BEFORE}T1"
    past = [value for value in reader.figures.series("referrals_open", GFO) if since <= value.period < first]
    labels = {**reader.figures.labels, **{figure.period: period_label(figure.period) for figure in forecast}}
    # What last year's or the usual number foresees assumes nothing of the homes.
    more = [figure for figure in forecast if most and figure.more_homes == most]
    name = f"Väntat med dagens {formats.number(summary.homes_now)} hem" if most else "Väntat"
    said = [
        bank.than_now(last, summary.open_now),
        bank.same_level(present, outlook.trust),
        *([bank.with_more_homes(last, more[-1])] if more else []),
        foreseen_then(reader),
    ]
    pictures.chart(
        reader,
        draw_outlook(
            past,
            [Expected(one.period, one.median, one.lower, one.upper) for one in present],
            name,
            labels,
            palette(),
        ),
        name="Räcker hemmen",
        title=bank.outlook_title(
            last,
            summary.open_now,
            labels[last.period],
            "" if reader.selection.area == GFO else " i hela GFO",
        ),
        sub="Pågående remisser i hela GFO den sista dagen i varje tertial, sett från den"
        f" {spoken_day(summary.as_of)}; ringar: {lowered(name)}; {bank.interval_said(outlook.trust)}.",
        describe=" ".join(summary.sentences.splitlines()[:2]),
        said=" ".join(filter(None, said)),
        tertials=False,
        table=_table(found, past),
        area=GFO,
        key="hemmen",
        kpis=["referrals_open"],
    )
    why = bank.why_expected(outlook.trust, last.lower, last.upper, summary.open_now) if outlook.trust else ""
    told = text.list_html([*([why] if why else []), *_lines(summary)])
    text.block(f"<details><summary>Så är prognosen gjord</summary>{told}</details>")


def _table(found: Sequence[OutlookFigure], past: Sequence[Value] = ()) -> Table:
    """Every simulation that is shown, a row a tertial, assumption and measure; before them what has been."""
    rows: list[tuple[Cell, ...]] = [
        (
            period_label(v.period),
            "Utfall",
            _MEASURES[OPEN],
            Amount(v.value, status=v.status),
            None,
            None,
            None,
        )
        for v in past
    ]
    for simulated in found:
        more = simulated.more_homes
        rows.append(
            (
                period_label(simulated.period),
                f"{formats.number(more)} fler hem" if more else "Dagens hem",
                _MEASURES.get(simulated.measure, simulated.measure),
                simulated.median,
                f"{formats.number(simulated.lower)}–{formats.number(simulated.upper)}",
                simulated.lower,
                simulated.upper,
            )
        )
    columns = ("Period", "Antagande", "Mått", "Mitten", "80 % av utfallen", "Nedre gräns", "Övre gräns")
    return Table(columns, tuple(rows), in_view=5)
