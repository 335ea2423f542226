"""Hjälp: how to read the pages, what the marks mean, and how to send a link."""

from __future__ import annotations

from html import escape

from dashboard import components, formats
from dashboard.figures import Figures
from dashboard.selection import Selection

_MARKS = (
    (formats.HIDDEN, "För få för att visas. Siffran finns, men är så liten att den kan peka ut ett barn."),
    (formats.MISSING, "Uppgift saknas. Det är aldrig detsamma som noll; anledningen står intill."),
    ("0", "Noll: leveransen täcker perioden och inget inträffade."),
    ("Streckad linje", "Preliminärt: perioden är inte slut, eller allt är inte levererat."),
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


def view(figures: Figures, selection: Selection) -> None:
    """Reading guide; the figures themselves are on the other pages."""
    components.lead(
        "Välj område och period högst upp. Allt du väljer står i adressen: skicka länken, så ser andra samma sak."
    )
    components.heading("Tecken")
    _list(_MARKS)
    components.heading("Fem sätt att räkna", "Siffror som liknar varandra men inte är samma sak.")
    _list(_MEASURES)
    components.heading("Tertial")
    components.block(
        "<p>T1 är januari–april, T2 maj–augusti och T3 september–december."
        " Jämförelser görs med samma tertial året före.</p>"
    )
    components.heading("På mötet")
    components.block(
        "<p>Mötesläge (högst upp till höger) visar ett ämne i taget med stor text. Höger- och vänsterpil bläddrar,"
        " även mellan sidorna; Esc avslutar. En länk som du kopierar visar samma version också efter nästa"
        " publicering.</p>"
    )
    components.heading("När något ser fel ut")
    components.block(
        "<p>Se först sidan Leveranser och datakvalitet: där står vem som har levererat vad. Står det en referens på"
        " sidan, säg den till den som sköter servern.</p>"
    )


def _list(rows: tuple[tuple[str, str], ...]) -> None:
    inner = "".join(f"<dt>{escape(word)}</dt><dd>{escape(text)}</dd>" for word, text in rows)
    components.block(f"<dl>{inner}</dl>")
