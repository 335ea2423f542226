"""Why figures have changed: what each delivery or correction lies behind, and how many figures.

A cause is what the comparison of two versions wrote (`sql/engine/difference.sql`), several with `; ` between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.words import formats
from dashboard.words.audiences import sent_by
from dashboard.words.grammar import capitalised
from dashboard.words.periods import spoken_day_of_year

_CORRECTED = "rättelse i "
_BETWEEN = re.compile(r"; (?=rättelse i |[^;]* från [^;]*, mottag(?:en|na) \d)")
_CAME = re.compile(r", mottag(?:en|na) (\d{4}-\d\d-\d\d)(?: till (\d{4}-\d\d-\d\d))?$")


def causes(found: Iterable[str]) -> list[tuple[str, list[int]]]:
    """`Kostnader från Kramfors kom den 8 september` and which of the figures, by place, it lies behind; the most first.

    A correction stands for the delivery that it corrects.
    """
    behind: dict[str, list[int]] = {}
    for place, told in enumerate(found):
        parts = _BETWEEN.split(told)
        corrected = {part.removeprefix(_CORRECTED).split(":", 1)[0] for part in parts if _is_correction(part)}
        for part in parts:
            if _is_correction(part) or _CAME.sub("", part) not in corrected:
                behind.setdefault(_said(part), []).append(place)
    return sorted(behind.items(), key=lambda pair: -len(pair[1]))


def lines(found: Iterable[str]) -> list[str]:
    """`10 siffror: Placeringar från Örnsköldsvik kom den 8 september.`"""
    return [f"{figures(len(places))}: {cause.removesuffix('.')}." for cause, places in causes(found)]


def several(found: Sequence[str], left_out: int = 0) -> str:
    """What keeps the causes from adding up to the figures, and how many causes are not among those told; else blank."""
    said = []
    if sum(len(places) for _, places in causes(found)) > len(found):
        said.append("En siffra kan ha flera orsaker.")
    if left_out:
        said.append(
            f"{formats.number(left_out)} {'orsak' if left_out == 1 else 'orsaker'} till står på Översikt."
        )
    return " ".join(said)


def figures(number: int) -> str:
    return f"{formats.number(number)} {'siffra' if number == 1 else 'siffror'}"


def _is_correction(part: str) -> bool:
    return part.startswith(_CORRECTED)


def _said(part: str) -> str:
    came = _CAME.search(part)
    if came is None:
        return capitalised(sent_by(part))
    first, last = (date.fromisoformat(day) if day else None for day in came.groups())
    days = " och ".join(f"den {spoken_day_of_year(day)}" for day in (first, last) if day)
    between = f"mellan {days}" if last else days
    return f"{capitalised(sent_by(part[: came.start()]))} kom {between}"
