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
        "L013",
        Category.COLUMNS,
        Severity.FILE,
        "Raden gäller {found}, men filen är ett register för {allowed}.",
        "Rätta kommunen på raden, eller ta bort raden. Är filen flera kommuners register: leverera den med --split.",
    ),
    FindingKind(
        "L014",
        Category.COLUMNS,
        Severity.NOTE,
        "Kommunen står inte i filen: alla rader räknas till {found}, som är avsändaren.",
        "Inget behöver göras om hela registret är den kommunens.",
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
        "Perioder som slutar senare visas som ”uppgift saknas”. Är dagen fel: leverera igen med --through.",
    ),
)
