"""The deliveries behind the figures as a table: on the page of deliveries, and in the file of everything."""

from __future__ import annotations

from dashboard.published.figures import Figures
from dashboard.words.audiences import sender_name
from dashboard.words.tables import Table


def standing_deliveries(figures: Figures, *, of_one: bool = False) -> Table:
    """The latest accepted delivery of every dataset and sender; `of_one`: all are one sender's, who is not named."""
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
            *(() if of_one else (sender_name(row.sender, names),)),
            row.status + (f": {row.reason}" if row.reason else ""),
            row.received and row.received.date(),
            # Who is no area publishes statistics: of years, whatever day they were fetched.
            row.through if row.sender in names else None,
            row.rows_accepted or 0,
            row.rows_refused or 0,
        )
        for row in found
    ]
    # What became of it stands where a phone shows it without scrolling sideways.
    columns = (
        "Uppgifter",
        *(() if of_one else ("Avsändare",)),
        "Status",
        "Mottagen",
        "Täcker t.o.m.",
        "Godkända rader",
        "Avvisade rader",
    )
    return Table(columns, tuple(rows))
