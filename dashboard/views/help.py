"""Hjälp: how to read the pages, what the marks mean, and how to send a link."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.briefings.presentation import contact, whom_to_ask
from dashboard.reader.reader import Reader
from dashboard.words import formats, markup, routine
from dashboard.words.absence import PROTECTED
from dashboard.words.audiences import how_many
from pipelines.kpi.words import COULD_POINT_OUT
from pipelines.reference import STYRGRUPP

_PAGES = (
    ("Översikt", "Perioden i tre meningar, det som är att uppmärksamma, och nyckeltalen i en tabell."),
    ("Remisser", "Vad som kom in, hur det slutade, vad som väntar och hur länge."),
    (
        "Familjehem",
        "Familjehemsbanken, hem som lämnat den, en prognos över remisserna, och vägen från anmälan till hem.",
    ),
    ("Placeringar", "Var barnen bor, byten och sammanbrott, och vad vården kostar."),
    ("Fördelning", "Vad varje kommun betalar av GFO:s budget, varför, och vad ett annat förslag skulle ge."),
    (
        "Min kommun",
        "Barnen och kostnaderna, det som är att uppmärksamma, kommunens del av GFO:s budget, och riket bredvid.",
    ),
    ("Stöd", "Jourhem, stöd till familjehem, och avvikelser i samverkan."),
    (
        "Ekonomi",
        "GFO:s budget och utfall per tertial och hittills i år, prognosen, och hur mycket under eller över budget.",
    ),
    ("Leveranser", "Vem som har levererat vad, vad som avvisats, och skillnaden mellan två versioner."),
    (
        "Lämna filer",
        "För GFO:s personal: kontrollera en fil, lämna den, och se vad som blev av den.",
    ),
    (
        "Kontrollera fil",
        "För kommunens egna: kontrollera en fil innan ni skickar den till GFO. Inget av den sparas.",
    ),
    (
        "Möte",
        "Mötets skärmar, en i taget: läget, det som sticker ut, siffrorna och vad som har ändrats.",
    ),
    (
        "Rapporter",
        "Papper till styrgrupp, nämnd och möten av samma siffror, och vilka av dem som får lämnas ut.",
    ),
    ("Nyckeltal", "Varje siffra för sig: över tid, kommun för kommun, uppdelad, och hur den räknas."),
)
#: What the menu of the public does not have.
_NOT_PUBLIC = frozenset({"Stöd", "Leveranser", "Möte"})
#: What is on a page for the public, where it is less.
_FOR_PUBLIC = {
    "Fördelning": "Vad varje kommun betalar av GFO:s budget, och varför.",
    "Rapporter": "Faktablad om GFO och nämndinformation om varje kommun, att lämna ut.",
    "Min kommun": "Barnen och kostnaderna, kommunens del av GFO:s budget, och de andra och riket bredvid.",
}
_READERS = (
    ("Styrgruppen", "Alla siffror, också små, i den version som visades på det senaste mötet."),
    ("GFO:s personal", "Samma siffror, i den nyaste versionen."),
    (
        "En kommun",
        (
            "Den egna kommunens siffror i sin helhet, och om GFO och de andra kommunerna det som är offentligt."
            " Det egna förnyas med varje version, det offentliga när styrgruppen har haft möte. GFO:s ekonomi,"
            " kostnadsfördelningen, befolkningen och antalet utbildningstillfällen räknar inga barn och inga hem:"
            " de väntar inte på mötet, utan är lika nya som kommunens egna siffror."
        ),
    ),
    (
        "Allmänheten",
        (
            "Hela perioder. GFO per tertial och år, och några tal för tre år i taget. Av kommunerna barn i vård per"
            " tertial, några tal per år, och de som oftast är små för tre år i taget. Siffror som"
            f" {COULD_POINT_OUT} är skyddade. Innan de visas prövas att ingen liten siffra går att räkna ut av det"
            " andra som visas; därför är också en del stora tal skyddade."
            " Kolada har egna siffror om samma sak, som kan skilja sig något från våra."
        ),
    ),
)
_MARKS = (
    (
        formats.HIDDEN,
        (
            f"Skyddad: {PROTECTED}. Den är liten, det vill säga räknar få barn, familjer eller hem, eller inga alls;"
            " eller så kunde någon räkna ut en liten siffra med den. Styrgruppens fil visar allt, och en kommuns fil"
            " allt om den kommunen."
        ),
    ),
    (
        formats.MISSING,
        "Uppgift saknas, eller inga fall att räkna på. Aldrig detsamma som noll; anledningen står intill.",
    ),
    ("0", "Noll: leveransen täcker perioden och inget inträffade."),
    ("Streckad kant", "Preliminärt: perioden är inte slut, eller uppföljningen av den är inte slut."),
    ("Numrerad linje", "En händelse vid sitt datum; texten står under diagrammet."),
    ("i", "Vad siffran räknar, om högre är bättre, och vad man bör tänka på."),
)
_TARGET_MARKS = (
    ("● ◐", "Målet är nått; målet nås som det ser ut nu."),
    ("◔ ○", "Målet nås inte som det ser ut nu; målet nåddes inte, eller kan inte nås längre."),
)
_REAL = (
    (
        "Blått fält",
        (
            "Så har det brukat vara: minst två tertial av tre har legat där. Det räknas på hela år, högst fem, före de"
            " tre senaste tertialen."
        ),
    ),
    (
        "Fylld punkt",
        "På en linje: ett tertial som visar en verklig ändring. De andra punkterna är ihåliga; den valda är större.",
    ),
    (
        "▲ ▼",
        (
            "En ändring som är större än slumpen ger: de tre senaste tertialen tillsammans, eller det senaste för sig,"
            " mot åren före. Av allt ett möte ser får högst en av tio sådana ändringar vara slump. Annars sägs inget."
        ),
    ),
    (
        "Antal på en viss dag",
        "Samma barn och hem räknas tertial efter tertial, så där bedöms hur mycket antalet ändras.",
    ),
    (
        "Med slumpen inräknad",
        (
            "Var en andel kan ligga när talen bakom är små: 19 gånger av 20 rymmer spannet den. 2 av 4 är"
            " 50\u00a0%, men säger inte mer än 15–85\u00a0%."
        ),
    ),
    ("Kronor", "Bedöms inte: priser stiger, så varje nytt tertial skulle ligga över de tidigare."),
    (
        "Mellan kommuner",
        (
            "Ju färre barn en kommun har, desto mer ger slumpen, och syskon placeras ofta tillsammans. Linjerna gäller"
            " alla kommuner på en gång: utanför är skillnaden värd en fråga, inte ett betyg."
        ),
    ),
)
_MEASURES = (
    ("Någon gång under perioden", "Varje barn en gång, även om placeringen började tidigare."),
    ("Sista dagen", "Ett antal på periodens sista dag, till exempel hem i banken."),
    ("Påbörjade och avslutade", "Det som började eller slutade under perioden."),
    (
        "Unika barn",
        "Varje barn en gång i den period du frågar om. Därför är ett år inte summan av tre tertial.",
    ),
    ("Vårddygn", "Dygn i placering; utskrivningsdagen räknas inte."),
)
_WORDS = (
    ("Remiss", "En kommun ber GFO om ett hem till ett barn."),
    ("Matchad", "Barnet fick ett hem: via GFO, eller som kommunen själv hittade (också i barnets nätverk)."),
    ("Återlämnad", "GFO lämnar tillbaka remissen utan att ha hittat ett hem."),
    ("Återtagen", "Kommunen tar tillbaka remissen."),
    ("Konsulentstött", "Ett familjehem som köps genom ett företag; det är dyrare."),
    ("Omplacering", "Barnet flyttar till ett annat hem eller en annan form."),
    ("Sammanbrott", "En placering som slutade utan att det var planerat."),
    ("Avvikelse", "Något gick fel i samverkan; enhetscheferna hanterar den."),
    ("Fördelningsnyckel", "Hur GFO:s budget delas mellan kommunerna: efter barn och efter placerade barn."),
)


def view(reader: Reader) -> None:
    """Reading guide; the figures themselves are on the other pages."""
    text.lead(
        "GFO Insikt visar hur det går för kommunernas gemensamma familjehemsorganisation: tertial för tertial,"
        " för hela GFO och för varje kommun."
    )
    text.block(
        "<p>Välj område och period högst upp, där sidan har dem. Allt du väljer står i adressen: skicka länken, så ser"
        " andra samma sak. Raden under rubriken säger alltid vems siffror det är, till och med vilken dag, och vilken"
        " version.</p>"
    )
    text.heading("Hitta rätt")
    absent = set(_NOT_PUBLIC) if reader.is_public else set()
    if not reader.delivers:
        absent.add("Lämna filer")
    if not reader.checks:
        absent.add("Kontrollera fil")
    less = _FOR_PUBLIC if reader.is_public else {}
    text.block(markup.facts([(page, less.get(page, about)) for page, about in _PAGES if page not in absent]))
    if reader.delivers:
        _routine()
    text.heading("Tecken")
    text.block(markup.facts(_MARKS if reader.is_public else (*_MARKS, *_TARGET_MARKS)))
    text.heading("Är ändringen verklig?", "Små tal varierar av slump. Sidorna säger när det är mer än så.")
    text.block(markup.facts(_REAL))
    text.heading("Fem sätt att räkna", "Siffror som liknar varandra men inte är samma sak.")
    text.block(markup.facts(_MEASURES))
    text.heading("Tertial")
    text.block(
        "<p>T1 är januari–april, T2 maj–augusti och T3 september–december."
        " Jämförelser görs med samma tertial året före.</p>"
    )
    text.heading("Versioner")
    text.block(f"<p>{_PUBLIC_VERSIONS if reader.is_public else _VERSIONS}</p>")
    text.heading("Vem ser vad", "Raden under rubriken säger vems fil det är.", anchor="vem")
    text.block(markup.facts(_READERS))
    # The styrgrupp's own file protects nothing: its release says nothing of how many.
    if reader.audience != STYRGRUPP and (told := how_many(reader.figures.release)):
        text.paragraph(told)
    if reader.whose:
        text.heading("Kommunens egna siffror")
        text.block("".join(f"<p>{escape(one)}</p>" for one in _OF_OWN))
    if not reader.is_public:
        _of_meetings()
    text.heading("Ta med siffrorna")
    text.block(
        "<p>Under varje diagram finns siffrorna som tabell, som fil (CSV och Excel) och diagrammet som bild. Källa,"
        " version och definition följer med i filen och i bilden. Längst ned på varje sida finns alla sidans siffror i"
        " en Excelfil. Alla siffror i hela versionen finns på sidan"
        f' <a href="{escape(reader.door("nyckeltal"))}">Nyckeltal</a>.</p>'
    )
    text.heading("Ord")
    text.block(markup.facts(_WORDS))
    text.heading("När något ser fel ut")
    asked = contact(reader.home.root) if reader.is_public else whom_to_ask(reader.home.root)
    text.paragraph(f"{_PUBLIC_FAULTS if reader.is_public else _FAULTS} {asked}".rstrip())
    if reader.is_public:
        text.heading("Fråga efter mer")
        text.paragraph(_ASK_FOR_MORE)


_OF_OWN = (
    (
        "Siffrorna är från den dag som står under rubriken, och förnyas när nya filer har lämnats, oftast efter varje"
        " tertial. Remisser som har kommit sedan dess finns inte med än: hur kön ser ut i dag vet GFO."
    ),
    (
        "Det som inte är offentligt här är till för förvaltningen och GFO. Vad kommunen själv tar fram ur sina egna"
        " system är kommunens: om det kan lämnas ut prövar kommunen, och också där kan ett litet tal peka ut ett barn."
    ),
)
_VERSIONS = (
    "Varje gång siffrorna byggs om får de ett nytt versionsnummer, och de gamla finns kvar. Styrgruppen ser den version"
    " som visades på det senaste mötet tills nästa möte; en rad högst upp leder till den nyaste. Vad som ändrats sedan"
    " dess, och vilken leverans som ligger bakom, står på Översikt i den nyaste."
)
_PUBLIC_VERSIONS = (
    "De offentliga siffrorna görs om när styrgruppen har haft möte, och får då ett nytt versionsnummer. En siffra kan"
    " ändras när en kommun rättar det den har lämnat."
)
_FAULTS = (
    "Se först sidan Leveranser och datakvalitet: där står vem som har levererat vad. Står det en referens på sidan, säg"
    " den till den som sköter servern."
)
_PUBLIC_FAULTS = (
    "Hör av dig till GFO, eller till registratorn i din kommun. Står det en referens på sidan, ta med den."
)
_ASK_FOR_MORE = (
    "Vem som helst får begära att läsa en allmän handling. Vänd dig till registratorn i din kommun eller till GFO. Du"
    " behöver inte säga vem du är eller varför du frågar, om det inte behövs för att pröva om handlingen kan lämnas ut."
    " Uppgifter om enskilda barn och hem kan vara hemliga."
)


def _routine() -> None:
    """A tertial from its files to its papers, for whoever does it."""
    text.heading(
        "Ett tertial, steg för steg",
        "För dig som tar emot filer. Kommandona skrivs på servern; nummer, namn och dagar är exempel.",
    )
    made = {f"{number}. {step.name}": _step(step) for number, step in enumerate(routine.TERTIAL, 1)}
    text.block(markup.facts([(name, "") for name in made], made))


def _step(step: routine.Step) -> str:
    commands = "".join(f"<br><code>{escape(command)}</code>" for command in step.commands)
    return f"{escape(step.told)}{commands}"


def _of_meetings() -> None:
    """How a meeting is held."""
    text.heading("På mötet")
    text.block(
        "<p>Sidan Möte visar mötets skärmar en i taget, med stor text. Höger- och vänsterpil bläddrar, I visar"
        " innehållet, A visar en anteckning till den som håller i mötet, och Esc avslutar. Vilka skärmarna är kan"
        " GFO ändra i en fil. En länk som du kopierar visar samma version också efter nästa publicering.</p>"
    )
