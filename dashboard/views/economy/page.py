"""GFO:s ekonomi: budget, outcome and prognosis; a positive deviation is favourable."""

from __future__ import annotations

from dashboard.blocks import components, downloads, pictures, sections
from dashboard.blocks.components import Table
from dashboard.charts import flow_charts
from dashboard.published.figures import GFO, Figures
from dashboard.reader.selection import Selection
from dashboard.words import formats, page_sentences, sentences

_CARDS = ("gfo_budget", "gfo_outcome", "gfo_deviation", "gfo_prognosis")


def view(figures: Figures, selection: Selection) -> None:
    """Cards, budget against outcome, the items of the period."""
    whole = Selection(GFO, selection.period, selection.meeting, selection.build, selection.choices)
    year = selection.period[:4]
    budget_of_year = sum(row.amount for row in figures.allocation(int(year)))
    foreseen = figures.value("gfo_prognosis", GFO, selection.period)
    components.lead(page_sentences.prognosis(foreseen, budget_of_year, year))
    components.cards(figures, _CARDS, whole)
    if not all(figures.has(kpi) for kpi in ("gfo_budget", "gfo_outcome")):
        components.note("Ekonomin visas när GFO har levererat ekonomi.")
        return
    labels = sections.labels_of(figures)
    budget, outcome = figures.series("gfo_budget", GFO), figures.series("gfo_outcome", GFO)
    comments = figures.comments("gfo_outcome", GFO)
    pictures.chart(
        flow_charts.economy(budget, outcome, labels, components.palette(), comments),
        title=page_sentences.economy_title(
            figures.value("gfo_budget", GFO, selection.period),
            figures.value("gfo_outcome", GFO, selection.period),
            labels.get(selection.period, selection.period),
        ),
        sub="Kronor per tertial, utan ägarnas bidrag. Stapel: utfall. Streckad linje: budget.",
        describe=sentences.trend(outcome, figures.definition("gfo_outcome"), figures.area(GFO), labels),
        notes=sentences.comments(comments, GFO),
        table=Table(
            ("Period", "Budget", "Utfall"),
            tuple(
                (
                    labels[b.period],
                    formats.figure(b.value, b.status, "kr"),
                    formats.figure(o.value, o.status, "kr"),
                )
                for b, o in zip(budget, outcome, strict=False)
            ),
            frozenset({1, 2}),
            tuple((labels[b.period], b.value, o.value) for b, o in zip(budget, outcome, strict=False)),
        ),
        figures=figures,
        key="ekonomi",
        kpis=["gfo_budget", "gfo_outcome"],
    )
    _items(figures, selection)
    components.definitions(figures, _CARDS)


def _items(figures: Figures, selection: Selection) -> None:
    """Budget, outcome and deviation per item for the tertial, and the full year as foreseen then."""
    words = figures.codes("post")
    foreseen = {
        row["item"]: row["prognosis"]
        for row in figures.mart("economy", ("item", "prognosis"), "item", period=selection.period)
    }
    whole = figures.value("gfo_prognosis", GFO, selection.period)
    rows, raw = [], []
    for code, word in (*words.items(), ("", "Summa")):
        cut = f"post={code}" if code else ""
        found = [
            figures.value(kpi, GFO, selection.period, cut)
            for kpi in ("gfo_budget", "gfo_outcome", "gfo_deviation")
        ]
        if code and not any(value.shown for value in found):
            continue
        prognosis = foreseen.get(code) if code else whole.value
        # Income is negative in the other columns, so that the items add up to the sum.
        signed = -prognosis if code == "intakter" and prognosis is not None else prognosis
        rows.append(
            (
                word,
                *(formats.figure(v.value, v.status, "kr") for v in found[:2]),
                formats.with_sign(found[2].value, formats.figure(found[2].value, found[2].status, "kr")),
                formats.figure(signed, "ok", "kr"),
            )
        )
        raw.append((word, *(v.value for v in found), signed))
    if len(rows) > 1:
        label = figures.period(selection.period).label
        components.heading(
            f"Posterna under {label}", "Positiv avvikelse är gynnsam: det kostade mindre än budget."
        )
        head = ("Post", "Budget", "Utfall", "Avvikelse", "Prognos för helåret")
        table = Table(head, tuple(rows), frozenset({1, 2, 3, 4}), tuple(raw), total=len(rows) - 1)
        title = f"GFO:s ekonomi per post, {label}"
        components.show_table(table, title)
        downloads.offer(title, table, figures, ["gfo_budget", "gfo_outcome", "gfo_deviation"], "poster")
