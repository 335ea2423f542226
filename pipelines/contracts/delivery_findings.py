"""What can be found when a checked file is to become a delivery: whose it is, and how it differs from the former."""

from __future__ import annotations

from pipelines.contracts.findings import Category, FindingKind, Severity

_WHOLE = (
    "Ett register ska vara helt: kontrollera att utdraget inte är avgränsat till en period. Är det rätt: svara med ett "
    "skäl, så kan det tas emot."
)
_ACCEPT = "Är det rätt: leverera igen med --accept-shrink och ett skäl."

DELIVERY_FINDINGS: tuple[FindingKind, ...] = (
    FindingKind(
        "L010",
        Category.COLUMNS,
        Severity.FILE,
        "{dataset} levereras av {own}, inte av {found}.",
        "Skicka registret till oss genom den som för det.",
        "Leverera utan --sender, eller {instead}.",
    ),
    FindingKind(
        "L011",
        Category.COLUMNS,
        Severity.FILE,
        "Ingen rad i {dataset} säger vilken kommun registret gäller.",
        "Fyll i kommun på raderna. Är registret verkligen tomt: skriv vilken kommun det gäller när ni skickar det.",
        "Är registret verkligen tomt: ange kommunen med --sender.",
    ),
    FindingKind(
        "L012",
        Category.COLUMNS,
        Severity.FILE,
        "Filen har rader för {found}, men avsändaren är {allowed}.",
        "Ta bort raderna som inte gäller {allowed}, och skicka filen igen.",
        "Gäller filen flera kommuner: leverera den utan --sender.",
    ),
    FindingKind(
        "L020",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Fanns i den förra leveransen men saknas nu ({gone} av {keys} har försvunnit).",
        _WHOLE,
        _ACCEPT,
    ),
    FindingKind(
        "L021",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Registret har {found} rader; den förra leveransen hade {former}.",
        _WHOLE,
        _ACCEPT,
    ),
    FindingKind(
        "L022",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Den förra leveransen går inte att läsa i arkivet, så registret kunde inte jämföras med den.",
        "Kontrollera att registret är helt. Felet ligger hos oss, och ni behöver inte skicka filen igen.",
        "Återställ den förra filen från säkerhetskopian, eller leverera igen med --accept-shrink och ett skäl.",
    ),
    FindingKind(
        "L023",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Registret når till {found}; den förra leveransen nådde till {former}.",
        "Perioder som slutar senare visas som ”uppgift saknas”. Kontrollera att det är det senaste utdraget.",
        "Är dagen fel: leverera igen med --through.",
    ),
    FindingKind(
        "L040",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Kolumnen är ifylld på {found} rader; i den förra leveransen var den det på {before}. Okända rubriker i "
        "filen: {others}.",
        "Kontrollera att kolumnen finns kvar i utdraget under samma rubrik som förut, och skicka filen igen. Är det "
        "rätt att den är tom: svara med ett skäl, så kan registret tas emot.",
        "Har kolumnen bytt namn: ange den nya rubriken i avsändarens mappning. " + _ACCEPT,
    ),
    FindingKind(
        "L041",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Det mittersta beloppet är {found} kr; i den förra leveransen var det {before} kr.",
        "Kontrollera att beloppen är i hela kronor, inte i tusental, och skicka filen igen. Är de rätt: svara med ett "
        "skäl, så kan registret tas emot.",
        "Är beloppen i tusental: ange belopp = 1000 under factors i avsändarens mappning. " + _ACCEPT,
    ),
)
