"""What the balance of a period's referrals says."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard.published.marts import ReferralFlow
from dashboard.words import formats
from dashboard.words.grammar import joined

Step = tuple[str, int, str]


def steps_of(flow: ReferralFlow, *, under_way: bool = False) -> list[Step] | None:
    """(name, number, `level` | `in` | `out`) in order; None when any of them is not known. The end of a period under
    way is now."""
    own = _sum(flow.matched_kommun, flow.matched_network)
    steps = [
        ("Pågående vid start", flow.opening, "level"),
        ("Inkomna", flow.received, "in"),
        ("Matchade via GFO", flow.matched_gfo, "out"),
        ("Matchade av kommun", own, "out"),
        ("Återlämnade av GFO", flow.returned_gfo, "out"),
        ("Återtagna av kommun", flow.withdrawn_kommun, "out"),
        ("Pågående nu" if under_way else "Pågående vid slut", flow.closing, "level"),
    ]
    known = [(name, size, kind) for name, size, kind in steps if size is not None]
    return known if len(known) == len(steps) else None


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def begins(steps: Sequence[Step]) -> list[int]:
    """Where each step begins on the scale: what came in after what was there, what went out back from there."""
    found, running = [], 0
    for _name, size, kind in steps:
        running -= size if kind == "out" else 0
        found.append(0 if kind == "level" else running)
        if kind != "out":
            running = size if kind == "level" else running + size
    return found


def balance_title(
    steps: Sequence[Step],
    label: str,
    *,
    under_way: bool = False,
    ago: tuple[Decimal, str] | None = None,
    first: bool = False,
) -> str:
    """Whether the open referrals grew or shrank over the period; `label` says how far one under way has come. With
    `ago`, how many there were then and when, both are said in one: `5 pågående remisser efter T2 2026: fler än före (4)
    men färre än T2 2025 (7)`. The `first` period of a kommun in GFO has nothing before it."""
    start, end = steps[0][1], steps[-1][1]
    when = f"under {label}" if under_way else f"efter {label}"
    head = f"{_many(end)} {'pågående remiss' if end == 1 else 'pågående remisser'} {when}"
    # Beside none before either there is nothing to say of none.
    if first or not (end or start or (ago and ago[0])):
        return head
    if not end:
        were = [(start, "före"), *([ago] if ago else [])]
        told = [f"{formats.number(many)} {named}" for many, named in were if many]
        return f"{head}, mot {joined(told)}"
    if ago is not None:
        before, then = (
            (_side(end, other), f"{named} ({formats.number(other)})")
            for other, named in ((start, "före"), ago)
        )
        if before[0] == then[0]:
            return f"{head}: {before[0]} både {before[1]} och {then[1]}"
        return f"{head}: {before[0]} {before[1]} men {then[0]} {then[1]}"
    if end == start:
        return f"Lika många pågående remisser {when} som före"
    word = "Fler" if end > start else "Färre"
    return f"{word} pågående remisser {when}: {formats.number(end)}, mot {formats.number(start)} före"


def ended(steps: Sequence[Step]) -> str:
    """How many were matched and how many went back: `8 matchades och 29 lämnades tillbaka av GFO`; blank where none
    was either."""
    by_name = {name: size for name, size, _kind in steps}
    matched = by_name["Matchade via GFO"] + by_name["Matchade av kommun"]
    returned = by_name["Återlämnade av GFO"]
    parts = [
        f"{_many(matched).lower() if matched else 'ingen'} matchades",
        *([f"{formats.number(returned)} lämnades tillbaka av GFO"] if returned else []),
    ]
    return joined(parts) if matched or returned else ""


def _side(now: int, other: Decimal | int) -> str:
    if now == other:
        return "lika många som"
    return "fler än" if now > other else "färre än"


# What became of referrals, of one and of several.
_ENDED = {
    "Matchade via GFO": "matchades via GFO",
    "Matchade av kommun": "matchades av kommunen",
    "Återlämnade av GFO": "lämnades tillbaka av GFO",
    "Återtagna av kommun": "återtogs av kommunen",
}


def balance(steps: Sequence[Step], *, under_way: bool = False) -> str:
    """The text alternative of a referral balance: what there was, what came, what became of it, what there is."""
    (_s, start, _k), (_r, received, _i), *outcomes, (_e, end, _l) = steps
    noun = "remiss" if start == 1 else "remisser"
    ended = [f"{formats.number(size)} {_ENDED[name]}" for name, size, _kind in outcomes if size]
    told = joined(ended) if ended else "Ingen avslutades"
    left = "Nu pågår" if under_way else "Vid slutet pågick"
    return (
        f"{_many(start)} {noun} pågick vid start och {_many(received).lower()} kom in."
        f" {told}. {left} {_many(end).lower()}."
    )


def _many(number: int) -> str:
    return formats.number(number) if number else "Inga"
