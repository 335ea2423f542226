"""What is said about a file when it is delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipelines.home import HomeKind
from pipelines.home.ledger import swedish_day


@dataclass(frozen=True)
class Terms:
    """The circumstances of a delivery.

    `received` may lie in the past (an older delivery entered late); without zone it is Swedish time, and
    `recorded` is when it is written down (by default the same). `through`: the last day the register reaches, by
    default what its rows tell (`reaching`); for bytes that have been accepted before, the day they reached then.
    `sender`: a kommun (name or code), GFO or SCB; by default the kommun in the rows, else GFO. `accept_partial`,
    `accept_shrink`: reasons to let a held file stand; `again`: one to let in bytes that a later delivery has replaced.
    `accepts`: the codes of the findings that `accept_shrink` was written about; what else holds the file still does.
    `kind`: what the home must be for; by default what the file says of itself, and any home when it says nothing.
    `split`: the file holds several kommuner's registers.
    """

    received: datetime
    sender: str | None = None
    through: date | None = None
    dataset: str | None = None
    accept_partial: str | None = None
    accept_shrink: str | None = None
    again: str | None = None
    recorded: datetime | None = None
    kind: HomeKind | None = None
    split: bool = False
    accepts: frozenset[str] | None = None

    @property
    def day(self) -> date:
        return swedish_day(self.received)
