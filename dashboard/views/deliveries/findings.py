"""What the checks found in the deliveries: a section of what is left to mend, and folded what needs nothing; counts,
never which rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from dashboard.blocks import text
from dashboard.published.deliveries import Deliveries, FindingCount, Receipt
from dashboard.published.figures import Figures
from dashboard.published.remembering import remembered
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import sentences
from dashboard.words import formats
from dashboard.words.audiences import deliveries_named, sender_name
from dashboard.words.grammar import capitalised
from dashboard.words.tables import Sheet, Table

TITLE = "Fel och noteringar"
# The gravest first; what is below needs nothing.
_ORDER = ("stoppar filen", "stoppar raden", "varning")


@dataclass(frozen=True)
class Found:
    """One thing found in one register of one sender: in which columns (as their file has it, what it holds), how often
    in the delivery that stands or a newer one, and in all so far. `days`: when the deliveries that had it came, the
    oldest first; `became`: what has become of it since."""

    dataset: str
    sender: str
    severity: str
    what: str
    remedy: str
    columns: tuple[tuple[str, str], ...]
    left: int
    every: int
    days: tuple[date, ...] = ()
    became: str = ""

    @property
    def needs_mending(self) -> bool:
        return self.severity in _ORDER

    @property
    def place(self) -> tuple[bool, int, int]:
        grave = _ORDER.index(self.severity) if self.needs_mending else len(_ORDER)
        return not self.left, grave, -(self.left or self.every)


def _of_now(deliveries: Deliveries) -> frozenset[int]:
    """The deliveries that stand, and of each register the newest, which may not have been accepted."""
    newest = {
        (one.dataset, one.sender): one.delivery_id
        for one in deliveries.receipts
        if one.dataset and not one.is_purged
    }
    return deliveries.standing_ids | frozenset(newest.values())


@remembered(1)
def found_in(figures: Figures) -> tuple[Found, ...]:
    """Everything ever found: what is left to mend first, the gravest of it before the rest."""
    receipts = {one.delivery_id: one for one in figures.deliveries.receipts}
    now = _of_now(figures.deliveries)
    alike: dict[tuple[str, ...], list[FindingCount]] = {}
    for one in figures.deliveries.findings:
        if receipt := receipts.get(one.delivery_id):
            key = (receipt.dataset, receipt.sender, one.severity, one.what, one.remedy)
            alike.setdefault(key, []).append(one)
    waived_now = {
        (dataset, sender, what)
        for (dataset, sender, severity, what, _), of in alike.items()
        if severity == "undantag" and any(one.delivery_id in now for one in of)
    }
    found = []
    for (dataset, sender, severity, what, remedy), of in alike.items():
        had = [receipts[number] for number in sorted({one.delivery_id for one in of})]
        # What stops a file and was accepted all the same has had its reason.
        anyway = severity == _ORDER[0] and had[-1].was_accepted
        left = 0 if anyway else sum(one.findings for one in of if one.delivery_id in now)
        waived = severity != "undantag" and (dataset, sender, what) in waived_now
        became = sentences.ACCEPTED_ANYWAY if anyway else ""
        if not left and not became:
            became = _became(figures.deliveries, had[-1], waived=waived)
        found.append(
            Found(
                *(dataset, sender, severity, what, remedy),
                tuple(sorted({(one.column_name, one.about) for one in of if one.column_name})),
                left,
                sum(one.findings for one in of),
                tuple(dict.fromkeys(one.received.date() for one in had)),
                became,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.place, one.dataset, one.sender, one.columns)))


def _became(deliveries: Deliveries, last: Receipt, *, waived: bool) -> str:
    """What became of what a register's delivery `last` was the last to have. A file whose register could not be told
    is followed by whatever its sender sent next."""
    if waived:
        return sentences.NOW_WAIVED
    later = [
        one
        for one in deliveries.receipts
        if one.delivery_id > last.delivery_id
        and not one.is_purged
        and one.sender == last.sender
        and last.dataset in ("", one.dataset)
    ]
    accepted = [one for one in later if one.was_accepted]
    if not later:
        return ""
    return sentences.mended((accepted or later)[0].received.date(), counts=bool(accepted))


def to_mend(reader: Reader) -> None:
    """What is left to mend; nothing where nothing is."""
    mend = [one for one in found_in(reader.figures) if one.left and one.needs_mending]
    if mend:
        text.heading(TITLE, sentences.WHICH_ROWS)
        text.block(_list(reader.figures, mend))


def others(reader: Reader) -> None:
    """Behind a line each, what may stand as it is and what went before; first how many deliveries were looked at."""
    figures = reader.figures
    receipts, found = figures.deliveries.receipts, found_in(figures)
    if not receipts:
        return
    first = min(receipt.received for receipt in receipts).date()
    purged = sum(receipt.is_purged for receipt in receipts)
    said = [sentences.looked_at(len(receipts), _replaced(figures.deliveries), first, purged)]
    if not found:
        said.append(sentences.NOTHING_FOUND)
    text.paragraph(" ".join(said))
    noted = [one for one in found if one.left and not one.needs_mending]
    gone = [one for one in found if not one.left]
    waived = sum(one.severity == "undantag" for one in noted)
    for summary, those in (
        (sentences.noted(waived, len(noted) - waived), noted),
        (sentences.gone(len(gone)), gone),
    ):
        if those:
            text.block(
                f'<details class="printed"><summary>{escape(summary)}</summary>{_list(figures, those)}</details>'
            )
    if found:
        reader.sheets.append(Sheet(TITLE, TITLE, _table(figures, found)))


def _replaced(deliveries: Deliveries) -> int:
    """How many deliveries a newer one of the same register and sender stands in place of."""
    stands = {(one.dataset, one.sender): one.received for one in deliveries.standing}
    replaced = 0
    for one in deliveries.receipts:
        newer = stands.get((one.dataset, one.sender))
        replaced += newer is not None and one.received < newer and not one.is_purged
    return replaced


def _list(figures: Figures, found: Sequence[Found]) -> str:
    named = deliveries_named(figures.codes("dataset"), figures.names)
    return f'<ul class="findings">{"".join(_item(named(one.dataset, one.sender), one) for one in found)}</ul>'


def _item(whose: str, one: Found) -> str:
    where = capitalised(", ".join(part for part in (whose, sentences.columns(one.columns)) if part))
    count = sentences.how_often(one.severity, one.left or one.every, one.days, one.became)
    told = f"<strong>{escape(one.what or formats.MISSING)}</strong> {escape(one.remedy)}".strip()
    return (
        f'<li><p class="sub">{escape(where)}</p><p>{told} <span class="sub">{escape(count)}</span></p></li>'
    )


def _table(figures: Figures, found: Sequence[Found]) -> Table:
    datasets = figures.codes("dataset")
    rows = tuple(
        (
            datasets.get(one.dataset, one.dataset),
            sender_name(one.sender, figures.names),
            sentences.columns(one.columns) or "hela filen",
            one.severity.capitalize(),
            one.what or formats.MISSING,
            one.remedy or formats.MISSING,
            one.left,
            one.every,
            one.days[0] if one.days else None,
            one.days[-1] if one.days else None,
            one.became or (sentences.LEFT if one.left else formats.MISSING),
        )
        for one in found
    )
    columns = (
        *("Uppgifter", "Avsändare", "Kolumn", "Slag", "Vad det är", "Vad som ska göras"),
        *("Kvar", "I alla leveranser", "Första gången", "Senaste gången", "Vad det blev av det"),
    )
    return Table(columns, rows)
