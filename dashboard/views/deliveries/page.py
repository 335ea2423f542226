"""Leveranser och datakvalitet: who has delivered what, what was refused, and where old reports differ."""

from __future__ import annotations

from dashboard.blocks import downloads, text
from dashboard.blocks.standing_deliveries import standing_deliveries
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import error_trends, protection, quality, sentences, version_difference
from dashboard.words import formats, markup
from dashboard.words.periods import period_label
from dashboard.words.tables import Amount, Table


def view(reader: Reader) -> None:
    """The deliveries behind the figures, what the loading said, and the version itself."""
    figures = reader.figures
    found = figures.deliveries.standing
    refused = sum(row.rows_refused or 0 for row in found)
    senders = len({row.sender for row in found})
    told = sentences.deliveries(len(found), senders, refused, reader.whose)
    text.lead(told if quality.to_mend(reader) else f"{told} {sentences.NOTHING_TO_MEND}")
    quality.late(reader)
    if found:
        text.heading("Leveranserna bakom siffrorna", "Den senast godkända leveransen från varje avsändare.")
        downloads.listed(reader, standing_deliveries(figures), "Leveranser")
    quality.findings(reader)
    error_trends.section(reader)
    quality.crosschecks(reader)
    quality.declarations(reader)
    _differences(reader)
    _builds(reader)
    version_difference.section(reader)
    protection.section(reader)
    release = figures.release
    rows = (
        ("Version", release.build),
        ("Byggd med leveranser mottagna t.o.m.", f"{release.as_of:%Y-%m-%d %H:%M}"),
        ("Siffrorna gäller t.o.m.", formats.day(release.reporting_date)),
        ("Publicerad", f"{release.published_at:%Y-%m-%d %H:%M}"),
        ("Anledning", release.reason or formats.MISSING),
        ("Slag", "Exempeldata – påhittade rader" if release.sample else "Riktiga leveranser"),
    )
    text.block(f"<h2>Den här versionen</h2>{markup.facts(rows)}")


def _differences(reader: Reader) -> None:
    """Figures of old reports that the rows do not reproduce."""
    figures = reader.figures
    found = figures.deliveries.report_differences
    text.heading(
        "Skillnader mot äldre rapporter",
        "Siffror i publicerade rapporter som inte går att räkna fram ur leveranserna.",
    )
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
                Amount(row.published_value, unit, decimals),
                Amount(row.computed_value, unit, decimals),
                row.source,
            )
        )
    columns = ("Nyckeltal", "Område", "Period", "I rapporten", "Ur raderna", "Källa")
    downloads.listed(reader, Table(columns, tuple(rows)), "Skillnader mot äldre rapporter")


def _builds(reader: Reader) -> None:
    """The versions before this one."""
    figures = reader.figures
    found = figures.deliveries.former_builds
    if not found:
        return
    text.heading("Tidigare versioner")
    rows = tuple(
        (row.build, row.built_at, row.reporting_date, row.published_at, row.reason) for row in found[:20]
    )
    head = ("Version", "Byggd", "Gäller t.o.m.", "Publicerad", "Anledning")
    downloads.listed(reader, Table(head, rows), "Tidigare versioner")
