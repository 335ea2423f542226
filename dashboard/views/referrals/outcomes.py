"""How the kommuner's referrals ended, beside each other over three tertials: one by itself has too few."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboard.blocks import downloads, text
from dashboard.blocks.near import all_with_room
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.changes import FEW
from dashboard.words.grammar import genitive
from dashboard.words.tables import Amount, Table
from dashboard.words.uncertainty import may_be_chance
from pipelines.reference import GFO
from pipelines.signals import Kind

_KPIS = ("referrals_decided", "matches", "referrals_returned_gfo", "referrals_withdrawn_kommun")
_HEADS = ("Kommun", "Avslutade", "Matchade", "Återlämnade av GFO", "Återtagna", "Återlämnade, andel")


@dataclass(frozen=True)
class _Ended:
    """How many of an area's referrals ended, and of these were matched, sent back and withdrawn."""

    name: str
    decided: int
    matched: int
    returned: int
    withdrawn: int

    @property
    def row(self) -> tuple[str, int, int, int, int, Amount]:
        share = 100 * Decimal(self.returned) / self.decided if self.decided else None
        return self.name, self.decided, self.matched, self.returned, self.withdrawn, Amount(share, "%")


def section(reader: Reader) -> None:
    """A row a kommun, the chosen one's share sent back beside the others' together; nothing where the file has not
    every kommun's figures."""
    figures, period = reader.figures, _span(reader)
    owners = {owner.area for owner in figures.owners}
    codes = [code for code in all_with_room(reader) if code in owners]
    found = {code: ended for code in codes if (ended := _ended(reader, code, period))}
    whole = _ended(reader, GFO, period)
    if whole is None or len(found) < max(len(codes), 2):
        return
    own = found.get(reader.selection.area)
    label = figures.labels[period]
    rows = [one.row for one in sorted(found.values(), key=lambda one: -one.returned)]
    table = Table(
        _HEADS,
        (*rows, whole.row),
        chosen=next((n for n, row in enumerate(rows) if own and row[0] == own.name), None),
        total=len(rows),
    )
    title = f"Så slutade remisserna i varje kommun {label}"
    told = _told(own, list(found.values()))
    text.heading(
        told or title, f"Avslutade remisser {label}." if told else "Räknas den dag remissen avslutades."
    )
    downloads.listed(reader, table, title, stacked=True)


def _span(reader: Reader) -> str:
    """The three tertials that a chosen one ends; of another kind of period that itself."""
    rolling = f"{reader.period.period}R3"
    return rolling if rolling in reader.figures.labels else reader.period.period


def _ended(reader: Reader, area: str, period: str) -> _Ended | None:
    """None where any of the counts is not shown."""
    figures = reader.figures
    if not all(map(figures.has, _KPIS)):
        return None
    values = [figures.value(kpi, area, period) for kpi in _KPIS]
    if not all(value.shown for value in values):
        return None
    return _Ended(figures.names[area], *(int(value.value or 0) for value in values))


def _told(own: _Ended | None, every: list[_Ended]) -> str:
    """`GFO lämnade tillbaka 55 % av Härnösands avslutade remisser (27 av 49), 43 % av de andras (36 av 84);
    skillnaden kan vara slump`; blank without a kommun of one's own, and of few."""
    if own is None or own.decided < FEW:
        return ""
    others = [one for one in every if one is not own]
    decided, returned = sum(one.decided for one in others), sum(one.returned for one in others)
    if decided < FEW:
        return ""
    by_chance = may_be_chance(Kind.PROPORTION, (own.returned, own.decided), (returned, decided))
    chance = "kan vara slump" if by_chance else "är större än slumpen brukar ge"
    return (
        f"GFO lämnade tillbaka {_share(own.returned, own.decided)} av {genitive(own.name)} avslutade remisser"
        f" {_parts(own.returned, own.decided)}, {_share(returned, decided)} av de andras {_parts(returned, decided)};"
        f" skillnaden {chance}"
    )


def _share(part: int, whole: int) -> str:
    return formats.percent(Decimal(100 * part) / whole)


def _parts(part: int, whole: int) -> str:
    return f"({formats.number(part)} av {formats.number(whole)})"
