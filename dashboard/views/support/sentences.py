"""How many homes left the bank, and how long they had stayed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.published.marts import BankPeriod
from dashboard.words import formats


def left_title(rows: Sequence[BankPeriod], period: str, labels: Mapping[str, str]) -> str:
    """How many homes left the bank in the chosen tertial."""
    now = next((row for row in rows if row.period == period), None)
    if now is None or now.left_bank is None:
        return "Hem som lämnade banken"
    if not now.left_bank:
        return f"Inget hem lämnade banken under {labels[period]}"
    return f"{formats.number(now.left_bank)} hem lämnade banken under {labels[period]}"


def left(rows: Sequence[BankPeriod], period: str, labels: Mapping[str, str], *, hidden: bool = False) -> str:
    """How long the chosen tertial's homes had stayed, and how many have left in the tertials shown.

    `rows` are the tertials up to the chosen one, newest first; `hidden`: one of them is protected, so that there is no
    sum.
    """
    told = []
    now = next((row for row in rows if row.period == period), None)
    if now is not None and now.left_bank and now.median_days_stayed is not None:
        time = formats.length(now.median_days_stayed)
        one = now.left_bank == 1
        told.append(f"Hemmet hade funnits i banken i {time}." if one else f"Mediantiden i banken var {time}.")
    known = [row.left_bank for row in rows if row.left_bank is not None]
    if known and not hidden:
        count = formats.number(sum(known)) if any(known) else "inget"
        since = f"Sedan {labels[rows[-1].period]} har {count} hem lämnat den."
        told.append(since if told else since.replace("den.", "banken."))
    return " ".join(told)
