"""What the balance of a period's referrals says."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.words import formats
from dashboard.words.grammar import joined, lowered


def balance_title(steps: Sequence[tuple[str, int, str]], label: str) -> str:
    """Whether the open referrals grew or shrank."""
    start, end = steps[0][1], steps[-1][1]
    if end == start:
        return f"Lika många pågående remisser efter {label} som före"
    word = "Fler" if end > start else "Färre"
    return f"{word} pågående remisser efter {label}: {formats.number(end)}, mot {formats.number(start)} före"


def balance(steps: Sequence[tuple[str, int, str]]) -> str:
    """The text alternative of a referral balance."""
    (_s, start, _k), (_r, received, _i), *outcomes, (_e, end, _l) = steps
    told = joined([f"{formats.number(size)} {lowered(name)}" for name, size, _kind in outcomes])
    noun = "remiss" if start == 1 else "remisser"
    return (
        f"{formats.number(start)} {noun} pågick vid start och {formats.number(received)} kom in."
        f" {told}. Vid slutet pågick {formats.number(end)}."
    )
