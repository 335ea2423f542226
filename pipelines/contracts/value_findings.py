"""What the check can find in columns and cells: C columns, V values, B001 and X001 for every dataset alike.

The sentences of a dataset's own rules (R of one row, B between rows) stand in its contract, beside the rule.
"""

from __future__ import annotations

from pipelines.contracts.findings import Category, FindingKind, Severity


def _columns(code: str, severity: Severity, message: str, remedy: str) -> FindingKind:
    return FindingKind(code, Category.COLUMNS, severity, message, remedy)


def _value(code: str, message: str, remedy: str, severity: Severity = Severity.ROW) -> FindingKind:
    return FindingKind(code, Category.VALUE, severity, message, remedy)


VALUE_FINDINGS: tuple[FindingKind, ...] = (
    _columns(
        "C001",
        Severity.FILE,
        "Rubrikerna känns inte igen som något dataset.",
        "Jämför rubrikerna med mallen (gfo template), eller ange datasetet med --dataset.",
    ),
    _columns(
        "C002",
        Severity.FILE,
        "Rubrikerna passar lika bra till flera dataset: {found}.",
        "Ange vilket det är med --dataset.",
    ),
    _columns("C003", Severity.FILE, "Kolumnen {column} saknas.", "Lägg till kolumnen och skicka filen igen."),
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
        "Datasetet {found} finns inte.",
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
        "Två blad i filen innehåller samma dataset, {found}.",
        "Slå ihop dem till ett blad: en leverans är hela registret.",
    ),
    _value("V001", "Ett värde saknas.", "Fyll i cellen."),
    _value("V002", "\u201d{found}\u201d känns inte igen.", "Välj ett av de tillåtna värdena."),
    _value("V003", "\u201d{found}\u201d är inte ett datum.", "Skriv datumet som ÅÅÅÅ-MM-DD."),
    _value("V004", "Datumet \u201d{found}\u201d finns inte eller är orimligt.", "Rätta datumet."),
    _value("V005", "\u201d{found}\u201d är inte ett heltal.", "Skriv ett heltal utan enhet."),
    _value("V006", "\u201d{found}\u201d är inte ett tal.", "Skriv talet med siffror och decimalkomma."),
    _value(
        "V007",
        "Punkten i \u201d{found}\u201d kan inte tolkas säkert.",
        "Skriv talet utan punkt: decimaler efter komma, inga tusentalspunkter.",
    ),
    _value(
        "V008", "\u201d{found}\u201d har för många siffror eller decimaler.", "Avrunda eller rätta talet."
    ),
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
        "Skriv 2026T2 för en tertial, 2026 för ett år, 2026-05 för en månad.",
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
        "Skriv nyckeltalets id som det står på sidan med definitioner.",
    ),
    _value(
        "V017",
        "Nyckeltalet \u201d{found}\u201d finns inte, så siffran visas ingenstans.",
        "Kontrollera stavningen mot sidan med definitioner.",
        Severity.WARNING,
    ),
    FindingKind(
        "B001",
        Category.BETWEEN_ROWS,
        Severity.ROW,
        "Samma {column} finns också på rad {other}.",
        "Ta bort den rad som inte gäller, eller rätta nyckeln.",
    ),
    FindingKind(
        "X001",
        Category.ROW,
        Severity.NOTE,
        "Ytterligare {found} rader har samma fel och listas inte.",
        "Rätta felet i hela kolumnen och skicka filen igen.",
    ),
)
