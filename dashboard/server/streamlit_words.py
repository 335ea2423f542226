"""Streamlit's own English words in Swedish, and the small script that puts them on the page.

Streamlit has no translations. The script watches the page and replaces whole texts and labels from `WORDS`;
a browser test lists the words it still finds untranslated.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

WORDS: dict[str, str] = {
    "Running...": "Räknar …",
    "Running…": "Räknar …",
    "Stop": "Stoppa",
    "Rerun": "Kör om",
    "Settings": "Inställningar",
    "Print": "Skriv ut",
    "Record screen": "Spela in skärmen",
    "Record a screencast": "Spela in skärmen",
    "About": "Om",
    "Main menu": "Huvudmeny",
    "Main navigation": "Huvudmeny",
    "Navigation": "Sidor",
    "Close": "Stäng",
    "Close sidebar": "Stäng menyn",
    "Open sidebar": "Öppna menyn",
    "Collapse sidebar": "Stäng menyn",
    "Expand sidebar": "Öppna menyn",
    "Clear all": "Rensa",
    "Clear value": "Rensa",
    "Clear": "Rensa",
    "open": "öppna",
    "Open": "Öppna",
    "No results": "Inga träffar",
    "No options to select": "Inget att välja",
    "Choose an option": "Välj",
    "Select an option": "Välj",
    "Fullscreen": "Helskärm",
    "Close fullscreen": "Stäng helskärm",
    "View fullscreen": "Visa i helskärm",
    "Exit fullscreen": "Stäng helskärm",
    "Show more": "Visa mer",
    "Show less": "Visa mindre",
    "Appearance": "Utseende",
    "Theme": "Tema",
    "Choose app theme, colors and fonts": "Välj tema",
    "Use system setting": "Som datorn",
    "System": "Som datorn",
    "Light": "Ljust",
    "Dark": "Mörkt",
    "Wide mode": "Bred sida",
    "Development": "Utveckling",
    "Connecting": "Ansluter",
    "CONNECTING": "ANSLUTER",
    "Connection error": "Ingen kontakt med servern",
    "Page not found": "Sidan finns inte",
    "The page that you have requested does not seem to exist. Running the app's main page.": (
        "Sidan i adressen finns inte. Översikten visas i stället."
    ),
    "Streamlit server is not responding. Are you connected to the internet?": (
        "Ingen kontakt med servern. Sidan försöker igen av sig själv; ladda om den om det dröjer."
    ),
    "Download": "Hämta",
    "Search": "Sök",
    "Copy to clipboard": "Kopiera",
    "Copied": "Kopierat",
    "Show password text": "Visa lösenord",
    "Hide password text": "Dölj lösenord",
    "Press Enter to apply": "Tryck Retur",
    "Press enter to apply": "Tryck Retur",
    "Unselect all": "Avmarkera alla",
    "Select all": "Markera alla",
    "more": "fler",
    "More": "Fler",
    "Download plot as a PNG": "Spara som PNG",
    "Help": "Hjälp",
    "Toggle popover": "Visa eller dölj",
    "Loading...": "Hämtar …",
    "Skip to main content": "Hoppa till innehållet",
    "App pages": "Sidor",
    "Sidebar": "Sidomeny",
    "Decrement": "Minska",
    "Increment": "Öka",
    "Made with Streamlit v": "Gjord med Streamlit v",
    "Copy version to clipboard": "Kopiera versionen",
    "App is running": "Sidan räknar",
    "Upload": "Välj filer",
    "Add files": "Välj fler filer",
    "file upload": "Välj filer",
    "Drag and drop files here": "Släpp filerna här",
    "Drag and drop a file here": "Släpp filen här",
    "Too many files": "För många filer",
    "Click to retry upload": "Klicka för att försöka igen",
    "Error:": "Fel:",
}

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^(\d+) more$", "$1 till"),
    (r"^Help for (.+)$", "Hjälp om $1"),
    (r"^Selected (.+)\. (.+)$", "Valt: $1. $2"),
    (r"^(\d+)(?:\.0)? ?MB per file$", "Högst $1 MB var. Det går också att dra hit dem."),
    (r"^File (?:must be|is larger than) (\d+)(?:\.0)? ?MB.*$", "Filen är för stor: högst $1 MB."),
    (r"^Cancel upload of (.+)$", "Avbryt $1"),
    (r"^Remove (.+)$", "Ta bort $1"),
    (r"^(?:AxiosError: )?Request failed with status code \d+$", "Filen kunde inte skickas. Försök igen."),
    (r"^(?:AxiosError: )?Network Error$", "Filen kunde inte skickas. Försök igen."),
)


@cache
def script() -> str:
    """The script as it is served at `/gfo.js`."""
    assets = Path(__file__).resolve().parent / "assets"
    body = "".join(
        (assets / name).read_text(encoding="utf-8")
        for name in ("gfo.js", "menu.js", "paper.js", "picture.js", "agenda.js")
    )
    return (
        f"const WORDS = {json.dumps(WORDS, ensure_ascii=False)};\n"
        f"const PATTERNS = {json.dumps(_PATTERNS, ensure_ascii=False)};\n{body}"
    )
