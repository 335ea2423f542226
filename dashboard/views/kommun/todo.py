"""What waits to be done in a kommun, whichever period is chosen: a line a matter, with the way to where it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape

from dashboard.blocks import text
from dashboard.blocks.attention import LONG_WAIT, LONG_WAIT_DAYS
from dashboard.published.records import PeriodInfo
from dashboard.reader.reader import Reader
from dashboard.views.kommun import sentences
from dashboard.words import formats
from dashboard.words.grammar import lowered


@dataclass(frozen=True)
class Line:
    """A number, the words that follow it, and the page that tells more: its name and its address."""

    number: str
    words: str
    page: str
    address: str


def section(reader: Reader) -> None:
    """The lines, or that there are none."""
    found = [
        *_referrals(reader),
        *_deviations(reader),
        *_ended(reader),
        *_deliveries(reader),
        *_reviews(reader),
    ]
    if not found:
        text.block(f"<h2>Att följa upp</h2><p>{escape(sentences.nothing(_unknown(reader)))}</p>")
        return
    items = "".join(
        f'<li><b>{escape(line.number)}</b><span>{escape(line.words)}. <a class="door" href="{escape(line.address)}">'
        f"{escape(line.page)}</a></span></li>"
        for line in found
    )
    text.block(f'<h2>Att följa upp</h2><ul class="todo">{items}</ul>')


def _newest(reader: Reader, kpi: str, *, whole: bool = False) -> tuple[Decimal, PeriodInfo] | None:
    """The newest month's figure; `whole`: of a month that is over."""
    figures = reader.figures
    if not figures.has(kpi):
        return None
    for value in reversed(figures.series(kpi, reader.selection.area, "month")):
        month = figures.period(value.period)
        if value.shown and value.value is not None and not (whole and month.preliminary):
            return value.value, month
    return None


def _day(reader: Reader, month: PeriodInfo) -> date:
    return min(month.last_day, reader.figures.release.reporting_date)


def _door(reader: Reader, page: str, month: PeriodInfo, *, stands: bool) -> str:
    """The page with the month that the line speaks of; of what stands on a day, any period that ends on it will do."""
    if stands and _day(reader, reader.period) == _day(reader, month):
        return reader.door(page)
    return reader.in_period(month.period).door(page)


def _referrals(reader: Reader) -> Iterator[Line]:
    figures, newest = reader.figures, _newest(reader, "referrals_open")
    if newest is None or not newest[0]:
        return
    count, month = newest
    ages = figures.waiting(reader.selection.area, month.period)
    counted = [(age.age_class, age.referrals) for age in ages]
    # How long they have waited is told of all of them or of none.
    if sum(referrals for _label, referrals in counted) != count:
        counted = []
    words = sentences.open_referrals(
        count, counted[:LONG_WAIT], counted[LONG_WAIT:], LONG_WAIT_DAYS, _day(reader, month)
    )
    yield Line(formats.number(count), words, "Remisser", _door(reader, "remisser", month, stands=True))


def _deviations(reader: Reader) -> Iterator[Line]:
    newest = _newest(reader, "deviations_open")
    if newest is None or not newest[0]:
        return
    count, month = newest
    words = sentences.open_deviations(count, _day(reader, month))
    yield Line(formats.number(count), words, "Stöd", _door(reader, "stod", month, stands=True))


def _ended(reader: Reader) -> Iterator[Line]:
    newest = _newest(reader, "placements_ended", whole=True)
    if newest is None or not newest[0]:
        return
    count, month = newest
    broken = reader.figures.value("breakdowns", reader.selection.area, month.period)
    words = sentences.ended(count, broken.value if broken.shown else None, month.label)
    yield Line(formats.number(count), words, "Placeringar", _door(reader, "placeringar", month, stands=False))


def _deliveries(reader: Reader) -> Iterator[Line]:
    """The kommun's own registers: late, not accepted, with errors, or against each other."""
    figures, area = reader.figures, reader.selection.area
    deliveries, labels = figures.deliveries, figures.codes("dataset")
    door = reader.door("leveranser")

    def line(count: int, words: str) -> Line:
        return Line(formats.number(count), words, "Leveranser", door)

    own = [row for row in deliveries.expected if row.sender == area]
    late = [(labels.get(row.dataset, row.dataset), row.through) for row in own if row.is_late]
    if late:
        yield line(len(late), sentences.late(late))
    waiting = [(labels.get(row.dataset, row.dataset), row.waiting.date()) for row in own if row.waiting]
    if waiting:
        yield line(len(waiting), sentences.not_accepted(waiting))
    for standing in deliveries.standing:
        if standing.sender != area:
            continue
        name = labels.get(standing.dataset, standing.dataset)
        if standing.rows_refused:
            yield line(standing.rows_refused, sentences.refused(standing.rows_refused, name))
        receipts = {
            receipt.delivery_id
            for receipt in deliveries.receipts
            if (receipt.dataset, receipt.sender, receipt.received)
            == (standing.dataset, area, standing.received)
        }
        warnings = sum(
            finding.findings
            for finding in deliveries.findings
            if finding.delivery_id in receipts and finding.severity == "varning"
        )
        if warnings:
            yield line(warnings, sentences.warned(warnings, name))
    for check in deliveries.crosschecks:
        if check.kommun_code == area and check.outcome == "fynd":
            yield line(check.findings, sentences.crosschecked(check.sentence))


def _reviews(reader: Reader) -> Iterator[Line]:
    """The definitions that should have been read again by the day the version was made."""
    day = reader.figures.release.as_of.date()
    due = [definition.name for definition in reader.figures.definitions.values() if definition.is_due(day)]
    if due:
        yield Line(formats.number(len(due)), sentences.reviews(due), "Nyckeltal", reader.door("nyckeltal"))


def _unknown(reader: Reader) -> list[str]:
    """The figures behind the lines that the file has nothing of."""
    return [
        lowered(reader.figures.definition(kpi).name)
        for kpi in ("referrals_open", "deviations_open", "placements_ended")
        if reader.figures.has(kpi) and _newest(reader, kpi) is None
    ]
