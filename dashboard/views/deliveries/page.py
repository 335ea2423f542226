"""Leveranser och datakvalitet: who has delivered what, what was refused, and where old reports differ."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import text
from dashboard.blocks.table import Table
from dashboard.published.deliveries import StandingDelivery
from dashboard.published.figures import Figures
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import error_trends, quality, sentences, version_difference
from dashboard.words import formats, markup
from dashboard.words.periods import period_label


def view(reader: Reader) -> None:
    """The deliveries behind the figures, what the loading said, and the version itself."""
    figures = reader.figures
    found = figures.deliveries.standing
    refused = sum(row.rows_refused or 0 for row in found)
    senders = len({row.sender for row in found})
    text.lead(sentences.deliveries(len(found), senders, refused))
    if found:
        text.heading("Leveranserna bakom siffrorna", "Den senast godkända leveransen från varje avsändare.")
        text.show_table(_status_table(figures, found), "Leveranser")
    quality.late(figures)
    quality.findings(figures)
    error_trends.section(reader)
    quality.crosschecks(figures)
    quality.declarations(figures)
    _differences(figures)
    _builds(figures)
    version_difference.section(reader)
    release = figures.release
    rows = (
        ("Version", release.build),
        ("Byggd med leveranser mottagna t.o.m.", f"{release.as_of:%Y-%m-%d %H:%M}"),
        ("Siffrorna talar om läget", formats.day(release.reporting_date)),
        ("Publicerad", f"{release.published_at:%Y-%m-%d %H:%M}"),
        ("Anledning", release.reason or formats.MISSING),
        ("Slag", "Exempeldata – påhittade rader" if release.sample else "Riktiga leveranser"),
    )
    text.block(f"<h2>Den här versionen</h2>{markup.facts(rows)}")


def _status_table(figures: Figures, found: Sequence[StandingDelivery]) -> Table:
    names, labels = figures.names, figures.codes("dataset")
    # As the datasets are told of everywhere, and the senders in the order of their names.
    datasets, senders = list(labels), list(names)
    found = sorted(
        found,
        key=lambda row: tuple(
            order.index(code) if code in order else len(order)
            for order, code in ((datasets, row.dataset), (senders, row.sender))
        ),
    )
    rows = [
        (
            labels.get(row.dataset, row.dataset),
            names.get(row.sender, row.sender),
            f"{row.received:%Y-%m-%d}" if row.received else formats.MISSING,
            str(row.through or formats.MISSING),
            formats.number(row.rows_accepted or 0),
            formats.number(row.rows_refused or 0),
            row.status + (f": {row.reason}" if row.reason else ""),
        )
        for row in found
    ]
    columns = (
        "Uppgifter",
        "Avsändare",
        "Mottagen",
        "Täcker t.o.m.",
        "Godkända rader",
        "Avvisade rader",
        "Status",
    )
    return Table(columns, tuple(rows), frozenset({4, 5}))


def _differences(figures: Figures) -> None:
    """Figures of old reports that the rows do not reproduce."""
    found = figures.deliveries.report_differences
    text.heading("Skillnader mot äldre rapporter", "Siffror i publicerade rapporter som raderna inte ger.")
    if not found:
        text.paragraph("Inga skillnader.")
        return
    rows = []
    for row in found:
        definition = figures.definitions.get(row.kpi)
        unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
        rows.append(
            (
                definition.name if definition else row.kpi,
                figures.names.get(row.area, row.area),
                period_label(row.period),
                formats.figure(row.published_value, "ok", unit, decimals),
                formats.figure(row.computed_value, "ok", unit, decimals),
                row.source,
            )
        )
    columns = ("Nyckeltal", "Område", "Period", "I rapporten", "Ur raderna", "Källa")
    text.show_table(Table(columns, tuple(rows), frozenset({3, 4})), "Skillnader mot äldre rapporter")


def _builds(figures: Figures) -> None:
    """The versions before this one, and how many figures this one changed."""
    found = figures.deliveries.former_builds
    if not found:
        return
    text.heading(
        "Tidigare versioner",
        f"Den här versionen skiljer sig i {formats.number(figures.deliveries.figures_changed)} siffror från den förra.",
    )
    rows = tuple(
        (
            row.build,
            f"{row.built_at:%Y-%m-%d %H:%M}",
            str(row.reporting_date),
            f"{row.published_at:%Y-%m-%d %H:%M}" if row.published_at else formats.MISSING,
            row.reason,
        )
        for row in found[:20]
    )
    head = ("Version", "Byggd", "Talar om läget", "Publicerad", "Anledning")
    text.show_table(Table(head, rows), "Tidigare versioner")
