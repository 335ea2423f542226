"""Leveranser och datakvalitet: who has delivered what, what was refused, and where old reports differ."""

from __future__ import annotations

from html import escape

from dashboard.blocks import downloads, text
from dashboard.blocks.standing_deliveries import standing_deliveries
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import (
    error_trends,
    findings,
    protection,
    quality,
    sentences,
    version_difference,
)
from dashboard.words import formats, markup
from dashboard.words.periods import period_label
from dashboard.words.tables import Amount, Table, without_zeros
from pipelines.home.handed_in import is_watched
from pipelines.home.in_inbox import waiting_since

# Versions before this one that are listed.
_FORMER = 20


def view(reader: Reader) -> None:
    """The deliveries behind the figures, what the loading said, and the version itself."""
    figures = reader.figures
    found = figures.deliveries.standing
    refused = sum(row.rows_refused or 0 for row in found)
    senders = len({row.sender for row in found})
    said = sentences.deliveries(len(found), senders, refused, reader.whose)
    text.lead(said if quality.to_mend(reader) else f"{said} {sentences.NOTHING_TO_MEND}")
    _waiting(reader)
    quality.late(reader)
    if found:
        text.heading("Leveranserna bakom siffrorna", "Den senast godkända leveransen av varje register.")
        told = standing_deliveries(figures, of_one=bool(reader.whose))
        downloads.listed(reader, without_zeros(told), "Leveranser", stacked=True)
    findings.section(reader)
    error_trends.section(reader)
    quality.crosschecks(reader)
    quality.declarations(reader)
    _differences(reader)
    _versions(reader)
    version_difference.section(reader)
    protection.section(reader)


def _waiting(reader: Reader) -> None:
    """What has come and nobody has taken yet, for whoever delivers; as it is now, and in no version."""
    if not reader.delivers:
        return
    if said := sentences.waiting(waiting_since(reader.home), watched=is_watched(reader.home)):
        door = escape(reader.door("lamna"))
        text.block(
            f'<p class="note" role="status">{escape(said)} <a class="door" href="{door}">Lämna filer</a></p>'
        )


def _differences(reader: Reader) -> None:
    """Figures of old reports that the rows do not reproduce."""
    figures = reader.figures
    found = figures.deliveries.report_differences
    if reader.whose and not found:
        # Few of the old reports' figures are a kommun's.
        return
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
    table = Table(columns, tuple(rows))
    downloads.listed(reader, table, "Skillnader mot äldre rapporter", stacked=True)


def _versions(reader: Reader) -> None:
    """This version, and behind a line those before it."""
    figures, release = reader.figures, reader.figures.release
    facts = (
        ("Version", release.build),
        ("Byggd med leveranser mottagna t.o.m.", f"{release.as_of:%Y-%m-%d %H:%M}"),
        ("Siffrorna gäller t.o.m.", formats.day(release.reporting_date)),
        ("Publicerad", f"{release.published_at:%Y-%m-%d %H:%M}"),
        *((("Anledning", release.reason),) if release.reason else ()),
        ("Slag", "Exempeldata – påhittade rader" if release.sample else "Riktiga leveranser"),
    )
    text.block(f"<h2>Den här versionen</h2>{markup.facts(facts)}")
    found = figures.deliveries.former_builds[:_FORMER]
    if not found:
        return
    # A kommun's file has no version's reason.
    told = any(row.reason for row in found)
    rows = tuple(
        (row.build, row.built_at, row.reporting_date, row.published_at, *((row.reason,) if told else ()))
        for row in found
    )
    head = ("Version", "Byggd", "Gäller t.o.m.", "Publicerad", *(("Anledning",) if told else ()))
    downloads.folded(
        reader, sentences.former(len(rows)), Table(head, rows), "Tidigare versioner", stacked=True
    )
