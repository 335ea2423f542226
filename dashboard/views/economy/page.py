"""GFO:s ekonomi: budget, outcome and prognosis; a positive deviation is favourable."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import downloads, pictures, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.style import palette
from dashboard.charts.economy import draw_economy
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import economy, series
from dashboard.words.absence import remark
from dashboard.words.tables import Amount, Sheet, Table
from pipelines.reference import GFO, kommun_of

_CARDS = ("gfo_budget", "gfo_outcome", "gfo_deviation", "gfo_prognosis")


def view(reader: Reader) -> None:
    """Cards, budget against outcome, the items of the period."""
    figures, period = reader.figures, reader.selection.period
    year = period[:4]
    budget_of_year = sum(row.amount_sek for row in figures.allocation(int(year)))
    foreseen = figures.value("gfo_prognosis", GFO, period)
    text.lead(economy.prognosis(foreseen, budget_of_year, year))
    if kommun_of(reader.audience) and not reader.is_met_on:
        text.note(economy.before_the_meeting(reader.period.label))
    cards(reader.of_gfo, _CARDS)
    if not all(figures.has(kpi) for kpi in ("gfo_budget", "gfo_outcome")):
        text.note("Ekonomin visas när GFO har levererat ekonomi.")
        return
    labels = figures.labels
    budget, outcome = figures.series("gfo_budget", GFO), figures.series("gfo_outcome", GFO)
    comments = figures.comments("gfo_outcome", GFO)
    pictures.chart(
        reader,
        draw_economy(budget, outcome, labels, palette(), comments),
        name="Budget och utfall",
        title=economy.economy_title(
            figures.value("gfo_budget", GFO, period),
            figures.value("gfo_outcome", GFO, period),
            labels.get(period, period),
        ),
        sub="Kronor per tertial, utan ägarnas bidrag. Stapel: utfall. Streckad linje: budget.",
        describe=series.trend(outcome, figures.definition("gfo_outcome"), figures.area(GFO), labels),
        notes=series.comments(comments, GFO),
        table=Table(
            ("Period", "Budget", "Utfall", "Anmärkning"),
            tuple(
                (labels[b.period], _kronor(b), _kronor(o), remark(o))
                for b, o in zip(budget, outcome, strict=False)
            ),
        ),
        area=GFO,
        key="ekonomi",
        kpis=["gfo_budget", "gfo_outcome"],
    )
    _items(reader)
    definitions(reader, _CARDS)


def _items(reader: Reader) -> None:
    """Budget, outcome and deviation per item for the tertial, and the full year as foreseen then."""
    figures, period = reader.figures, reader.selection.period
    words = figures.codes("post")
    foreseen = {row.item: row.prognosis for row in figures.economy_items(period)}
    whole = figures.value("gfo_prognosis", GFO, period)
    rows = []
    for code, word in (*words.items(), ("", "Summa")):
        cut = f"post={code}" if code else ""
        found = [
            figures.value(kpi, GFO, period, cut) for kpi in ("gfo_budget", "gfo_outcome", "gfo_deviation")
        ]
        if code and not any(value.shown for value in found):
            continue
        prognosis = foreseen.get(code) if code else whole.value
        # Income is negative in the other columns, so that the items add up to the sum.
        signed = -prognosis if code == "intakter" and prognosis is not None else prognosis
        budget, outcome, deviation = (_kronor(value) for value in found)
        rows.append((word, budget, outcome, replace(deviation, signed=True), Amount(signed, "kr")))
    if len(rows) > 1:
        label = reader.period.label
        text.heading(f"Posterna under {label}", "Positiv avvikelse är gynnsam: det kostade mindre än budget.")
        head = ("Post", "Budget", "Utfall", "Avvikelse", "Prognos för helåret")
        table = Table(head, tuple(rows), total=len(rows) - 1)
        title = f"GFO:s ekonomi per post, {label}"
        text.show_table(table, title)
        kpis = ("gfo_budget", "gfo_outcome", "gfo_deviation")
        downloads.offer(reader, Sheet("Ekonomin per post", title, table, GFO, kpis=kpis), "poster")


def _kronor(value: Value) -> Amount:
    return Amount(value.value, "kr", status=value.status)
