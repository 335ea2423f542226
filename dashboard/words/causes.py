"""Why figures have changed: what each delivery or correction lies behind, and how many figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dashboard.published.changes import Cause, Change
from dashboard.words import formats
from dashboard.words.grammar import capitalised, lowered
from dashboard.words.periods import spoken_day_of_year
from pipelines.periods import Period

#: What a delivery is called, by its dataset, its sender and the kommun that it concerns; the last two may be blank.
Named = Callable[..., str]
# A file that an older version of the program published tells none.
_UNTOLD = "Orsaken är inte antecknad i den här versionen"
# A file for everybody tells of no delivery, whatever lies behind.
_NONE = "Orsaken framgår inte här"
# A kommun's file tells of no deliveries but its own, so what is under way may have changed without one.
_UNDER_WAY = "Perioden pågick i den äldre versionen"


def of_change(change: Change, named: Named) -> list[str]:
    """What lies behind one figure, each for itself; one sentence of all that may where it is not known which."""
    if change.causes is None:
        return [_UNTOLD]
    told = [_said(one, change, named) for one in change.causes]
    if not told:
        under_way = not change.settled and change.old_status != "missing"
        return [_UNDER_WAY if under_way else _NONE]
    return told if change.certain else [f"En eller flera av dessa: {'; '.join(told)}"]


def because(change: Change, named: Named) -> str:
    """`Orsak: kostnader från Kramfors kom den 8 september.`"""
    told = "; ".join(of_change(change, named)).removesuffix(".")
    return f"Orsak: {lowered(told)}." if change.causes else f"{told}."


def causes(found: Iterable[Change], named: Named) -> list[tuple[str, list[int]]]:
    """`Kostnader från Kramfors kom den 8 september` and which of the figures, by place, it lies behind; the most
    first."""
    behind: dict[str, list[int]] = {}
    for place, change in enumerate(found):
        for told in of_change(change, named):
            behind.setdefault(told, []).append(place)
    return sorted(behind.items(), key=lambda pair: -len(pair[1]))


def lines(found: Iterable[Change], named: Named) -> list[str]:
    """`10 siffror: Placeringar från Örnsköldsvik kom den 8 september.`"""
    return [f"{figures(len(places))}: {cause.removesuffix('.')}." for cause, places in causes(found, named)]


def several(found: Sequence[Change], named: Named, left_out: int = 0) -> str:
    """What keeps the causes from adding up to the figures, and how many causes are not among those told; else blank."""
    said = []
    if sum(len(places) for _, places in causes(found, named)) > len(found):
        said.append("En siffra kan ha flera orsaker.")
    if left_out:
        said.append(
            f"{formats.number(left_out)} {'orsak' if left_out == 1 else 'orsaker'} till står på Översikt."
        )
    return " ".join(said)


def figures(number: int) -> str:
    return f"{formats.number(number)} {'siffra' if number == 1 else 'siffror'}"


def _said(one: Cause, change: Change, named: Named) -> str:
    """A correction with the one kommun that it concerns; a delivery as what had been told of the figure's period and is
    otherwise now, as what was not there then, or else as what came."""
    if one.kind == "rattelse":
        return f"Rättelse i {named(one.dataset, one.sender, one.about)}: {one.reason}"
    days = [f"den {spoken_day_of_year(day)}" for day in dict.fromkeys((one.first_day, one.last_day)) if day]
    between = f"mellan {days[0]} och {days[1]}" if len(days) > 1 else "".join(days)
    which = named(one.dataset, one.sender)
    if one.senders > 1:
        which = f"{named(one.dataset, '')} från {formats.number(one.senders)} avsändare"
    period, reached = Period.parse(change.period), one.former_through
    came = "kom"
    known_then = change.settled or change.old_status == "missing"
    if reached and known_then and period.last_day <= reached:
        came = f"ändrades i efterhand, enligt {'leveranserna' if one.senders > 1 else 'leveransen'}"
    elif reached and change.old_status == "missing" and reached < period.first_day and one.senders == 1:
        # It may have come in an older one first; what counts is the one that stands.
        came = "saknades då och finns i leveransen"
    return capitalised(f"{which} {came} {between}".strip())
