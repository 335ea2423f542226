"""How many homes left the bank, and how long they had stayed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.published.marts import BankPeriod
from dashboard.published.records import Usual, Value
from dashboard.words import formats

_IN_ORDER = {2: "andra", 3: "tredje", 4: "fjärde", 5: "femte"}


def left_title(now: BankPeriod, label: str, came: Value | None = None, unusual: int = 0) -> str:
    """How many homes left the bank in a period, and how many came to it; where the last `unusual` tertials, this one
    among them, each had unusually many, that too."""
    if now.left_bank is None:
        return "Hem som lämnade banken"
    count = "Ett" if now.left_bank == 1 else formats.number(now.left_bank) if now.left_bank else "Inget"
    told = f"{count} hem lämnade banken under {label}"
    if unusual > 1:
        told += f", {_IN_ORDER.get(unusual, f'{unusual}:e')} tertialet i rad med ovanligt många"
    if came is None or not came.shown or came.value is None:
        return told
    new = "ett" if came.value == 1 else formats.number(came.value) if came.value else "inget"
    so_far = " hittills" if came.preliminary else ""
    return f"{told}{so_far}, {'och' if unusual < 2 else 'medan'} {new} kom till den"


def in_a_row(values: Sequence[Value], usual: Mapping[str, Usual], period: str) -> int:
    """How many tertials up to `period` have had more than is usual, without one between that had not."""
    count = 0
    for value in reversed([value for value in values if value.period <= period]):
        found = usual.get(value.period)
        if found is None or not found.signal or found.upper is None or not value.shown:
            break
        if float(value.value or 0) <= found.upper:
            break
        count += 1
    return count


def not_those_approved(came: Value | None, approved: Value) -> str:
    """Why as many did not come to the bank as were approved in the period; blank where as many did."""
    if came is None or not (came.shown and approved.shown) or came.value == approved.value:
        return ""
    return "Ett hem som godkänns kommer till banken först senare."


def stayed(now: BankPeriod) -> str:
    """How long a period's homes had been in the bank when they left; blank where none left or it is not shown."""
    if not now.left_bank or now.median_days_stayed is None:
        return ""
    time = formats.length(now.median_days_stayed)
    if now.left_bank == 1:
        return f"Hemmet hade funnits i banken i {time}."
    return f"Mediantiden i banken var {time}."
