"""Why a care day costs more or less than a year ago, and in which forms, in a few sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.published.records import CostChange
from dashboard.words import formats
from dashboard.words.grammar import joined, lowered

_MIX = {
    1: "för att en större andel av dygnen var i dyrare former",
    -1: "för att en större andel av dygnen var i billigare former",
}
_PRICE = {1: "för att samma former kostade mer per dygn", -1: "för att samma former kostade mindre per dygn"}
# Tertials that the one before is set beside, and what of them it has to be below.
_FORMER = 2
_LOW = Decimal("0.95")
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


@dataclass(frozen=True)
class Form:
    """A form of care: its days and kronor now and in the period before."""

    name: str
    days: Decimal
    days_before: Decimal
    kronor: Decimal
    kronor_before: Decimal

    @property
    def added(self) -> Decimal:
        return self.kronor - self.kronor_before

    @property
    def price(self) -> Decimal:
        """Kronor a day, of both periods together."""
        days = self.days + self.days_before
        return (self.kronor + self.kronor_before) / days if days else Decimal(0)


def moved(forms: Sequence[Form], mix: Decimal, now: Decimal, before: Decimal, label: str) -> str:
    """`Av de dyrare formerna ökade HVB mest: 3,89 mnkr mot 1,29 mnkr T2 2025.`, or where the mix went to cheaper ones
    which of the dearer fell most; a second where it moved at least half as much.

    Dearer: than a care day was in either period. Blank where the mix is nothing in whole kronor, or no dearer form has
    moved with it both in kronor and in its part of the days.
    """
    days, days_before = sum(form.days for form in forms), sum(form.days_before for form in forms)
    way = 1 if mix > 0 else -1
    if not formats.rounded(mix, 0):
        return ""
    found = [
        form
        for form in forms
        if form.price > max(now, before)
        and way * form.added > 0
        and way * (form.days * days_before - form.days_before * days) > 0
    ]
    found.sort(key=lambda form: -abs(form.added))
    told = [
        f"{formats.short_kronor(form.kronor)} mot {formats.short_kronor(form.kronor_before)}"
        for form in found[:2]
        if 2 * abs(form.added) >= abs(found[0].added)
    ]
    if not told:
        return ""
    then = f", och därnäst {lowered(found[1].name)}: {told[1]}" if len(told) > 1 else ""
    verb = "ökade" if way > 0 else "minskade"
    return f"Av de dyrare formerna {verb} {lowered(found[0].name)} mest: {told[0]} {label}{then}."


def unusual_before(change: Decimal, before: Decimal, former: Sequence[Decimal], label: str) -> str:
    """`T2 2025 var själv lägre än de två tertialen närmast före (1 795 kr och 1 742 kr).`, which makes part of a rise;
    blank where it was not lower than both (of a fall: higher) by a twentieth."""
    if len(former) < _FORMER or not change:
        return ""
    low = change > 0
    if not all(before <= _LOW * one if low else before * _LOW >= one for one in former):
        return ""
    beside = joined([formats.kronor(one) for one in former])
    return f"{label} var själv {'lägre' if low else 'högre'} än de två tertialen närmast före ({beside})."


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
