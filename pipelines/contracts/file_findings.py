"""What can be found in a file before anybody looks at its columns: F the file and its rows, I identity."""

from __future__ import annotations

from pipelines.contracts.findings import Category, FindingKind, Severity

_UNREADABLE = (Category.UNREADABLE, Severity.FILE)
_COLUMNS_STOP = (Category.COLUMNS, Severity.FILE)
_COLUMNS_WARN = (Category.COLUMNS, Severity.WARNING)
_PERSONAL = (Category.PERSONAL, Severity.FILE)
_ROW_STOP = (Category.ROW, Severity.ROW)
_ROW_WARN = (Category.ROW, Severity.WARNING)
_ROW_NOTE = (Category.ROW, Severity.NOTE)

_SAVE_AGAIN = (
    "Öppna filen i programmet som den kommer från, spara den på nytt som CSV eller XLSX och skicka den igen."
)

FILE_FINDINGS: tuple[FindingKind, ...] = (
    FindingKind(
        "F001",
        *_UNREADABLE,
        "Filen går inte att läsa som {kind}; den är skadad eller något annat.",
        _SAVE_AGAIN,
    ),
    FindingKind(
        "F002",
        *_UNREADABLE,
        "Filen är tom.",
        "Kontrollera att exporten blev klar och skicka filen igen.",
    ),
    FindingKind(
        "F003",
        *_UNREADABLE,
        "Filens namn slutar på {ending}, men innehållet är {kind}.",
        "Byt inte ändelse för hand: spara filen som CSV eller XLSX i programmet som den kommer från.",
    ),
    FindingKind(
        "F004",
        *_UNREADABLE,
        "Filtypen tas inte emot (filnamnets ändelse: {ending}).",
        "Skicka filen som Excel (.xlsx), CSV eller Parquet; svar från SCB och Kolada även som JSON.",
    ),
    FindingKind(
        "F005",
        *_UNREADABLE,
        "Filen är för stor: {size}, högst {most} tas emot.",
        "Kontrollera att rätt register är exporterat. Är det så stort: skicka det som Parquet.",
    ),
    FindingKind(
        "F006",
        *_UNREADABLE,
        "Arbetsboken är skyddad med lösenord.",
        "Ta bort lösenordet (Arkiv, Info, Skydda arbetsbok), spara och skicka filen igen.",
    ),
    FindingKind(
        "F007",
        *_UNREADABLE,
        "Arbetsboken innehåller makron.",
        "Spara den som vanlig Excel-arbetsbok (.xlsx) utan makron och skicka den igen.",
    ),
    FindingKind(
        "F008",
        *_UNREADABLE,
        "Arbetsboken har en länk till en annan arbetsbok.",
        "Bryt länken (Data, Redigera länkar, Bryt länk) och spara. Står ingen länk där: markera tabellen, kopiera "
        "den till en ny arbetsbok med Klistra in special, Värden, och skicka den.",
    ),
    FindingKind(
        "F009",
        *_UNREADABLE,
        "Arbetsboken innehåller en dokumenttypsdeklaration, som Excel aldrig skriver.",
        "Spara om arbetsboken i Excel och skicka den igen.",
    ),
    FindingKind(
        "F010",
        *_UNREADABLE,
        "Filen blir för stor när den packas upp ({detail}).",
        "Ta bort blad, formateringar och rader som inte hör till registret, eller skicka det som CSV.",
    ),
    FindingKind("F011", *_UNREADABLE, "Arbetsboken är inte packad som Excel packar ({detail}).", _SAVE_AGAIN),
    FindingKind(
        "F012",
        *_UNREADABLE,
        "Arbetsboken innehåller inbäddade filer eller knappar.",
        "Kopiera tabellen till en ny arbetsbok och skicka den.",
    ),
    FindingKind(
        "F013",
        *_UNREADABLE,
        "Tabellen har fler än {detail} kolumner.",
        "Ta bort det som står till höger om tabellen och skicka filen igen.",
    ),
    FindingKind(
        "F014",
        *_UNREADABLE,
        "Filen kräver för mycket minne eller tid för att läsas.",
        "Kopiera tabellen till en ny arbetsbok, eller skicka den som CSV.",
    ),
    FindingKind(
        "F015",
        *_UNREADABLE,
        "Filen är i Excels gamla format (.xls).",
        "Spara den som Excel-arbetsbok (.xlsx) och skicka den igen.",
    ),
    FindingKind(
        "F016",
        *_UNREADABLE,
        "En rad i filen är orimligt lång.",
        "Kontrollera att exporten har radbrytningar mellan raderna och skicka filen igen.",
    ),
    FindingKind(
        "F017",
        *_UNREADABLE,
        "Filens teckenkodning går inte att tyda: bokstäverna å, ä och ö kan inte läsas säkert.",
        "Öppna filen i programmet som den kommer från, spara den som CSV UTF-8 och skicka den igen.",
    ),
    FindingKind(
        "F018",
        *_UNREADABLE,
        "Ett citattecken öppnas och stängs inte rätt.",
        'Skriv "" för ett citattecken inuti ett fält, eller ta bort det.',
    ),
    FindingKind(
        "F019",
        *_UNREADABLE,
        "Filen innehåller ingen tabell.",
        "Kontrollera att rätt blad eller rapport är exporterad och skicka filen igen.",
    ),
    FindingKind(
        "F020",
        *_ROW_STOP,
        "Raden är för kort: {count} fält, men rubrikraden har {width}.",
        "Fyll på de fält som saknas. Ett tomt fält behöver också sin avgränsare.",
    ),
    FindingKind(
        "F021",
        *_ROW_STOP,
        "Raden är för lång: {count} fält, men rubrikraden har {width}.",
        "Ta bort det som är för mycket. Ett fält som innehåller avgränsaren ska stå inom citattecken.",
    ),
    FindingKind(
        "F022",
        *_ROW_WARN,
        "Rader med tomma fält efter den sista kolumnen, som ändå har lästs: {count}. Detta är den första.",
        "Ta gärna bort avgränsarna efter den sista kolumnen.",
    ),
    FindingKind(
        "F023",
        *_COLUMNS_WARN,
        "Bladet är dolt i arbetsboken.",
        "Visa bladet och kontrollera att det ska levereras, eller ta bort det.",
    ),
    FindingKind(
        "F024",
        *_ROW_NOTE,
        "Rader ovanför rubrikraden, som inte har lästs som uppgifter: {count}.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "F025",
        *_ROW_WARN,
        "Raden är en summarad och har inte lästs som en uppgift.",
        "Ta gärna bort summarader ur exporten. Om raden är en uppgift: fyll i dess tomma fält.",
    ),
    FindingKind(
        "F026",
        *_COLUMNS_WARN,
        "Celler med formler, där det senast uträknade värdet har lästs: {count}. Detta är den första.",
        "Klistra gärna in värden i stället för formler (Klistra in special, Värden).",
    ),
    FindingKind(
        "F027",
        *_ROW_STOP,
        "Cellen innehåller en formel som aldrig har räknats ut.",
        "Öppna arbetsboken i Excel, låt den räkna om, spara och skicka den igen, eller skriv in värdet.",
    ),
    FindingKind("F028", *_ROW_STOP, "Cellen visar ett fel i Excel.", "Rätta formeln eller skriv in värdet."),
    FindingKind(
        "F029",
        *_ROW_STOP,
        "Cellen är sammanslagen med raden ovanför och har inget eget värde.",
        "Dela cellerna (Start, Centrera över kolumner, Dela celler) och skriv värdet på varje rad.",
    ),
    FindingKind(
        "F030",
        *_COLUMNS_WARN,
        "Kolumn {position} har uppgifter men ingen rubrik, och lagras inte.",
        "Skriv en rubrik, eller ta bort kolumnen.",
    ),
    FindingKind(
        "F031",
        *_UNREADABLE,
        "Ett blad har ett namn som Excel inte tillåter.",
        "Byt namn på bladet i Excel, spara och skicka filen igen.",
    ),
    FindingKind(
        "F032",
        *_ROW_NOTE,
        "Raden upprepar rubrikraden och har inte lästs som en uppgift.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "F033", *_ROW_NOTE, "Rubriken står på två rader, som har lästs ihop.", "Inget behöver göras."
    ),
    FindingKind(
        "F034",
        *_COLUMNS_WARN,
        "Bladet har ingen rubrikrad och har inte lästs.",
        "Skriv kolumnernas namn på raden ovanför uppgifterna, eller ta bort bladet.",
    ),
    FindingKind(
        "F035",
        *_UNREADABLE,
        "De flesta rader har ett annat antal fält än rubrikraden: {count} mot {width}. Detta är den första.",
        "Kontrollera att rubrikraden hör till tabellen och att samma avgränsare används i hela filen.",
    ),
    FindingKind(
        "F036",
        *_UNREADABLE,
        "Filen ändrades medan den lästes.",
        "Vänta tills den är färdigkopierad eller stängd i andra program, och leverera den igen.",
    ),
    FindingKind(
        "F037",
        *_ROW_NOTE,
        "Filen är skriven i teckenkodningen {words}, och har lästs så.",
        "Inget behöver göras. Spara gärna som CSV UTF-8 nästa gång.",
    ),
    FindingKind(
        "F038",
        *_UNREADABLE,
        "Raden är skriven i en annan teckenkodning än filens övriga rader, och är den första som är det.",
        "Klistra in raden på nytt i programmet som filen kommer från, spara hela filen som CSV UTF-8 och skicka "
        "den igen. Bokstäverna å, ä och ö ska se rätt ut på alla rader.",
    ),
    FindingKind(
        "F039",
        *_ROW_NOTE,
        "Filen slutar med utfyllnad som inte är text ({count} tecken), och som inte har lästs.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "F040",
        *_UNREADABLE,
        "Arbetsboken hämtar uppgifter med Power Query eller en annan dataanslutning.",
        "Markera tabellen, kopiera den till en ny arbetsbok med Klistra in special, Värden, och skicka den.",
    ),
    FindingKind(
        "F041",
        *_ROW_WARN,
        "Här börjar en andra fil som har klistrats in under den första. Båda har lästs som ett register.",
        "Kontrollera att båda hör till registret och att ingen rad står i båda.",
    ),
    FindingKind(
        "F042",
        *_UNREADABLE,
        "Här börjar en andra tabell med andra kolumner än den första.",
        "Skicka tabellerna som var sin fil, eller gör om exporten så att alla rader har samma kolumner.",
    ),
    FindingKind(
        "F043",
        *_ROW_NOTE,
        "Raden är ett sidhuvud eller en sidfot ur en utskrift och har inte lästs som en uppgift.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "F044",
        *_ROW_NOTE,
        "Raden under rubrikraden säger hur kolumnerna fylls i och har inte lästs som en uppgift.",
        "Inget behöver göras.",
    ),
    FindingKind(
        "F045",
        *_COLUMNS_STOP,
        "Bokstäver har gått förlorade innan filen kom hit: de är utbytta mot ett frågetecken i en ruta. "
        "Celler i kolumnen: {count}. Detta är den första.",
        "Gör om exporten ur programmet som filen kommer från, spara den som CSV UTF-8 och skicka den igen.",
    ),
    FindingKind(
        "F046",
        *_COLUMNS_STOP,
        "Alla formler i kolumnen har värdet 0, och inget kalkylprogram har sparat filen: de är inte uträknade. "
        "Formler: {count}. Detta är den första.",
        "Öppna filen i Excel, spara och skicka den igen.",
    ),
    FindingKind(
        "F047",
        *_ROW_NOTE,
        "Rader som är dolda i arbetsboken (av ett filter eller för hand), och som har lästs: {count}. "
        "Detta är den första.",
        "Inget behöver göras om hela registret ska levereras. Annars: ta bort raderna och skicka filen igen.",
    ),
    FindingKind(
        "F048",
        *_UNREADABLE,
        "Ett citattecken öppnas på raden och stängs först längre ned, så att rader försvinner: {count}.",
        'Ta bort citattecknet, eller skriv "" för ett citattecken inuti ett fält, och skicka filen igen.',
    ),
    FindingKind(
        "F049",
        *_COLUMNS_WARN,
        "Kolumnen är av en typ som ingen tabell här har ({words}), och har inte lästs.",
        "Inget behöver göras. Ta gärna bort kolumnen.",
    ),
    FindingKind(
        "F050",
        *_COLUMNS_STOP,
        "Kolumnen är av en typ som inte går att läsa som en uppgift per rad ({words}).",
        "Spara kolumnen som text, tal eller datum och skicka filen igen.",
    ),
    FindingKind(
        "F051",
        *_ROW_NOTE,
        "Kolumnens tider är lagrade med tidszonen {words}, och har lästs som dagar där.",
        "Inget behöver göras. Spara gärna dagar som datum, utan tid och zon.",
    ),
    FindingKind(
        "F052",
        *_COLUMNS_STOP,
        "Kolumnens tider är lagrade med tidszonen {words}, och vissa är en annan dag i svensk tid. "
        "Detta är den första.",
        "Spara kolumnen som datum, utan tid och zon, och skicka filen igen.",
    ),
    FindingKind(
        "F053",
        *_UNREADABLE,
        "Filens kolumner är lagrade med olika tidszoner ({words}).",
        "Spara dagarna som datum, utan tid och zon, och skicka filen igen.",
    ),
    FindingKind(
        "F054",
        *_UNREADABLE,
        "JSON-stat-tabellen är inte hel: den säger inte {what}.",
        "Hämta tabellen igen med alla delar, eller som CSV.",
    ),
    FindingKind(
        "F055",
        *_UNREADABLE,
        "Svaret från Kolada är inte helt: det säger inte {what}.",
        "Hämta svaret igen, eller skicka siffrorna som CSV.",
    ),
    FindingKind(
        "F056",
        *_UNREADABLE,
        "Svaret från Kolada är bara en del av det hela: {what}.",
        "Hämta alla sidor (Kolada anger nästa i next_url) och skicka dem i en fil, som en lista: [sida 1, sida 2].",
        "Hämta alla sidor med gfo fetch kolada. Finns de redan som filer: lägg dem i en fil som en lista, "
        "[sida 1, sida 2], och leverera den.",
    ),
    FindingKind(
        "I001",
        *_PERSONAL,
        "Här står ett {kind}, i {cells}.",
        "Ersätt personuppgifterna med kommunens egna pseudonymer i hela registret och leverera en ny fil.",
    ),
    FindingKind(
        "I002",
        *_PERSONAL,
        "Kolumnen pekar ut en person.",
        "Ta bort kolumnen ur exporten och leverera en ny fil.",
    ),
    FindingKind(
        "I003",
        *_PERSONAL,
        "Ett {kind} står utanför tabellen: {where}.",
        "Ta bort uppgiften (Arkiv, Info, Kontrollera dokument, Granska dokument) och leverera en ny fil.",
    ),
    FindingKind(
        "I004",
        *_PERSONAL,
        "Filens namn innehåller ett {kind}.",
        "Döp om filen och leverera den igen.",
    ),
)
