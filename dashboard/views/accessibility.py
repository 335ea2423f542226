"""Tillgänglighetsredogörelse: what a public body must say of its pages' accessibility."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.briefings.presentation import contact
from dashboard.reader.reader import Reader


def view(reader: Reader) -> None:
    """The statement that DOS-lagen asks for, with the known faults named."""
    reached = escape(contact(reader.home.root))
    text.lead("Så väl går GFO Insikt att använda för alla, och vad som ännu brister.")
    text.block(
        "<p>GFO står bakom den här webbplatsen. Den ska uppfylla lagen om tillgänglighet till digital offentlig service"
        " (DOS-lagen), det vill säga EN 301 549 och WCAG 2.1 på nivå AA. Den är delvis förenlig med kraven; det som"
        " brister står nedan. Senast bedömd 2026-11-22.</p>"
        "<h2>Så har den byggts</h2><ul>"
        "<li>Varje diagram har en rubrik som säger vad det visar, en text med samma innehåll och en tabell.</li>"
        "<li>Färg bär aldrig betydelse ensam: varje del har också namn, mönster eller ord.</li>"
        "<li>Sidorna går att läsa och styra med tangentbord, på en smal skärm och i mörkt läge.</li>"
        "<li>Rörelser stängs av för den som har bett datorn om det.</li></ul>"
        "<h2>Kända brister</h2><ul>"
        "<li>Det som visas när pekaren hålls över ett diagram nås inte med tangentbord. Samma siffror finns i tabellen"
        " under diagrammet och i filerna som går att hämta.</li>"
        "<li>De tunna grå linjerna för andra kommuner har låg kontrast mot bakgrunden. Varje kommuns egna siffror nås"
        " genom att välja den.</li>"
        "<li>Breda tabeller rullas i sidled på en smal skärm.</li></ul>"
        "<h2>Hur bristerna har hittats</h2>"
        "<p>Genom självskattning: automatisk granskning med axe-core i en riktig webbläsare, och genomgång med enbart"
        " tangentbord.</p>"
        "<h2>Säg till</h2>"
        "<p>Hittar du något som inte fungerar för dig, hör av dig till GFO, eller till registratorn i din kommun."
        f"{f' {reached}' if reached else ''} Är du inte nöjd med svaret kan du"
        " anmäla det till Myndigheten för digital förvaltning (Digg), som har tillsyn.</p>"
    )
