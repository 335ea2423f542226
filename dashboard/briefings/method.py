"""How the figures of a paper are made, where they come from, and what its marks mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Lines, Page, cells
from dashboard.words import formats
from dashboard.words.tables import Amount
from pipelines.kpi.words import COULD_POINT_OUT

HIDDEN_SAID = (
    f"Två punkter ({formats.HIDDEN}) betyder att siffran är skyddad:"
    f" den visas inte, för den {COULD_POINT_OUT}."
)
UNDER_WAY = "Perioden är inte slut: dess siffror är preliminära och kan ändras."
TERTIALS = "T1 är januari–april, T2 maj–augusti och T3 september–december."
MISSING_SAID = (
    f"Ett streck ({formats.MISSING}) betyder att uppgift saknas,"
    " eller att det inte finns några fall att räkna på."
)
_MORE = "Vad som är bra att veta om varje nyckeltal står på sidan Nyckeltal."


def signs(pages: Iterable[Page]) -> tuple[str, ...]:
    """What the marks mean that stand in these pages."""
    amounts = [
        cell
        for page in pages
        for cell in cells(page.parts)
        if isinstance(cell, Amount) and cell.number is None
    ]
    said = []
    if any(amount.status == "hidden" for amount in amounts):
        said.append(HIDDEN_SAID)
    if any(amount.status != "hidden" for amount in amounts):
        said.append(MISSING_SAID)
    return tuple(said)


def source(facts: Facts) -> str:
    """Whence the figures are, which months a tertial has, and whether they may change; their day, and whether they are
    made up, is in the foot."""
    said = f"Källa: GFO Insikt, version {facts.figures.release.build}. {TERTIALS}"
    return f"{said} {UNDER_WAY}" if facts.period.preliminary and not facts.public else said


def method(facts: Facts, pages: Sequence[Page], kpis: Iterable[str], *, in_brief: bool = False) -> Page:
    """How the figures are made, and what the marks mean: last in a document. `in_brief` says of each figure what it
    counts and no more, in a paper that has many."""
    release = facts.figures.release
    whence = (
        f"Siffrorna kommer ur GFO Insikt, version {release.build}, med uppgifter till och med"
        f" {formats.day(release.reporting_date)}."
    )
    said = [whence, TERTIALS, *signs(pages)]
    if facts.sample:
        said.append("Det är exempeldata: raderna är påhittade.")
    if facts.period.preliminary and not facts.public:
        said.append(UNDER_WAY)
    defined = facts.questions(kpis) if in_brief else facts.definitions(kpis)
    if defined and in_brief:
        said.append(_MORE)
    parts = [Lines((" ".join(said),)), *([Lines(defined, listed=True)] if defined else [])]
    return Page("Så är siffrorna räknade", tuple(parts))
