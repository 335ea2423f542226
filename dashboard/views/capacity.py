"""Räcker hemmen? The simulated outlook for the coming tertials: a section of the page on the bank."""

from __future__ import annotations

from html import escape
from typing import Any

from dashboard import components, formats, outlook_chart, page_sentences, pictures, sections, sentences
from dashboard.components import Table
from dashboard.figures import GFO, Figures
from dashboard.outlook_chart import Expected
from dashboard.selection import Selection

_MEASURES = {
    "open": "Pågående remisser",
    "days_to_match": "Dagar till matchning",
    "homes_available": "Tillgängliga hem",
}
_OPEN = "open"
_YEARS_BEFORE = 2


def section(figures: Figures, selection: Selection) -> None:
    """The outlook as a picture and in sentences with its back-test; nothing that is withheld."""
    summary = figures.table("capacity_summary", ("as_of", "open_now", "homes_now", "sentences"), "as_of")
    if not summary:
        return
    withheld = {
        row["measure"]
        for row in figures.table("capacity_trust", ("measure", "withheld"), "measure")
        if row["withheld"]
    }
    columns = ("period", "more_homes", "measure", "median", "lower", "upper")
    found = [
        row
        for row in figures.table("capacity_forecast", columns, "period, more_homes, measure")
        if row["measure"] not in withheld
    ]
    told = "".join(f"<li>{escape(line)}</li>" for line in summary[0]["sentences"].splitlines() if line)
    if any(row["measure"] == _OPEN for row in found):
        _picture(figures, found, summary[0])
        components.block(f"<h2>Simuleringen i ord</h2><ul>{told}</ul>")
    else:
        title = "Räcker hemmen?"
        table = components.table_html(_table(found), title, wide=True) if found else ""
        shown = f"<details><summary>Visa simuleringarna</summary>{table}</details>" if table else ""
        components.block(f'<h2>{title}</h2><p class="sub">Simulering för hela GFO.</p><ul>{told}</ul>{shown}')


def _picture(figures: Figures, found: list[Any], summary: Any) -> None:
    """Open referrals so far, and with the present homes beside the most that were tried."""
    forecast = [row for row in found if row["measure"] == _OPEN]
    most = max(row["more_homes"] for row in forecast)
    # What last year's or the usual number foresees assumes nothing of the homes.
    assumptions = {0: f"Väntat med dagens {formats.number(summary['homes_now'])} hem" if most else "Väntat"}
    if most:
        assumptions[most] = f"med {formats.number(most)} fler"
    expected = {
        words: [
            Expected(row["period"], row["median"], row["lower"], row["upper"])
            for row in forecast
            if row["more_homes"] == homes
        ]
        for homes, words in assumptions.items()
    }
    first = forecast[0]["period"]
    since = f"{int(first[:4]) - _YEARS_BEFORE}T1"
    past = [value for value in figures.series("referrals_open", GFO) if since <= value.period < first]
    labels = sections.labels_of(figures) | {row["period"]: sentences.label(row["period"]) for row in forecast}
    last = expected[assumptions[0]][-1]
    pictures.chart(
        outlook_chart.outlook(past, expected, labels, components.palette()),
        title=page_sentences.outlook_title(last.lower, last.upper, summary["open_now"], labels[last.period]),
        sub="Räcker hemmen? Pågående remisser i hela GFO den sista dagen i varje tertial, sett från"
        f" {formats.day(summary['as_of'])}; strecken rymmer åtta fall av tio.",
        describe=" ".join(summary["sentences"].splitlines()[:2]),
        table=_table(found),
        figures=figures,
        key="hemmen",
        kpis=["referrals_open"],
    )


def _table(found: list[Any]) -> Table:
    """Every simulation that is shown, a row a tertial, assumption and measure."""
    told = [
        (
            sentences.label(row["period"]),
            f"{formats.number(row['more_homes'])} fler hem" if row["more_homes"] else "Dagens hem",
            _MEASURES.get(row["measure"], row["measure"]),
        )
        for row in found
    ]
    return Table(
        ("Period", "Antagande", "Mått", "Mitten", "80 % av utfallen"),
        tuple(
            (
                *words,
                formats.number(row["median"]),
                f"{formats.number(row['lower'])}–{formats.number(row['upper'])}",
            )
            for words, row in zip(told, found, strict=True)
        ),
        frozenset({3, 4}),
        tuple(
            (*words, row["median"], f"{formats.number(row['lower'])}–{formats.number(row['upper'])}")
            for words, row in zip(told, found, strict=True)
        ),
    )
