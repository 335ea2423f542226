"""What is said on one kommun's page alone: how it stands to the others by size."""

from __future__ import annotations

from collections.abc import Mapping

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


def not_public(year: str, *, koladas: bool) -> str:
    """That the others' placed children of a year are in no public file, and where Kolada's nearest figures are."""
    told = f"De andra kommunernas andel {year} är inte offentlig"
    return f"{told}; Koladas närmaste siffror för dem står under Jämför." if koladas else f"{told}."


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


def beside_kolada(theirs: Beside, ours: Value | None, year: int) -> str:
    """`Koladas motsvarande siffra finns till och med 2024: Timrå 9,1; i GFO Insikt var det 9,3 det året.`; of the same
    year as ours that Kolada has it too."""
    own = shown(theirs.own, theirs.figure)
    if theirs.year >= year:
        return f"Kolada har {theirs.year}: {theirs.kommun} {own}."
    then = ""
    if ours is not None and ours.shown:
        then = f"; i GFO Insikt var det {formats.figure(ours.value, ours.status, '', 1)} det året"
    return f"Koladas motsvarande siffra finns till och med {theirs.year}: {theirs.kommun} {own}{then}."
