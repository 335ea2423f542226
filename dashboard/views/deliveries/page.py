"""Leveranser och datakvalitet: who has delivered what, what was refused, and where old reports differ."""

from __future__ import annotations

from html import escape
from typing import Any

from dashboard.blocks import components, sections
from dashboard.blocks.components import Table
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.server.streamlit_words import DATASETS
from dashboard.views.deliveries import delivery_quality, error_trends, version_difference
from dashboard.words import formats, page_sentences, sentences

_STATUS = (
    "dataset",
    "sender",
    "kommun_code",
    "received",
    "through",
    "rows_accepted",
    "rows_refused",
    "status",
    "reason",
)
_DIFFERENCE = ("kpi", "area", "period", "published_value", "computed_value", "source")


def view(figures: Figures, selection: Selection) -> None:
    """The deliveries behind the figures, what the loading said, and the version itself."""
    found = figures.table("delivery_status", _STATUS, "dataset, sender")
    refused = sum(int(row["rows_refused"] or 0) for row in found)
    senders = len({row["sender"] for row in found})
    components.lead(page_sentences.deliveries(len(found), senders, refused))
    if found:
        components.heading(
            "Leveranserna bakom siffrorna", "Den senast godkända leveransen från varje avsändare."
        )
        components.show_table(_status_table(figures, found), "Leveranser")
    delivery_quality.late(figures)
    delivery_quality.findings(figures)
    error_trends.section(figures)
    delivery_quality.crosschecks(figures)
    delivery_quality.declarations(figures)
    _differences(figures)
    _builds(figures)
    version_difference.section(figures, selection)
    release = figures.release
    rows = (
        ("Version", release.build),
        ("Byggd med leveranser mottagna t.o.m.", f"{release.as_of:%Y-%m-%d %H:%M}"),
        ("Siffrorna talar om läget", formats.day(release.reporting_date)),
        ("Publicerad", f"{release.published_at:%Y-%m-%d %H:%M}"),
        ("Anledning", release.reason or formats.MISSING),
        ("Slag", "Exempeldata – påhittade rader" if release.sample else "Riktiga leveranser"),
    )
    inner = "".join(f"<dt>{escape(word)}</dt><dd>{escape(text)}</dd>" for word, text in rows)
    components.block(f"<h2>Den här versionen</h2><dl>{inner}</dl>")


def _status_table(figures: Figures, found: Any) -> Table:
    names = sections.names_of(figures)
    # As the datasets are told of everywhere, and the senders in the order of their names.
    datasets, senders = list(DATASETS), list(names)
    found = sorted(
        found,
        key=lambda row: tuple(
            order.index(code) if code in order else len(order)
            for order, code in ((datasets, row["dataset"]), (senders, row["sender"]))
        ),
    )
    rows = [
        (
            DATASETS.get(row["dataset"], row["dataset"]),
            names.get(row["sender"], row["sender"]),
            f"{row['received']:%Y-%m-%d}" if row["received"] else formats.MISSING,
            str(row["through"] or formats.MISSING),
            formats.number(row["rows_accepted"] or 0),
            formats.number(row["rows_refused"] or 0),
            row["status"] + (f": {row['reason']}" if row["reason"] else ""),
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
    found = figures.table("published_difference", _DIFFERENCE, "kpi, area, period")
    components.heading(
        "Skillnader mot äldre rapporter", "Siffror i publicerade rapporter som raderna inte ger."
    )
    if not found:
        components.block("<p>Inga skillnader.</p>")
        return
    names = sections.names_of(figures)
    rows = []
    for row in found:
        definition = figures.definitions.get(row["kpi"])
        unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
        rows.append(
            (
                definition.name if definition else row["kpi"],
                names.get(row["area"], row["area"]),
                sentences.label(row["period"]),
                formats.figure(row["published_value"], "ok", unit, decimals),
                formats.figure(row["computed_value"], "ok", unit, decimals),
                row["source"] or "",
            )
        )
    columns = ("Nyckeltal", "Område", "Period", "I rapporten", "Ur raderna", "Källa")
    components.show_table(Table(columns, tuple(rows), frozenset({3, 4})), "Skillnader mot äldre rapporter")


def _builds(figures: Figures) -> None:
    """The versions before this one, and how many figures this one changed."""
    columns = ("build", "built_at", "reporting_date", "published_at", "reason")
    found = figures.table("build_history", columns, "build desc")
    if not found:
        return
    changed = len(figures.table("publication_difference", ("kpi", "area", "period"), "kpi, area, period"))
    components.heading(
        "Tidigare versioner",
        f"Den här versionen skiljer sig i {formats.number(changed)} siffror från den förra.",
    )
    rows = tuple(
        (
            str(row["build"]),
            f"{row['built_at']:%Y-%m-%d %H:%M}",
            str(row["reporting_date"]),
            f"{row['published_at']:%Y-%m-%d %H:%M}" if row["published_at"] else formats.MISSING,
            row["reason"] or "",
        )
        for row in found[:20]
    )
    head = ("Version", "Byggd", "Talar om läget", "Publicerad", "Anledning")
    components.show_table(Table(head, rows), "Tidigare versioner")
