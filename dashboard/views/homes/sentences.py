"""How many homes left the bank, and how long they had stayed."""

from __future__ import annotations

from dashboard.published.marts import BankPeriod
from dashboard.published.records import Value
from dashboard.words import formats


def left_title(now: BankPeriod, label: str, came: Value | None = None) -> str:
    """How many homes left the bank in a period, and how many came to it."""
    if now.left_bank is None:
        return "Hem som lämnade banken"
    count = formats.number(now.left_bank) if now.left_bank else "Inget"
    told = f"{count} hem lämnade banken under {label}"
    if came is None or not came.shown or came.value is None:
        return told
    new = formats.number(came.value) if came.value else "inget"
    so_far = " hittills" if came.preliminary else ""
    return f"{told}{so_far}, och {new} kom till den"


def stayed(now: BankPeriod) -> str:
    """How long a period's homes had been in the bank when they left; blank where none left or it is not shown."""
    if not now.left_bank or now.median_days_stayed is None:
        return ""
    time = formats.length(now.median_days_stayed)
    if now.left_bank == 1:
        return f"Hemmet hade funnits i banken i {time}."
    return f"Mediantiden i banken var {time}."
