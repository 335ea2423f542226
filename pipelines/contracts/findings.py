"""The shape of a finding: one thing in a delivery that its sender should know, with its place and remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from pipelines.contracts.in_general import IN_GENERAL
from pipelines.errors import Place
from pipelines.wording import joined


class Severity(StrEnum):
    """What a finding does to the delivery; the values are the words a sender reads."""

    FILE = "stoppar filen"
    ROW = "stoppar raden"
    WARNING = "varning"
    NOTE = "notering"


class Effect(StrEnum):
    """What a finding asks of whoever reads it: in these words on the page, at the command line and in the report."""

    MEND = "Måste rättas"
    HELD = "Stoppar filen"
    LEFT_OUT = "Raden räknas inte"
    CHECK = "Kontrollera"
    NOTE = "Bra att veta"


#: What holds a delivery until somebody says why, though every row of it is right: rows that were pasted twice, a column
#: that stands unused, and the guard against partial and older registers.
HOLDING = frozenset({"B008", "C012", "L020", "L021", "L022", "L023", "L040", "L041", "L043", "L044", "L047"})


class Category(StrEnum):
    """What kind of problem it is, in plain Swedish."""

    UNREADABLE = "filen går inte att läsa"
    PERSONAL = "filen innehåller personuppgifter"
    COLUMNS = "kolumnerna stämmer inte"
    VALUE = "ett värde är fel"
    ROW = "uppgifter i samma rad går inte ihop"
    BETWEEN_ROWS = "rader går inte ihop med varandra"
    AGAINST_FORMER = "skiljer sig från förra leveransen"


class DeliveryStatus(StrEnum):
    """The five statuses of a delivery."""

    RECEIVED = "Mottagen"
    ACCEPTED = "Godkänd"
    ACCEPTED_WITH_WARNINGS = "Godkänd med varningar"
    PARTLY_ACCEPTED = "Delvis godkänd"
    REFUSED = "Avvisad"


ACTIVE_STATUSES = (
    DeliveryStatus.ACCEPTED,
    DeliveryStatus.ACCEPTED_WITH_WARNINGS,
    DeliveryStatus.PARTLY_ACCEPTED,
)


@dataclass(frozen=True)
class Finding:
    """One problem. `code` is stable; `message` and `remedy` are whole Swedish sentences.

    `found` is the value as it stands in the file (never one stopped by the identity gate), `allowed` what
    could stand there, `row_id` the sender's own id of the row, so that it can be found in their system.
    `staff`: what GFO's own staff can do about it at the command line; the report to the sender leaves it out.
    """

    code: str
    category: Category
    severity: Severity
    place: Place = field(default_factory=Place)
    message: str = ""
    remedy: str = ""
    found: str = ""
    allowed: str = ""
    row_id: str = ""
    staff: str = ""

    @property
    def holds(self) -> bool:
        """Whether it holds a delivery until somebody says why; a waiver, which makes it a note, has said so."""
        return self.code in HOLDING and self.severity is Severity.WARNING

    def effect(self, status: DeliveryStatus | None = None) -> Effect:
        """What it does to a file that became this; None: to one that is not delivered yet."""
        stands = status in ACTIVE_STATUSES
        if self.severity is Severity.ROW and stands:
            return Effect.LEFT_OUT
        if self.severity in (Severity.FILE, Severity.ROW):
            return Effect.MEND
        if self.holds and not stands:
            return Effect.HELD
        return Effect.CHECK if self.severity is Severity.WARNING else Effect.NOTE

    def __str__(self) -> str:
        where = str(self.place)
        allowed = f"\nTillåtet: {self.allowed}." if self.allowed else ""
        return f"{where + ': ' if where else ''}{self.message}{allowed}\n{self.remedy}".rstrip()


@dataclass(frozen=True)
class FindingKind:
    """One code: what it means, how grave it is, and its words, which may hold {found}, {column} and the like.

    `remedy` is for the clerk who sends the file, `staff` for whoever sits at the command line.
    """

    code: str
    category: Category
    severity: Severity
    message: str
    remedy: str
    staff: str = ""

    def general(self, column: str) -> tuple[str, str]:
        """What is wrong and what to do of every such finding in a column (blank: the file as a whole), without what
        was found in one row or another."""
        message, remedy = IN_GENERAL.get(self.code, (self.message, ""))
        return _generally(message, column), _generally(remedy or self.remedy, column)


def _generally(words: str, column: str) -> str:
    named = words.replace("{column}", joined(column.split(" + ")))
    return _FIRST.sub(".", _COUNT.sub("", _ASIDE.sub("", named)))


# What a sentence that is about all of them leaves out: how many there are, which row is the first, and clauses in
# brackets.
_COUNT = re.compile(r": \{count\}(?=\.)")
_FIRST = re.compile(r"(;|\.)? [Dd]etta är den första( raden)?\.$")
_ASIDE = re.compile(r" \([^()]*\{\w+\}[^()]*\)")
