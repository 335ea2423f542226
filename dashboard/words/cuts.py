"""What the cuts of a KPI are called, the dimensions that a reader chooses among, and why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.words.grammar import capitalised, joined, lowered

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
        "orsak": "Orsak",
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


def none_by_form(label: str, *, is_public: bool, by_year: bool) -> str:
    """Why there is no table of the forms of care: not public, public `by_year` alone, or nothing known."""
    if not is_public:
        return f"Det finns inga siffror per placeringsform för {label}."
    what, when = (
        ("Antal barn", "för allmänheten bara per år") if by_year else ("Siffror", "inte för allmänheten")
    )
    return f"{what} per placeringsform visas {when}."


def not_by_form(names: Sequence[str]) -> str:
    """Which figures the public is not shown by form: `Vårddygn och placeringskostnad visas inte per form …`"""
    listed = capitalised(joined([lowered(name) for name in names]))
    return f"{listed} visas inte per placeringsform för allmänheten."


#: Of two kinds of homes the public has what a day costs, in a paper.
PRICE_IN_PAPER = "Vad ett dygn kostar i konsulentstödda familjehem och i andra står i nämndinformationen."
