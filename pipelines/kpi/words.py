"""How a KPI is spoken of wherever it stands: its measure, its direction, its unit, and why a figure of it is missing.

One definition of each, for the document of the KPIs, the judgements and the pages.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Why a figure is hidden. Some figures count children, others homes and families: one reason is true of them all.
COULD_POINT_OUT = "skulle kunna peka ut ett barn eller ett hem"
MEASURES = {
    "flow": "Antal händelser vars dag ligger i perioden. Tertial läggs ihop till år.",
    "unique_flow": "Antal olika barn med en händelse i perioden. Ett år räknas om och är inte summan av tertialen.",
    "during": "Antal olika barn någon gång i perioden, första och sista dagen medräknade. Ett år räknas om.",
    "stock": "Läget på periodens sista dag. Det som slutar den dagen räknas inte längre. Året är läget 31 december.",
    "days": "Antal dygn i perioden; första dagen räknas, sista inte. Tertial läggs ihop till år.",
    "sum": "Summan av belopp eller antal vars dag ligger i perioden. Tertial läggs ihop till år.",
    "median": "Det mittersta värdet av dem som slutade i perioden; vid jämnt antal medel av de två mittersta.",
    "level": "Det senast kända värdet. Läggs aldrig ihop över tid.",
    "ratio": "Kvoten av två nyckeltal i samma period.",
    "difference": "Skillnaden mellan två nyckeltal i samma period.",
}
DIRECTIONS = {
    "better": "Högre är bättre.",
    "worse": "Lägre är bättre.",
    "neither": "Varken högre eller lägre är bättre i sig.",
}


@dataclass(frozen=True)
class Reason:
    """Why a figure is missing, in the lengths that are needed.

    `sentence` names `{area}` (who has not delivered, or was not there) and `{period}`; `aside` explains a figure of an
    example; `short` fits a cell; `skipped` says why a tertial is not judged.
    """

    sentence: str = "Uppgift saknas."
    aside: str = "uppgift saknas"
    short: str = "uppgift saknas"
    skipped: str = "uppgift saknas"


#: Of a figure that has changed though no delivery and no correction that the file tells of lies behind it.
NO_CAUSE = "orsaken är inte känd"

#: The reason that pages give of homes that came where what was there when the bank's register began is among them.
REGISTER_BEGAN = "registret_borjade"

#: The reason of a figure that is public by year alone.
BY_YEAR = "offentlig_per_ar"

REASONS = {
    "inga_fall": Reason(
        sentence="Inga fall under {period}.",
        aside="inga fall att räkna på",
        short="inga fall",
        skipped="inga fall",
    ),
    "ej_med": Reason(
        sentence="Uppgift saknas: {area} var inte med i GFO {period}.",
        aside="kommunen var inte med i GFO",
        short="inte med i GFO",
        skipped="kommunen var inte med",
    ),
    "fore_start": Reason(
        sentence="Uppgift saknas: leveranserna börjar efter {period}.",
        aside="före den tid som levererats",
        short="före de första leveranserna",
    ),
    "ej_levererat": Reason(
        sentence="Uppgift saknas: {area} har inte levererat {period}.",
        aside="inte levererat till periodens slut",
    ),
    "uppgift_saknas": Reason(),
    "ej_offentlig": Reason(
        sentence="Inte offentlig: det som är offentligt om {area} förnyas när styrgruppen har haft möte.",
        aside="inte offentlig",
        short="visas inte offentligt",
        skipped="inte offentlig",
    ),
    BY_YEAR: Reason(
        sentence="Offentlig bara per år, inte för {period}: välj ett helt år.",
        aside="offentlig bara per år",
        short="offentlig bara per år",
        skipped="offentlig bara per år",
    ),
    REGISTER_BEGAN: Reason(
        sentence="Räknas inte för {period}: de hem som redan fanns skrevs in när registret började.",
        aside="de som redan fanns skrevs in när registret började",
        short="de som redan fanns skrevs in när registret började",
        skipped="registret började",
    ),
    "ej_per_manad": Reason(
        sentence="Uppgiften finns bara per tertial.",
        aside="finns bara per tertial",
        short="finns per tertial",
    ),
}


def reason(text: str | None) -> Reason:
    """The words of a published reason, which may name those it waits for (`ej_levererat:2262`); an unknown one is
    told as missing."""
    return REASONS.get((text or "").partition(":")[0], REASONS["uppgift_saknas"])


REMARKS = {
    "per": "Bygger på uppgiften per {day}.",
    "aldre": "Bygger på en äldre uppgift, per {day}: den som borde gälla är inte levererad eller inte hel.",
    "med_fran": "Räknas från {day}, då kommunen gick med i GFO.",
    "hela_manader": "Räknas till och med {day}, den senaste hela månaden.",
}


#: From the year that SCB's table TAB5557 begins with.
FIRST_NOISY_DAY = "2025-12-31"
NOISE = "Från 2025 lägger SCB in små slumpmässiga ändringar i folkmängden."
_OF_POPULATION = frozenset({"per", "aldre"})


def remarks(text: str | None) -> list[str]:
    """What a reader must know of a figure that is there, a sentence each: `aldre:2023-12-31`, several with blanks
    between."""
    told = [word.partition(":") for word in (text or "").split()]
    said = [REMARKS[kind].format(day=day) for kind, _, day in told if kind in REMARKS]
    noisy = any(kind in _OF_POPULATION and day >= FIRST_NOISY_DAY for kind, _, day in told)
    return [*said, NOISE] if noisy else said


def is_percent(unit: str) -> bool:
    return unit in ("%", "procent")


def is_money(unit: str) -> bool:
    """Kronor, or kronor per something."""
    return unit == "kr" or unit.startswith("kr per ")
