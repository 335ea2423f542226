"""The deliveries behind the figures as a table: on the page of deliveries, and in the file of everything."""

from __future__ import annotations

from dashboard.published.figures import Figures
from dashboard.words.audiences import sender_name
from dashboard.words.tables import Table

_STATISTICS = frozenset({"SCB", "SCB-CKM", "Kolada"})


def standing_deliveries(figures: Figures) -> Table:
    """The latest accepted delivery of every dataset and sender."""
    names, labels = figures.names, figures.codes("dataset")
    # As the datasets are told of everywhere, and the senders in the order of their names.
    datasets, senders = list(labels), list(names)
    found = sorted(
        figures.deliveries.standing,
        key=lambda row: tuple(
            order.index(code) if code in order else len(order)
            for order, code in ((datasets, row.dataset), (senders, row.sender))
        ),
    )
    rows = [
        (
            labels.get(row.dataset, row.dataset),
            sender_name(row.sender, names),
            row.status + (f": {row.reason}" if row.reason else ""),
            row.received and row.received.date(),
            # Statistics are of years, whatever day they were fetched.
            None if row.sender in _STATISTICS else row.through,
            row.rows_accepted or 0,
            row.rows_refused or 0,
        )
        for row in found
    ]
    # What became of it stands where a phone shows it without scrolling sideways.
    columns = (
        "Uppgifter",
        "Avsändare",
        "Status",
        "Mottagen",
        "Täcker t.o.m.",
        "Godkända rader",
        "Avvisade rader",
    )
    return Table(columns, tuple(rows))
