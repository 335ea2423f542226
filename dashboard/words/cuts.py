"""What the cuts of a KPI are called: the dimensions that a reader chooses among."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "alder": "Ålder",
        "form": "Placeringsform",
        "fran": "Varifrån barnet kom",
        "hemtyp": "Typ av hem",
        "kanal": "Kanal",
        "kategori": "Kategori",
        "kon": "Kön",
        "lagrum": "Lagrum",
        "post": "Post",
        "status": "Hemmets status",
        "utbildningstyp": "Typ av utbildning",
        "utfall": "Utfall",
        "vantat": "Väntetid",
    }
)
#: Those whose codes are steps of a stair: told in their order, never by size.
STEPS = frozenset({"alder", "vantat"})


def dimensions(cuts: str) -> tuple[str, ...]:
    """The dimensions of a definition's `cuts`: `form, alder` → (`form`, `alder`)."""
    return tuple(word for word in cuts.replace(",", " ").split() if word)
