"""How far a register reaches where nobody has said it: no further than its rows tell.

A day that is counted as covered and is not gives a zero that nobody has reported; a day that is covered and not counted
gives ”uppgift saknas”, and somebody asks. So the rows decide, and the day that a file happened to be sent decides
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from pipelines.contracts import DATASETS
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.deliveries.deciding import Draft
from pipelines.deliveries.history import tertial_to_report
from pipelines.deliveries.terms import Terms
from pipelines.errors import Place
from pipelines.home.agreed_days import EVERY_TERTIAL
from pipelines.periods import Period

FAR_AFTER = timedelta(days=123)
"""A tertial: a register in which nothing has happened for longer than that is seldom the whole of it."""


def assumed_reach(accepted: pl.DataFrame, dataset: str, received: date) -> date:
    """The last day that a register is taken to reach.

    Its newest day's tertial to the end, where that is over: it is sent when a tertial has ended. In the tertial under
    way no longer than to that day; of a register told by the month, no longer than its newest month. The day before it
    came of one that is not expected every tertial, and the tertial to report of one without a row.
    """
    if dataset not in EVERY_TERTIAL:
        return received - timedelta(days=1)
    reported = tertial_to_report(received).last_day
    newest = newest_day(accepted, dataset, received)
    if newest is None:
        return reported
    if DATASETS[dataset].monthly:
        return newest
    return min(Period.tertial_of(newest).last_day, max(newest, reported))


def newest_day(accepted: pl.DataFrame, dataset: str, received: date) -> date | None:
    """The newest day that the rows tell of before the file came: of a month or a tertial its last, when that is over.

    In the tertial under way only what has begun tells: an end may have been planned long before.
    """
    closed = tertial_to_report(received).last_day
    found = [
        newest
        for days, until in _days(dataset, received, closed)
        if isinstance(newest := accepted.select(day=days).filter(pl.col("day") <= until)["day"].max(), date)
    ]
    return max(found, default=None)


def _days(dataset: str, received: date, closed: date) -> list[tuple[pl.Expr, date]]:
    """The days in the rows of a register, each with the last one that tells anything."""
    fields = DATASETS[dataset].fields
    yesterday = received - timedelta(days=1)
    if "tertial" in fields:
        first = pl.date(pl.col("year"), pl.col("tertial") * 4, 1)
        return [(first.dt.month_end(), yesterday)]
    if months := [name for name, spec in fields.items() if spec.kind == "month"]:
        return [(pl.col(name).dt.month_end(), yesterday) for name in months]
    begins, *others = (name for name, spec in fields.items() if spec.kind == "day")
    return [(pl.col(begins), yesterday), *((pl.col(name), closed) for name in others)]


def reaches_told(drafts: Iterable[Draft], terms: Terms, *, stopped: bool) -> list[Draft]:
    """The parts of a file with what there is to say of how far each reaches, unless the whole file is `stopped`: then
    it is to be mended first."""
    return [draft if stopped else _reach_told(draft, terms) for draft in drafts]


def _reach_told(draft: Draft, terms: Terms) -> Draft:
    """The draft with what there is to say of how far it reaches: far beyond its rows, or not through the tertial that
    is to be reported though nobody has named a day."""
    receipt, part = draft.receipt, draft.part
    if part is None or receipt.dataset not in EVERY_TERTIAL:
        return draft
    if receipt.rows_refused and not terms.accept_partial:
        return draft
    place = Place(file=receipt.file_name, sheet=receipt.sheet)
    reported, through = tertial_to_report(terms.day), receipt.through
    newest = newest_day(part.accepted, receipt.dataset, terms.day)
    said: tuple[Finding, ...] = ()
    if newest is not None and through - newest > FAR_AFTER:
        said = (finding("L050", place, found=f"{through}", newest=newest),)
    elif (
        newest is not None
        and terms.through is None
        and through < reported.last_day
        and not _ends_earlier(draft)
    ):
        said = (finding("L051", place, found=f"{newest}", through=through, reported=reported.label),)
    return replace(draft, findings=(*draft.findings, *said))


def _ends_earlier(draft: Draft) -> bool:
    """Whether it is told already that the former register had newer days."""
    return any(one.code == "L043" for one in draft.everything)
