"""One home in the bank and its statuses over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

FREE, TAKEN, RESTING = "tillgangligt", "upptaget", "vilande"


@dataclass(eq=False)
class BankHome:
    """One home in the bank; `spans` are (status, first day, day it ended or None) without gaps."""

    number: int
    home_type: str
    kommun: str
    places: int
    spans: list[tuple[str, date, date | None]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"F-{self.number:03d}"

    @property
    def joined(self) -> date:
        return self.spans[0][1]

    @property
    def status(self) -> str:
        status, _, ended = self.spans[-1]
        return "" if ended else status

    @property
    def since(self) -> date:
        return self.spans[-1][1]

    def turn(self, status: str, day: date) -> None:
        """End the status that holds and begin another; '' leaves the bank."""
        if self.spans:
            held, since, _ = self.spans[-1]
            self.spans[-1] = (held, since, day)
        if status:
            self.spans.append((status, day, None))

    def in_bank(self, day: date) -> bool:
        return self.joined <= day and (self.spans[-1][2] or date.max) > day
