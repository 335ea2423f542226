"""Whether a kommun differs from the others more than chance."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.grammar import joined
from pipelines.signals import Funnel


def compared_title(funnel: Funnel, names: Mapping[str, str], chosen: str) -> str:
    """The chosen kommun, else who lies outside the limits, as some kommun does by chance in one of twenty."""
    own = [point for point in funnel.points if point.kommun_code == chosen and point.position != "not_shown"]
    far = [
        names.get(p.kommun_code, p.kommun_code) for p in own or funnel.points if p.position == "outside_998"
    ]
    near = [
        names.get(p.kommun_code, p.kommun_code) for p in own or funnel.points if p.position == "outside_95"
    ]
    if far:
        return f"{joined(far)} skiljer sig mer än slumpen kan förklara"
    if near:
        return f"{joined(near)} skiljer sig något från de andra, men det kan vara slump"
    if own:
        return f"{names.get(chosen, chosen)} skiljer sig inte från de andra mer än slumpen kan förklara"
    return "Kommunerna skiljer sig inte mer än slumpen kan förklara"
