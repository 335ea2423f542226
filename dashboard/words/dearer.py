"""Why a care day costs more or less than a year ago, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard.published.records import CostChange
from dashboard.words import formats
from dashboard.words.grammar import joined

_MIX = {
    1: "för att en större andel av dygnen var i dyrare former",
    -1: "för att en större andel av dygnen var i billigare former",
}
_PRICE = {1: "för att samma former kostade mer per dygn", -1: "för att samma former kostade mindre per dygn"}
_REST = dict.fromkeys((1, -1), "för kostnader i former utan dygn")


def why(found: CostChange, now: Decimal, before: Decimal, label: str) -> str:
    """`Ett vårddygn kostade 121 kr mer än T2 2025: 87 kr mer för att en större andel av dygnen var i dyrare former och
    34 kr mer för att samma former kostade mer per dygn.`

    In whole kronor that add up to the difference of the two figures as they are shown; blank where that is 0, or where
    the parts are no parts of it.
    """
    change = int(formats.rounded(now, 0) - formats.rounded(before, 0))
    if not change:
        return ""
    whole = _rounded(change, (found.mix, found.price, found.rest))
    parts = [
        (kronor, words[1 if kronor > 0 else -1])
        for kronor, words in zip(whole, (_MIX, _PRICE, _REST), strict=False)
        if kronor
    ]
    if not parts:
        return ""
    told = f"Ett vårddygn kostade {_more(change)} än {label}"
    if len(parts) == 1:
        return f"{told}, {parts[0][1]}."
    same, other = (
        joined([f"{_more(kronor)} {words}" for kronor, words in parts if (kronor > 0) == way])
        for way in (change > 0, change < 0)
    )
    return f"{told}: {same}{f', men {other}' if other else ''}."


def _more(kronor: int) -> str:
    return f"{formats.kronor(abs(kronor))} {'mer' if kronor > 0 else 'mindre'}"


def _rounded(whole: int, parts: Sequence[Decimal]) -> list[int]:
    """Whole kronor that add up to the whole: what rounding leaves goes where it changes least. None where more is left
    than rounding leaves."""
    told = [round(part) for part in parts]
    if abs(whole - sum(told)) > len(parts):
        return []
    while left := whole - sum(told):
        step = 1 if left > 0 else -1
        place = max(range(len(parts)), key=lambda n: step * (parts[n] - told[n]))
        told[place] += step
    return told
