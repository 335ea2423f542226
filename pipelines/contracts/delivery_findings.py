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
        "Registret {dataset} levereras av {own}, inte av {found}.",
        "Skicka registret till oss genom den som för det.",
        "Leverera utan --sender, eller {instead}.",
    ),
    FindingKind(
        "L011",
        Category.COLUMNS,
        Severity.FILE,
        "Ingen rad i registret {dataset} säger vilken kommun det gäller.",
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
        "L013",
        Category.COLUMNS,
        Severity.FILE,
        "Raden gäller {found}, men filen är ett register för {allowed}.",
        "Rätta kommunen på raden, eller ta bort raden: en fil är en kommuns register.",
        "Är filen flera kommuners register: leverera den med --split, så delas den.",
    ),
    FindingKind(
        "L014",
        Category.COLUMNS,
        Severity.NOTE,
        "Kommunen står inte i filen: alla rader räknas till {found}, som är avsändaren.",
        "Inget behöver göras om hela registret är den kommunens.",
    ),
    FindingKind(
        "L015",
        Category.COLUMNS,
        Severity.NOTE,
        "Dagen i {column} är den sista som räknas, enligt avsändarens mappning: slutet är dagen efter.",
        "Inget behöver göras om det stämmer.",
    ),
    FindingKind(
        "L016",
        Category.COLUMNS,
        Severity.NOTE,
        "Rader med samma {found} läggs ihop, enligt avsändarens mappning.",
        "Inget behöver göras om varje rad är en egen del av beloppet.",
    ),
    FindingKind(
        "L017",
        Category.COLUMNS,
        Severity.FILE,
        "Bladet {found}, som avsändarens mappning pekar ut, finns inte i filen.",
        "Döp bladet som vanligt och skicka filen igen.",
        "Har avsändaren bytt namn på bladet för gott: ändra sheet i mappningen.",
    ),
    FindingKind(
        "L018",
        Category.COLUMNS,
        Severity.NOTE,
        "Bladet har inte lästs: avsändarens mappning säger att registret står på ett annat blad.",
        "Inget behöver göras om det stämmer.",
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
        "Registret har {rows}; den förra leveransen hade {former}.",
        _WHOLE,
        _ACCEPT,
    ),
    FindingKind(
        "L022",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Den förra leveransen går inte att läsa i arkivet, så registret kunde inte jämföras med den.",
        "Kontrollera att registret är helt. Felet ligger hos GFO, och ni behöver inte skicka filen igen.",
        "Återställ den förra filen från säkerhetskopian, eller leverera igen med --accept-shrink och ett skäl.",
    ),
    FindingKind(
        "L023",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Registret når till {found}; den förra leveransen nådde till {former}.",
        "Perioder som slutar senare visas som ”uppgift saknas”. Kontrollera att det är det senaste utdraget.",
        "Är den här filens dag fel: leverera igen med den rätta i --through. Är den rätt, så att den förra leveransen "
        "sades nå för långt: leverera igen med --accept-shrink och ett skäl.",
    ),
    FindingKind(
        "L030",
        Category.ROW,
        Severity.NOTE,
        "Rader för andra regioner har inte lästs: {count} ({found}). Detta är den första.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "L031",
        Category.ROW,
        Severity.NOTE,
        "Rader för åldrar över 20 år, åldersklasser och summor har inte lästs: {count} ({found}). Detta är den "
        "första.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "L032",
        Category.COLUMNS,
        Severity.FILE,
        "Tabellen har ingen rad för någon av kommunerna i ettårsåldrarna 0–20 år.",
        "Hämta folkmängden per kommun och ettårsålder, 0–20 år, och skicka filen igen.",
    ),
    FindingKind(
        "L033",
        Category.COLUMNS,
        Severity.NOTE,
        "Tabellen har också annat innehåll än folkmängd, som inte har lästs: {found}.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "L034",
        Category.COLUMNS,
        Severity.FILE,
        "Tabellen innehåller inte folkmängd utan {found}.",
        "Välj Folkmängd som tabellinnehåll hos SCB och skicka filen igen.",
    ),
    FindingKind(
        "L035",
        Category.COLUMNS,
        Severity.FILE,
        "Tabellen är uppdelad på {column} men har inte alla delar, bara {found}: summan blir inte alla invånare.",
        "Välj alla värden för {column} hos SCB, eller ingen uppdelning, och skicka filen igen.",
    ),
    FindingKind(
        "L036",
        Category.ROW,
        Severity.NOTE,
        "Rader för {found} har lagts ihop.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "L037",
        Category.COLUMNS,
        Severity.FILE,
        "Filen är en lista över områden och vilket område de ligger i, med en enda folkmängd för varje: den säger "
        "varken ålder eller år.",
        "Hämta folkmängden efter region, ålder och år ur SCB:s statistikdatabas och skicka den.",
    ),
    FindingKind(
        "L038",
        Category.BETWEEN_ROWS,
        Severity.FILE,
        "Samma kommun, år, ålder och uppdelning finns flera gånger i tabellen: den går inte att lägga ihop. Detta är "
        "den första raden.",
        "Hämta tabellen igen, en gång, och skicka filen.",
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
    FindingKind(
        "L042",
        Category.AGAINST_FORMER,
        Severity.FILE,
        "Filen är densamma som leverans {known}, mottagen {found}, som har ersatts av leverans {standing}.",
        "Skicka det senaste utdraget. Ska den äldre filen verkligen gälla igen: svara med ett skäl.",
        "Ska den äldre filen gälla igen: leverera den med --again och ett skäl.",
    ),
    FindingKind(
        "L043",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Registrets senaste dag är {found}; i den förra leveransen var den {former}.",
        "Kontrollera att det är det senaste utdraget, och skicka filen igen. Är det rätt: svara med ett skäl.",
        "Är det rätt: leverera igen med --accept-shrink och ett skäl.",
    ),
    FindingKind(
        "L044",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "{found} fanns i den förra leveransen och saknas nu helt.",
        "Hämta statistiken igen med samma år och områden som förut. Är de indragna av den som publicerar: svara med "
        "ett skäl.",
        "Är de indragna av den som publicerar: leverera igen med --accept-shrink och ett skäl.",
    ),
    FindingKind(
        "L045",
        Category.AGAINST_FORMER,
        Severity.FILE,
        "Filen är densamma som leverans {known}, som gallrades {found}.",
        "Det som har gallrats tas inte in igen av sig självt. Ska filen ändå gälla: svara med ett skäl.",
        "Ska filen ändå gälla: leverera den med --again och ett skäl.",
    ),
    FindingKind(
        "L046",
        Category.AGAINST_FORMER,
        Severity.FILE,
        "Filen verkar avklippt ({rows} mot {former}): den sista raden saknar fält.",
        "Hämta hela registret ur ert system igen och skicka det. Fyll inte på raden: det som stod efter den saknas "
        "också.",
    ),
    FindingKind(
        "L047",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Filen verkar avklippt ({rows} mot {former}): den slutar {found}, den förra {ended}.",
        "Hämta hela registret ur ert system igen och skicka det. Är det rätt: svara med ett skäl.",
        _ACCEPT,
    ),
    FindingKind(
        "L048",
        Category.AGAINST_FORMER,
        Severity.NOTE,
        "Uppgifter om tiden före {closed} har ändrats sedan den förra leveransen: {changes}. {where}.",
        "Inget behöver göras om det är rättelser. Siffror som redan har visats för den tiden ändras.",
    ),
    FindingKind(
        "L049",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Mycket har ändrats om tiden före {closed} sedan den förra leveransen: {changes}. {where}.",
        "Kontrollera att det är rättelser och inte ett fel i utdraget. Siffror som redan har visats för den tiden "
        "ändras.",
    ),
    FindingKind(
        "L050",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Registret räknas nå till och med {found}, men ingen uppgift i filen är senare än {newest}.",
        "Kontrollera att det är det senaste utdraget: dagar utan rader räknas som att inget har hänt.",
        "Är dagen fel: leverera igen med den rätta i --through.",
    ),
    FindingKind(
        "L051",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Ingen uppgift i filen är senare än {found}, så registret räknas nå till och med {through}: {reported} "
        "blir inte helt.",
        "Kontrollera att det är det senaste utdraget. Är det helt till en senare dag: skriv vilken när ni skickar det.",
        "Når det längre: ange dagen, på sidan i fältet för dagen eller med --through.",
    ),
    FindingKind(
        "L052",
        Category.AGAINST_FORMER,
        Severity.WARNING,
        "Nya månader kostar något helt annat än månaderna före: {where}. Är beloppen i {unit}?",
        "Kontrollera att beloppen är i hela kronor och att månaderna är hela. Är något fel: rätta filen och skicka den "
        "igen.",
        "Är beloppen i tusental: ange belopp = 1000 under factors i avsändarens mappning, om hela filen har det, och "
        "leverera igen. Är de rätt: publicera med --reason.",
    ),
)
