"""How the kommuner's referrals ended, beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.words import formats
from dashboard.words.changes import FEW
from dashboard.words.grammar import genitive
from dashboard.words.tables import Amount
from dashboard.words.uncertainty import may_be_chance
from pipelines.signals import Kind


@dataclass(frozen=True)
class Ended:
    """How many of an area's referrals ended, and of these were matched, sent back and withdrawn."""

    name: str
    decided: int
    matched: int
    returned: int
    withdrawn: int

    @property
    def share(self) -> Decimal | None:
        """Sent back, in per cent of those that ended."""
        return 100 * Decimal(self.returned) / self.decided if self.decided else None

    @property
    def row(self) -> tuple[str, int, int, int, int, Amount]:
        return self.name, self.decided, self.matched, self.returned, self.withdrawn, Amount(self.share, "%")


def sent_back(own: Ended | None, every: Sequence[Ended]) -> str:
    """`GFO lämnade tillbaka 55 % av Härnösands avslutade remisser (27 av 49), 43 % av de andras (36 av 84);
    skillnaden kan vara slump`; blank without a kommun of one's own, and of few."""
    rest = [one for one in every if one is not own]
    others = Ended("", sum(one.decided for one in rest), 0, sum(one.returned for one in rest), 0)
    if own is None or min(own.decided, others.decided) < FEW:
        return ""
    by_chance = may_be_chance(Kind.PROPORTION, (own.returned, own.decided), (others.returned, others.decided))
    chance = "kan vara slump" if by_chance else "är större än slumpen brukar ge"
    mine, theirs = (
        (
            formats.percent(one.share or 0),
            f"({formats.number(one.returned)} av {formats.number(one.decided)})",
        )
        for one in (own, others)
    )
    return (
        f"GFO lämnade tillbaka {mine[0]} av {genitive(own.name)} avslutade remisser {mine[1]}, {theirs[0]} av de"
        f" andras {theirs[1]}; skillnaden {chance}"
    )
