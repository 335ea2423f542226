"""What can be found when a checked file is to become a delivery: whose it is, and how it differs from the former."""

from __future__ import annotations

from pipelines.contracts.findings import Category, FindingKind, Severity

_WHOLE = (
    "Ett register ska vara helt: kontrollera att utdraget inte är avgränsat till en period. "
    "Är det rätt: leverera igen med --accept-shrink och ett skäl."
)

DELIVERY_FINDINGS: tuple[FindingKind, ...] = (
    FindingKind(
        "L010",
        Category.COLUMNS,
        Severity.FILE,
        "{dataset} levereras av {own}, inte av {found}.",
        "Leverera utan --sender, eller {instead}.",
    ),
    FindingKind(
        "L011",
        Category.COLUMNS,
        Severity.FILE,
        "Ingen rad i {dataset} säger vilken kommun registret gäller.",
        "Fyll i kommun på raderna. Är registret verkligen tomt: ange kommunen med --sender.",
    ),
    FindingKind(
        "L012",
        Category.COLUMNS,
        Severity.FILE,
        "Filen har rader för {found}, men avsändaren är {allowed}.",
        "Ta bort raderna som inte gäller {allowed}, eller leverera filen utan --sender.",
    ),
    FindingKind(
        "L020",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Fanns i den förra leveransen men saknas nu ({gone} av {keys} har försvunnit).",
        _WHOLE,
    ),
    FindingKind(
        "L021",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Registret har {found} rader; den förra leveransen hade {former}.",
        _WHOLE,
    ),
    FindingKind(
        "L022",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Den förra leveransen går inte att läsa i arkivet, så registret kunde inte jämföras med den.",
        "Återställ den från säkerhetskopian, eller kontrollera själv att registret är helt och leverera igen "
        "med --accept-shrink och ett skäl.",
    ),
    FindingKind(
        "L023",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Registret når till {found}; den förra leveransen nådde till {former}.",
        "Perioder som slutar senare skulle visas som ”uppgift saknas”. Är dagen fel: leverera igen med --through. "
        "Är den rätt: leverera igen med --accept-shrink och ett skäl.",
    ),
    FindingKind(
        "L030",
        Category.AGAINST_FORMER,
        Severity.FILE,
        "Filen är densamma som leverans {known}, mottagen {found}, som har ersatts av leverans {standing}.",
        "Skicka det senaste utdraget. Ska den äldre filen verkligen gälla igen: leverera den med --again och ett skäl.",
    ),
    FindingKind(
        "L031",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Registrets senaste dag är {found}; i den förra leveransen var den {former}.",
        "Kontrollera att det är det senaste utdraget. Är det rätt: leverera igen med --accept-shrink och ett skäl.",
    ),
)
