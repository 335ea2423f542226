"""Placeringar och kostnader: children by form, starts and ends, quality, cost by form, own homes beside bought ones."""

from __future__ import annotations

from dashboard.blocks import components, downloads, pictures, sections
from dashboard.blocks.components import Table
from dashboard.charts import comparison_charts
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.words import formats, page_sentences, sentences

_CHILDREN = ("placed_children", "children_in_care", "foster_children", "foster_children_consultant")
_MOVES = ("placements_started", "placements_ended", "replacements", "breakdowns")
_MONEY = ("placement_cost", "cost_per_care_day", "consultant_cost", "consultant_cost_share")


def view(figures: Figures, selection: Selection) -> None:
    """Children, moves, money, and the two kinds of foster home beside each other."""
    components.cards(figures, _CHILDREN, selection, "Barnen")
    sections.parts(
        figures,
        selection,
        "children_in_care",
        "form",
        "placeringsform",
        title="Var barnen bor",
        sub="Placerade barn den sista dagen i varje tertial, per placeringsform och på samma skala.",
        key="former",
    )
    sections.over_time(figures, selection, "foster_children", "familjehemsbarn")
    components.cards(figures, _MOVES, selection, "Början, slut och byten")
    sections.over_time(figures, selection, "replacements", "omplaceringar")
    components.cards(figures, _MONEY, selection, "Kostnader")
    sections.parts(
        figures,
        selection,
        "placement_cost",
        "form",
        "placeringsform",
        title="Vad formerna kostar",
        sub="Kronor per tertial och placeringsform, på samma skala.",
        key="kostnad-form",
    )
    _own_and_bought(figures, selection)
    _by_form(figures, selection)
    components.definitions(figures, [*_CHILDREN, *_MOVES, *_MONEY, "care_days"])


def _own_and_bought(figures: Figures, selection: Selection) -> None:
    """A care day in an own home beside one in a consultant-supported home."""
    kpi = "cost_per_care_day"
    if not figures.has(kpi):
        return
    words, labels = figures.codes("placeringsform"), sections.labels_of(figures)
    lines = [
        (words.get(form, form), figures.series(kpi, selection.area, cut=f"form={form}"), style)
        for form, style in (
            ("konsulentstott", "front"),
            ("familjehem_gfo", "dash"),
            ("familjehem_kommun", "back"),
        )
    ]
    lines = [line for line in lines if any(value.shown for value in line[1])]
    if len(lines) < 2:
        return
    definition, area = figures.definition(kpi), figures.area(selection.area)
    first = lines[0][1]
    comments = figures.comments(kpi, area.area)
    pictures.chart(
        comparison_charts.lines(lines, definition, labels, components.palette(), comments),
        title=page_sentences.beside_title(lines, selection.period, labels),
        sub=f"Kronor per vårddygn och tertial, {area.name}.",
        describe=" ".join(
            f"{name}: {page_sentences.ends(series, definition, labels)}." for name, series, _s in lines
        ),
        notes=sentences.comments(comments, area.area),
        table=Table(
            ("Period", *(name for name, _series, _style in lines)),
            tuple(
                (
                    labels[value.period],
                    *(
                        formats.figure(series[n].value, series[n].status, definition.unit)
                        if n < len(series)
                        else formats.MISSING
                        for _name, series, _style in lines
                    ),
                )
                for n, value in enumerate(first)
            ),
            frozenset(range(1, len(lines) + 1)),
        ),
        figures=figures,
        key="egna-kopta",
        kpis=[kpi],
    )


def _by_form(figures: Figures, selection: Selection) -> None:
    """The period's forms in one table: children, days, kronor, kronor a day."""
    kpis = [
        kpi
        for kpi in ("children_in_care", "care_days", "placement_cost", "cost_per_care_day")
        if figures.has(kpi)
    ]
    words = figures.codes("placeringsform")
    if not kpis:
        return
    period = figures.period(selection.period)
    rows, raw = [], []
    for code, word in (*words.items(), ("", "Alla former")):
        cut = f"form={code}" if code else ""
        found = [figures.value(kpi, selection.area, period.period, cut) for kpi in kpis]
        if code and not any(value.value or value.status == "hidden" for value in found):
            continue
        cells = [
            formats.figure(v.value, v.status, figures.definition(kpi).unit)
            for kpi, v in zip(kpis, found, strict=True)
        ]
        rows.append((word, *cells))
        raw.append((word, *(value.value for value in found)))
    names = tuple(figures.definition(kpi).name for kpi in kpis)
    columns, last = ("Placeringsform", *names), len(rows) - 1
    table = Table(columns, tuple(rows), frozenset(range(1, 5)), tuple(raw), total=last)
    title = f"Barn, vårddygn och kostnad per form, {figures.area(selection.area).name} {period.label}"
    components.heading(f"Placeringsformerna under {period.label}")
    components.show_table(table, title)
    downloads.offer(title, table, figures, kpis, "former-tabell")
