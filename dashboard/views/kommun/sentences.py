"""What is said on one kommun's page alone: how it stands by size."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words import formats
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
