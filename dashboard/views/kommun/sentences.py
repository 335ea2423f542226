"""What is said on one kommun's page alone: what waits for it, and how it stands by size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.words import formats
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import spoken_day
from dashboard.words.summary import through_breakdown
from pipelines.signals import Funnel


def compared_title(funnel: Funnel, names: Mapping[str, str], chosen: str, label: str) -> str:
    """Where the chosen kommun lies and whether chance explains it; else who lies outside the limits."""
    own = next((p for p in funnel.points if p.kommun_code == chosen and p.position != "not_shown"), None)
    if own is not None and own.value is not None and funnel.centre is not None:
        difference = formats.rounded(own.value, 1) - formats.rounded(funnel.centre, 1)
        if not difference:
            return f"{names.get(chosen, chosen)} hade lika många placerade barn per 1 000 som GFO i snitt {label}"
        word = "fler" if difference > 0 else "färre"
        chance = {
            "outside_998": f"{word} än slumpen kan förklara",
            "outside_95": f"något {word} än slumpen brukar ge",
        }.get(own.position, f"men inte {word} än slumpen kan förklara")
        return f"{names.get(chosen, chosen)} hade {word} placerade barn per 1 000 än GFO i snitt {label}, {chance}"
    for position, said in (
        ("outside_998", f"skilde sig från de andra {label} mer än slumpen kan förklara"),
        ("outside_95", f"skilde sig något från de andra {label}, men det kan vara slump"),
    ):
        found = [names.get(p.kommun_code, p.kommun_code) for p in funnel.points if p.position == position]
        if found:
            return f"{joined(found)} {said}"
    return f"Kommunerna skilde sig inte {label} mer än slumpen kan förklara"


def compared_said(funnel: Funnel, names: Mapping[str, str], chosen: str) -> str:
    """The chosen kommun's figure beside the level of all, and in full who lies outside what chance explains."""
    own = next((p for p in funnel.points if p.kommun_code == chosen), None)
    outside = [p.sentence for p in funnel.points if p.position in ("outside_95", "outside_998")]
    if own is None or own.position == "not_shown":
        return " ".join([*([own.sentence] if own else []), *outside])
    if own.position == "inside" and own.value is not None and funnel.centre is not None:
        figures = f"{formats.number(own.value, 1)}, mot {formats.number(funnel.centre, 1)} för GFO i snitt"
        return " ".join([f"{names.get(chosen, chosen)}: {figures}.", *outside])
    return " ".join(outside)


# What waits to be done: each stands after its number, so that the two are read as one sentence.


def open_referrals(
    count: Decimal, ages: Sequence[tuple[str, int]], old: Sequence[tuple[str, int]], limit: int, day: date
) -> str:
    """`pågående remisser den 31 augusti 2026: 3 har väntat i 0–30 dagar och 2 i över 90 dagar`.

    `ages` are the classes up to `limit` days with their referrals, the shortest wait first, `old` those beyond it;
    both empty where it is not known how long they have waited.
    """
    said = f"{'pågående remiss' if count == 1 else 'pågående remisser'} den {spoken_day(day)}"
    long = sum(number for _label, number in old)
    beyond = f"över {formats.number(limit)} dagar"
    parts = [(number, label) for label, number in ages if number] + ([(long, beyond)] if long else [])
    oldest = [f"{formats.number(number)} i {lowered(label)}" for label, number in old[1:] if number]
    tail = f" ({joined(oldest)})" if oldest and long > 1 else ""
    if not parts:
        return said
    if len(parts) == 1:
        who = {1: "den", 2: "båda"}.get(int(count), "alla")
        return f"{said}; {who} har väntat i {parts[0][1]}{tail}"
    (first, label), *others = parts
    each = [f"{formats.number(first)} har väntat i {label}"]
    each += [f"{formats.number(number)} i {label}" for number, label in others]
    none = "" if long else f"; ingen har väntat i {beyond}"
    return f"{said}: {joined(each)}{tail}{none}"


def open_deviations(count: Decimal, day: date) -> str:
    return f"{'öppen avvikelse' if count == 1 else 'öppna avvikelser'} den {spoken_day(day)}"


def ended(count: Decimal, broken: Decimal | None, month: str) -> str:
    """`placeringar avslutades i augusti 2026, 1 av dem genom sammanbrott`; `broken` is None where it is not known."""
    noun = "placering" if count == 1 else "placeringar"
    return f"{noun} avslutades i {month}{through_breakdown(count, broken)}"


def late(registers: Sequence[tuple[str, date | None]]) -> str:
    """Registers that have not come for the newest tertial that has ended, and how far each reaches."""
    each = [
        f"{lowered(name)} ({'har aldrig kommit' if day is None else f'finns till och med {spoken_day(day)}'})"
        for name, day in registers
    ]
    return f"{'leverans är sen' if len(each) == 1 else 'leveranser är sena'}: {joined(each)}"


def not_accepted(registers: Sequence[tuple[str, date]]) -> str:
    """Deliveries that came after what stands, and were not accepted."""
    each = [f"{lowered(name)} från den {spoken_day(day)}" for name, day in registers]
    return (
        f"{'leverans är inte godkänd' if len(each) == 1 else 'leveranser är inte godkända'}: {joined(each)}"
    )


def refused(count: int, name: str) -> str:
    return f"{'rad' if count == 1 else 'rader'} i {lowered(name)} avvisades och räknas inte"


def warned(count: int, name: str) -> str:
    return f"{'varning' if count == 1 else 'varningar'} i leveransen av {lowered(name)}"


def crosschecked(sentence: str) -> str:
    return f"fynd mellan uppgifterna: {lowered(sentence).removesuffix('.')}"


def reviews(names: Sequence[str]) -> str:
    """The KPIs whose definition is due to be read again; many are counted only."""
    which = f": {joined(names)}" if len(names) <= 3 else ""
    return f"{'definition' if len(names) == 1 else 'definitioner'} ska granskas igen{which}"


def nothing(unknown: Sequence[str]) -> str:
    """That nothing waits, as far as is known; `unknown` are the figures that are not there at all."""
    if not unknown:
        return "Inget väntar på åtgärd."
    return f"Inget väntar på åtgärd i de uppgifter som finns. Uppgift saknas om {joined(unknown)}."
