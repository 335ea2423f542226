"""What the check can find in columns and cells: C columns, V values, B001 and X001 for every dataset alike.

The sentences of a dataset's own rules (R of one row, B between rows) stand in its contract, beside the rule.
"""

from __future__ import annotations

from pipelines.contracts.findings import Category, FindingKind, Severity


def _columns(code: str, severity: Severity, message: str, remedy: str, staff: str = "") -> FindingKind:
    return FindingKind(code, Category.COLUMNS, severity, message, remedy, staff)


def _value(
    code: str, message: str, remedy: str, severity: Severity = Severity.ROW, staff: str = ""
) -> FindingKind:
    return FindingKind(code, Category.VALUE, severity, message, remedy, staff)


_ONE_STYLE = "Skriv om hela kolumnen på ett sätt, med datum som ÅÅÅÅ-MM-DD, och skicka filen igen."
_STATE_THE_FORMAT = (
    "Har avsändaren sagt hur datumen är skrivna: ange det under formats i avsändarens mappning, "
    'till exempel startdatum = "DD/MM/ÅÅÅÅ".'
)
_STATE_THE_NUMBERS = (
    "Har avsändaren sagt hur talen är skrivna: ange det under formats i avsändarens mappning, "
    'till exempel belopp = "1,234.50".'
)

VALUE_FINDINGS: tuple[FindingKind, ...] = (
    _columns(
        "C001",
        Severity.FILE,
        "Rubrikerna känns inte igen som något register: {found}.",
        "Jämför rubrikerna med kolumnerna i det register som skickas, och rätta dem. Filens namn spelar ingen roll.",
        "Är det avsändarens egna ord: skriv en mappning med gfo mapping draft FIL --sender AVSÄNDARE. Mallen skrivs av "
        "gfo template. Datasetet kan anges med --dataset.",
    ),
    _columns(
        "C002",
        Severity.FILE,
        "Rubrikerna passar lika bra till flera register: {found}.",
        "Skriv med vilket register det är när filen skickas.",
        "Ange det med --dataset.",
    ),
    _columns(
        "C003",
        Severity.FILE,
        "Kolumnen {column} saknas.",
        "Lägg till kolumnen och skicka filen igen.",
        "Finns den under ett annat namn: skriv en mappning med gfo mapping draft FIL --sender AVSÄNDARE.",
    ),
    _columns(
        "C004",
        Severity.FILE,
        "Kolumnen {column} finns flera gånger: {found}.",
        "Ta bort eller döp om den kolumn som inte ska läsas.",
    ),
    _columns(
        "C005",
        Severity.WARNING,
        "Kolumnen {found} hör inte till {dataset} och sparas inte.",
        "Ta bort kolumnen ur filen. Är den en av våra under ett annat namn: döp om den.",
    ),
    _columns(
        "C007",
        Severity.WARNING,
        "Bladet har rubriker men inga rader.",
        "Är registret verkligen tomt behövs inget. Annars: kontrollera urvalet och skicka filen igen.",
    ),
    _columns(
        "C008",
        Severity.FILE,
        "Registret {found} finns inte.",
        "Ange ett av de tillåtna.",
    ),
    _columns(
        "C009",
        Severity.NOTE,
        "Bladet har inga rubriker som känns igen och lästes inte.",
        "Inget behöver göras om bladet bara är till för er själva.",
    ),
    _columns(
        "C010",
        Severity.FILE,
        "Två blad i filen innehåller samma register, {found}.",
        "Slå ihop dem till ett blad: en leverans är hela registret.",
    ),
    _columns(
        "C011",
        Severity.FILE,
        "Kolumnen {found} är i {unit}, men {column} ska vara i kronor.",
        "Skicka beloppen i hela kronor. Byt inte bara rubriken: då blir allt {times} gånger för litet.",
        "Går det inte: ange under factors i avsändarens mappning vad beloppen ska gångras med, till exempel "
        "{column} = {times}.",
    ),
    _columns(
        "C012",
        Severity.WARNING,
        "Kolumnen {found} liknar {column}, som saknas i filen, och har inte lästs.",
        "Är den {column}: byt rubriken till det, och skicka filen igen. Är den något annat: ta bort kolumnen, eller "
        "ge den ett namn som inte liknar.",
        "Är den {column}: ange det i avsändarens mappning. Är den något annat: leverera med --accept-shrink och ett "
        "skäl.",
    ),
    _columns(
        "C013",
        Severity.FILE,
        "Ingen rad i registret {dataset} går att läsa: statistik utan en enda siffra tas inte emot.",
        "Hämta statistiken igen, kontrollera att den har rader, och skicka den.",
        "Hämta den med gfo fetch.",
    ),
    _columns(
        "C014",
        Severity.FILE,
        "Kolumnen {column} saknas, men kolumnen {found} är okänd och ser ut att kunna vara den.",
        "Är det samma: döp om {found} till {column} och skicka filen igen. Annars: lägg till kolumnen {column}.",
        "Heter den alltid så hos avsändaren: skriv en mappning med gfo mapping draft FIL --sender AVSÄNDARE.",
    ),
    _columns(
        "C015",
        Severity.NOTE,
        "Kolumnen {found} lästes som {known}.",
        "Inget behöver göras om det stämmer.",
    ),
    _value("V001", "Ett värde saknas.", "Fyll i cellen."),
    _value(
        "V002",
        "\u201d{found}\u201d känns inte igen.",
        "Välj ett av de tillåtna värdena.",
        staff="Har avsändaren sagt vad orden betyder: ange dem under codes i avsändarens mappning.",
    ),
    _value("V003", "\u201d{found}\u201d är inte ett datum.", "Skriv datumet som ÅÅÅÅ-MM-DD."),
    _value("V004", "Datumet \u201d{found}\u201d finns inte eller är orimligt.", "Rätta datumet."),
    _value("V005", "\u201d{found}\u201d är inte ett heltal.", "Skriv ett heltal utan enhet."),
    _value(
        "V006",
        "\u201d{found}\u201d är inte ett tal.",
        "Skriv talet med siffror och decimalkomma.",
    ),
    _value(
        "V007",
        "\u201d{found}\u201d kan läsas som flera tal: tecknet mellan siffrorna kan skilja tusental eller decimaler.",
        "Skriv talet utan tusentalsavgränsare och med komma före decimalerna.",
    ),
    _value("V008", "\u201d{found}\u201d har för många decimaler.", "Avrunda eller rätta talet."),
    _value(
        "V009", "Kommunen \u201d{found}\u201d känns inte igen.", "Skriv kommunens namn eller fyrsiffriga kod."
    ),
    _value("V010", "\u201d{found}\u201d är inte en månad.", "Skriv månaden som ÅÅÅÅ-MM."),
    _value(
        "V011",
        "\u201d{found}\u201d börjar som en formel och tas inte emot i en id- eller kodkolumn.",
        "Ta bort tecknet i början (=, +, - eller @), eller ersätt formeln med dess värde.",
    ),
    _value("V012", "\u201d{found}\u201d ligger utanför det tillåtna.", "Rätta talet."),
    _value(
        "V013",
        "\u201d{found}\u201d är inte en period.",
        "Skriv 2026T2 för en tertial, 2026 för ett år, 2026-05 för en månad, 2026T2R3 för rullande tre tertial, "
        "2026T2Y för året till och med en tertial, 2023-2025 för tre år.",
    ),
    _value(
        "V014",
        "Dagen {found} ligger efter den dag då leveransen togs emot.",
        "Rätta datumet. Sådant som inte har hänt än ska inte stå i registret.",
    ),
    _value(
        "V015",
        "Dagen {found} ligger efter den dag då leveransen togs emot.",
        "Kontrollera datumet. Raden räknas först när dagen har varit.",
        Severity.WARNING,
    ),
    _value(
        "V016",
        "\u201d{found}\u201d är inget nyckeltal.",
        "Skriv nyckeltalets id som det står i adressen, efter visa=, när det är öppnat på sidan Nyckeltal.",
    ),
    _value(
        "V017",
        "Nyckeltalet \u201d{found}\u201d finns inte, så siffran visas ingenstans.",
        "Kontrollera stavningen: id står i adressen, efter visa=, när nyckeltalet är öppnat på sidan Nyckeltal.",
        Severity.WARNING,
    ),
    _value(
        "V018",
        "\u201d{found}\u201d betyder att uppgiften saknas, men den måste finnas.",
        "Fyll i uppgiften: cellen får varken vara tom eller ha ett ord för att den saknas.",
    ),
    _value(
        "V019",
        "Celler med {words} har lästs som tomma: {count}. Detta är den första.",
        "Inget behöver göras om de betyder att uppgiften saknas. Lämna annars inte ordet, utan fyll i uppgiften.",
        Severity.NOTE,
    ),
    _value(
        "V020",
        "Datumen i kolumnen läses som {style} ({count} av {total}).",
        "Inget behöver göras om det stämmer.",
        Severity.NOTE,
    ),
    _value(
        "V021",
        "Datumen i kolumnen kan läsas på två sätt: \u201d{example}\u201d kan vara {one} eller {two}.",
        "Skriv datumen som ÅÅÅÅ-MM-DD i hela kolumnen och skicka filen igen.",
        Severity.FILE,
        _STATE_THE_FORMAT,
    ),
    _value(
        "V022",
        "\u201d{found}\u201d är skrivet på ett annat sätt än resten av kolumnen ({style}).",
        "Gör om exporten så att hela kolumnen är skriven på ett sätt: datum som ÅÅÅÅ-MM-DD, tal med decimalkomma "
        "utan tusentalsavgränsare. Rätta inte bara raden: har ett kalkylprogram gjort om värdet kan fler vara fel.",
    ),
    _value(
        "V023",
        "Månaden står först i \u201d{example}\u201d, så hela kolumnen kan vara skriven så, och då byter dag och "
        "månad plats.",
        "Skriv datumen som ÅÅÅÅ-MM-DD i hela kolumnen, inte bara i den raden, och skicka filen igen.",
        Severity.FILE,
        _STATE_THE_FORMAT,
    ),
    _value(
        "V024",
        "Årtalen i kolumnen har två siffror: \u201d{example}\u201d kan vara flera olika dagar.",
        "Skriv datumen som ÅÅÅÅ-MM-DD i hela kolumnen och skicka filen igen.",
        Severity.FILE,
        _STATE_THE_FORMAT,
    ),
    _value(
        "V025",
        "Klockslagen i kolumnen ({clock}) tyder på att datumen är sparade i en annan tidszon, och då är de en dag fel.",
        "Exportera datumen utan klockslag, som ÅÅÅÅ-MM-DD, och skicka filen igen.",
        Severity.FILE,
    ),
    _value(
        "V026",
        "Talen i kolumnen kan läsas på två sätt: i \u201d{example}\u201d kan tecknet mellan siffrorna skilja tusental "
        "eller decimaler.",
        "Skriv alla tal i kolumnen utan tusentalsavgränsare och med komma före decimalerna, och skicka filen igen.",
        Severity.FILE,
        _STATE_THE_NUMBERS,
    ),
    _value(
        "V027",
        "Osynliga tecken har tagits bort ur {count} celler. Detta är den första.",
        "Inget behöver göras.",
        Severity.NOTE,
    ),
    _value(
        "V028",
        "\u201d{found}\u201d är ett felmeddelande från ett kalkylprogram, inte en uppgift.",
        "Rätta formeln i källan, eller skriv in uppgiften.",
    ),
    _value(
        "V029",
        "\u201d{found}\u201d är ett avrundat tal: siffror i id:t har gått förlorade.",
        "Hämta id:t ur ert system igen, och gör kolumnen till text innan filen sparas i ett kalkylprogram.",
    ),
    _value(
        "V030",
        "\u201d{found}\u201d ser ut som ett datum men står i en id-kolumn.",
        "Kontrollera id:t i ert system: kalkylprogram gör om text som 14-2 till datum. Gör kolumnen till text, skriv "
        "in id:t och skicka filen igen.",
    ),
    _value(
        "V031",
        "Id:n skrivna med decimaler har lästs som heltal: {count} celler. Detta är den första.",
        "Inget behöver göras. Gör gärna kolumnen till text i er export.",
        Severity.NOTE,
    ),
    _value(
        "V032",
        "\u201d{found}\u201d är större än något tal som kan stå här.",
        "Rätta talet: kontrollera att det inte har för många siffror.",
    ),
    _value(
        "V033",
        "Punkterna i kolumnens tal läses som tusentalsavgränsare ({count} av {total}).",
        "Inget behöver göras om det stämmer.",
        Severity.NOTE,
    ),
    _value(
        "V034",
        "Beloppen i kolumnen blir tillsammans mer än 100 miljarder kronor.",
        "Kontrollera att beloppen är i kronor och att kolumnen är den rätta, och skicka filen igen.",
        Severity.FILE,
    ),
    _value(
        "V035",
        "Kolumnen blandar datum som \u201d{one}\u201d med text som \u201d{two}\u201d. Ett kalkylprogram har läst datum "
        "med månaden först, så i dem som har gjorts om har dag och månad bytt plats.",
        "Hämta registret ur ert system igen och öppna det inte i ett kalkylprogram innan det skickas.",
        Severity.FILE,
    ),
    FindingKind(
        "B001",
        Category.BETWEEN_ROWS,
        Severity.ROW,
        "Samma {column} finns {times} gånger: rad {rows}.",
        "Är det samma uppgift två gånger: ta bort den rad som inte gäller. Är det två olika: ge dem olika {column}.",
    ),
    FindingKind(
        "B008",
        Category.BETWEEN_ROWS,
        Severity.WARNING,
        "{alike}{apart} Läggs de ihop räknas {amount} kr en gång till.",
        "Är det samma kostnad igen: ta bort det som är för mycket, och skicka filen igen. Är det olika kostnader: "
        "svara med ett skäl, så kan registret tas emot.",
        "Är det olika kostnader: leverera igen med --accept-shrink och ett skäl, eller skriv undantag för raderna.",
    ),
    FindingKind(
        "B009",
        Category.BETWEEN_ROWS,
        Severity.WARNING,
        "{alike}{apart} De läggs ihop, så {amount} kr räknas en gång till.",
        "Är det samma kostnad igen: ta bort det som är för mycket, och skicka filen igen. Är det olika kostnader "
        "behöver inget göras.",
    ),
    FindingKind(
        "X001",
        Category.ROW,
        Severity.NOTE,
        "Ytterligare {found} rader har samma fel och listas inte.",
        "Rätta felet i hela kolumnen och skicka filen igen.",
    ),
)
