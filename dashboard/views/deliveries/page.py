"""Leveranser och datakvalitet: who has delivered what, what was refused, and where old reports differ."""

from __future__ import annotations

from html import escape

from dashboard.blocks import downloads, text
from dashboard.blocks.standing_deliveries import standing_deliveries
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import (
    error_trends,
    findings,
    how_to,
    missing,
    protection,
    quality,
    sentences,
    to_do,
    version_difference,
)
from dashboard.words import formats, markup
from dashboard.words.definitions import called
from dashboard.words.periods import period_label
from dashboard.words.tables import Amount, Table, without_zeros

# Versions before this one that are listed.
_FORMER = 20
# Deliveries that are read through on a phone.
_IN_VIEW = 8


def view(reader: Reader) -> None:
    """The deliveries behind the figures, what the loading said, and the version itself."""
    figures = reader.figures
    found = figures.deliveries.standing
    refused = sum(row.rows_refused or 0 for row in found)
    senders = len({row.sender for row in found})
    said = sentences.deliveries(len(found), senders, refused, reader.whose)
    mend = quality.to_mend(reader)
    if mend == sentences.NOTHING_TO_MEND and to_do.waits(reader):
        # Of the version nothing is; what has come since is told under it.
        mend = ""
    text.lead(f"{said} {mend}".rstrip())
    to_do.section(reader)
    missing.section(reader)
    how_to.section(reader)
    findings.to_mend(reader)
    quality.crosschecks(reader)
    _differences(reader)
    _standing(reader)
    text.heading("Mer om leveranserna och versionerna")
    findings.others(reader)
    error_trends.section(reader)
    quality.declarations(reader)
    _version(reader)
    protection.section(reader)
    version_difference.section(reader)


def _standing(reader: Reader) -> None:
    """The deliveries that the figures are made of: in view where they are few, as a kommun's are."""
    figures = reader.figures
    if not figures.deliveries.standing:
        return
    text.heading("Leveranserna bakom siffrorna", "Den senast godkända leveransen av varje register.")
    told = without_zeros(standing_deliveries(figures, of_one=bool(reader.whose)))
    if len(told.rows) <= _IN_VIEW:
        downloads.listed(reader, told, "Leveranser", stacked=True)
    else:
        downloads.folded(reader, sentences.all_standing(len(told.rows)), told, "Leveranser", stacked=True)
    if passed := quality.passed(reader):
        text.paragraph(passed)


def _differences(reader: Reader) -> None:
    """Figures of old reports that the rows do not reproduce; nothing where there are none."""
    figures = reader.figures
    found = figures.deliveries.report_differences
    if not found:
        return
    text.heading(
        "Skillnader mot äldre rapporter",
        "Siffror i publicerade rapporter som inte går att räkna fram ur leveranserna.",
    )
    rows = []
    for row in found:
        definition = figures.definitions.get(row.kpi)
        unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
        rows.append(
            (
                called(definition) if definition else row.kpi,
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


def _version(reader: Reader) -> None:
    """This version and those before it, behind a line."""
    release = reader.figures.release
    facts = (
        ("Version", release.build),
        ("Byggd med leveranser mottagna t.o.m.", f"{release.as_of:%Y-%m-%d %H:%M}"),
        ("Siffrorna gäller t.o.m.", formats.day(release.reporting_date)),
        ("Publicerad", f"{release.published_at:%Y-%m-%d %H:%M}"),
        *((("Anledning", release.reason),) if release.reason else ()),
        ("Slag", "Exempeldata – påhittade rader" if release.sample else "Riktiga leveranser"),
    )
    with text.fold(sentences.this_version(release)):
        text.block(markup.facts(facts))
        _former(reader)


def _former(reader: Reader) -> None:
    """The versions before this one, as a list."""
    found = reader.figures.deliveries.former_builds[:_FORMER]
    if not found:
        return
    # A kommun's file has no version's reason.
    told = any(row.reason for row in found)
    rows = tuple(
        (row.build, row.built_at, row.reporting_date, row.published_at, *((row.reason,) if told else ()))
        for row in found
    )
    head = ("Version", "Byggd", "Gäller t.o.m.", "Publicerad", *(("Anledning",) if told else ()))
    text.block(f"<h3>{escape(sentences.former(len(rows)))}</h3>")
    downloads.listed(reader, Table(head, rows), "Tidigare versioner", stacked=True)
