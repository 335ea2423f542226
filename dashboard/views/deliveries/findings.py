"""What the checks found in the deliveries: a section of what is left to mend, and folded what needs nothing; counts,
never which rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.blocks import text
from dashboard.published.deliveries import Deliveries, FindingCount
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
    in the delivery that stands or a newer one, and in all so far."""

    dataset: str
    sender: str
    severity: str
    what: str
    remedy: str
    columns: tuple[tuple[str, str], ...]
    left: int
    every: int

    @property
    def needs_mending(self) -> bool:
        return self.severity in _ORDER

    @property
    def place(self) -> tuple[bool, int, int]:
        grave = _ORDER.index(self.severity) if self.needs_mending else len(_ORDER)
        return not self.left, grave, -(self.left or self.every)


def _of_now(deliveries: Deliveries) -> frozenset[int]:
    """The deliveries that stand, and of each register the newest, which may not have been accepted."""
    newest = {(one.dataset, one.sender): one.delivery_id for one in deliveries.receipts if one.dataset}
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
    found = [
        Found(
            *(dataset, sender, severity, what, remedy),
            tuple(sorted({(one.column_name, one.about) for one in of if one.column_name})),
            sum(one.findings for one in of if one.delivery_id in now),
            sum(one.findings for one in of),
        )
        for (dataset, sender, severity, what, remedy), of in alike.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.place, one.dataset, one.sender, one.columns)))


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
    said = [sentences.looked_at(len(receipts), _replaced(figures.deliveries), first)]
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
        replaced += newer is not None and one.received < newer
    return replaced


def _list(figures: Figures, found: Sequence[Found]) -> str:
    named = deliveries_named(figures.codes("dataset"), figures.names)
    return f'<ul class="findings">{"".join(_item(named(one.dataset, one.sender), one) for one in found)}</ul>'


def _item(whose: str, one: Found) -> str:
    where = capitalised(", ".join(part for part in (whose, sentences.columns(one.columns)) if part))
    count = f"{one.severity.capitalize()}, {formats.number(one.left or one.every)} st."
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
        )
        for one in found
    )
    columns = (
        *("Uppgifter", "Avsändare", "Kolumn", "Slag", "Vad det är", "Vad som ska göras"),
        *("Kvar", "I alla leveranser"),
    )
    return Table(columns, rows)
