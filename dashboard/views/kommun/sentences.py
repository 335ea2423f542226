"""What is said on one kommun's page alone: how it stands to the others by size."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dashboard.published.country_records import Beside
from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.country import shown
from dashboard.words.grammar import joined
from pipelines.signals import Funnel

#: What the lines around the level of all mean.
LIMITS = (
    "Linjen i mitten är GFO i snitt. Innanför de streckade linjerna kan skillnaden vara slump; utanför de prickade är"
    " den större än slumpen kan förklara. I en liten kommun betyder slumpen mer."
)

# Kommuner that are named; GFO has six.
_MOST = 6


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
        if len(found) > _MOST:
            found = [*found[: _MOST - 1], f"{formats.number(len(found) - _MOST + 1)} kommuner till"]
        if found:
            return f"{joined(found)} {said}"
    return f"Kommunerna skilde sig inte {label} mer än slumpen kan förklara"


def compared_said(funnel: Funnel, names: Mapping[str, str], chosen: str) -> str:
    """The chosen kommun's figure beside the level of all, and in full who lies outside what chance explains."""
    own = next((p for p in funnel.points if p.kommun_code == chosen), None)
    outside = [p.sentence for p in funnel.points if p.position in ("outside_95", "outside_998")]
    if len(outside) > _MOST:
        # So many are in the title by number; each is told where it is chosen.
        outside = [own.sentence] if own is not None and own.sentence in outside else []
    if own is None or own.position == "not_shown":
        return " ".join([*([own.sentence] if own else []), *outside])
    if own.position == "inside" and own.value is not None and funnel.centre is not None:
        figures = f"{formats.number(own.value, 1)}, mot {formats.number(funnel.centre, 1)} för GFO i snitt"
        return " ".join([f"{names.get(chosen, chosen)}: {figures}.", *outside])
    return " ".join(outside)


#: What the kommuner are set beside each other by, year by year.
RATES = "Barn som bott i familjehem någon gång under året, per 1 000 barn och unga 0–20 år"
# So many children more or fewer are none that a kommun is told to have.
_FEW = 2


def rates_title(values: Mapping[str, Value], own: str, year: int) -> str:
    """`2025 hade Timrå 13,4 barn i familjehem per 1 000 barn, högst av de 6 kommunerna tillsammans med
    Kramfors (13,2)`: the place
    of the kommun (`own`) among those whose figure is shown; of none chosen from which to which. What one or two of its
    children make is told as much the same."""
    known = {name: value for name, value in values.items() if value.shown and value.value is not None}
    sizes = {name: formats.rounded(value.value or 0, 1) for name, value in known.items()}
    if own not in known:
        low, high = (extreme(sizes, key=lambda name: sizes[name]) for extreme in (min, max))
        span = f"från {formats.number(sizes[low], 1)} i {low} till {formats.number(sizes[high], 1)} i {high}"
        return f"Barn i familjehem per 1 000 barn {year}: {span}"
    mine, children = sizes[own], known[own].denominator
    near = Decimal(1000 * _FEW) / children if children else Decimal(0)
    others = {name: size for name, size in sizes.items() if name != own}
    like = [
        f"{name} ({formats.number(size, 1)})" for name, size in others.items() if abs(size - mine) <= near
    ]
    above = sum(size - mine > near for size in others.values())
    below = len(others) - above - len(like)
    said = f"{year} hade {own} {formats.number(mine, 1)} barn i familjehem per 1 000 barn"
    shown_alone = "" if len(known) == len(values) else " som visas"
    among = f"av de {formats.number(len(sizes))} kommunerna{shown_alone}"
    if above and below:
        told = [f"{formats.number(above)} högre", *([f"{joined(like)} ungefär lika"] if like else [])]
        return f"{said}; av de andra ligger {joined([*told, f'{formats.number(below)} lägre'])}"
    if not (above or below):
        return f"{said}, ungefär som {joined(like)}" if like else said
    with_whom = f" tillsammans med {joined(like)}" if like else ""
    return f"{said}, {'lägst' if above else 'högst'} {among}{with_whom}"


def rates_text(values: Mapping[str, Value], year: int) -> str:
    """`2025: Kramfors 13,2, Härnösand 11,3 och Ånge ...`: every kommun's, the highest first."""
    in_order = sorted(values.items(), key=lambda pair: -(pair[1].value or 0))
    told = [f"{name} {formats.figure(value.value, value.status, '', 1)}" for name, value in in_order]
    return f"{year}: {joined(told)}."


def beside_kolada(theirs: Beside, ours: Value | None, year: int) -> str:
    """`Koladas nyaste år är 2024: Timrå 9,1, i GFO Insikt 9,3 samma år.`; of the same year as ours that Kolada has it
    too."""
    own = shown(theirs.own, theirs.figure)
    if theirs.year >= year:
        return f"Kolada har {theirs.year}: {theirs.kommun} {own}."
    then = ""
    if ours is not None and ours.shown:
        then = f"; i GFO Insikt var det {formats.figure(ours.value, ours.status, '', 1)} det året"
    lacks = f"Kolada, som väljs i listan, har inte {year} i den här versionen."
    return f"{lacks} {theirs.year}: {theirs.kommun} {own}{then}."
