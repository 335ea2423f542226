"""Tjänsteskrivelse: a kommun's paper to its socialnämnd, in the order that nämnder use; all of it can be changed.
Of the internal figures it is a draft for the administration, and says so first and on every page.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.briefings import kommun_pages, method, referral_page, standing
from dashboard.briefings.changed import with_changed
from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Beside, Document, Grid, Lines, Page, Part
from dashboard.briefings.small import MEANT, marked
from dashboard.words import formats
from dashboard.words.grammar import lowered

_CHOICES = (
    "Socialnämnden noterar informationen.",
    "Socialnämnden godkänner rapporten.",
    "Socialnämnden lägger informationen till handlingarna. [Välj ett av de tre förslagen.]",
)
_SIGNED = ("förvaltningschef", "enhetschef barn och unga")
#: What is internal of it is called, and says first: what becomes a public document must not hold what it may tell.
INTERNAL_NAME = "Utkast till tjänsteskrivelse"
_NOT_TO_NAMND = "Förvaltningen. Till nämnden går den offentliga tjänsteskrivelsen."
_CHILDREN = (
    "Uppgifterna gäller barn som behöver ett annat hem än sitt eget. En bra matchning och få byten av hem ger barnet"
    " trygghet och sammanhang. [Beskriv hur barnets bästa har bedömts i ärendet.]"
)


def memo(facts: Facts) -> Document:
    """One to two pages; what only the kommun knows stands in square brackets."""
    outcomes = referral_page.referrals(facts)
    table = tuple(part for part in outcomes.parts if isinstance(part, Grid)) if outcomes else ()
    summary: tuple[Part, ...] = (Lines(_summary(facts)), *table)
    if not facts.public:
        summary = (*(marked(part) for part in summary), Lines((MEANT,)))
    pages = (
        Page("Förslag till beslut", (Lines(_CHOICES, listed=True),)),
        Page("Sammanfattning", summary),
        Page("Beslutsunderlag", (Lines(_sources(facts, table), listed=True),)),
        Page("Barnperspektiv", (Lines((_CHILDREN,)),)),
        Page("Underskrifter", (Beside(*(Lines((f"[namn], {title}",)) for title in _SIGNED)),)),
        Page(
            "Beslut sänds till",
            (Lines(("Gemensam familjehemsorganisation (GFO), [fler mottagare]",)),),
        ),
    )
    title = f"Familjehemsvården och GFO i {facts.area.name}"
    return Document(
        title=title if facts.public else f"Utkast: {lowered(title)}",
        subtitle=f"{'Tjänsteskrivelse' if facts.public else INTERNAL_NAME}, {facts.with_months}",
        mark=facts.mark
        if facts.public
        else facts.mark.replace("Internt arbetsmaterial", "Utkast med interna siffror"),
        foot=facts.foot,
        pages=pages,
        facts=(
            ("Datum", "[ÅÅÅÅ-MM-DD]"),
            ("Vår beteckning", "[diarienummer]"),
            ("Er beteckning", "[diarienummer]"),
            ("Till", f"Socialnämnden i {facts.area.name}" if facts.public else _NOT_TO_NAMND),
        ),
    )


def _sources(facts: Facts, parts: Sequence[Part]) -> tuple[str, ...]:
    """What the decision rests on: the paper, the published version, and what its marks mean."""
    release = facts.figures.release
    version = (
        f"GFO Insikt, version {release.build}, publicerad {release.published_at:%Y-%m-%d}, med uppgifter till och med"
        f" {formats.day(release.reporting_date)}."
    )
    paper = f"Nämndinformation om familjehemsvården och GFO, {facts.area.name}, {facts.spoken}."
    said = [
        paper if facts.public else "[Den offentliga nämndinformationen av perioden, när den finns.]",
        version,
    ]
    said += method.signs((Page("", tuple(parts)),))
    return (*said, *(["Siffrorna är exempeldata: raderna är påhittade."] if facts.sample else []))


def _summary(facts: Facts) -> tuple[str, ...]:
    """What can be said aloud of the period, why it costs what it does, the children in foster homes, and the part of
    the budget."""
    said = _sentences(with_changed(standing.brief(facts), facts, memo))
    said += kommun_pages.dearer(facts)
    said += _sentences(kommun_pages.children(facts))[-1:]
    share = kommun_pages.share(facts)
    return (*said, *([" ".join([f"{share.title}.", *_sentences(share)[:2]])] if share else []))


def _sentences(page: Page | None) -> list[str]:
    parts = page.parts if page else ()
    return [line for part in parts if isinstance(part, Lines) for line in part.sentences]
